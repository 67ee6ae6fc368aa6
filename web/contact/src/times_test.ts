import { describe, expect, it } from 'vitest'
import { bySpeed, channelWord, nowSpan, reachOf, spanText, type EntryPoint } from './times'
import { sayIn } from './words'

const say = sayIn('en')

function point(id: string, change: Partial<EntryPoint> = {}): EntryPoint {
  return {
    id,
    kind: 'widget',
    name: id,
    channel: 'chat',
    is_open: true,
    is_staffed: true,
    waiting: 0,
    wait: { p50_ms: 60_000, p90_ms: 180_000 },
    answer_times: null,
    ...change,
  }
}

const none = { p50_ms: null, p90_ms: null }

describe('how long a channel takes', () => {
  it('is the estimate for a new arrival, else what the last answers took, else unknown', () => {
    expect(nowSpan(point('a'))).toEqual({ low: 60_000, high: 180_000 })
    const lately = { p50_ms: 5000, p90_ms: 9000, samples: 3 }
    expect(nowSpan(point('a', { wait: none, answer_times: lately }))?.high).toBe(9000)
    expect(nowSpan(point('a', { wait: none, answer_times: { ...none, samples: 0 } }))).toBeNull()
    expect(reachOf(point('a', { wait: none }))).toBe('unknown')
  })

  it('is nothing while it is closed or nobody is there', () => {
    expect(reachOf(point('a', { is_open: false }))).toBe('closed')
    expect(reachOf(point('a', { is_staffed: false }))).toBe('unstaffed')
  })

  it('is said in minutes, and in hours when it is long', () => {
    expect(spanText({ low: 1000, high: 60_000 }, say)).toBe('under a minute')
    expect(spanText({ low: 60_000, high: 180_000 }, say)).toBe('1–3 min')
    expect(spanText({ low: 170_000, high: 171_000 }, say)).toBe('3 min')
    expect(spanText({ low: 5_400_000, high: 15_000_000 }, say)).toBe('2–5 h')
    expect(spanText({ low: 60_000, high: 180_000 }, sayIn('zh-TW'))).toBe('1–3 分鐘')
  })
})

describe('the order', () => {
  it('has the quickest first, then the unknown, then where nobody is', () => {
    const points = [
      point('closed', { is_open: false }),
      point('unknown', { wait: none }),
      point('slow', { wait: { p50_ms: 0, p90_ms: 900_000 } }),
      point('empty', { is_staffed: false }),
      point('quick'),
    ]
    const order = bySpeed(points).map((one) => one.id)
    expect(order).toEqual(['quick', 'slow', 'unknown', 'empty', 'closed'])
  })
})

describe('channels', () => {
  it('have names people know', () => {
    expect(channelWord('voice')).toBe('call')
    expect(channelWord('chat')).toBe('chat')
    expect(channelWord('carrier_pigeon')).toBe('other')
  })
})
