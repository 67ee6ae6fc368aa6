// Which figures a report has, how they are written, and which contacts stand behind each.
import type { ContactFilter, ContactKind, ReportCell, ReportName } from '@/protocol/report_api'

export interface Figure {
  id: string // of the server: "SL-1", "ASA_ms", or a count: "answered"
  text: string // its name among the texts: "sl1", "asa", "answered"
  isCount: boolean
  format: 'share' | 'duration' | 'mean' | 'count'
  kind: ContactKind
  threshold?: number // of its own: short abandons
}

const shortAbandonMs = 4999 // "under five seconds" is a whole number of milliseconds below

const share = (id: string, text: string, kind: ContactKind): Figure => ({
  id, text, kind, isCount: false, format: 'share',
})
const duration = (id: string, text: string, kind: ContactKind): Figure => ({
  id, text, kind, isCount: false, format: 'duration',
})
const count = (id: string, text: string, kind: ContactKind): Figure => ({
  id, text, kind, isCount: true, format: 'count',
})
const answered = count('answered', 'answered', 'answered')
const abandoned = count('abandoned', 'abandoned', 'abandoned')
const abandonedShort: Figure = {
  ...count('abandoned_short', 'abandonedShort', 'abandoned_within'),
  threshold: shortAbandonMs,
}

export const figuresOf: Record<ReportName, readonly Figure[]> = {
  'service-level': [
    share('SL-3', 'sl3', 'any'),
    share('SL-1', 'sl1', 'any'),
    share('SL-2', 'sl2', 'any'),
    share('SL-4', 'sl4', 'any'),
    share('SL-5', 'sl5', 'any'),
    answered,
    count('answered_within', 'answeredWithin', 'answered_within'),
    abandoned,
    count('abandoned_within', 'abandonedWithin', 'abandoned_within'),
    abandonedShort,
  ],
  waits: [
    duration('ASA_ms', 'asa', 'answered'),
    duration('longest_wait_ms', 'longestWait', 'any'),
    share('abandonment', 'abandonment', 'abandoned'),
    share('abandonment_without_short', 'abandonmentWithoutShort', 'abandoned'),
    answered,
    abandoned,
    abandonedShort,
  ],
  // Elapsed and attention side by side: neither says enough alone.
  'handle-time': [
    duration('AHT_elapsed_ms', 'ahtElapsed', 'handled'),
    duration('AHT_attention_ms', 'ahtAttention', 'handled'),
    duration('talk_ms', 'talk', 'handled'),
    duration('wrap_up_ms', 'wrapUp', 'handled'),
    count('handled', 'handled', 'handled'),
  ],
  effort: [
    { ...share('CES_mean', 'cesMean', 'effort_answered'), format: 'mean' },
    ...([1, 2, 3, 4, 5] as const).map((n) => count(String(n), `effort${n}`, `effort_${n}`)),
    count('answered', 'effortAnswered', 'effort_answered'),
    count('asked', 'asked', 'asked'),
  ],
}

// Nothing was counted: every figure is unknown, every count zero.
export function emptyCell(from: string, to: string): ReportCell {
  return { from, to, queue: null, agent: null, values: {}, counts: {}, events: '' }
}

// Null: no data yet, which is not zero.
export function valueOf(figure: Figure, cell: ReportCell): number | null {
  if (figure.isCount) return cell.counts[figure.id] ?? 0
  return cell.values[figure.id] ?? null
}

// The contacts a number was computed from.
export function behind(
  figure: Figure,
  cell: ReportCell,
  wanted: { queue: string | null; agent: string | null; threshold: number | null },
): ContactFilter {
  const filter: ContactFilter = { from: cell.from, to: cell.to, kind: figure.kind }
  const queue = cell.queue ?? wanted.queue
  const agent = cell.agent ?? wanted.agent
  const threshold = figure.threshold ?? wanted.threshold
  if (queue !== null) filter.queue = queue
  if (agent !== null) filter.agent = agent
  if (threshold !== null) filter.threshold_ms = threshold
  return filter
}

// By time, then by name: a table of people is never a ranking.
export function inOrder(
  cells: readonly ReportCell[],
  nameOf: (cell: ReportCell) => string,
): ReportCell[] {
  return [...cells].sort(
    (a, b) => Date.parse(a.from) - Date.parse(b.from) || nameOf(a).localeCompare(nameOf(b)),
  )
}

export interface Effort {
  bars: { effort: 1 | 2 | 3 | 4 | 5; count: number; share: number | null }[]
  answered: number
  asked: number
  easy: number // 1 or 2
  hard: number // 4 or 5
}
export function effortOf(cell: ReportCell): Effort {
  const counts = ([1, 2, 3, 4, 5] as const).map((effort) => ({
    effort,
    count: cell.counts[String(effort)] ?? 0,
  }))
  const answered = counts.reduce((sum, one) => sum + one.count, 0)
  const of = (...values: number[]) =>
    counts.filter((one) => values.includes(one.effort)).reduce((sum, one) => sum + one.count, 0)
  return {
    bars: counts.map((one) => ({ ...one, share: answered > 0 ? one.count / answered : null })),
    answered,
    asked: cell.counts.asked ?? 0,
    easy: of(1, 2),
    hard: of(4, 5),
  }
}
