// Everything the widget knows, and the events that change it. Times are milliseconds by the
// server's clock, so that a wrong clock of the visitor cannot lie about a wait.
import { USUAL_LIMITS } from './wire'
import type {
  Attachment,
  CloseReason,
  Conversation,
  Hello,
  Limits,
  Message,
  MessageList,
  Place,
  QueueLive,
  SurveyState,
  Visit,
} from './wire'

// A message of ours that the server has not confirmed.
export interface Pending {
  clientId: string
  text: string
  attachments: Attachment[]
  at: number
  conversation: string | null // for which it was written; null opens one
  failure: string | null // why it was not sent; null while it waits or is under way
}

// A file chosen for the next message.
export interface Upload {
  key: string
  name: string
  size: number
  share: number // 0 to 1 of its bytes are sent
  attachment: Attachment | null // once the server has it
  failure: string | null
}

export interface LogEvent {
  key: string
  afterSeq: number // stands below this message
  at: number
  kind: 'joined' | 'left' | 'passed_on' | 'reopened'
  name: string
  waitedMs: number | null
}

// An earlier conversation, opened to be read again.
export interface Earlier {
  conversation: Conversation
  messages: Message[]
  hasEarlier: boolean
}

export type Link = 'idle' | 'connecting' | 'online' | 'offline'

export interface State {
  now: number
  isOpen: boolean // the window
  isHistoryShown: boolean
  isTranscriptShown: boolean // of a closed conversation
  isReturning: boolean // the browser knows this visitor
  link: Link
  offlineSince: number | null
  backSince: number | null // just reconnected: said for a moment
  refusal: string | null // widget.unknown, origin.refused, customer.blocked

  name: string
  team: string
  accent: string
  greeting: string | Record<string, string> | null
  limits: Limits
  history: Conversation[]
  earlier: Earlier | null
  queue: QueueLive | null

  conversation: Conversation | null
  isAnswered: boolean // the survey, in any tab
  dismissed: string | null // the closed conversation that needs no window any more
  place: Place | null
  placeAt: number
  messages: Message[] // by seq, each once
  events: LogEvent[]
  hasEarlier: boolean
  isCaughtUp: boolean // nothing up to syncedSeq is missing
  syncedSeq: number
  readUpTo: number // by the customer
  typing: { name: string; until: number } | null
  idleClosesAt: number | null

  outbox: Pending[]
  uploads: Upload[]
  surveyFailed: boolean
}

export type Event =
  | { type: 'tick'; now: number }
  | { type: 'opened' }
  | { type: 'hidden' }
  | { type: 'history'; isShown: boolean }
  | { type: 'transcript'; isShown: boolean }
  | { type: 'earlier'; earlier: Earlier | null }
  | { type: 'visited'; visit: Visit }
  | { type: 'refused'; code: string }
  | { type: 'connecting' }
  | { type: 'idled' }
  | { type: 'disconnected'; now: number }
  | { type: 'connected'; hello: Hello; now: number }
  | { type: 'loaded'; list: MessageList; way: 'latest' | 'earlier' | 'since'; now: number }
  | { type: 'caught_up' }
  | { type: 'message'; message: Message }
  | { type: 'queued'; pending: Pending }
  | { type: 'retried'; clientId: string; conversation: string | null }
  | { type: 'discarded'; clientId: string }
  | { type: 'sent'; clientId: string; id: string; seq: number; at: string; conversation: string }
  | { type: 'send_failed'; clientId: string; code: string }
  | { type: 'typing'; name: string; isTyping: boolean; now: number }
  | { type: 'agent_read'; upTo: number }
  | { type: 'seen'; upTo: number }
  | { type: 'place'; place: Place; now: number }
  | { type: 'joined'; name: string; now: number }
  | { type: 'left'; reason: string; now: number }
  | { type: 'idle_warned'; closesAt: number }
  | { type: 'closed'; reason: CloseReason; at: string }
  | { type: 'reopened'; conversation: Conversation | null; now: number }
  | { type: 'survey'; state: SurveyState }
  | { type: 'survey_failed' }
  | { type: 'dismissed'; conversation: string }
  | { type: 'named'; name: string }
  | { type: 'upload'; upload: Upload }
  | { type: 'upload_removed'; key: string }
  | { type: 'uploads_taken' }

export interface Remembered {
  name: string
  accent: string
  isReturning: boolean
  dismissed: string | null
  outbox: Pending[]
}

export function initialState(remembered: Remembered, now: number): State {
  return {
    now,
    isOpen: false,
    isHistoryShown: false,
    isTranscriptShown: false,
    isReturning: remembered.isReturning,
    link: 'idle',
    offlineSince: null,
    backSince: null,
    refusal: null,
    name: remembered.name,
    team: '',
    accent: remembered.accent,
    greeting: null,
    limits: USUAL_LIMITS,
    history: [],
    earlier: null,
    queue: null,
    conversation: null,
    isAnswered: false,
    dismissed: remembered.dismissed,
    place: null,
    placeAt: now,
    messages: [],
    events: [],
    hasEarlier: false,
    isCaughtUp: false,
    syncedSeq: 0,
    readUpTo: 0,
    typing: null,
    idleClosesAt: null,
    outbox: remembered.outbox,
    uploads: [],
    surveyFailed: false,
  }
}
