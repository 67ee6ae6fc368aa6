// The next state of the desk after an event. Pure. An event may come twice, or be older than what
// a snapshot already holds: marks and numbers only grow, lists are keyed.
import type { Conversation, Message, Offer, Snapshot, WorkItem } from '@/protocol/values'
import { conversationOf, type DeskEvent, type DeskState, type LostOffer, type Work } from './desk_state'
import { withMessage, withOlder, withTail } from './thread'

// Typing is told again while it goes on; without news it is over.
const typingLastsMs = 6000
const previewLength = 200

export function reduce(state: DeskState, event: DeskEvent): DeskState {
  switch (event.type) {
    case 'snapshot.loaded':
      return loaded(state, event.data)
    case 'offer.made':
      return made(state, event.data.offer)
    case 'offer.accepted': {
      const next = withoutOffer(state, event.data.offer)
      return event.data.item === null ? next : withWork(next, event.data.item)
    }
    case 'offer.declined':
      return withoutOffer(state, event.data.offer)
    case 'offer.expired':
      return expired(state, event.data)
    case 'offer.withdrawn':
      return lost(state, event.data.offer, event.data.reason)
    case 'offer.gone':
      return event.how === undefined
        ? withoutOffer(state, event.offer)
        : lost(state, event.offer, event.how)
    case 'work.started':
      return withWork(state, event.data.item)
    case 'work.taken':
      return withWork(event.offer === undefined ? state : withoutOffer(state, event.offer), event.item)
    case 'work.returned':
      return handsEmptied(state, event.data.work, 'returned', null)
    case 'work.taken_over':
      return handsEmptied(state, event.data.work, 'taken_over', event.data.by)
    case 'work.transferred':
    case 'work.ended':
      return withoutWork(state, event.data.work)
    case 'work.gone':
      return withoutWork(state, event.work)
    case 'wrap_up.started': {
      const { work, until } = event.data
      return changeWork(state, work, { state: 'wrap_up', wrap_up_until: until })
    }
    case 'presence.changed':
      return presenceChanged(state, event.data)
    case 'presence.told':
      return { ...state, presence: event.state, presenceNews: null }
    case 'message.added':
      return added(state, event.data.message)
    case 'message.stored':
      return added(state, event.message)
    case 'messages.loaded': {
      const thread = state.threads[event.conversation]
      if (thread === undefined) return state
      const next = withOlder(thread, event.items, event.hasOlder)
      return { ...state, threads: { ...state.threads, [event.conversation]: next } }
    }
    case 'messages.read': {
      const { conversation, reader, up_to } = event.data
      return read(state, conversation, reader, up_to)
    }
    case 'read.marked':
      return read(state, event.conversation, 'agent', event.upTo)
    case 'conversation.changed':
      return changeConversation(state, event.data.conversation.id, (before) =>
        newer(before, event.data.conversation),
      )
    case 'customer.learnt':
      return changeConversations(
        state,
        (one) => one.customer.id === event.id,
        (one) => ({ ...one, customer: { ...one.customer, ...event.change } }),
      )
    case 'draft.saved': {
      const { conversation, text, at } = event.data
      return { ...state, drafts: { ...state.drafts, [conversation]: { text, at } } }
    }
    case 'typing': {
      if (event.data.who !== 'customer') return state
      const until = event.data.is_typing ? event.at + typingLastsMs : 0
      return { ...state, typing: { ...state.typing, [event.data.conversation]: until } }
    }
    case 'agents': {
      const changed = new Map(event.data.items.map((one) => [one.agent, one]))
      const known = state.agents.map((one) => changed.get(one.agent) ?? one)
      const fresh = event.data.items.filter((one) =>
        state.agents.every((other) => other.agent !== one.agent),
      )
      return { ...state, agents: [...known, ...fresh] }
    }
    case 'news.dismissed':
      return { ...state, [event.what]: null }
    case 'catalog.replaced': // the whole is asked for again
    case 'floor':
    case 'session.ended':
      return state
  }
}

function without<T extends { id: string }>(list: readonly T[], id: string): T[] {
  return list.filter((one) => one.id !== id)
}

function omit<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _gone, ...rest } = record
  return rest
}

// ---- the whole ----

function loaded(state: DeskState, data: Snapshot): DeskState {
  const threads: DeskState['threads'] = Object.fromEntries(
    [...data.active, ...data.offers].map((one) => [
      one.conversation.id,
      withTail(state.threads[one.conversation.id], one.messages),
    ]),
  )
  const drafts = data.active.flatMap((item) =>
    item.draft === null ? [] : [[item.conversation.id, item.draft] as const],
  )
  const isKnown = (work: string) =>
    data.active.some((item) => item.id === work) || data.offers.some((offer) => offer.work === work)
  const away = state.offers.find((offer) => !isKnown(offer.work))
  return {
    ...state,
    isLoaded: true,
    me: data.me,
    workspace: data.workspace,
    presence: data.presence,
    presenceNews: newsOf(state, data),
    offers: data.offers,
    missed: data.offers.length > 0 ? null : state.missed,
    lostOffer: away === undefined ? state.lostOffer : { offer: away, how: 'while_away' },
    works: sorted(data.active.map(bare)),
    threads,
    drafts: Object.fromEntries(drafts),
    agents: data.agents,
    queues: data.queues,
    cannedReplies: data.canned_replies,
    breakReasons: data.break_reasons,
    limits: {
      messageCharacters: data.limits.message_characters,
      fileBytes: data.limits.file_bytes,
    },
  }
}

// ---- offers ----

// A new offer takes the place of what was said about the one before.
function made(state: DeskState, offer: Offer): DeskState {
  const id = offer.conversation.id
  return {
    ...state,
    offers: [...without(state.offers, offer.id), offer],
    threads: { ...state.threads, [id]: withTail(state.threads[id], offer.messages) },
    missed: null,
    lostOffer: null,
  }
}

function withoutOffer(state: DeskState, id: string): DeskState {
  const gone = state.offers.find((one) => one.id === id)
  if (gone === undefined) return state
  const conversation = gone.conversation.id
  const isKept = state.works.some((work) => work.conversation.id === conversation)
  return {
    ...state,
    offers: without(state.offers, id),
    threads: isKept ? state.threads : omit(state.threads, conversation),
  }
}

function expired(
  state: DeskState,
  data: { offer: string; paused_until: string; is_break: boolean },
): DeskState {
  const offer = state.offers.find((one) => one.id === data.offer)
  const next = withoutOffer(state, data.offer)
  if (offer === undefined) return next
  const isBreak = data.is_break || state.presence?.presence === 'break'
  return { ...next, missed: { offer, pausedUntil: data.paused_until, isBreak } }
}

function lost(state: DeskState, id: string, how: LostOffer['how']): DeskState {
  const offer = state.offers.find((one) => one.id === id)
  const next = withoutOffer(state, id)
  // Going on a break withdraws the offer; that is no news to who did it.
  if (offer === undefined || how === 'agent_left') return next
  return { ...next, lostOffer: { offer, how } }
}

function presenceChanged(
  state: DeskState,
  data: { agent: string; cause: string; state: DeskState['presence'] },
): DeskState {
  if (data.agent !== state.me?.key) return state
  const isBreak = data.cause === 'unanswered'
  const missed = state.missed !== null && isBreak ? { ...state.missed, isBreak } : state.missed
  const isNews = data.cause === 'unanswered' || data.cause === 'browser_gone'
  const presenceNews = isNews ? (data.cause as 'unanswered' | 'browser_gone') : null
  return { ...state, presence: data.state, missed, presenceNews }
}

// A snapshot does not say what happened before it, but its state may.
function newsOf(state: DeskState, data: Snapshot): DeskState['presenceNews'] {
  const now = data.presence
  if (now?.presence === 'break' && now.reason === 'unanswered') return 'unanswered'
  const wasOn = state.presence !== null && state.presence.presence !== 'offline'
  if (wasOn && now?.presence === 'offline') return 'browser_gone'
  return now?.presence === 'offline' ? state.presenceNews : null
}

// ---- work ----

function bare(item: WorkItem): Work {
  const { messages: _messages, draft: _draft, ...work } = item
  return work
}

function sorted(works: readonly Work[]): Work[] {
  return [...works].sort((a, b) => a.slot - b.slot)
}

function withWork(state: DeskState, item: WorkItem): DeskState {
  const id = item.conversation.id
  // A reopened conversation is a new work in the place of the old one.
  const others = state.works.filter((one) => one.id !== item.id && one.conversation.id !== id)
  // The answer to a command may come after events that followed it.
  const before = state.works.find((one) => one.id === item.id)?.conversation
  const work = bare(item)
  if (before !== undefined) work.conversation = newer(before, work.conversation)
  return {
    ...state,
    offers: state.offers.filter((offer) => offer.work !== item.id),
    works: sorted([...others, work]),
    threads: { ...state.threads, [id]: withTail(state.threads[id], item.messages) },
    drafts: item.draft === null ? state.drafts : { ...state.drafts, [id]: item.draft },
  }
}

function withoutWork(state: DeskState, id: string): DeskState {
  const work = state.works.find((one) => one.id === id)
  if (work === undefined) return state
  const conversation = work.conversation.id
  return {
    ...state,
    works: without(state.works, id),
    threads: omit(state.threads, conversation),
    typing: omit(state.typing, conversation),
    drafts: omit(state.drafts, conversation),
  }
}

function handsEmptied(
  state: DeskState,
  id: string,
  how: 'returned' | 'taken_over',
  by: string | null,
): DeskState {
  const work = state.works.find((one) => one.id === id)
  if (work === undefined) return state
  const name = work.conversation.customer.name
  return { ...withoutWork(state, id), lostWork: { work: id, name, how, by } }
}

function changeWork(state: DeskState, id: string, change: Partial<Work>): DeskState {
  return {
    ...state,
    works: state.works.map((one) => (one.id === id ? { ...one, ...change } : one)),
  }
}

// ---- conversations ----

function changeConversations(
  state: DeskState,
  is: (conversation: Conversation) => boolean,
  change: (conversation: Conversation) => Conversation,
): DeskState {
  const changed = <T extends { conversation: Conversation }>(one: T): T =>
    is(one.conversation) ? { ...one, conversation: change(one.conversation) } : one
  return { ...state, works: state.works.map(changed), offers: state.offers.map(changed) }
}

function changeConversation(
  state: DeskState,
  id: string,
  change: (conversation: Conversation) => Conversation,
): DeskState {
  return changeConversations(state, (one) => one.id === id, change)
}

// A conversation told again may be older than the messages that are already here.
function newer(before: Conversation, told: Conversation): Conversation {
  const isOld = told.last_seq < before.last_seq
  return {
    ...told,
    last_seq: Math.max(before.last_seq, told.last_seq),
    read_by_customer: Math.max(before.read_by_customer, told.read_by_customer),
    read_by_agent: Math.max(before.read_by_agent, told.read_by_agent),
    ...(isOld ? { waiting: before.waiting, last_message: before.last_message } : {}),
  }
}

function read(
  state: DeskState,
  conversation: string,
  reader: 'customer' | 'agent',
  upTo: number,
): DeskState {
  const mark = reader === 'customer' ? 'read_by_customer' : 'read_by_agent'
  return changeConversation(state, conversation, (one) => ({
    ...one,
    [mark]: Math.max(one[mark], upTo),
  }))
}

function added(state: DeskState, message: Message): DeskState {
  const id = message.conversation
  const thread = state.threads[id]
  if (thread === undefined || conversationOf(state, id) === undefined) return state
  const next = changeConversation(state, id, (one) => afterMessage(one, message))
  const isFromCustomer = message.author.kind === 'customer'
  return {
    ...next,
    drafts: draftsAfter(state, message),
    threads: { ...state.threads, [id]: withMessage(thread, message) },
    typing: isFromCustomer ? { ...state.typing, [id]: 0 } : state.typing,
  }
}

// What this person sent, from whichever desk, is a draft no more. Saying so by its time also undoes
// a draft whose news came between the sending and the message.
function draftsAfter(state: DeskState, message: Message): DeskState['drafts'] {
  const id = message.conversation
  const draft = state.drafts[id]
  const isOwn = message.author.kind === 'agent' && message.author.agent === state.me?.key
  if (draft === undefined || !isOwn || message.visibility !== 'everyone') return state.drafts
  if (Date.parse(draft.at) > Date.parse(message.at)) return state.drafts
  return { ...state.drafts, [id]: { text: '', at: message.at } }
}

// What the message changes about who waits for whom, as the server counts it.
function afterMessage(one: Conversation, message: Message): Conversation {
  if (message.seq <= one.last_seq) return one
  const next = { ...one, last_seq: message.seq }
  if (message.visibility !== 'everyone') return next
  const last_message = {
    text: message.text.slice(0, previewLength),
    at: message.at,
    author_kind: message.author.kind,
  }
  if (message.author.kind === 'customer') {
    const isWaiting = one.waiting.who === 'customer'
    const waiting = isWaiting ? one.waiting : { who: 'customer' as const, since: message.at }
    return { ...next, waiting, last_message, read_by_customer: message.seq, idle_closes_at: null }
  }
  if (message.author.kind === 'agent') {
    const waiting = { who: 'agent' as const, since: message.at }
    return { ...next, waiting, last_message, read_by_agent: message.seq, idle_closes_at: null }
  }
  return { ...next, last_message }
}
