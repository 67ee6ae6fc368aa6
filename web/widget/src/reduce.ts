// reduce(state, event) → state: all rules of the widget, without browser, socket or clock.
import { lastSeq, loaded, received, sent, withConversation } from './messages'
import type { Event, LogEvent, State } from './state'
import type { Conversation, Place } from './wire'

// An agent's typing is believed this long without a word of it.
export const TYPING_MS = 6000
// That the connection is back is said this long.
export const BACK_MS = 4000
export const EVENT_LIMIT = 40

type Change = Partial<State>
type Of<T extends Event['type']> = Extract<Event, { type: T }>

export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case 'visited': {
      const next = { ...state, ...visited(state, event) }
      // A socket knows more than a visit: only without one does the visit tell the conversation.
      return state.link === 'online' ? next : withConversation(next, event.visit.conversation)
    }
    case 'connected':
      return connected(state, event)
    case 'loaded': {
      const next = loaded(state, event.list, event.way)
      const { place } = event.list
      return place === undefined
        ? next
        : { ...next, ...placed(next.conversation, place, event.now) }
    }
    case 'message':
      return received(state, event.message)
    case 'sent':
      return sent(state, event)
  }
  const change = changeBy(state, event) ?? outgoing(state, event) ?? happened(state, event)
  return change === null ? state : { ...state, ...change }
}

// What the window and the connection do.
function changeBy(state: State, event: Event): Change | null {
  switch (event.type) {
    case 'tick':
      return ticked(state, event.now)
    case 'opened':
      return { isOpen: true }
    case 'hidden':
      return { isOpen: false, isHistoryShown: false, earlier: null }
    case 'history':
      return { isHistoryShown: event.isShown, earlier: null }
    case 'earlier':
      return { earlier: event.earlier }
    case 'transcript':
      return { isTranscriptShown: event.isShown }
    case 'named':
      return { name: event.name }
    case 'refused':
      return { refusal: event.code, link: 'idle', offlineSince: null }
    case 'connecting':
      return state.link === 'offline' ? {} : { link: 'connecting' }
    case 'idled':
      return { link: 'idle', offlineSince: null, isCaughtUp: false, typing: null }
    case 'disconnected': {
      const offlineSince = state.offlineSince ?? event.now
      return { link: 'offline', offlineSince, backSince: null, isCaughtUp: false, typing: null }
    }
    case 'caught_up':
      return { isCaughtUp: true, syncedSeq: highest(state) }
  }
  return null
}

function visited(state: State, { visit }: Of<'visited'>): Change {
  return {
    refusal: null,
    isReturning: true,
    name: visit.customer.name || state.name,
    team: visit.entry_point.name,
    accent: visit.entry_point.accent || state.accent,
    greeting: visit.entry_point.greeting,
    limits: visit.limits ?? state.limits,
    history: visit.history,
    queue: visit.queue_live,
  }
}

function connected(state: State, { hello, now }: Of<'connected'>): State {
  const next = withConversation(state, hello.conversation)
  return {
    ...next,
    now,
    link: 'online',
    offlineSince: null,
    backSince: state.offlineSince === null ? null : now,
    queue: hello.queue_live ?? next.queue,
    isCaughtUp: next.conversation === null,
    ...placed(next.conversation, hello.place, now),
  }
}

function ticked({ typing, backSince }: State, now: number): Change {
  return {
    now,
    typing: typing !== null && typing.until <= now ? null : typing,
    backSince: backSince !== null && now - backSince > BACK_MS ? null : backSince,
  }
}

// Messages and files on their way out.
function outgoing({ outbox, uploads, now }: State, event: Event): Change | null {
  switch (event.type) {
    case 'queued':
      return { outbox: [...outbox, event.pending], idleClosesAt: null }
    case 'discarded':
      return { outbox: outbox.filter((pending) => pending.clientId !== event.clientId) }
    case 'retried':
    case 'send_failed': {
      const change =
        event.type === 'retried'
          ? { failure: null, conversation: event.conversation, at: now }
          : { failure: event.code }
      return {
        outbox: outbox.map((pending) =>
          pending.clientId === event.clientId ? { ...pending, ...change } : pending,
        ),
      }
    }
    case 'upload': {
      const { upload } = event
      const isKnown = uploads.some((one) => one.key === upload.key)
      return {
        uploads: isKnown
          ? uploads.map((one) => (one.key === upload.key ? upload : one))
          : [...uploads, upload],
      }
    }
    case 'upload_removed':
      return { uploads: uploads.filter((upload) => upload.key !== event.key) }
    case 'uploads_taken': // by a message: those that failed stay to be seen
      return { uploads: uploads.filter((upload) => upload.attachment === null) }
  }
  return null
}

// What happens in the conversation.
function happened(state: State, event: Event): Change | null {
  const { conversation } = state
  switch (event.type) {
    case 'typing': {
      const { name, isTyping, now } = event
      return { typing: isTyping ? { name, until: now + TYPING_MS } : null }
    }
    case 'seen':
      return event.upTo > state.readUpTo ? { readUpTo: event.upTo } : null
    case 'place':
      return placed(conversation, event.place, event.now)
    case 'idle_warned':
      return { idleClosesAt: event.closesAt }
    case 'survey_failed':
      return { surveyFailed: true }
    case 'dismissed':
      return { dismissed: event.conversation, isTranscriptShown: false }
    case 'reopened':
      return reopened(state, event.conversation ?? conversation, event.now)
  }
  return conversation === null ? null : changed(state, conversation, event)
}

function changed(state: State, conversation: Conversation, event: Event): Change | null {
  switch (event.type) {
    case 'agent_read':
      if (event.upTo <= conversation.read_by_agent) return null
      return { conversation: { ...conversation, read_by_agent: event.upTo } }
    case 'joined':
      return joined(state, conversation, event)
    case 'left':
      return left(state, conversation, event)
    case 'closed': {
      const end = { closed_at: event.at, close_reason: event.reason }
      return {
        conversation: { ...conversation, ...end, phase: 'closed' },
        place: null,
        typing: null,
        idleClosesAt: null,
        isHistoryShown: false,
        earlier: null,
        isCaughtUp: false, // until when it can be reopened is asked for
      }
    }
    case 'survey':
      return {
        conversation: { ...conversation, survey: { ...conversation.survey, state: event.state } },
        isAnswered: event.state !== 'asked',
        surveyFailed: false,
      }
  }
  return null
}

function placed(conversation: Conversation | null, place: Place | null, now: number): Change {
  const isWaiting = conversation?.phase === 'open' && conversation.agent === null
  return { place: isWaiting ? place : null, placeAt: now }
}

function joined(state: State, conversation: Conversation, event: Of<'joined'>): Change | null {
  const { name, now } = event
  if (conversation.agent?.name === name) return null
  const waitedMs = state.place === null ? null : state.place.waited_ms + (now - state.placeAt)
  return {
    conversation: { ...conversation, agent: { name } },
    place: null,
    events: logged(state, { kind: 'joined', name, at: now, waitedMs }),
  }
}

function left(state: State, conversation: Conversation, event: Of<'left'>): Change | null {
  if (conversation.agent === null || event.reason === 'closed') return null
  const { name } = conversation.agent
  const kind = event.reason === 'gone' ? 'left' : 'passed_on'
  return {
    conversation: { ...conversation, agent: null },
    typing: null,
    events: logged(state, { kind, name, at: event.now, waitedMs: null }),
  }
}

function reopened(state: State, conversation: Conversation | null, now: number): Change | null {
  if (conversation === null) return null
  return {
    conversation: { ...conversation, phase: 'open', closed_at: null, close_reason: null },
    isAnswered: false,
    isTranscriptShown: false,
    dismissed: null,
    events: logged(state, { kind: 'reopened', name: '', at: now, waitedMs: null }),
  }
}

function logged(state: State, entry: Omit<LogEvent, 'key' | 'afterSeq'>): LogEvent[] {
  const key = `${entry.kind}-${entry.at}-${state.events.length}`
  return [...state.events, { ...entry, key, afterSeq: highest(state) }].slice(-EVENT_LIMIT)
}

function highest(state: State): number {
  return Math.max(state.syncedSeq, lastSeq(state.messages))
}
