// How long a wait is, said honestly: a range in minutes, or that nobody knows.
import type { Wait } from './wire'

export type WaitRange =
  | { kind: 'unknown' }
  | { kind: 'soon'; low: 0; high: 1; scale: 2 } // under a minute
  | { kind: 'range'; low: number; high: number; scale: number }

const MINUTE = 60_000
const SCALES = [2, 3, 5, 8, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480]

// Half of the people are answered within `low` minutes, nine in ten within `high`. The scale is the
// end of the bar, always beyond the range, because one in ten waits longer.
export function waitRange(wait: Wait | null | undefined): WaitRange {
  const half = wait?.p50_ms ?? null
  const most = wait?.p90_ms ?? null
  if (half === null || most === null || half < 0 || most < 0) return { kind: 'unknown' }
  const high = Math.max(1, Math.ceil(most / MINUTE))
  if (high === 1) return { kind: 'soon', low: 0, high: 1, scale: 2 }
  const low = Math.min(high, Math.max(1, Math.round(half / MINUTE)))
  const scale = SCALES.find((end) => end >= high * 1.3) ?? Math.ceil(high * 1.3)
  return { kind: 'range', low, high, scale }
}
