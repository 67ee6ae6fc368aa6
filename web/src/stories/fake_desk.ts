// A small stand-in for the server behind the live socket, so that the desk can be seen and tested
// in every state without one. It knows the commands of the desk and keeps one agent's work.
import type {
  Conversation, Message, Offer, Snapshot, WorkItem,
} from '@/protocol/values'
import { ann, iso, snapshot as plainSnapshot } from './fake_values'

type Args = Record<string, unknown>
interface Frame {
  id: string
  do: string
  args: Args
}

export class FakeDesk {
  private seq_: number
  private prev_: number
  private readonly sockets_ = new Set<FakeSocket>()
  private readonly histories_ = new Map<string, Message[]>()
  private readonly notes_ = new Map<string, { id: string; by: string; name: string; at: string; text: string }[]>()
  isReachable = true

  constructor(public state: Snapshot = plainSnapshot(), histories: Record<string, Message[]> = {}) {
    this.seq_ = state.seq
    this.prev_ = state.seq
    for (const item of state.active) this.histories_.set(item.conversation.id, [...item.messages])
    for (const [id, messages] of Object.entries(histories)) this.histories_.set(id, messages)
  }

  // ---- from outside: what customers and time do ----

  offer(offer: Offer): void {
    this.state.offers = [offer]
    this.histories_.set(offer.conversation.id, [...offer.messages])
    this.push('offer.made', { offer })
  }
  expire(): void {
    const offer = this.state.offers[0]
    if (offer === undefined) return
    this.state.offers = []
    this.push('offer.expired', { offer: offer.id, agent: 'ann', paused_until: iso(Date.now() + 10_000), is_break: false })
  }
  say(conversation: string, text: string, change: Partial<Message> = {}): void {
    const history = this.histories_.get(conversation) ?? []
    const seq = (history.at(-1)?.seq ?? 0) + 1
    const message: Message = {
      id: `m-${conversation}-${seq}`, conversation, seq, at: iso(Date.now()),
      author: { kind: 'customer', agent: null, name: '' }, visibility: 'everyone', kind: 'text',
      text, attachments: [], client_id: `v-${seq}`, ...change,
    }
    this.histories_.set(conversation, [...history, message])
    this.push('message.added', { message })
  }
  push(type: string, data: unknown): void {
    this.seq_ += 1
    const frame = { seq: this.seq_, prev: this.prev_, type, at: iso(Date.now()), data }
    this.prev_ = this.seq_
    for (const socket of this.sockets_) socket.deliver(frame)
  }
  signal(type: string, data: unknown): void {
    for (const socket of this.sockets_) socket.deliver({ type, data })
  }
  drop(): void {
    this.isReachable = false
    for (const socket of [...this.sockets_]) socket.end()
  }

  // ---- the socket ----

  join(socket: FakeSocket): void {
    this.sockets_.add(socket)
  }
  leave(socket: FakeSocket): void {
    this.sockets_.delete(socket)
  }
  answer(socket: FakeSocket, frame: Frame): void {
    try {
      const data = this.run_(frame.do, frame.args)
      socket.deliver({ re: frame.id, ok: true, data })
    } catch (error) {
      const code = error instanceof Error ? error.message : 'conflict'
      socket.deliver({ re: frame.id, error: { kind: 'conflict', code, message: code } })
    }
  }

  private run_(name: string, args: Args): unknown {
    const conversation = String(args.conversation ?? '')
    switch (name) {
      case 'snapshot':
        return { ...this.state, seq: this.seq_, now: iso(Date.now()) }
      case 'resume':
        return { seq: this.seq_ }
      case 'presence.set': {
        const reason = String(args.reason ?? '')
        const presence = args.presence as 'ready' | 'break' | 'offline'
        this.state.presence = { ...this.state.presence!, presence, reason, since: iso(Date.now()), activity: presence }
        return { presence: this.state.presence }
      }
      case 'offers.accept':
        return { work: this.accept_(String(args.offer)) }
      case 'offers.decline':
        this.state.offers = []
        return {}
      case 'messages.send':
        return this.send_(args)
      case 'messages.list':
        return this.list_(conversation, args)
      case 'conversations.close':
        return this.close_(conversation, String(args.outcome))
      case 'conversations.reopen': {
        const item = this.item_(conversation)
        const work = { ...item, state: 'active' as const, wrap_up_until: null, conversation: { ...item.conversation, phase: 'open' as const, closed_at: null } }
        this.put_(work)
        return { work }
      }
      case 'work.transfer':
      case 'work.complete':
        this.state.active = this.state.active.filter((item) => item.id !== args.work)
        return {}
      case 'customers.notes':
        return { items: this.notes_.get(String(args.customer)) ?? [] }
      case 'customers.note': {
        const customer = String(args.customer)
        const note = { id: crypto.randomUUID(), by: 'ann', name: 'Ann', at: iso(Date.now()), text: String(args.text) }
        this.notes_.set(customer, [note, ...(this.notes_.get(customer) ?? [])])
        return { id: note.id, at: note.at }
      }
      case 'customers.history':
        return { items: args.customer === 'p-1' || args.customer === 'p-9' ? history() : [] }
      case 'conversations.draft':
        return { at: iso(Date.now()) }
      default:
        return {} // typing, read, rename and the like need no memory here
    }
  }

  private item_(conversation: string): WorkItem {
    const item = this.state.active.find((one) => one.conversation.id === conversation)
    if (item === undefined) throw new Error('agent.not_here')
    return item
  }
  private put_(item: WorkItem): void {
    this.state.active = [...this.state.active.filter((one) => one.id !== item.id), item]
  }
  private accept_(id: string): WorkItem {
    const offer = this.state.offers.find((one) => one.id === id)
    if (offer === undefined) throw new Error('offer.expired')
    this.state.offers = []
    const used = new Set(this.state.active.map((item) => item.slot))
    const slot = Array.from({ length: 20 }, (_, index) => index + 1).find((n) => !used.has(n)) ?? 1
    const conversation: Conversation = { ...offer.conversation, agent: 'ann', last_agent: 'ann', work: offer.work }
    const item: WorkItem = {
      id: offer.work, slot, state: 'active', channel: offer.channel, queue: offer.queue, conversation,
      answered_at: iso(Date.now()), wrap_up_until: null, cost: offer.cost, messages: offer.messages, draft: null,
    }
    this.put_(item)
    this.push('offer.accepted', { offer: id, work: item.id, agent: 'ann', item })
    return item
  }
  private send_(args: Args): unknown {
    const conversation = String(args.conversation)
    this.item_(conversation)
    const messages = this.histories_.get(conversation) ?? []
    const known = messages.find((one) => one.client_id === args.client_id)
    if (known !== undefined) return { id: known.id, seq: known.seq, at: known.at }
    const visibility = (args.visibility ?? 'everyone') as Message['visibility']
    this.say(conversation, String(args.text), {
      author: { kind: 'agent', agent: 'ann', name: 'Ann' }, visibility, client_id: String(args.client_id),
    })
    const sent = this.histories_.get(conversation)!.at(-1)!
    if (visibility === 'everyone') {
      setTimeout(() => this.push('messages.read', { conversation, reader: 'customer', up_to: sent.seq }), 1500)
    }
    return { id: sent.id, seq: sent.seq, at: sent.at }
  }
  private list_(conversation: string, args: Args): unknown {
    const before = Number(args.before ?? Number.MAX_SAFE_INTEGER)
    const limit = Number(args.limit ?? 50)
    const all = (this.histories_.get(conversation) ?? []).filter((one) => one.seq < before)
    return { items: all.slice(-limit), has_more: all.length > limit }
  }
  private close_(id: string, outcome: string): unknown {
    const item = this.item_(id)
    const until = iso(Date.now() + 120_000)
    const conversation: Conversation = {
      ...item.conversation, phase: 'closed', closed_at: iso(Date.now()), close_reason: 'agent', outcome,
      agent: null, waiting: { who: 'nobody', since: null },
    }
    this.put_({ ...item, state: 'wrap_up', wrap_up_until: until, conversation })
    this.push('conversation.changed', { conversation })
    this.push('wrap_up.started', { work: item.id, conversation: id, until })
    return {}
  }

  // ---- HTTP ----

  fetched(path: string): unknown {
    const queue = /^\/queues\/(\w+)\/live$/.exec(path)?.[1]
    if (path === '/me') {
      return { user: ann, agent: this.state.presence, permissions: ann.permissions, workspace: this.state.workspace, presence: 'ready' }
    }
    if (queue !== undefined) {
      return {
        queue, name: queue, is_open: true, waiting: 7, oldest_since: null, agents_ready: 1, agents_on: 3,
        service_level: { id: 'SL-3', value: null, threshold_ms: 20_000, answered: 0, answered_within: 0, abandoned: 0, abandoned_within: 0, abandoned_short: 0 },
        wait: { p50_ms: 240_000, p90_ms: 540_000, samples: 20, measured: 0, within_p50: null, within_p90: null },
      }
    }
    const known = [...this.state.active, ...this.state.offers]
    const customer = /^\/customers\/([\w-]+)$/.exec(path)?.[1]
    if (customer !== undefined) {
      return known.find((one) => one.conversation.customer.id === customer)?.conversation.customer ?? null
    }
    const conversation = /^\/conversations\/([\w-]+)$/.exec(path)?.[1]
    if (conversation !== undefined) {
      return (known.find((one) => one.conversation.id === conversation) ?? known[0])?.conversation ?? null
    }
    return {}
  }
}

function history() {
  const at = (days: number) => iso(Date.now() - days * 86_400_000)
  const one = (days: number, first_text: string, agent: string, outcome: string, effort: number, channel: 'email' | 'ticket' | 'chat' | 'voice') => ({
    conversation: `c-1${days}`, channel, opened_at: at(days), closed_at: at(days), outcome, agent, effort, first_text,
  })
  return [
    one(3, 'Asked for the invoice', 'bob', 'Not kept', 0, 'email'),
    one(22, 'Size exchange', 'ann', 'Solved', 2, 'ticket'),
    one(40, 'Damaged box', 'ann', '£5 credit', 1, 'chat'),
    one(110, 'Asked about camp gear', 'cai', '', 0, 'voice'),
  ]
}

// Takes the place of WebSocket.
export class FakeSocket {
  readyState = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(private readonly desk_: FakeDesk, private readonly delayMs_: number) {
    setTimeout(() => {
      if (!desk_.isReachable) return this.end()
      this.readyState = 1
      desk_.join(this)
      this.onopen?.()
    }, delayMs_)
  }
  send(text: string): void {
    const frame = JSON.parse(text) as Frame
    setTimeout(() => this.desk_.answer(this, frame), this.delayMs_)
  }
  deliver(frame: unknown): void {
    if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(frame) })
  }
  close(): void {
    this.end()
  }
  end(): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.desk_.leave(this)
    this.onclose?.({ code: 1006 })
  }
}

// Lets the whole page talk to the fake. Returns how to end it.
export function installFake(desk: FakeDesk, delayMs = 40): () => void {
  const socket = globalThis.WebSocket
  const fetchBefore = globalThis.fetch
  globalThis.WebSocket = function (url: string, protocols?: string | string[]) {
    if (!url.includes('/api/v1/live')) return new socket(url, protocols)
    return new FakeSocket(desk, delayMs)
  } as unknown as typeof WebSocket
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const path = /\/api\/v1(\/[^?]*)/.exec(String(input))?.[1]
    if (path === undefined) return fetchBefore(input, init)
    return new Response(JSON.stringify(desk.fetched(path)), { status: 200 })
  }) as typeof fetch
  return () => {
    globalThis.WebSocket = socket
    globalThis.fetch = fetchBefore
  }
}
