// How messages find their place: by number, each once, whichever way they come.
import type { Pending, State } from './state'
import type { Conversation, Message, MessageList } from './wire'

type Change = Partial<State>

const NO_CONVERSATION = {
  conversation: null,
  isAnswered: false,
  place: null,
  messages: [],
  events: [],
  hasEarlier: false,
  syncedSeq: 0,
  readUpTo: 0,
  typing: null,
  idleClosesAt: null,
  isTranscriptShown: false,
  surveyFailed: false,
} satisfies Change

// Another conversation than the one known means that all its details begin anew.
export function withConversation(state: State, conversation: Conversation | null): State {
  const known = state.conversation
  if (conversation === null) {
    // A closed one may have left the server's memory; its window stays until it is dismissed.
    return known?.phase === 'open' ? { ...state, ...NO_CONVERSATION } : state
  }
  const isAnswered =
    conversation.survey.state === 'answered' || conversation.survey.state === 'skipped'
  return conversation.id === known?.id
    ? { ...state, conversation, isAnswered: state.isAnswered || isAnswered }
    : { ...state, ...NO_CONVERSATION, conversation, isAnswered }
}

export function loaded(
  state: State,
  list: MessageList,
  way: 'latest' | 'earlier' | 'since',
): State {
  const base = list.conversation === undefined ? state : withConversation(state, list.conversation)
  return {
    ...base,
    messages: merged(base.messages, list.items),
    outbox: unconfirmed(base.outbox, list.items),
    hasEarlier: way === 'since' ? base.hasEarlier : (list.has_more ?? false),
    // What `since` brings follows what was known; `latest` begins the known stretch.
    syncedSeq: way === 'earlier' ? base.syncedSeq : Math.max(base.syncedSeq, lastSeq(list.items)),
  }
}

export function received(state: State, message: Message): State {
  const messages = merged(state.messages, [message])
  if (messages === state.messages) return state
  const isOwn = message.author.kind === 'customer'
  return {
    ...state,
    messages,
    outbox: unconfirmed(state.outbox, [message]),
    // While something may be missing, a new message must not hide the gap before it.
    syncedSeq: state.isCaughtUp ? Math.max(state.syncedSeq, message.seq) : state.syncedSeq,
    typing: isOwn ? state.typing : null,
    idleClosesAt: isOwn ? null : state.idleClosesAt,
  }
}

export interface Receipt {
  clientId: string
  id: string
  seq: number
  at: string
  conversation: string
}

// The server has it. Its text is ours; nothing is sent back.
export function sent(state: State, receipt: Receipt): State {
  const { clientId, id, seq, at, conversation } = receipt
  const pending = state.outbox.find((item) => item.clientId === clientId)
  if (pending === undefined) return state // its message came before the answer
  const isOther = state.conversation !== null && state.conversation.id !== conversation
  const { text, attachments } = pending
  const author = { kind: 'customer' as const, name: state.name }
  const message = { id, seq, at, author, text, attachments, client_id: clientId }
  return received(isOther ? { ...state, ...NO_CONVERSATION } : state, message)
}

// The same message comes by answer, by frame and by `since`.
function merged(known: Message[], items: Message[]): Message[] {
  const all = new Map(known.map((message) => [message.id, message]))
  for (const item of items) if (!all.has(item.id)) all.set(item.id, item)
  if (all.size === known.length) return known
  return [...all.values()].sort((one, other) => one.seq - other.seq)
}

function unconfirmed(outbox: Pending[], items: Message[]): Pending[] {
  const isConfirmed = ({ clientId }: Pending): boolean =>
    items.some((item) => item.author.kind === 'customer' && item.client_id === clientId)
  return outbox.some(isConfirmed) ? outbox.filter((pending) => !isConfirmed(pending)) : outbox
}

export function lastSeq(messages: Message[]): number {
  return messages.reduce((most, message) => Math.max(most, message.seq), 0)
}
