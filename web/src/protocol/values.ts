// The values of docs/protocol.md. Names and members are the server's; api/examples holds one file
// of each, which the tests of both sides read.
import {
  anything, flag, list, map, number, object, oneOf, optional, orNull, text, time, type TypeOf,
} from './shape'

export const channel = oneOf('voice', 'chat', 'message', 'email', 'sms', 'wechat', 'ticket')
export const permission = oneOf(
  'answer', 'see_all', 'whisper', 'take_over', 'see_floor', 'see_reports', 'manage_users',
  'manage_catalog', 'manage_canned', 'block_customers', 'see_audit',
)
export const role = oneOf('agent', 'supervisor', 'admin')
export const presence = oneOf('ready', 'break', 'offline')
export const activity = oneOf('ready', 'busy', 'wrap_up', 'break', 'offline')

// ---- people ----

export const user = object({
  key: text,
  name: text,
  email: text,
  role,
  permissions: list(permission),
  granted: list(permission),
  revoked: list(permission),
  locale: orNull(oneOf('en', 'zh-CN', 'zh-TW')),
  has_totp: flag,
  state: oneOf('active', 'invited', 'disabled'),
  created_at: time,
})
export const agentState = object({
  agent: text,
  name: text,
  presence,
  reason: text,
  since: time,
  activity,
  is_connected: flag,
  used: number,
  budget: number,
  counts: map(number),
  queues: list(text),
  team: orNull(text),
  waiting_for_agent: number,
  oldest_wait_since: orNull(time),
})
export const colleague = object({ agent: text, name: text, activity, used: number })
export const workspace = object({ key: text, name: text })
export const me = object({
  user,
  agent: orNull(agentState),
  permissions: list(permission),
  workspace,
  presence,
})

// ---- customers and conversations ----

export const cart = object({
  currency: text,
  total: text,
  items: list(object({ name: text, quantity: number, price: text })),
})
export const customer = object({
  id: text,
  name: text,
  identity: oneOf('unknown', 'hinted', 'vouched'),
  external_id: orNull(text),
  locale: text,
  first_seen: time,
  contacts: number,
  page: orNull(object({ url: text, title: text })),
  cart: orNull(cart),
  is_blocked: flag,
})
export const waiting = object({
  who: oneOf('customer', 'agent', 'nobody'),
  since: orNull(time),
})
export const authorKind = oneOf('customer', 'agent', 'system')
export const phase = oneOf('open', 'closed')
export const conversation = object({
  id: text,
  customer,
  channel,
  queue: text,
  entry_point: text,
  locale: text,
  opened_at: time,
  phase,
  agent: orNull(text),
  last_agent: orNull(text),
  work: orNull(text),
  last_seq: number,
  read_by_customer: number,
  read_by_agent: number,
  waiting,
  reply_target_ms: number,
  is_customer_here: flag,
  customer_gone_since: orNull(time),
  idle_closes_at: orNull(time),
  closed_at: orNull(time),
  close_reason: orNull(oneOf('agent', 'customer_left', 'idle', 'abandoned', 'blocked')),
  outcome: text,
  survey: object({
    state: oneOf('none', 'asked', 'answered', 'skipped'),
    effort: number, // 0 while there is no answer
    comment: text,
  }),
  reopened: number,
  last_message: orNull(object({ text, at: time, author_kind: authorKind })),
})
export const attachment = object({
  id: text,
  name: text,
  type: text,
  size: number,
  width: orNull(number),
  height: orNull(number),
  url: text,
})
export const visibility = oneOf('everyone', 'inside', 'whisper')
export const message = object({
  id: text,
  conversation: text,
  seq: number,
  at: time,
  author: object({ kind: authorKind, agent: orNull(text), name: text }),
  visibility,
  kind: oneOf('text', 'file'),
  text,
  attachments: list(attachment),
  client_id: text,
})
export const note = object({ id: text, by: text, name: text, at: time, text })
export const pastConversation = object({
  conversation: text,
  channel,
  opened_at: time,
  closed_at: orNull(time),
  outcome: text,
  agent: orNull(text),
  effort: number,
  first_text: text,
})

// ---- work ----

export const offer = object({
  id: text,
  work: text,
  conversation,
  channel,
  queue: text,
  made_at: time,
  until: time,
  cost: number,
  used_after: number,
  enqueued_at: time,
  reason: oneOf('longest_idle', 'preferred', 'assigned'),
  messages: list(message),
})
export const workItem = object({
  id: text,
  slot: number,
  state: oneOf('active', 'wrap_up'),
  channel,
  queue: text,
  conversation,
  answered_at: time,
  wrap_up_until: orNull(time),
  cost: number,
  messages: list(message),
  draft: orNull(object({ text, at: time })),
})

// ---- the floor ----

export const queueLive = object({
  queue: text,
  name: text,
  is_open: flag,
  waiting: number,
  oldest_since: orNull(time),
  service_level: object({
    id: text,
    value: orNull(number), // null: no data yet
    threshold_ms: number,
    answered: number,
    answered_within: number,
    abandoned: number,
    abandoned_within: number,
    abandoned_short: number,
  }),
  agents_ready: number,
  agents_on: number,
  wait: object({
    p50_ms: orNull(number),
    p90_ms: orNull(number),
    samples: number, // handled works it was learnt from
    measured: number, // waits told that have ended
    within_p50: orNull(number), // null: too few to say
    within_p90: orNull(number),
  }),
})
export const floor = object({
  now: time,
  queues: list(queueLive),
  agents: list(agentState),
  conversations: list(
    object({
      conversation: text,
      customer: text,
      agent: orNull(text),
      channel,
      queue: text,
      opened_at: time,
      waiting,
      phase,
    }),
  ),
  waiting: list(
    object({
      work: text,
      conversation: text,
      customer: text,
      queue: text,
      channel,
      enqueued_at: time,
      priority_ms: number,
      position: number,
      wait: object({ p50_ms: orNull(number), p90_ms: orNull(number) }),
      cause: orNull(text),
    }),
  ),
})

export const snapshot = object({
  seq: number,
  now: time,
  me: user,
  workspace,
  presence: orNull(agentState),
  offers: list(offer),
  active: list(workItem),
  agents: list(colleague),
  queues: list(
    object({ queue: text, name: text, is_open: flag, reply_target_ms: number, outcomes: list(text) }),
  ),
  canned_replies: list(
    object({ id: text, title: text, text: map(text), queues: list(text) }),
  ),
  break_reasons: list(text),
  limits: object({ message_characters: number, file_bytes: number }),
  settings: map(anything),
})

// ---- errors ----

export const errorKind = oneOf(
  'invalid', 'unauthenticated', 'forbidden', 'not_found',
  'conflict', 'limit', 'unavailable', 'timeout',
)
export const problem = object({ code: text, message: text, field: optional(text) })
export const refusal = object({
  error: object({ kind: errorKind, code: text, message: text, field: optional(text) }),
  problems: optional(list(problem)),
})

export type Channel = TypeOf<typeof channel>
export type Permission = TypeOf<typeof permission>
export type Role = TypeOf<typeof role>
export type Presence = TypeOf<typeof presence>
export type Activity = TypeOf<typeof activity>
export type User = TypeOf<typeof user>
export type AgentState = TypeOf<typeof agentState>
export type Colleague = TypeOf<typeof colleague>
export type Me = TypeOf<typeof me>
export type Cart = TypeOf<typeof cart>
export type Customer = TypeOf<typeof customer>
export type Waiting = TypeOf<typeof waiting>
export type Conversation = TypeOf<typeof conversation>
export type Attachment = TypeOf<typeof attachment>
export type Visibility = TypeOf<typeof visibility>
export type Message = TypeOf<typeof message>
export type Note = TypeOf<typeof note>
export type PastConversation = TypeOf<typeof pastConversation>
export type Offer = TypeOf<typeof offer>
export type WorkItem = TypeOf<typeof workItem>
export type QueueLive = TypeOf<typeof queueLive>
export type Floor = TypeOf<typeof floor>
export type Snapshot = TypeOf<typeof snapshot>
export type Problem = TypeOf<typeof problem>
