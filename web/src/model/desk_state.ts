// What one person's desk knows: the offer, the work in their hands, what was written, who is there.
// A value: `reduce` makes the next one from it and an event, and everything shown is computed.
import type {
  AgentState, Colleague, Conversation, Customer, Message, Offer, Snapshot, User, WorkItem,
} from '@/protocol/values'
import type { Frames, FrameType } from '@/protocol/frames'
import { usualLimits, type Limits } from './writing'

// A work without what changes at another pace.
export type Work = Omit<WorkItem, 'messages' | 'draft'>
export type QueueInfo = Snapshot['queues'][number]
export type CannedReply = Snapshot['canned_replies'][number]

// The messages of one conversation that are here, by number, without a hole.
export interface Thread {
  messages: readonly Message[]
  hasOlder: boolean // the server has some before the first
}

// Nobody answered it in time.
export interface MissedOffer {
  offer: Offer
  pausedUntil: string
  isBreak: boolean
}

// It ended otherwise than by this person's answer.
export interface LostOffer {
  offer: Offer
  how: Frames['offer.withdrawn']['reason'] | 'taken' | 'while_away'
}

// A work left these hands without being asked.
export interface LostWork {
  work: string
  name: string
  how: 'returned' | 'taken_over'
  by: string | null
}

export interface ServerDraft {
  text: string
  at: string
}

export interface DeskState {
  isLoaded: boolean // a snapshot has come
  me: User | null
  workspace: Snapshot['workspace'] | null
  presence: AgentState | null
  // The server changed it, not this person; until they answer.
  presenceNews: 'unanswered' | 'browser_gone' | null
  offers: readonly Offer[]
  missed: MissedOffer | null
  lostOffer: LostOffer | null
  lostWork: LostWork | null
  works: readonly Work[] // by slot
  threads: Readonly<Record<string, Thread>> // by conversation
  typing: Readonly<Record<string, number>> // by conversation: true until then, in ms
  drafts: Readonly<Record<string, ServerDraft>> // by conversation, as the server has them
  agents: readonly Colleague[]
  queues: readonly QueueInfo[]
  cannedReplies: readonly CannedReply[]
  breakReasons: readonly string[]
  limits: Limits
}

export function emptyDesk(): DeskState {
  return {
    isLoaded: false,
    me: null,
    workspace: null,
    presence: null,
    presenceNews: null,
    offers: [],
    missed: null,
    lostOffer: null,
    lostWork: null,
    works: [],
    threads: {},
    typing: {},
    drafts: {},
    agents: [],
    queues: [],
    cannedReplies: [],
    breakReasons: [],
    limits: usualLimits,
  }
}

type Told = { [Type in FrameType]: { type: Type; at: number; data: Frames[Type] } }[FrameType]

// What this page itself learnt or did.
type Done =
  | { type: 'snapshot.loaded'; data: Snapshot }
  | { type: 'messages.loaded'; conversation: string; items: readonly Message[]; hasOlder: boolean }
  | { type: 'message.stored'; message: Message }
  | { type: 'work.taken'; item: WorkItem; offer?: string }
  | { type: 'work.gone'; work: string }
  | { type: 'offer.gone'; offer: string; how?: LostOffer['how'] }
  | { type: 'presence.told'; state: AgentState }
  | { type: 'read.marked'; conversation: string; upTo: number }
  | { type: 'customer.learnt'; id: string; change: Partial<Customer> }
  | { type: 'news.dismissed'; what: 'missed' | 'lostOffer' | 'lostWork' | 'presenceNews' }

export type DeskEvent = Told | Done

export function workOf(state: DeskState, conversation: string): Work | undefined {
  return state.works.find((work) => work.conversation.id === conversation)
}
export function threadOf(state: DeskState, conversation: string): Thread {
  return state.threads[conversation] ?? { messages: [], hasOlder: false }
}
export function conversationOf(state: DeskState, id: string): Conversation | undefined {
  return (
    workOf(state, id)?.conversation ??
    state.offers.find((offer) => offer.conversation.id === id)?.conversation
  )
}
export function queueOf(state: DeskState, key: string): QueueInfo | undefined {
  return state.queues.find((queue) => queue.queue === key)
}
export function colleagueName(state: DeskState, agent: string): string {
  return state.agents.find((one) => one.agent === agent)?.name ?? agent
}
