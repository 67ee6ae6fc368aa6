// Which time a report is about. Days are those of this computer's calendar.
import type { Interval } from '@/protocol/report_api'

export const presets = ['today', 'yesterday', 'week', 'month', 'custom'] as const
export type Preset = (typeof presets)[number]

export interface Period {
  preset: Preset
  from: string // "2026-11-21", first day; only of a custom one
  to: string // last day, included
}
export interface Span {
  from: number // ms
  to: number // ms, not included
}

const hour = 3_600_000
const lengths: Record<Exclude<Interval, 'all'>, number> = {
  '15m': hour / 4, '30m': hour / 2, '1h': hour, '1d': 24 * hour,
}
const mostIntervals = 2000 // the server's limit

function startOfDay(at: number, days = 0): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}

// "2026-11-21" of this computer's calendar; null if it is none.
export function dayFrom(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return null
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number)
  const date = new Date(year, month - 1, day)
  const isReal = date.getMonth() === month - 1 && date.getDate() === day
  return isReal ? date.getTime() : null
}
export function dayText(at: number): string {
  const date = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

// Null if a custom period has no two days in order.
export function spanOf(period: Period, now: number): Span | null {
  const tomorrow = startOfDay(now, 1)
  switch (period.preset) {
    case 'today':
      return { from: startOfDay(now), to: tomorrow }
    case 'yesterday':
      return { from: startOfDay(now, -1), to: startOfDay(now) }
    case 'week':
      return { from: startOfDay(now, -6), to: tomorrow }
    case 'month':
      return { from: startOfDay(now, -29), to: tomorrow }
    case 'custom': {
      const from = dayFrom(period.from)
      const last = dayFrom(period.to)
      if (from === null || last === null || last < from) return null
      return { from, to: startOfDay(last, 1) }
    }
  }
}

// The server refuses more; a table of thousands of rows would help nobody either.
export function isAllowed(interval: Interval, span: Span): boolean {
  return interval === 'all' || (span.to - span.from) / lengths[interval] <= mostIntervals
}
