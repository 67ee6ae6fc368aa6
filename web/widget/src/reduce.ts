// reduce(state, event) → state: all rules of the widget, without browser, socket or clock.
import type { Event, LogEvent, State } from './state'
import type { Conversation, Message, MessageList, Place } from './wire'

// An agent's typing is believed this long without a word of it.
export const TYPING_MS = 6000
export const EVENT_LIMIT = 40

export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case 'tick':
      return ticked(state, event.now)
    case 'opened':
      return { ...state, isOpen: true }
    case 'hidden':
      return { ...state, isOpen: false, isHistoryShown: false }
    case 'history':
      return { ...state, isHistoryShown: event.isShown }
    case 'transcript':
      return { ...state, isTranscriptShown: event.isShown }
    case 'visited':
    case 'refused':
    case 'connecting':
    case 'idled':
    case 'disconnected':
    case 'connected':
      return reduceLink(state, event)
    case 'loaded':
      return loaded(state, event.list, event.way, event.now)
    case 'caught_up':
      return { ...state, isCaughtUp: true, syncedSeq: highest(state) }
    case 'message':
      return received(state, event.message)
    case 'queued':
    case 'retried':
    case 'discarded':
    case 'sent':
    case 'send_failed':
    case 'upload':
    case 'upload_removed':
    case 'uploads_taken':
      return reduceOutgoing(state, event)
    default:
      return reduceConversation(state, event)
  }
}

type Of<T extends Event['type']> = Extract<Event, { type: T }>

function reduceLink(
  state: State,
  event: Of<'visited' | 'refused' | 'connecting' | 'idled' | 'disconnected' | 'connected'>,
): State {
  switch (event.type) {
    case 'visited': {
      const { visit } = event
      const next: State = {
        ...state,
        refusal: null,
        isReturning: true,
        name: visit.customer.name || state.name,
        team: visit.entry_point.name,
        accent: visit.entry_point.accent || state.accent,
        greeting: visit.entry_point.greeting,
        history: visit.history,
        queue: visit.queue_live,
      }
      // A socket knows more than a visit: only without one does the visit tell the conversation.
      return state.link === 'online' ? next : withConversation(next, visit.conversation)
    }
    case 'refused':
      return { ...state, refusal: event.code, link: 'idle', offlineSince: null }
    case 'connecting':
      return state.link === 'offline' ? state : { ...state, link: 'connecting' }
    case 'idled':
      return { ...state, link: 'idle', offlineSince: null, isCaughtUp: false, typing: null }
    case 'disconnected':
      return {
        ...state,
        link: 'offline',
        offlineSince: state.offlineSince ?? event.now,
        backSince: null,
        isCaughtUp: false,
        typing: null,
      }
    case 'connected': {
      const wasOffline = state.offlineSince !== null
      const next = withConversation(state, event.hello.conversation)
      return {
        ...next,
        now: event.now,
        link: 'online',
        offlineSince: null,
        backSince: wasOffline ? event.now : null,
        queue: event.hello.queue_live ?? next.queue,
        isCaughtUp: next.conversation === null,
        ...placed(next.conversation, event.hello.place, event.now),
      }
    }
  }
}

function reduceOutgoing(
  state: State,
  event: Of<
    | 'queued'
    | 'retried'
    | 'discarded'
    | 'sent'
    | 'send_failed'
    | 'upload'
    | 'upload_removed'
    | 'uploads_taken'
  >,
): State {
  switch (event.type) {
    case 'queued':
      if (state.outbox.some((pending) => pending.clientId === event.pending.clientId)) return state
      return { ...state, outbox: [...state.outbox, event.pending], idleClosesAt: null }
    case 'retried':
      return {
        ...state,
        outbox: state.outbox.map((pending) =>
          pending.clientId === event.clientId
            ? { ...pending, failure: null, conversation: event.conversation, at: state.now }
            : pending,
        ),
      }
    case 'discarded':
      return { ...state, outbox: without(state.outbox, event.clientId) }
    case 'sent':
      return sent(state, event)
    case 'send_failed':
      return {
        ...state,
        outbox: state.outbox.map((pending) =>
          pending.clientId === event.clientId ? { ...pending, failure: event.code } : pending,
        ),
      }
    case 'upload': {
      const isNew = !state.uploads.some((upload) => upload.key === event.upload.key)
      return {
        ...state,
        uploads: isNew
          ? [...state.uploads, event.upload]
          : state.uploads.map((upload) =>
              upload.key === event.upload.key ? event.upload : upload,
            ),
      }
    }
    case 'upload_removed':
      return { ...state, uploads: state.uploads.filter((upload) => upload.key !== event.key) }
    case 'uploads_taken': // by a message: those that failed stay to be seen
      return { ...state, uploads: state.uploads.filter((upload) => upload.attachment === null) }
  }
}

function reduceConversation(
  state: State,
  event: Of<
    | 'typing'
    | 'agent_read'
    | 'seen'
    | 'place'
    | 'joined'
    | 'left'
    | 'idle_warned'
    | 'closed'
    | 'reopened'
    | 'survey'
    | 'survey_failed'
    | 'dismissed'
    | 'named'
  >,
): State {
  const { conversation } = state
  switch (event.type) {
    case 'typing':
      return {
        ...state,
        typing: event.isTyping ? { name: event.name, until: event.now + TYPING_MS } : null,
      }
    case 'agent_read':
      if (conversation === null || event.upTo <= conversation.read_by_agent) return state
      return { ...state, conversation: { ...conversation, read_by_agent: event.upTo } }
    case 'seen':
      return event.upTo > state.readUpTo ? { ...state, readUpTo: event.upTo } : state
    case 'place':
      return { ...state, ...placed(conversation, event.place, event.now) }
    case 'joined':
      return joined(state, event.name, event.now)
    case 'left':
      return left(state, event.reason, event.now)
    case 'idle_warned':
      return { ...state, idleClosesAt: event.closesAt }
    case 'closed':
      return closed(state, event)
    case 'reopened': {
      const open = event.conversation ?? conversation
      if (open === null) return state
      return logged(
        {
          ...state,
          conversation: { ...open, phase: 'open', closed_at: null, close_reason: null },
          isAnswered: false,
          isTranscriptShown: false,
          dismissed: null,
        },
        { kind: 'reopened', name: '', at: event.now, waitedMs: null },
      )
    }
    case 'survey':
      if (conversation === null) return state
      return {
        ...state,
        conversation: { ...conversation, survey: { ...conversation.survey, state: event.state } },
        isAnswered: event.state === 'answered' || event.state === 'skipped',
        surveyFailed: false,
      }
    case 'survey_failed':
      return { ...state, surveyFailed: true }
    case 'dismissed':
      return { ...state, dismissed: event.conversation, isTranscriptShown: false }
    case 'named':
      return { ...state, name: event.name }
  }
}

function ticked(state: State, now: number): State {
  const isTypingOver = state.typing !== null && state.typing.until <= now
  const isBackSaid = state.backSince !== null && now - state.backSince > 4000
  return {
    ...state,
    now,
    typing: isTypingOver ? null : state.typing,
    backSince: isBackSaid ? null : state.backSince,
  }
}

// Another conversation than the one known means that all its details begin anew.
function withConversation(state: State, conversation: Conversation | null): State {
  if (conversation === null) {
    // A closed conversation may have left the server's memory; its window stays until dismissed.
    return state.conversation?.phase === 'open' ? withoutConversation(state) : state
  }
  if (conversation.id === state.conversation?.id) {
    const isAnswered = state.isAnswered || isOver(conversation)
    return { ...state, conversation, isAnswered }
  }
  return { ...withoutConversation(state), conversation, isAnswered: isOver(conversation) }
}

function isOver(conversation: Conversation): boolean {
  return conversation.survey.state === 'answered' || conversation.survey.state === 'skipped'
}

function withoutConversation(state: State): State {
  return {
    ...state,
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
  }
}

function placed(
  conversation: Conversation | null,
  place: Place | null,
  now: number,
): Pick<State, 'place' | 'placeAt'> {
  const isWaiting = conversation?.phase === 'open' && conversation.agent === null
  return { place: isWaiting ? place : null, placeAt: now }
}

function loaded(
  state: State,
  list: MessageList,
  way: 'latest' | 'earlier' | 'since',
  now: number,
): State {
  const base = list.conversation !== undefined ? withConversation(state, list.conversation) : state
  const messages = merged(base.messages, list.items)
  const next: State = {
    ...base,
    messages,
    outbox: unconfirmed(base, list.items),
    hasEarlier: way === 'since' ? base.hasEarlier : (list.has_more ?? false),
    ...(list.place !== undefined ? placed(base.conversation, list.place, now) : {}),
  }
  // What `since` brings is contiguous with what was known; `latest` begins the known stretch.
  return way === 'earlier' ? next : { ...next, syncedSeq: Math.max(next.syncedSeq, top(list.items)) }
}

function received(state: State, message: Message): State {
  const messages = merged(state.messages, [message])
  if (messages === state.messages) return state
  const isAgent = message.author.kind === 'agent'
  return {
    ...state,
    messages,
    outbox: unconfirmed(state, [message]),
    syncedSeq: state.isCaughtUp ? Math.max(state.syncedSeq, message.seq) : state.syncedSeq,
    typing: isAgent ? null : state.typing,
    idleClosesAt: message.author.kind === 'customer' ? null : state.idleClosesAt,
  }
}

function sent(state: State, event: Of<'sent'>): State {
  const pending = state.outbox.find((item) => item.clientId === event.clientId)
  if (pending === undefined) return state // its message came before the answer
  const isOther = event.conversation !== '' && event.conversation !== state.conversation?.id
  const base = isOther && state.conversation !== null ? withoutConversation(state) : state
  const message: Message = {
    id: event.id,
    seq: event.seq,
    at: event.at,
    author: { kind: 'customer', name: state.name },
    text: pending.text,
    attachments: pending.attachments,
    client_id: event.clientId,
  }
  const next = { ...base, outbox: without(base.outbox, event.clientId), idleClosesAt: null }
  return received(next, message)
}

// By number, each once: the same message comes by answer, by frame and by `since`.
function merged(known: Message[], items: Message[]): Message[] {
  const fresh = items.filter((item) => !known.some((message) => message.id === item.id))
  if (fresh.length === 0) return known
  const unique = fresh.filter((item, i) => fresh.findIndex((other) => other.id === item.id) === i)
  return [...known, ...unique].sort((one, other) => one.seq - other.seq)
}

function unconfirmed(state: State, items: Message[]): State['outbox'] {
  const arrived = new Set(
    items.filter((item) => item.author.kind === 'customer').map((item) => item.client_id),
  )
  const rest = state.outbox.filter((pending) => !arrived.has(pending.clientId))
  return rest.length === state.outbox.length ? state.outbox : rest
}

function without(outbox: State['outbox'], clientId: string): State['outbox'] {
  return outbox.filter((pending) => pending.clientId !== clientId)
}

function top(items: Message[]): number {
  return items.reduce((most, message) => Math.max(most, message.seq), 0)
}

function highest(state: State): number {
  return Math.max(state.syncedSeq, top(state.messages))
}

function joined(state: State, name: string, now: number): State {
  if (state.conversation === null || state.conversation.agent?.name === name) return state
  const waitedMs = state.place === null ? null : state.place.waited_ms + (now - state.placeAt)
  return logged(
    { ...state, conversation: { ...state.conversation, agent: { name } }, place: null },
    { kind: 'joined', name, at: now, waitedMs },
  )
}

function left(state: State, reason: string, now: number): State {
  const { conversation } = state
  if (conversation === null || conversation.agent === null || reason === 'closed') return state
  const name = conversation.agent.name
  const next = { ...state, conversation: { ...conversation, agent: null }, typing: null }
  const kind = reason === 'gone' ? 'left' : 'passed_on'
  return logged(next, { kind, name, at: now, waitedMs: null })
}

function closed(state: State, event: Of<'closed'>): State {
  if (state.conversation === null) return state
  return {
    ...state,
    conversation: {
      ...state.conversation,
      phase: 'closed',
      closed_at: event.at,
      close_reason: event.reason,
    },
    place: null,
    typing: null,
    idleClosesAt: null,
    isHistoryShown: false,
  }
}

function logged(state: State, entry: Omit<LogEvent, 'key' | 'afterSeq'>): State {
  const afterSeq = highest(state)
  const key = `${entry.kind}-${entry.at}-${state.events.length}`
  return { ...state, events: [...state.events, { ...entry, key, afterSeq }].slice(-EVENT_LIMIT) }
}
