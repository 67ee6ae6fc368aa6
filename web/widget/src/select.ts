// What a state means for the eye: which screen, which lines of the log, how many are unread.
import type { LogEvent, Pending, State } from './state'
import type { Message } from './wire'

export type Screen =
  | 'refused'
  | 'loading'
  | 'start' // asks for the name
  | 'ask' // asks what it is about
  | 'queue'
  | 'talk'
  | 'closed'
  | 'transcript'
  | 'history'
  | 'earlier' // one of them

export function screenOf(state: State): Screen {
  if (state.refusal !== null) return 'refused'
  if (state.isHistoryShown) return state.earlier === null ? 'history' : 'earlier'
  const { conversation } = state
  if (conversation?.phase === 'open') return conversation.agent === null ? 'queue' : 'talk'
  if (conversation !== null && conversation.id !== state.dismissed) {
    return state.isTranscriptShown ? 'transcript' : 'closed'
  }
  if (state.outbox.length > 0) return 'ask'
  if (state.isReturning && state.team === '' && state.link !== 'offline') return 'loading'
  return state.name === '' ? 'start' : 'ask'
}

// The state as the log and the header see it: an earlier conversation takes the place of this one.
const NOTHING = { events: [], outbox: [] }
export function shownOf(state: State): State {
  return screenOf(state) === 'earlier' ? { ...state, ...state.earlier, ...NOTHING } : state
}

// Nobody will answer at once: what is written now is a message left.
export function isMessageTime(state: State): boolean {
  return state.queue !== null && (!state.queue.is_open || !state.queue.is_staffed)
}

export function unreadCount(state: State): number {
  return state.messages.filter(
    (message) => message.author.kind === 'agent' && message.seq > state.readUpTo,
  ).length
}

export function lastAgentSeq(state: State): number {
  return state.messages.reduce(
    (most, message) => (message.author.kind === 'customer' ? most : Math.max(most, message.seq)),
    0,
  )
}

export type SendState = 'sending' | 'saved' | 'seen' | 'failed'

export type LogItem =
  | { kind: 'time'; key: string; at: number }
  | { kind: 'event'; key: string; event: LogEvent }
  | { kind: 'note'; key: string; message: Message } // what the system itself says
  | {
      kind: 'message'
      key: string
      isOwn: boolean
      isFirst: boolean // of several in a row by the same person
      name: string
      at: number
      text: string
      attachments: Message['attachments']
      pending: Pending | null
      send: SendState | null // said under the last own message of a row
    }

// After this much silence the time is said again.
const GAP_MS = 15 * 60_000

export function logItems(state: State): LogItem[] {
  const isNew = screenOf(state) === 'ask' // the messages known are of an earlier conversation
  const messages = isNew ? [] : state.messages
  const events = isNew ? [] : [...state.events]
  const items: LogItem[] = []
  let last = 0
  for (const message of messages) {
    while (events[0] !== undefined && events[0].afterSeq < message.seq) {
      const event = events.shift() as LogEvent
      items.push({ kind: 'event', key: event.key, event })
    }
    const at = Date.parse(message.at)
    if (last !== 0 && at - last > GAP_MS) items.push({ kind: 'time', key: `t-${message.id}`, at })
    last = at
    items.push(messageItem(state, message, at))
  }
  for (const event of events) items.push({ kind: 'event', key: event.key, event })
  for (const pending of state.outbox) items.push(pendingItem(state, pending))
  return withRows(items)
}

function messageItem(state: State, message: Message, at: number): LogItem {
  if (message.author.kind === 'system') return { kind: 'note', key: message.id, message }
  const isOwn = message.author.kind === 'customer'
  const isSeen = message.seq <= (state.conversation?.read_by_agent ?? 0)
  return {
    kind: 'message',
    // The key of an own message is its client id, so that its bubble stays the same element.
    key: isOwn && message.client_id !== '' ? message.client_id : message.id,
    isOwn,
    isFirst: true,
    name: message.author.name,
    at,
    text: message.text,
    attachments: message.attachments,
    pending: null,
    send: isOwn && state.earlier === null ? (isSeen ? 'seen' : 'saved') : null,
  }
}

function pendingItem(state: State, pending: Pending): LogItem {
  return {
    kind: 'message',
    key: pending.clientId,
    isOwn: true,
    isFirst: true,
    name: state.name,
    at: pending.at,
    text: pending.text,
    attachments: pending.attachments,
    pending,
    send: pending.failure === null ? 'sending' : 'failed',
  }
}

// Only the last own message of a row tells its state, and each that failed. Lines that come and go
// inside a row would push messages around while somebody reads.
function withRows(items: LogItem[]): LogItem[] {
  return items.map((item, i) => {
    if (item.kind !== 'message') return item
    const before = items[i - 1]
    const after = items[i + 1]
    const isFirst = before?.kind !== 'message' || before.isOwn !== item.isOwn
    const isLast = after?.kind !== 'message' || after.isOwn !== item.isOwn
    return { ...item, isFirst, send: isLast || item.send === 'failed' ? item.send : null }
  })
}
