import { describe, expect, it } from 'vitest'
import type { ReportCell } from '@/protocol/report_api'
import { behind, effortOf, figuresOf, inOrder, valueOf } from './figures'
import { dayFrom, dayText, isAllowed, spanOf } from './period'
import { detailOf, overallOf, queryOf, wantedFrom } from './wanted'

const noon = new Date(2026, 10, 21, 12).getTime()
const day = (text: string) => dayFrom(text) ?? Number.NaN
const hours = (span: { from: number; to: number } | null) =>
  span === null ? null : Math.round((span.to - span.from) / 3_600_000)

describe('a period', () => {
  const named = (preset: 'today' | 'yesterday' | 'week' | 'month') =>
    spanOf({ preset, from: '', to: '' }, noon)
  it('begins and ends at midnight of this calendar', () => {
    expect(named('today')).toEqual({ from: day('2026-11-21'), to: day('2026-11-22') })
    expect(named('yesterday')).toEqual({ from: day('2026-11-20'), to: day('2026-11-21') })
    expect(named('week')?.from).toBe(day('2026-11-15'))
    expect(named('month')?.from).toBe(day('2026-10-23'))
  })
  it('of one’s own has its last day in it, and needs two days in order', () => {
    const own = (from: string, to: string) => spanOf({ preset: 'custom', from, to }, noon)
    expect(hours(own('2026-11-20', '2026-11-21'))).toBe(48)
    expect(own('2026-11-21', '2026-11-20')).toBeNull()
    expect(own('', '2026-11-20')).toBeNull()
    expect(own('2026-02-30', '2026-11-20')).toBeNull()
  })
  it('is cut into at most 2,000 intervals', () => {
    const span = { from: 0, to: 30 * 86_400_000 }
    expect(isAllowed('15m', span)).toBe(false)
    expect(isAllowed('30m', span)).toBe(true)
    expect(isAllowed('all', { from: 0, to: 1e15 })).toBe(true)
  })
  it('is written as a day and read back', () => {
    expect(dayText(day('2026-03-09'))).toBe('2026-03-09')
  })
})

describe('an address', () => {
  it('is read back to the same report', () => {
    const wanted = wantedFrom({
      report: 'waits', period: 'custom', from: '2026-11-01', to: '2026-11-02', group: 'agent',
      interval: '1h', queue: 'general', threshold: '30000',
    })
    expect(wantedFrom(queryOf(wanted))).toEqual(wanted)
  })
  it('with nonsense shows the standard report', () => {
    const wanted = wantedFrom({ report: 'x', period: 5, queue: '<b>', threshold: '-1', group: [] })
    expect(queryOf(wanted)).toEqual({ report: 'service-level' })
  })
})

describe('the questions to the server', () => {
  it('are one for the figures on top and one for the table', () => {
    const wanted = wantedFrom({ queue: 'vip', group: 'agent', interval: '1h' })
    expect(overallOf(wanted, noon)).toMatchObject({ queue: 'vip', group: 'none', interval: 'all' })
    expect(detailOf(wanted, noon)).toMatchObject({ queue: 'vip', group: 'agent', interval: '1h' })
  })
  it('need no table if everything is in one', () => {
    expect(detailOf(wantedFrom({ group: 'none' }), noon)).toBeNull()
  })
  it('are not asked for a period that is none', () => {
    expect(overallOf(wantedFrom({ period: 'custom' }), noon)).toBeNull()
  })
})

const cell: ReportCell = {
  from: '2026-11-21T00:00:00.000Z',
  to: '2026-11-22T00:00:00.000Z',
  queue: 'general',
  agent: null,
  values: { 'SL-3': 0.81, 'SL-4': null },
  counts: { answered: 12, '1': 6, '2': 1, '4': 1, asked: 20 },
  events: '',
}
const figure = (report: keyof typeof figuresOf, id: string) =>
  figuresOf[report].find((one) => one.id === id)!

describe('a figure', () => {
  it('without data is unknown; a count without events is zero', () => {
    expect(valueOf(figure('service-level', 'SL-3'), cell)).toBe(0.81)
    expect(valueOf(figure('service-level', 'SL-4'), cell)).toBeNull()
    expect(valueOf(figure('service-level', 'SL-5'), cell)).toBeNull()
    expect(valueOf(figure('service-level', 'abandoned'), cell)).toBe(0)
  })
  it('opens the contacts of its own cell', () => {
    const wanted = { queue: null, agent: 'ann', threshold: 30_000 }
    expect(behind(figure('service-level', 'answered_within'), cell, wanted)).toEqual({
      from: cell.from, to: cell.to, kind: 'answered_within', queue: 'general', agent: 'ann',
      threshold_ms: 30_000,
    })
  })
  it('of short abandons keeps its five seconds whatever the threshold is', () => {
    const wanted = { queue: null, agent: null, threshold: 30_000 }
    const short = figure('service-level', 'abandoned_short')
    expect(behind(short, cell, wanted).threshold_ms).toBe(4999)
  })
})

describe('a table', () => {
  it('stands by time and name, never by a figure', () => {
    const rows = [
      { ...cell, agent: 'bob', values: { 'SL-3': 0.9 } },
      { ...cell, agent: 'ann', values: { 'SL-3': 0.1 } },
      { ...cell, agent: 'zoe', from: '2026-11-20T00:00:00.000Z' },
    ]
    expect(inOrder(rows, (row) => row.agent ?? '').map((row) => row.agent)).toEqual([
      'zoe', 'ann', 'bob',
    ])
  })
})

describe('the effort', () => {
  it('is shared among those who answered', () => {
    const effort = effortOf(cell)
    expect(effort).toMatchObject({ answered: 8, asked: 20, easy: 7, hard: 1 })
    expect(effort.bars.map((bar) => bar.share)).toEqual([0.75, 0.125, 0, 0.125, 0])
  })
  it('has no shares without an answer', () => {
    expect(effortOf({ ...cell, counts: {} }).bars.every((bar) => bar.share === null)).toBe(true)
  })
})
