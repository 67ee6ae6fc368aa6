// Values for the tests beside this file.
import { initialState, type State } from './state'
import { USUAL_LIMITS } from './wire'
import type { Conversation, Hello, Message, Place, QueueLive, Visit } from './wire'

export const NOW = Date.parse('2026-01-15T14:02:00.000Z')

export function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c-1',
    phase: 'open',
    opened_at: '2026-01-15T14:02:00.000Z',
    closed_at: null,
    agent: null,
    last_seq: 0,
    read_by_agent: 0,
    close_reason: null,
    survey: { state: 'none', effort: 0 },
    can_reopen_until: null,
    is_message: false,
    ...change,
  }
}

export function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m-${seq}`,
    seq,
    at: new Date(NOW + seq * 1000).toISOString(),
    author: { kind: 'agent', name: 'Ann' },
    text: `text ${seq}`,
    attachments: [],
    client_id: '',
    ...change,
  }
}

export function ownMessage(seq: number, clientId: string): Message {
  return message(seq, { author: { kind: 'customer', name: 'Grace' }, client_id: clientId })
}

export const QUEUE: QueueLive = {
  is_open: true,
  is_staffed: true,
  waiting: 1,
  wait: { p50_ms: 60_000, p90_ms: 180_000 },
}

export function place(change: Partial<Place> = {}): Place {
  return {
    position: 2,
    wait: QUEUE.wait,
    waited_ms: 14_000,
    cause: null,
    is_closed: false,
    is_staffed: true,
    ...change,
  }
}

export function visit(change: Partial<Visit> = {}): Visit {
  return {
    token: 'token-1',
    customer: { id: 'p-1', name: 'Grace', identity: 'hinted' },
    conversation: null,
    history: [],
    entry_point: { name: 'Trailhouse', accent: '', greeting: null },
    queue_live: QUEUE,
    limits: USUAL_LIMITS,
    now: new Date(NOW).toISOString(),
    ...change,
  }
}

export function hello(change: Partial<Hello> = {}): Hello {
  return { conversation: null, place: null, queue_live: QUEUE, ...change }
}

export function fresh(change: Partial<State> = {}): State {
  const remembered = { name: '', accent: '', isReturning: false, dismissed: null, outbox: [] }
  return { ...initialState(remembered, NOW), ...change }
}

export function talking(change: Partial<State> = {}): State {
  return fresh({
    name: 'Grace',
    team: 'Trailhouse',
    link: 'online',
    isCaughtUp: true,
    conversation: conversation({ agent: { name: 'Ann' } }),
    ...change,
  })
}
