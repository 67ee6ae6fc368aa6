// The connection as long as somebody needs it: visit, socket, again with growing pauses, and after
// each break exactly what was missed.
import { backoff } from './backoff'
import { Connection } from './connection'
import type { Core, Timer } from './core'
import type { Event } from './state'
import { isRefusal, type Visits } from './visits'
import { WireError, type Conversation, type Frame, type Message, type MessageList } from './wire'

const PAGE_SIZE = 50
const CATCH_UP_ROUNDS = 200

export class Link {
  private connection: Connection | null = null
  private failures = 0
  private isConnecting = false
  private retryTimer: Timer

  constructor(
    private readonly core: Core,
    private readonly visits: Visits,
    private readonly onReady: () => void, // connected and caught up
  ) {}

  // One attempt: a visit when it is due, then the socket when somebody needs it.
  async connect(): Promise<void> {
    const { core, visits } = this
    if (this.isConnecting || this.connection !== null || core.state.refusal !== null) return
    clearTimeout(this.retryTimer)
    this.isConnecting = true
    core.dispatch({ type: 'connecting' })
    try {
      if (visits.isDue() || this.failures >= 2) await visits.visit()
      if (this.isNeeded() && visits.token !== null) this.openSocket(visits.token)
      else core.dispatch({ type: 'idled' })
    } catch (error) {
      this.failed(error)
    } finally {
      this.isConnecting = false
    }
  }

  // As somebody else: with another token.
  restart(): void {
    const { connection } = this
    this.connection = null
    connection?.close()
    void this.connect()
  }

  // Nobody looks and nothing is open: give the server its socket back.
  rest(): void {
    if (!this.isNeeded()) this.connection?.close()
  }

  // The page came back to the eye, or the network did: try at once, and see if the socket lives.
  wake(): void {
    const { link } = this.core.state
    if (link === 'offline') void this.connect()
    else if (link === 'online') this.refresh()
  }

  refresh(): void {
    this.catchUp().catch(() => undefined)
  }

  tell(name: string, args: object = {}): void {
    if (this.core.state.link === 'online') this.connection?.tell(name, args)
  }

  request<T>(name: string, args: object = {}): Promise<T> {
    return (
      this.connection?.request<T>(name, args) ??
      Promise.reject(new WireError('unavailable', 'connection.lost'))
    )
  }

  // The latest messages of an earlier conversation, or those before the ones already known.
  async loadOld(conversation: Conversation, known: Message[] = []): Promise<void> {
    const args = { conversation: conversation.id, before: known[0]?.seq, limit: PAGE_SIZE }
    const { items, has_more } = await this.request<MessageList>('messages.list', args)
    const messages = [...items, ...known].sort((one, other) => one.seq - other.seq)
    const earlier = { conversation, messages, hasEarlier: has_more ?? false }
    this.core.dispatch({ type: 'earlier', earlier })
  }

  async loadEarlier(): Promise<void> {
    const { earlier, messages } = this.core.state
    if (earlier !== null) return this.loadOld(earlier.conversation, earlier.messages)
    const before = messages[0]?.seq
    if (before === undefined) return
    const list = await this.request<MessageList>('messages.list', { before, limit: PAGE_SIZE })
    this.core.dispatch({ type: 'loaded', list, way: 'earlier', now: this.core.now() })
  }

  // Everything after the last message known to be complete. Numbers have gaps (colleagues' notes),
  // so "nothing more came" is what ends it, not a count.
  async catchUp(): Promise<void> {
    const { core, connection } = this
    if (connection === null || core.state.link !== 'online') return
    const load = async (name: string, args: object, way: 'latest' | 'since'): Promise<number> => {
      const list = await connection.request<MessageList>(name, args)
      if (this.connection !== connection) throw new WireError('unavailable', 'connection.lost')
      core.dispatch({ type: 'loaded', list, way, now: core.now() })
      return list.items.length
    }
    if (core.state.syncedSeq === 0 && core.state.conversation !== null) {
      await load('messages.list', { limit: PAGE_SIZE }, 'latest')
    }
    let seq = core.state.syncedSeq
    for (let rounds = 0; rounds < CATCH_UP_ROUNDS; rounds++) {
      const known = core.state.conversation?.id
      const count = await load('since', { seq }, 'since')
      const isOther = core.state.conversation?.id !== known
      if (isOther && seq > 0) {
        seq = 0 // it has another conversation for us: that one from its beginning
        continue
      }
      if (count === 0 || core.state.syncedSeq <= seq) break
      seq = core.state.syncedSeq
    }
    core.dispatch({ type: 'caught_up' })
  }

  private isNeeded(): boolean {
    const { isOpen, conversation, outbox } = this.core.state
    const isWaited = outbox.some((pending) => pending.failure === null)
    return isOpen || conversation?.phase === 'open' || isWaited
  }

  private openSocket(token: string): void {
    const url = this.core.url('live').replace(/^http/, 'ws')
    const connection: Connection = new Connection(this.core.world.openSocket, url, token, {
      onFrame: (frame) => this.receive(frame),
      onDown: () => {
        if (this.connection !== connection) return
        this.connection = null
        this.failed(null)
      },
    })
    this.connection = connection
  }

  private failed(error: unknown): void {
    const { core } = this
    if (isRefusal(error)) return core.dispatch({ type: 'refused', code: error.code })
    if (!this.isNeeded()) return core.dispatch({ type: 'idled' })
    this.failures += 1
    core.dispatch({ type: 'disconnected', now: core.now() })
    const pause = backoff(this.failures, core.world.random)
    this.retryTimer = setTimeout(() => void this.connect(), pause)
  }

  private receive(frame: Frame): void {
    const { core } = this
    if (frame.type === 'hello') return void this.greeted(frame)
    const isOpen = core.state.conversation?.phase === 'open'
    // Another window opened a conversation that this one has not heard of: fetch it whole.
    if (!isOpen && ['message', 'place', 'agent.joined'].includes(frame.type)) this.refresh()
    else {
      const event = eventOf(frame, core)
      if (event !== null) core.dispatch(event)
      // Until when it can be reopened; or what another window made of it.
      if (frame.type === 'closed' || frame.type === 'gone') this.refresh()
    }
  }

  private async greeted(frame: Extract<Frame, { type: 'hello' }>): Promise<void> {
    const { core } = this
    this.failures = 0
    core.dispatch({ type: 'connected', hello: frame.data, now: core.now() })
    try {
      if (core.state.conversation !== null) await this.catchUp()
    } catch (error) {
      // With the socket down the next one begins here anew; a refusal must not hold what is unsent.
      if (!(error instanceof WireError) || error.code.startsWith('connection.')) return
      core.dispatch({ type: 'caught_up' })
    }
    for (const [name, args] of this.visits.news()) this.tell(name, args)
    this.onReady()
  }
}

function eventOf(frame: Frame, core: Core): Event | null {
  const now = core.now()
  switch (frame.type) {
    case 'message':
      return { type: 'message', message: frame.data.message }
    case 'typing': {
      const { who, is_typing: isTyping } = frame.data
      const name = frame.data.name ?? core.state.conversation?.agent?.name ?? ''
      return who === 'agent' ? { type: 'typing', name, isTyping, now } : null
    }
    case 'read':
      return { type: 'agent_read', upTo: frame.data.up_to }
    case 'place':
      return { type: 'place', place: frame.data, now }
    case 'agent.joined':
      return { type: 'joined', name: frame.data.agent.name, now }
    case 'agent.left':
      return { type: 'left', reason: frame.data.reason, now }
    case 'idle.warned':
      return { type: 'idle_warned', closesAt: Date.parse(frame.data.closes_at) }
    case 'closed':
      return { type: 'closed', reason: frame.data.reason, at: frame.data.at }
    case 'reopened':
      return { type: 'reopened', conversation: null, now }
    case 'survey.asked':
      return { type: 'survey', state: 'asked' }
  }
  return null
}
