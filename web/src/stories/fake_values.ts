// Made-up people and conversations for the stories of the desk and for tests.
import type {
  AgentState, Conversation, Customer, Message, Offer, Snapshot, User, WorkItem,
} from '@/protocol/values'

const second = 1000
const minute = 60 * second

export const iso = (ms: number): string => new Date(ms).toISOString()

export const ann: User = {
  key: 'ann', name: 'Ann', email: 'ann@demo.test', role: 'agent',
  permissions: ['answer', 'block_customers'], granted: [], revoked: [], locale: null,
  has_totp: false, state: 'active', created_at: '2026-11-01T08:00:00.000Z',
}

export function agentState(change: Partial<AgentState> = {}): AgentState {
  return {
    agent: 'ann', name: 'Ann', presence: 'ready', reason: '', since: iso(Date.now() - 40 * minute),
    activity: 'ready', is_connected: true, used: 0, budget: 100, counts: {},
    queues: ['general', 'after'], team: null, waiting_for_agent: 0, oldest_wait_since: null,
    ...change,
  }
}

export function customer(id: string, name: string, change: Partial<Customer> = {}): Customer {
  return {
    id, name, identity: 'hinted', external_id: null, locale: 'en',
    first_seen: iso(Date.now() - 400 * 24 * 60 * minute), contacts: 1, page: null, cart: null,
    is_blocked: false, ...change,
  }
}

export function conversation(id: string, who: Customer, change: Partial<Conversation> = {}): Conversation {
  return {
    id, customer: who, channel: 'chat', queue: 'after', entry_point: 'demo', locale: who.locale,
    opened_at: iso(Date.now() - 10 * minute), phase: 'open', agent: 'ann', last_agent: 'ann',
    work: null, last_seq: 0, read_by_customer: 0, read_by_agent: 0,
    waiting: { who: 'nobody', since: null }, reply_target_ms: 2 * minute, is_customer_here: true,
    customer_gone_since: null, idle_closes_at: null, closed_at: null, close_reason: null,
    outcome: '', survey: { state: 'none', effort: 0, comment: '' }, reopened: 0,
    last_message: null, ...change,
  }
}

export function message(id: string, seq: number, at: number, text: string, change: Partial<Message> & { by?: string } = {}): Message {
  const { by, ...rest } = change
  const author: Message['author'] =
    by === undefined
      ? { kind: 'customer', agent: null, name: '' }
      : { kind: 'agent', agent: by.toLowerCase(), name: by }
  return {
    id: `m-${id}-${seq}`, conversation: id, seq, at: iso(at), author, visibility: 'everyone',
    kind: 'text', text, attachments: [], client_id: `x-${id}-${seq}`, ...rest,
  }
}

// A work whose conversation follows from its messages.
export function workItem(slot: number, base: Conversation, messages: Message[], change: Partial<WorkItem> = {}): WorkItem {
  const id = `w-${base.id.slice(2)}`
  const said = messages.filter((one) => one.visibility === 'everyone')
  const last = said.at(-1)
  const lastOurs = said.findLast((one) => one.author.kind === 'agent')?.seq ?? 0
  const firstWaiting = said.find((one) => one.seq > lastOurs && one.author.kind === 'customer')
  const waiting: Conversation['waiting'] =
    firstWaiting !== undefined
      ? { who: 'customer', since: firstWaiting.at }
      : last !== undefined
        ? { who: 'agent', since: last.at }
        : { who: 'nobody', since: null }
  const derived: Conversation = {
    ...base, work: id, last_seq: messages.at(-1)?.seq ?? 0,
    read_by_agent: base.read_by_agent || (messages.at(-1)?.seq ?? 0),
    waiting: base.waiting.who === 'nobody' && base.phase === 'open' ? waiting : base.waiting,
    last_message:
      last === undefined ? null : { text: last.text, at: last.at, author_kind: last.author.kind },
  }
  return {
    id, slot, state: 'active', channel: base.channel, queue: base.queue, conversation: derived,
    answered_at: iso(Date.parse(base.opened_at) + 30 * second), wrap_up_until: null, cost: 10,
    messages, draft: null, ...change,
  }
}

export function offerOf(item: WorkItem, seconds = 20): Offer {
  const now = Date.now()
  return {
    id: `o-${item.id.slice(2)}`, work: item.id,
    conversation: { ...item.conversation, agent: null, last_agent: null },
    channel: item.channel, queue: item.queue, made_at: iso(now), until: iso(now + seconds * second),
    cost: item.cost, used_after: 95, enqueued_at: iso(now - 48 * second), reason: 'longest_idle',
    messages: item.messages,
  }
}

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    seq: 100, now: iso(Date.now()), me: ann, workspace: { key: 'demo', name: 'Trailhouse' },
    presence: agentState(), offers: [], active: [],
    agents: [
      { agent: 'ann', name: 'Ann', activity: 'ready', used: 0 },
      { agent: 'bob', name: 'Bob', activity: 'busy', used: 95 },
      { agent: 'cai', name: 'Cai', activity: 'ready', used: 20 },
      { agent: 'sue', name: 'Sue', activity: 'break', used: 0 },
    ],
    queues: [
      { queue: 'after', name: 'After-sales', is_open: true, reply_target_ms: 120_000, outcomes: ['Solved', 'Stock', 'Customer'] },
      { queue: 'billing', name: 'Billing', is_open: true, reply_target_ms: 120_000, outcomes: [] },
      { queue: 'night', name: 'Night', is_open: false, reply_target_ms: 120_000, outcomes: [] },
    ],
    canned_replies: [
      { id: 'invoice', title: 'E-invoice', text: { en: 'I’m making your e-invoice for {{amount}}; you’ll have it by {{time}}.', 'zh-CN': '我在开{{amount}}的电子发票，{{time}}前发给你。' }, queues: [] },
      { id: 'where-invoice', title: 'Where is my invoice', text: { en: 'With the courier, number {{number}}. I expect it on {{day}}.' }, queues: ['after'] },
      { id: 'hello', title: 'Hello', text: { en: 'Hello {{customer.name}}, {{agent.name}} here. How can I help?' }, queues: [] },
    ],
    break_reasons: ['water', 'meal', 'training'],
    limits: { message_characters: 8000, file_bytes: 10 * 1024 * 1024 }, settings: {}, ...change,
  }
}

const grace = customer('p-1', 'Grace Miller', {
  contacts: 7, identity: 'vouched', external_id: 'C-1007',
  page: { url: 'https://shop.test/tents/t2', title: 'Tent T2' },
  cart: {
    currency: 'GBP', total: '46.00',
    items: [{ name: 'Sleeping mat M', quantity: 1, price: '32.00' }, { name: 'Tent pegs, 8', quantity: 1, price: '14.00' }],
  },
})

function graceItem(now: number): WorkItem {
  const yesterday = now - 26 * 60 * minute
  const began = now - 14 * minute
  const messages = [
    message('c-1', 1, yesterday, 'I’ll post the invoice by Friday. — Bob', { by: 'Bob' }),
    message('c-1', 2, began, 'Hi, the tent I bought last week is missing a pole.'),
    message('c-1', 3, began + minute, '', {
      kind: 'file',
      attachments: [{ id: 'f1', name: 'missing-pole.jpg', type: 'image/jpeg', size: 1_843_200, width: 520, height: 400, url: '/mark.svg' }],
    }),
    message('c-1', 4, began + minute, 'Grace, a pole missing right before the weekend is maddening. I’ll send you one.', { by: 'Ann' }),
    message('c-1', 5, began + 2 * minute, 'Yes, I need it on Saturday. And the invoice you promised never came.'),
    message('c-1', 6, began + 4 * minute, 'The warehouse ships today if you order by 17:00.', { by: 'Bob', visibility: 'inside' }),
    message('c-1', 7, began + 5 * minute, 'Apologise for the invoice first, then give the time. Naming her weekend worked.', { by: 'Sue', visibility: 'whisper' }),
    message('c-1', 8, began + 5 * minute, '', {
      by: 'Ann', kind: 'file',
      attachments: [{ id: 'f2', name: 'replacement-1482.pdf', type: 'application/pdf', size: 84_000, width: null, height: null, url: '/mark.svg' }],
    }),
    message('c-1', 9, now - 52 * second, 'The pole arrives on Friday morning.', { by: 'Ann' }),
  ]
  return workItem(1, conversation('c-1', grace, { opened_at: iso(yesterday), read_by_customer: 6 }), messages, {
    answered_at: iso(began + 30 * second),
    draft: { text: 'Your invoice is being made. ', at: iso(now - 10 * second) },
  })
}

// The busy desk of the mock-up, as far as it is built.
export function busySnapshot(): Snapshot {
  const now = Date.now()
  const simple = (slot: number, name: string, channel: Conversation['channel'], said: [number, string, string?][], change: Partial<Conversation> = {}, item: Partial<WorkItem> = {}) => {
    const id = `c-${slot}`
    const messages = said.map(([ago, text, by], index) => message(id, index + 1, now - ago * second, text, by === undefined ? {} : { by }))
    return workItem(slot, conversation(id, customer(`p-${slot}`, name), { channel, read_by_agent: 1, ...change }), messages, { channel, ...item })
  }
  const active = [
    graceItem(now),
    simple(2, 'Leo Wang', 'wechat', [[300, 'Hello Leo', 'Ann'], [161, 'Has the refund arrived? I checked'], [150, 'Nothing yet']]),
    simple(3, 'Priya Nair', 'email', [[1080, 'Re: Invoice for order 0832']], { reply_target_ms: 240 * minute }),
    simple(4, 'Maya Chen', 'chat', [[80, 'Which number is on the label?'], [52, 'I look for it', 'Ann']], { is_customer_here: false, customer_gone_since: iso(now - 40 * second) }, { cost: 5 }),
    simple(5, 'Sam Okafor', 'sms', [[200, 'On which day?', 'Ann'], [68, 'Can you deliver on Saturday?']]),
    simple(6, 'Jim Carter', 'chat', [[400, 'Thanks, bye']], { phase: 'closed', closed_at: iso(now - 45 * second), close_reason: 'agent', outcome: 'Solved', agent: null, waiting: { who: 'nobody', since: null } }, { state: 'wrap_up', wrap_up_until: iso(now + 75 * second) }),
  ]
  return snapshot({ active, presence: agentState({ activity: 'busy', used: 85 }) })
}

export function hannahOffer(seconds = 20): Offer {
  const now = Date.now()
  const hannah = customer('p-9', 'Hannah Reed', {
    contacts: 3, identity: 'vouched', external_id: 'C-2200', page: { url: 'https://shop.test/returns', title: 'Returns page' },
    cart: { currency: 'GBP', total: '142.00', items: [{ name: 'Waterproof boots 38', quantity: 1, price: '142.00' }] },
  })
  const messages = [
    message('c-9', 1, now - 60 * second, 'Hello, the hiking boots I bought in October came apart.'),
    message('c-9', 2, now - 50 * second, 'The sole came off and I hike next week.'),
  ]
  return offerOf(workItem(7, conversation('c-9', hannah, { opened_at: iso(now - 61 * second) }), messages), seconds)
}

// A conversation with thousands of messages, of which a snapshot holds the latest thirty.
export function longHistory(id: string, count: number): Message[] {
  const from = Date.now() - count * 30 * second
  return Array.from({ length: count }, (_, index) =>
    message(id, index + 1, from + index * 30 * second,
      `Message ${index + 1}${index % 7 === 0 ? ' with a longer text that takes more than one line in the column, because people explain what happened to them from the beginning and leave nothing out' : ''}`,
      index % 3 === 1 ? { by: 'Ann' } : {}),
  )
}
