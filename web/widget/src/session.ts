// The widget at work: visits, socket, messages on their way, files. All that it knows goes through
// reduce(); the view only looks at the state and calls the methods here.
import { backoff } from './backoff'
import type { Config } from './config'
import { Connection, type OpenSocket } from './connection'
import { rememberOutbox, rememberedOutbox } from './outbox'
import { reduce } from './reduce'
import { lastAgentSeq, screenOf } from './select'
import { initialState, type Event, type State } from './state'
import type { Memory } from './storage'
import type { SendFile, UploadJob } from './upload'
import {
  FILES_PER_MESSAGE,
  FILE_LIMIT,
  MESSAGE_LIMIT,
  NAME_LIMIT,
  WireError,
  errorFrom,
  type Cart,
  type Conversation,
  type Frame,
  type MessageList,
  type Page,
  type Visit,
} from './wire'

export interface World {
  memory: Memory
  fetch: typeof fetch
  openSocket: OpenSocket
  sendFile: SendFile
  random: () => number
  newId: () => string
  isVisible: () => boolean
  // Runs alone among the tabs of this site, so that two of them do not become two visitors.
  alone: <T>(work: () => Promise<T>) => Promise<T>
}

const PAGE_SIZE = 50
const REFRESH_MS = 30_000 // of the answer times while the first screen is shown
const LINGER_MS = 60_000 // a hidden window without a conversation keeps its socket this long
const OPENING_KEPT_MS = 30 * 60_000 // an unsent first message goes out by itself this long
const QUICK_MS = 2500 // after "too many messages"
const TYPING_EVERY_MS = 3000
const TYPING_ENDS_MS = 5000

type Timer = ReturnType<typeof setTimeout> | undefined

export class Session {
  state: State
  private readonly watchers: ((state: State) => void)[] = []
  private connection: Connection | null = null
  private token: string | null
  private clockOffset = 0
  private failures = 0
  private isConnecting = false
  private isFlushing = false
  private visited = '' // what the last visit told about name, page and cart
  private page: Page
  private cart: Cart | null = null
  private identity: string | null = null
  private retryTimer: Timer
  private lingerTimer: Timer
  private refreshTimer: Timer
  private typingTimer: Timer
  private typingSaidAt = 0
  private readonly jobs = new Map<string, UploadJob>()

  constructor(
    private readonly config: Config,
    private readonly world: World,
    page: Page,
  ) {
    const { memory } = world
    this.page = page
    this.token = memory.get('token')
    this.state = initialState(
      {
        name: memory.get('name') ?? '',
        accent: memory.get('accent') ?? config.accent,
        isReturning: this.token !== null,
        dismissed: memory.get('done'),
        outbox: rememberedOutbox(memory),
      },
      Date.now(),
    )
  }

  watch(watcher: (state: State) => void): void {
    this.watchers.push(watcher)
    watcher(this.state)
  }

  now(): number {
    return Date.now() + this.clockOffset
  }

  // A returning visitor may have an answer waiting; a new one costs nothing until they ask.
  begin(): void {
    if (this.token !== null) void this.connect()
  }

  open(): void {
    if (this.state.isOpen) return
    this.dispatch({ type: 'opened' })
    clearTimeout(this.lingerTimer)
    this.refreshLater()
    void this.connect()
    this.markSeen()
  }

  hide(): void {
    if (!this.state.isOpen) return
    this.dispatch({ type: 'hidden' })
    clearTimeout(this.refreshTimer)
    this.lingerTimer = setTimeout(() => this.rest(), LINGER_MS)
  }

  // The page came back to the eye, or the network did.
  wake(): void {
    this.markSeen()
    if (this.state.link === 'offline') {
      clearTimeout(this.retryTimer)
      void this.connect()
    } else if (this.state.link === 'online') void this.catchUp().catch(() => undefined)
  }

  start(name: string): void {
    this.rename(name)
    void this.connect()
  }

  rename(name: string): void {
    const trimmed = name.trim().slice(0, NAME_LIMIT)
    if (trimmed === '') return
    this.world.memory.set('name', trimmed)
    this.dispatch({ type: 'named', name: trimmed })
    this.tellHints()
  }

  setPage(page: Page): void {
    this.page = page
    this.tellHints()
  }

  setCart(cart: Cart | null): void {
    this.cart = cart
    this.tellHints()
  }

  identify(identity: string): void {
    this.identity = identity
    if (this.token !== null || this.state.isOpen) void this.visit().catch(() => undefined)
  }

  send(text: string): void {
    const { conversation, uploads } = this.state
    const attachments = uploads.flatMap((upload) => upload.attachment ?? [])
    const body = text.trim().slice(0, MESSAGE_LIMIT)
    if (body === '' && attachments.length === 0) return
    this.dispatch({
      type: 'queued',
      pending: {
        clientId: this.world.newId(),
        text: body,
        attachments,
        at: this.now(),
        conversation: conversation?.phase === 'open' ? conversation.id : null,
        failure: null,
      },
    })
    this.dispatch({ type: 'uploads_taken' })
    clearTimeout(this.typingTimer)
    this.typingSaidAt = 0
    void this.connect()
    void this.flush()
  }

  retry(clientId: string): void {
    const { conversation } = this.state
    const open = conversation?.phase === 'open' ? conversation.id : null
    this.dispatch({ type: 'retried', clientId, conversation: open })
    void this.connect()
    void this.flush()
  }

  discard(clientId: string): void {
    this.dispatch({ type: 'discarded', clientId })
  }

  // Says that the visitor types, at most every few seconds, and once that they stopped.
  typed(isEmpty: boolean): void {
    clearTimeout(this.typingTimer)
    if (this.state.conversation?.phase !== 'open') return
    if (isEmpty) return this.stopTyping()
    this.typingTimer = setTimeout(() => this.stopTyping(), TYPING_ENDS_MS)
    if (this.now() - this.typingSaidAt < TYPING_EVERY_MS) return
    this.typingSaidAt = this.now()
    this.connection?.tell('typing', { is_typing: true })
  }

  attach(files: File[]): void {
    for (const file of files.slice(0, FILES_PER_MESSAGE)) {
      const isRoom = this.state.uploads.length < FILES_PER_MESSAGE
      const upload = {
        key: this.world.newId(),
        name: file.name.slice(-120) || 'file',
        size: file.size,
        type: file.type,
        share: 0,
        attachment: null,
        failure: !isRoom ? 'file.too_many' : file.size > FILE_LIMIT ? 'file.too_large' : null,
      }
      this.dispatch({ type: 'upload', upload })
      if (upload.failure === null) void this.upload(upload, file)
    }
  }

  removeUpload(key: string): void {
    this.jobs.get(key)?.abort()
    this.dispatch({ type: 'upload_removed', key })
  }

  async loadEarlier(): Promise<void> {
    const before = this.state.messages[0]?.seq
    const { connection } = this
    if (before === undefined || connection === null) return
    const list = await connection
      .request<MessageList>('messages.list', { before, limit: PAGE_SIZE })
      .catch(() => null)
    if (list !== null) this.dispatch({ type: 'loaded', list, way: 'earlier', now: this.now() })
  }

  leave(): void {
    this.connection?.tell('leave')
  }

  async answerSurvey(effort: number, comment: string): Promise<void> {
    const id = this.state.conversation?.id
    if (id === undefined) return
    try {
      if (this.connection === null) throw new WireError('unavailable', 'connection.lost')
      const args = comment.trim() === '' ? { effort } : { effort, comment: comment.trim() }
      await this.connection.request('survey.answer', args)
    } catch (error) {
      const isThere = error instanceof WireError && error.kind === 'conflict' // another tab did
      if (!isThere) return this.dispatch({ type: 'survey_failed' })
    }
    const state = effort === 0 ? 'skipped' : 'answered'
    this.dispatch({ type: 'survey', state })
    this.world.memory.set('survey', `${id} ${state}`)
  }

  async reopen(): Promise<void> {
    if (this.connection === null) return
    try {
      const { conversation } = await this.connection.request<{ conversation?: Conversation }>(
        'reopen',
      )
      this.world.memory.remove('done')
      this.dispatch({ type: 'reopened', conversation: conversation ?? null, now: this.now() })
      await this.catchUp()
    } catch {
      await this.catchUp().catch(() => undefined) // the window to reopen may have passed
    }
  }

  startAgain(): void {
    const id = this.state.conversation?.id
    if (id === undefined) return
    this.world.memory.set('done', id)
    this.dispatch({ type: 'dismissed', conversation: id })
  }

  showHistory(isShown: boolean): void {
    this.dispatch({ type: 'history', isShown })
  }

  showTranscript(isShown: boolean): void {
    this.dispatch({ type: 'transcript', isShown })
  }

  tick(): void {
    this.dispatch({ type: 'tick', now: this.now() })
  }

  // Images and links to files open by themselves, without headers, hence the token.
  fileUrl(id: string): string {
    const token = encodeURIComponent(this.token ?? '')
    return `${this.config.server}/api/v1/widget/files/${encodeURIComponent(id)}?token=${token}`
  }

  // Another tab of this site changed what they share.
  remembered(name: string, value: string | null): void {
    const { conversation } = this.state
    if (name === 'read' && value !== null) {
      const [id, seq] = value.split(' ')
      if (id === conversation?.id) this.dispatch({ type: 'seen', upTo: Number(seq) || 0 })
    } else if (name === 'name' && value !== null) this.dispatch({ type: 'named', name: value })
    else if (name === 'done' && value !== null) {
      this.dispatch({ type: 'dismissed', conversation: value })
    } else if (name === 'survey' && value !== null) {
      const [id, state] = value.split(' ')
      if (id !== conversation?.id) return
      this.dispatch({ type: 'survey', state: state === 'skipped' ? 'skipped' : 'answered' })
    } else if (name === 'token' && value !== null && value !== this.token) {
      if (conversation?.phase === 'open') return // ours is in use
      this.token = value
      this.visited = ''
      this.connection?.close()
    }
  }

  private dispatch(event: Event): void {
    const before = this.state
    this.state = reduce(before, event)
    if (this.state === before) return
    rememberOutbox(this.world.memory, before.outbox, this.state.outbox)
    for (const watcher of this.watchers) watcher(this.state)
    if (this.state.messages !== before.messages) this.markSeen()
  }

  // One attempt: a visit when it is due, then the socket when somebody needs it.
  private async connect(): Promise<void> {
    if (this.isConnecting || this.connection !== null || this.state.refusal !== null) return
    this.isConnecting = true
    this.dispatch({ type: 'connecting' })
    try {
      if (this.visited === '' || this.token === null || this.failures >= 2) await this.visit()
      if (this.isNeeded() && this.token !== null) this.openSocket(this.token)
      else this.dispatch({ type: 'idled' })
    } catch (error) {
      this.failed(error)
    } finally {
      this.isConnecting = false
    }
  }

  private openSocket(token: string): void {
    const url = `${this.config.server.replace(/^http/, 'ws')}/api/v1/widget/live`
    const connection: Connection = new Connection(this.world.openSocket, url, token, {
      onFrame: (frame) => this.receive(frame),
      onDown: () => {
        if (this.connection !== connection) return
        this.connection = null
        this.failed(null)
      },
    })
    this.connection = connection
  }

  private isNeeded(): boolean {
    const { isOpen, conversation, outbox } = this.state
    const isWaited = outbox.some((pending) => pending.failure === null)
    return isOpen || conversation?.phase === 'open' || isWaited
  }

  private failed(error: unknown): void {
    if (error instanceof WireError && isRefusal(error)) {
      return this.dispatch({ type: 'refused', code: error.code })
    }
    if (!this.isNeeded()) return this.dispatch({ type: 'idled' })
    this.failures += 1
    this.dispatch({ type: 'disconnected', now: this.now() })
    clearTimeout(this.retryTimer)
    this.retryTimer = setTimeout(
      () => void this.connect(),
      backoff(this.failures, this.world.random),
    )
  }

  // Nobody looks and nothing is open: give the server its socket back.
  private rest(): void {
    if (this.isNeeded() || this.connection === null) return
    this.connection.close()
  }

  private async visit(): Promise<void> {
    await this.world.alone(async () => {
      this.token = this.world.memory.get('token') ?? this.token
      const hints = this.hints()
      const visit = await this.postVisit(this.token)
      this.token = visit.token
      this.visited = hints
      this.clockOffset = (Date.parse(visit.now) || Date.now()) - Date.now()
      const { memory } = this.world
      memory.set('token', visit.token)
      memory.set('accent', visit.entry_point.accent ?? '')
      if (visit.customer.name !== '') memory.set('name', visit.customer.name)
      this.dispatch({ type: 'visited', visit })
      this.recallRead()
    })
  }

  private async postVisit(token: string | null): Promise<Visit> {
    const body = {
      ...(this.state.name === '' ? {} : { name: this.state.name }),
      page: this.page,
      ...(this.cart === null ? {} : { cart: this.cart }),
      ...(this.identity === null ? {} : { identity: this.identity }),
      ...(token === null ? {} : { token }),
      locale: this.config.locale,
    }
    const url = `${this.config.server}/api/v1/widget/${this.config.key}/visits`
    const answer = await this.world.fetch(url, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const data: unknown = await answer.json().catch(() => null)
    if (answer.ok && data !== null) return data as Visit
    const error = errorFrom(data, answer.status)
    // A token the server no longer knows: come as a new visitor.
    if (token !== null && error.kind === 'unauthenticated') {
      this.world.memory.remove('token')
      return this.postVisit(null)
    }
    throw error
  }

  private hints(): string {
    return JSON.stringify([this.state.name, this.page, this.cart])
  }

  // What changed since it was last told: a name, a page, a cart.
  private tellHints(): void {
    const hints = this.hints()
    if (this.connection === null || this.state.link !== 'online' || hints === this.visited) return
    const [toldName] = JSON.parse(this.visited || '[""]') as [string]
    if (toldName !== this.state.name && this.state.name !== '') {
      this.connection.tell('name', { name: this.state.name })
    }
    this.connection.tell('page', { page: this.page, ...(this.cart ? { cart: this.cart } : {}) })
    this.visited = hints
  }

  private receive(frame: Frame): void {
    const now = this.now()
    switch (frame.type) {
      case 'hello':
        return void this.greeted(frame)
      case 'message':
        this.dispatch({ type: 'message', message: frame.data.message })
        // Somebody else's window opened a conversation that this one has not heard of.
        if (this.state.conversation?.phase !== 'open') void this.catchUp().catch(() => undefined)
        return
      case 'typing': {
        if (frame.data.who !== 'agent') return
        const name = frame.data.name ?? this.state.conversation?.agent?.name ?? ''
        return this.dispatch({ type: 'typing', name, isTyping: frame.data.is_typing, now })
      }
      case 'read':
        return this.dispatch({ type: 'agent_read', upTo: frame.data.up_to })
      case 'place':
        this.dispatch({ type: 'place', place: frame.data, now })
        if (this.state.conversation?.phase !== 'open') void this.catchUp().catch(() => undefined)
        return
      case 'agent.joined':
        return this.dispatch({ type: 'joined', name: frame.data.agent.name, now })
      case 'agent.left':
        return this.dispatch({ type: 'left', reason: frame.data.reason, now })
      case 'idle.warned':
        return this.dispatch({ type: 'idle_warned', closesAt: Date.parse(frame.data.closes_at) })
      case 'closed':
        this.dispatch({ type: 'closed', reason: frame.data.reason, at: frame.data.at })
        return void this.catchUp().catch(() => undefined) // until when it can be reopened
      case 'reopened':
        return this.dispatch({ type: 'reopened', conversation: null, now })
      case 'survey.asked':
        return this.dispatch({ type: 'survey', state: 'asked' })
      case 'gone':
        return void this.catchUp().catch(() => undefined)
    }
  }

  private async greeted(frame: Extract<Frame, { type: 'hello' }>): Promise<void> {
    this.failures = 0
    this.dispatch({ type: 'connected', hello: frame.data, now: this.now() })
    this.recallRead()
    try {
      if (this.state.conversation !== null) await this.catchUp()
    } catch (error) {
      // With the socket down the next one begins here anew; a refusal must not hold what is unsent.
      if (!(error instanceof WireError) || error.code.startsWith('connection.')) return
      this.dispatch({ type: 'caught_up' })
    }
    this.tellHints()
    void this.flush()
  }

  // Everything after the last message known to be complete. Numbers have gaps (colleagues' notes),
  // so "nothing more came" is what ends it, not a count.
  private async catchUp(): Promise<void> {
    const { connection } = this
    if (connection === null || this.state.link !== 'online') return
    if (this.state.syncedSeq === 0) {
      const list = await connection.request<MessageList>('messages.list', { limit: PAGE_SIZE })
      if (this.connection !== connection) return
      this.dispatch({ type: 'loaded', list, way: 'latest', now: this.now() })
    }
    for (let rounds = 0; rounds < 200; rounds++) {
      const seq = this.state.syncedSeq
      const list = await connection.request<MessageList>('since', { seq })
      if (this.connection !== connection) return
      this.dispatch({ type: 'loaded', list, way: 'since', now: this.now() })
      if (list.items.length === 0 || this.state.syncedSeq <= seq) break
    }
    this.dispatch({ type: 'caught_up' })
    this.recallRead()
  }

  // One message at a time, in the order written. Another tab may send the same ones: the server
  // knows them by their client id.
  private async flush(): Promise<void> {
    if (this.isFlushing) return
    this.isFlushing = true
    try {
      for (;;) {
        const { connection } = this
        const pending = this.state.outbox.find((item) => item.failure === null)
        if (pending === undefined || connection === null || this.state.link !== 'online') return
        if (this.isStale(pending)) {
          const { clientId } = pending
          this.dispatch({ type: 'send_failed', clientId, code: 'conversation.ended' })
          continue
        }
        if (!(await this.deliver(connection, pending))) return
      }
    } finally {
      this.isFlushing = false
    }
  }

  // Written for a conversation that has ended since, or long ago: the visitor decides again.
  private isStale(pending: State['outbox'][number]): boolean {
    const { conversation } = this.state
    const open = conversation?.phase === 'open' ? conversation.id : null
    if (pending.conversation !== null) return pending.conversation !== open
    return open === null && this.now() - pending.at > OPENING_KEPT_MS
  }

  private async deliver(
    connection: Connection,
    pending: State['outbox'][number],
  ): Promise<boolean> {
    const { clientId } = pending
    try {
      const answer = await connection.request<{
        id: string
        seq: number
        at: string
        conversation: string | { id: string }
      }>('message.send', {
        client_id: clientId,
        text: pending.text,
        ...(pending.attachments.length === 0
          ? {}
          : { attachments: pending.attachments.map((attachment) => attachment.id) }),
      })
      const { id, seq, at } = answer
      const conversation =
        typeof answer.conversation === 'string' ? answer.conversation : answer.conversation.id
      const isNew =
        this.state.conversation?.id !== conversation || this.state.conversation.phase !== 'open'
      if (isNew) await this.meet(connection)
      this.dispatch({ type: 'sent', clientId, id, seq, at, conversation })
      return true
    } catch (error) {
      return this.undelivered(clientId, error)
    }
  }

  // The message opened a conversation: fetch it whole, its place too.
  private async meet(connection: Connection): Promise<void> {
    const list = await connection.request<MessageList>('since', { seq: 0 })
    this.dispatch({ type: 'loaded', list, way: 'since', now: this.now() })
    this.dispatch({ type: 'caught_up' })
  }

  private undelivered(clientId: string, error: unknown): boolean {
    const code = error instanceof WireError ? error.code : 'connection.lost'
    if (code.startsWith('connection.')) return false // it goes out with the next socket
    if (code === 'message.too_many') {
      setTimeout(() => void this.flush(), QUICK_MS)
      return false
    }
    this.dispatch({ type: 'send_failed', clientId, code })
    return true
  }

  private async upload(upload: State['uploads'][number], file: File): Promise<void> {
    const update = (change: Partial<State['uploads'][number]>): void => {
      const current = this.state.uploads.find((item) => item.key === upload.key)
      if (current) this.dispatch({ type: 'upload', upload: { ...current, ...change } })
    }
    try {
      if (this.token === null) await this.visit()
      const url = `${this.config.server}/api/v1/widget/files`
      const job = this.world.sendFile(url, this.token ?? '', file, (share) => update({ share }))
      this.jobs.set(upload.key, job)
      update({ attachment: await job.done, share: 1 })
    } catch (error) {
      update({ failure: error instanceof WireError ? error.code : 'connection.lost' })
    } finally {
      this.jobs.delete(upload.key)
    }
  }

  private stopTyping(): void {
    clearTimeout(this.typingTimer)
    if (this.typingSaidAt === 0) return
    this.typingSaidAt = 0
    this.connection?.tell('typing', { is_typing: false })
  }

  // Seen is what stood before an eye: the window open, the page visible, the messages shown.
  private markSeen(): void {
    const { state } = this
    const screen = screenOf(state)
    const isShown = screen === 'talk' || screen === 'queue' || screen === 'transcript'
    const upTo = lastAgentSeq(state)
    if (!state.isOpen || !isShown || !this.world.isVisible() || upTo <= state.readUpTo) return
    this.dispatch({ type: 'seen', upTo })
    this.world.memory.set('read', `${state.conversation?.id} ${upTo}`)
    this.connection?.tell('read', { up_to: upTo })
  }

  private recallRead(): void {
    const [id, seq] = (this.world.memory.get('read') ?? '').split(' ')
    if (id !== undefined && id === this.state.conversation?.id) {
      this.dispatch({ type: 'seen', upTo: Number(seq) || 0 })
    }
  }

  private refreshLater(): void {
    clearTimeout(this.refreshTimer)
    this.refreshTimer = setTimeout(() => {
      const screen = screenOf(this.state)
      const isWaitShown = screen === 'start' || screen === 'ask'
      if (this.state.isOpen) this.refreshLater()
      if (isWaitShown && this.state.link === 'online' && this.world.isVisible()) {
        void this.visit().catch(() => undefined)
      }
    }, REFRESH_MS)
  }
}

function isRefusal(error: WireError): boolean {
  return ['widget.unknown', 'origin.refused', 'customer.blocked'].includes(error.code)
}
