// What the widget and the server say to each other: docs/protocol.md, section Visitor.

export interface Wait {
  p50_ms: number | null
  p90_ms: number | null
}

export interface QueueLive {
  is_open: boolean
  is_staffed: boolean
  waiting: number
  wait: Wait | null
}

export type CloseReason = 'agent' | 'customer_left' | 'idle' | 'abandoned' | 'blocked'
export type SurveyState = 'none' | 'asked' | 'answered' | 'skipped'

export interface Conversation {
  id: string
  phase: 'open' | 'closed'
  opened_at: string
  closed_at: string | null
  agent: { name: string } | null
  last_seq: number
  read_by_agent: number
  close_reason: CloseReason | null
  survey: { state: SurveyState; effort: number }
  can_reopen_until: string | null
  is_message: boolean
}

export interface Attachment {
  id: string
  name: string
  type: string
  size: number
  width: number | null
  height: number | null
}

export interface Message {
  id: string
  seq: number
  at: string
  author: { kind: 'customer' | 'agent' | 'system'; name: string }
  text: string
  attachments: Attachment[]
  client_id: string
}

export type PlaceCause =
  | 'transfer'
  | 'agent_gone'
  | 'higher_priority'
  | 'fewer_agents'
  | 'slower'

export interface Place {
  position: number
  wait: Wait | null
  waited_ms: number
  cause: PlaceCause | null
  is_closed: boolean
  is_staffed: boolean
}

export interface Page {
  url: string
  title: string
}

export interface Cart {
  currency: string
  total: string
  items: { name: string; quantity: number; price: string }[]
}

export interface Visit {
  token: string
  customer: { id: string; name: string; identity: 'unknown' | 'hinted' | 'vouched' }
  conversation: Conversation | null
  history: Conversation[]
  entry_point: { name: string; accent: string; greeting: string | Record<string, string> | null }
  queue_live: QueueLive
  limits: Limits
  now: string
}

// What may be sent, as the operator has set it.
export interface Limits {
  message_characters: number
  file_bytes: number
}
export const USUAL_LIMITS: Limits = { message_characters: 8000, file_bytes: 10 * 1024 * 1024 }

export interface Hello {
  conversation: Conversation | null
  place: Place | null
  queue_live: QueueLive | null
}

export interface MessageList {
  items: Message[]
  has_more?: boolean
  conversation?: Conversation | null
  place?: Place | null
}

// What the server says unasked.
export type Frame =
  | { type: 'hello'; data: Hello }
  | { type: 'message'; data: { message: Message } }
  | { type: 'typing'; data: { who: string; name?: string; is_typing: boolean } }
  | { type: 'read'; data: { up_to: number } }
  | { type: 'place'; data: Place }
  | { type: 'agent.joined'; data: { agent: { name: string } } }
  | { type: 'agent.left'; data: { reason: string } }
  | { type: 'idle.warned'; data: { closes_at: string } }
  | { type: 'closed'; data: { reason: CloseReason; at: string } }
  | { type: 'reopened'; data: Record<string, never> }
  | { type: 'survey.asked'; data: Record<string, never> }
  | { type: 'gone'; data: Record<string, never> }

// An error as the server words it, or one of ours: `connection.lost`, `connection.timeout`.
export class WireError extends Error {
  constructor(
    readonly kind: string,
    readonly code: string,
    message = code,
  ) {
    super(message)
  }
}

export const NAME_LIMIT = 80
export const FILES_PER_MESSAGE = 5

export function errorFrom(body: unknown, status: number): WireError {
  const error = (body as { error?: { kind?: unknown; code?: unknown; message?: unknown } } | null)
    ?.error
  if (error && typeof error.code === 'string') {
    return new WireError(String(error.kind ?? ''), error.code, String(error.message ?? ''))
  }
  const kind = status === 413 || status === 429 ? 'limit' : 'unavailable'
  return new WireError(kind, `http.${status}`)
}
