// What one channel's figures mean: data in, data out.
import type { Wait } from '../../widget/src/wire'
import type { Say, WordKey } from './words'

export interface EntryPoint {
  id: string
  kind: string
  name: string
  channel: string
  is_open: boolean
  is_staffed: boolean
  waiting: number
  wait: Wait | null
  answer_times: (Wait & { samples?: number }) | null
}

export interface Contact {
  workspace: { name: string }
  entry_points: EntryPoint[]
  now: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export interface Span {
  low: number // milliseconds
  high: number
}

export function spanOf(wait: Wait | null): Span | null {
  const low = wait?.p50_ms ?? null
  const high = wait?.p90_ms ?? null
  return low === null || high === null ? null : { low: Math.min(low, high), high }
}

// How long it takes now: the estimate for a new arrival, else what the last answers took.
export function nowSpan(point: EntryPoint): Span | null {
  return spanOf(point.wait) ?? spanOf(point.answer_times)
}

export function spanText({ low, high }: Span, say: Say): string {
  if (high <= MINUTE) return say('under_minute')
  const [unit, one, range]: [number, WordKey, WordKey] =
    high < 2 * HOUR ? [MINUTE, 'minutes', 'range_minutes'] : [HOUR, 'hours', 'range_hours']
  const b = Math.ceil(high / unit)
  const a = Math.min(b, Math.max(1, Math.round(low / unit)))
  return a === b ? say(one, { n: b }) : say(range, { a, b })
}

export type Reach = 'closed' | 'unstaffed' | 'unknown' | 'known'

export function reachOf(point: EntryPoint): Reach {
  if (!point.is_open) return 'closed'
  if (!point.is_staffed) return 'unstaffed'
  return nowSpan(point) === null ? 'unknown' : 'known'
}

// The quickest first; then those nobody knows; then those where nobody is.
export function bySpeed(points: readonly EntryPoint[]): EntryPoint[] {
  const rank: Record<Reach, number> = { known: 0, unknown: 1, unstaffed: 2, closed: 3 }
  const key = (point: EntryPoint): [number, number] => [
    rank[reachOf(point)],
    nowSpan(point)?.high ?? 0,
  ]
  return [...points].sort((one, other) => {
    const [a, b] = [key(one), key(other)]
    return a[0] - b[0] || a[1] - b[1]
  })
}

export function channelWord(channel: string): WordKey {
  const known: Record<string, WordKey> = {
    chat: 'chat',
    call: 'call',
    voice: 'call',
    phone: 'call',
    message: 'message',
    email: 'email',
    sms: 'sms',
    wechat: 'wechat',
  }
  return known[channel] ?? 'other'
}
