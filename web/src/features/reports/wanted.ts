// What the page is asked to show, as its address says it: a report can be sent to a colleague.
import {
  groups, intervals, reportNames, type Group, type Interval, type ReportFilter, type ReportName,
} from '@/protocol/report_api'
import { isAllowed, presets, spanOf, type Period, type Preset, type Span } from './period'

export interface Wanted {
  report: ReportName
  period: Period
  group: Group
  interval: Interval
  queue: string | null
  agent: string | null
  threshold: number | null // ms; null: each queue's own target
}
export type RouteQuery = Record<string, unknown>

const longestThreshold = 24 * 3_600_000

function oneOf<T extends string>(value: unknown, choices: readonly T[], otherwise: T): T {
  return choices.includes(value as T) ? (value as T) : otherwise
}
function key(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z0-9_-]{1,32}$/.test(value) ? value : null
}
function day(value: unknown): string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : ''
}

export function wantedFrom(query: RouteQuery): Wanted {
  const threshold = Number(query.threshold)
  const isThreshold = Number.isInteger(threshold) && threshold > 0 && threshold <= longestThreshold
  return {
    report: oneOf(query.report, reportNames, 'service-level'),
    period: {
      preset: oneOf<Preset>(query.period, presets, 'today'),
      from: day(query.from),
      to: day(query.to),
    },
    group: oneOf(query.group, groups, 'queue'),
    interval: oneOf(query.interval, intervals, 'all'),
    queue: key(query.queue),
    agent: key(query.agent),
    threshold: isThreshold ? threshold : null,
  }
}

// Only what differs from the standard, so that addresses stay short.
export function queryOf(wanted: Wanted): Record<string, string> {
  const query: Record<string, string> = { report: wanted.report }
  const { preset, from, to } = wanted.period
  if (preset !== 'today') query.period = preset
  if (preset === 'custom') Object.assign(query, { from, to })
  if (wanted.group !== 'queue') query.group = wanted.group
  if (wanted.interval !== 'all') query.interval = wanted.interval
  if (wanted.queue !== null) query.queue = wanted.queue
  if (wanted.agent !== null) query.agent = wanted.agent
  if (wanted.threshold !== null) query.threshold = String(wanted.threshold)
  return query
}

export function filterOf(wanted: Wanted, span: Span): ReportFilter {
  const filter: ReportFilter = {
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    group: wanted.group,
    interval: isAllowed(wanted.interval, span) ? wanted.interval : 'all',
  }
  if (wanted.queue !== null) filter.queue = wanted.queue
  if (wanted.agent !== null) filter.agent = wanted.agent
  if (wanted.threshold !== null) filter.threshold_ms = wanted.threshold
  return filter
}

// The same, all in one: the figures on top.
export function overallOf(wanted: Wanted, now: number): ReportFilter | null {
  const span = spanOf(wanted.period, now)
  return span === null ? null : filterOf({ ...wanted, group: 'none', interval: 'all' }, span)
}
export function detailOf(wanted: Wanted, now: number): ReportFilter | null {
  const span = spanOf(wanted.period, now)
  if (span === null || (wanted.group === 'none' && wanted.interval === 'all')) return null
  return filterOf(wanted, span)
}
