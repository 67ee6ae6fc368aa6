// What the log of a conversation shows, in order: days, events, messages, and what is still on its
// way to the server.
import type { Conversation, Message, Visibility, Attachment } from '@/protocol/values'
import type { OutboxItem } from '@/protocol/outbox'
import type { Thread } from './desk_state'

// What this person wrote, as it lies in the outbox.
export interface Writing {
  conversation: string
  customer: string // the name, for what is said about it later
  text: string
  attachments: Attachment[]
  visibility: Exclude<Visibility, 'whisper'>
}
export type Pending = OutboxItem<Writing>

// How far our own message has come.
export type MessageState = 'saved' | 'seen'

export type LogEvent =
  | { what: 'came' }
  | { what: 'answered'; waitedMs: number | null }
  | { what: 'closed'; reason: Conversation['close_reason']; outcome: string }

export type LogEntry =
  | { key: string; kind: 'day'; at: number }
  | { key: string; kind: 'event'; at: number; event: LogEvent }
  | { key: string; kind: 'message'; at: number; message: Message; state: MessageState | null }
  | { key: string; kind: 'pending'; at: number; item: Pending }

export interface LogInput {
  conversation: Conversation
  thread: Thread
  answeredAt: string | null // by the person who looks
  pending: readonly Pending[]
  dayOf: (at: number) => string // equal for two moments of the same day
}

function stateOf(message: Message, conversation: Conversation): MessageState | null {
  if (message.author.kind !== 'agent' || message.visibility !== 'everyone') return null
  return message.seq <= conversation.read_by_customer ? 'seen' : 'saved'
}

// What we wrote keeps the key it had in the outbox, so that its row stays when it is stored.
export function keyOf(message: Message): string {
  const isOurs = message.author.kind === 'agent' && message.client_id !== ''
  return isOurs ? message.client_id : message.id
}

function eventsOf(input: LogInput): LogEntry[] {
  const { conversation, thread, answeredAt } = input
  const events: LogEntry[] = []
  const add = (name: string, time: string, event: LogEvent) =>
    events.push({ key: `event.${name}`, kind: 'event', at: Date.parse(time), event })
  if (!thread.hasOlder) {
    add('came', conversation.opened_at, { what: 'came' })
  }
  const first = thread.messages[0]
  const isInSight = (time: string) =>
    !thread.hasOlder || (first !== undefined && Date.parse(time) >= Date.parse(first.at))
  if (answeredAt !== null && isInSight(answeredAt)) {
    const isFirstAnswer = !thread.messages.some(
      (message) => message.author.kind === 'agent' && message.at < answeredAt,
    )
    const waited = Date.parse(answeredAt) - Date.parse(conversation.opened_at)
    const isKnown = isFirstAnswer && !thread.hasOlder && conversation.reopened === 0
    add('answered', answeredAt, { what: 'answered', waitedMs: isKnown ? Math.max(0, waited) : null })
  }
  if (conversation.phase === 'closed' && conversation.closed_at !== null) {
    const { close_reason: reason, outcome } = conversation
    add('closed', conversation.closed_at, { what: 'closed', reason, outcome })
  }
  return events
}

// A day, an event and a message at the same moment stand in this order.
const rank: Record<LogEntry['kind'], number> = { day: 0, event: 1, message: 2, pending: 3 }

export function logOf(input: LogInput): LogEntry[] {
  const { conversation, thread } = input
  const stored = new Set(thread.messages.map((message) => message.client_id))
  const messages = thread.messages.map((message): LogEntry => ({
    key: keyOf(message),
    kind: 'message',
    at: Date.parse(message.at),
    message,
    state: stateOf(message, conversation),
  }))
  const entries = place(messages, eventsOf(input))
  for (const item of input.pending) {
    if (stored.has(item.clientId)) continue
    entries.push({ key: item.clientId, kind: 'pending', at: item.writtenAt, item })
  }
  return withDays(entries, input.dayOf)
}

// Messages keep the order of their numbers, whatever their clocks say; events stand by time.
function place(messages: LogEntry[], events: LogEntry[]): LogEntry[] {
  const result: LogEntry[] = []
  const waiting = [...events].sort((a, b) => a.at - b.at)
  for (const message of messages) {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const isBefore = next.at < message.at || (next.at === message.at && rank.event < rank.message)
      if (!isBefore) break
      result.push(next)
      waiting.shift()
    }
    result.push(message)
  }
  return [...result, ...waiting]
}

function withDays(entries: LogEntry[], dayOf: (at: number) => string): LogEntry[] {
  const result: LogEntry[] = []
  let day = ''
  for (const entry of entries) {
    const own = dayOf(entry.at)
    if (own !== day) result.push({ key: `day.${own}`, kind: 'day', at: entry.at })
    day = own
    result.push(entry)
  }
  return result
}

// Of consecutive messages by the same side only the last shows its time.
export function sideOf(entry: LogEntry): 'customer' | 'ours' | 'inside' | null {
  if (entry.kind === 'pending') return entry.item.body.visibility === 'inside' ? 'inside' : 'ours'
  if (entry.kind !== 'message') return null
  if (entry.message.visibility !== 'everyone') return 'inside'
  return entry.message.author.kind === 'customer' ? 'customer' : 'ours'
}

// The language of a text if it is plainly not the page's, for its `lang`.
export function langOf(text: string, page: string, customer: string): string | undefined {
  const isHan = /\p{Script=Han}/u.test(text)
  const isPageHan = page.startsWith('zh')
  if (isHan === isPageHan) return undefined
  if (!isHan) return /\p{Script=Latin}/u.test(text) ? 'en' : undefined
  return customer.startsWith('zh') ? customer : 'zh'
}
