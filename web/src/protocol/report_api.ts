// Reports, and the contacts behind each of their numbers.
import type { Api, Query } from './api'
import { list, map, number, object, orNull, text, time, type TypeOf } from './shape'
import type { Conversation, Customer, Message } from './values'

export const reportNames = ['service-level', 'waits', 'handle-time', 'effort'] as const
export type ReportName = (typeof reportNames)[number]
export const intervals = ['all', '15m', '30m', '1h', '1d'] as const
export type Interval = (typeof intervals)[number]
export const groups = ['none', 'queue', 'agent'] as const
export type Group = (typeof groups)[number]
export type ContactKind =
  | 'any' | 'answered' | 'answered_within' | 'abandoned' | 'abandoned_within' | 'handled'
  | 'asked' | 'effort_answered' | 'effort_1' | 'effort_2' | 'effort_3' | 'effort_4' | 'effort_5'

export const formula = object({ id: text, formula: text })
export const reportCell = object({
  from: time,
  to: time,
  queue: orNull(text),
  agent: orNull(text),
  values: map(orNull(number)), // by formula; null: no data yet
  counts: map(number),
  events: text,
})
export const report = object({
  report: text,
  threshold_ms: orNull(number), // null: each queue's own target
  formulas: list(formula),
  items: list(reportCell),
})
export const contact = object({
  conversation: text,
  work: text,
  customer: text,
  queue: text,
  agent: orNull(text),
  enqueued_at: time,
  answered_at: orNull(time),
  ended_at: orNull(time),
  wait_ms: number,
  talk_ms: number,
  wrap_up_ms: number,
  attention_ms: number,
  outcome: orNull(text),
  effort: number, // 0: no answer
})
export const contactPage = object({ items: list(contact), next: orNull(text) })

export type Report = TypeOf<typeof report>
export type ReportCell = TypeOf<typeof reportCell>
export type Contact = TypeOf<typeof contact>
export type ContactPage = TypeOf<typeof contactPage>

export interface ReportFilter {
  from: string
  to: string
  interval?: Interval
  group?: Group
  queue?: string
  agent?: string
  threshold_ms?: number
}
export interface ContactFilter {
  from: string
  to: string
  kind: ContactKind
  queue?: string
  agent?: string
  threshold_ms?: number
  cursor?: string
  limit?: number
}

const inPath = encodeURIComponent

export const reportApi = (api: Api) => ({
  report: (name: ReportName, filter: ReportFilter, signal?: AbortSignal) =>
    api.get<Report>(`/reports/${name}`, { query: { ...filter }, signal }),
  reportCsv: (name: ReportName, filter: ReportFilter) =>
    api.url(`/reports/${name}`, { ...filter, format: 'csv' }),
  contacts: (filter: ContactFilter, signal?: AbortSignal) =>
    api.get<ContactPage>('/reports/contacts', { query: { ...filter }, signal }),
  contactsCsv: (filter: ContactFilter) => {
    const { cursor: _cursor, limit: _limit, ...rest } = filter
    return api.url('/reports/contacts', { ...rest, format: 'csv' } satisfies Query)
  },
  conversation: (id: string) => api.get<Conversation>(`/conversations/${inPath(id)}`),
  messages: (id: string, query: { before?: number; limit?: number } = {}) =>
    api.get<{ items: Message[]; has_more: boolean }>(`/conversations/${inPath(id)}/messages`, {
      query,
    }),
  customer: (id: string) => api.get<Customer>(`/customers/${inPath(id)}`),
})
