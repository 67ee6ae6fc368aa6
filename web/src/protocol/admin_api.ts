// The HTTP calls of the settings: users, the catalog, customers, the audit.
import type { Api, Page } from './api'
import type { PolicyDocument, Policy, SectionDocument, SectionName, Sections } from './catalog'
import type { Problem } from './errors'
import { flag, list, object, orNull, text, time, type TypeOf } from './shape'
import { user, type Customer, type Permission, type Role, type User } from './values'

export const auditLine = object({
  id: text,
  at: time,
  who: orNull(text),
  what: text,
  target: text,
  detail: text,
  from: text,
})
export const auditPage = object({ items: list(auditLine), next: orNull(text) })
export const passwordLink = object({ link: orNull(text), mailed: flag })
export const invited = object({ user, link: orNull(text), mailed: flag })

export type AuditLine = TypeOf<typeof auditLine>
export type PasswordLink = TypeOf<typeof passwordLink>
export type Invited = TypeOf<typeof invited>

export interface Invitation {
  email: string
  name: string
  role: Role
  key?: string
  queues?: string[]
  locale?: string
}
export interface UserChange {
  name?: string
  role?: Role
  granted?: Permission[]
  revoked?: Permission[]
  state?: 'active' | 'disabled'
}
export interface AuditFilter {
  who?: string
  what?: string
  from?: string
  to?: string
  cursor?: string
  limit?: number
}
// A cursor is null or missing on the last page.
export type Listed<T> = Omit<Page<T>, 'next'> & { next?: string | null }

const inPath = encodeURIComponent

export const adminApi = (api: Api) => ({
  users: () => api.get<{ items: User[] }>('/users'),
  invite: (invitation: Invitation) => api.post<Invited>('/users/invite', invitation),
  changeUser: (key: string, change: UserChange) =>
    api.patch<User>(`/users/${inPath(key)}`, change),
  resetUser: (key: string) => api.post<PasswordLink>(`/users/${inPath(key)}/reset`),
  takeTotpAway: (key: string) => api.delete<User>(`/users/${inPath(key)}/totp`),

  section: <Name extends SectionName>(name: Name) =>
    api.get<SectionDocument<Sections[Name]>>(`/${name}`),
  putSection: <Name extends SectionName>(name: Name, version: number, items: Sections[Name][]) =>
    api.put<SectionDocument<Sections[Name]>>(`/${name}`, { items }, { version }),
  validateSection: <Name extends SectionName>(name: Name, items: Sections[Name][]) =>
    api.post<{ problems: Problem[] }>(`/${name}/validate`, { items }),
  policy: () => api.get<PolicyDocument>('/capacity'),
  putPolicy: (version: number, policy: Policy) =>
    api.put<PolicyDocument>('/capacity', { policy }, { version }),
  validatePolicy: (policy: Policy) =>
    api.post<{ problems: Problem[] }>('/capacity/validate', { policy }),
  newWidgetSecret: (key: string) =>
    api.post<{ secret: string }>(`/widgets/${inPath(key)}/secret`),

  blocked: (cursor?: string) =>
    api.get<Listed<Customer>>('/customers', { query: { blocked: true, cursor } }),
  unblock: (customer: string) => api.delete(`/customers/${inPath(customer)}/block`),
  block: (conversation: string) => api.post(`/conversations/${inPath(conversation)}/block`),
  audit: (filter: AuditFilter) => api.get<Listed<AuditLine>>('/audit', { query: { ...filter } }),
})
