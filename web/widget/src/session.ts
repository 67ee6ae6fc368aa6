// The widget at work: what its view and its page may ask for. All that it knows goes through
// reduce(); the view looks at the state and calls the methods here.
import type { Config } from './config'
import { Core, type Timer, type Watcher, type World } from './core'
import { Courier } from './courier'
import { Link } from './link'
import { lastAgentSeq, screenOf } from './select'
import type { State } from './state'
import { Typist } from './typist'
import { Uploads } from './uploads'
import { Visits } from './visits'
import { NAME_LIMIT, WireError, type Cart, type Conversation, type Page } from './wire'

const REFRESH_MS = 30_000 // of the answer times while a first screen is shown
const LINGER_MS = 60_000 // a hidden window without a conversation keeps its socket this long

export class Session {
  private readonly core: Core
  private readonly visits: Visits
  private readonly link: Link
  private readonly courier: Courier
  readonly uploads: Uploads
  readonly typist: Typist
  private lingerTimer: Timer
  private refreshTimer: Timer

  constructor(config: Config, world: World, page: Page) {
    this.core = new Core(config, world)
    this.visits = new Visits(this.core, page)
    this.link = new Link(this.core, this.visits, () => void this.courier.run())
    this.courier = new Courier(this.core, this.link)
    this.uploads = new Uploads(this.core, this.visits)
    this.typist = new Typist(this.core, this.link)
    this.core.watch((state, before) => {
      if (state.conversation?.id !== before.conversation?.id) this.recallRead()
      if (state.messages !== before.messages || state.isOpen !== before.isOpen) this.markSeen()
    })
  }

  get state(): State {
    return this.core.state
  }

  watch(watcher: Watcher): void {
    this.core.watch(watcher)
  }

  // A returning visitor may have an answer waiting; a new one costs nothing until they ask.
  begin(): void {
    if (this.visits.token !== null) void this.link.connect()
  }

  open(): void {
    if (this.state.isOpen) return
    this.core.dispatch({ type: 'opened' })
    clearTimeout(this.lingerTimer)
    this.refreshLater()
    void this.link.connect()
  }

  hide(): void {
    this.core.dispatch({ type: 'hidden' })
    clearTimeout(this.refreshTimer)
    clearTimeout(this.lingerTimer)
    this.lingerTimer = setTimeout(() => this.link.rest(), LINGER_MS)
  }

  wake(): void {
    this.markSeen()
    this.link.wake()
  }

  tick(): void {
    this.core.dispatch({ type: 'tick', now: this.core.now() })
  }

  rename(name: string): void {
    const trimmed = name.trim().slice(0, NAME_LIMIT)
    if (trimmed === '') return
    this.core.world.memory.set('name', trimmed)
    this.core.dispatch({ type: 'named', name: trimmed })
    this.tellNews()
    // What was true when the window opened may not be any more: who is here, how long it takes.
    if (this.state.link === 'online') void this.revisit()
    else void this.link.connect()
  }

  setPage(page: Page): void {
    this.visits.set({ page })
    this.tellNews()
  }

  setCart(cart: Cart | null): void {
    this.visits.set({ cart })
    this.tellNews()
  }

  // The site vouches for its customer; that may be another one than this browser was until now.
  async identify(identity: string): Promise<void> {
    this.visits.set({ identity })
    const before = this.visits.token
    if (before === null && !this.state.isOpen) return
    await this.revisit()
    if (this.visits.token !== before) this.link.restart()
  }

  send(text: string): void {
    const { conversation, uploads } = this.state
    const attachments = uploads.flatMap((upload) => upload.attachment ?? [])
    if (text.trim() === '' && attachments.length === 0) return
    this.core.dispatch({
      type: 'queued',
      pending: {
        clientId: this.core.world.newId(),
        text: text.trim(),
        attachments,
        at: this.core.now(),
        conversation: openId(conversation),
        failure: null,
      },
    })
    this.core.dispatch({ type: 'uploads_taken' })
    this.typist.sent()
    this.deliver()
  }

  retry(clientId: string): void {
    const conversation = openId(this.state.conversation)
    this.core.dispatch({ type: 'retried', clientId, conversation })
    this.deliver()
  }

  discard(clientId: string): void {
    this.core.dispatch({ type: 'discarded', clientId })
  }

  loadEarlier(): Promise<void> {
    return this.link.loadEarlier().catch(() => undefined)
  }

  leave(): void {
    this.link.tell('leave')
  }

  // 0: not this time.
  async answerSurvey(effort: number, text: string): Promise<void> {
    const id = this.state.conversation?.id
    const comment = text.trim() || undefined
    try {
      await this.link.request('survey.answer', { effort, comment })
    } catch (error) {
      const isThere = error instanceof WireError && error.kind === 'conflict' // another tab did
      if (!isThere) return this.core.dispatch({ type: 'survey_failed' })
    }
    const state = effort === 0 ? 'skipped' : 'answered'
    this.core.dispatch({ type: 'survey', state })
    this.core.world.memory.set('survey', `${id} ${state}`)
  }

  async reopen(): Promise<void> {
    try {
      const { conversation = null } = await this.link.request<{ conversation?: Conversation }>(
        'reopen',
      )
      this.core.world.memory.remove('done')
      // The frame of the same name may have come first.
      if (this.state.conversation?.phase !== 'open') {
        this.core.dispatch({ type: 'reopened', conversation, now: this.core.now() })
      }
    } catch {
      // The time for it may have passed; what holds now is asked for below.
    }
    this.link.refresh()
  }

  startAgain(): void {
    const id = this.state.conversation?.id
    if (id === undefined) return
    this.core.world.memory.set('done', id)
    this.core.dispatch({ type: 'dismissed', conversation: id })
  }

  showHistory(isShown: boolean): void {
    if (isShown) void this.revisit()
    this.core.dispatch({ type: 'history', isShown })
  }

  // To read again; null closes it.
  showEarlier(conversation: Conversation | null): void {
    if (conversation === null) this.core.dispatch({ type: 'earlier', earlier: null })
    else this.link.loadOld(conversation).catch(() => undefined)
  }

  showTranscript(isShown: boolean): void {
    this.core.dispatch({ type: 'transcript', isShown })
  }

  // Images and links to files open by themselves, without headers, hence the token.
  fileUrl(id: string): string {
    const token = encodeURIComponent(this.visits.token ?? '')
    return `${this.core.url(`files/${encodeURIComponent(id)}`)}?token=${token}`
  }

  // Another tab of this site changed what they share.
  remembered(name: string, value: string | null): void {
    const { conversation } = this.state
    if (value === null) return
    if (name === 'read') this.recallRead()
    else if (name === 'name') this.core.dispatch({ type: 'named', name: value })
    else if (name === 'done') this.core.dispatch({ type: 'dismissed', conversation: value })
    else if (name === 'survey') {
      const [id, state] = value.split(' ')
      if (id !== conversation?.id) return
      this.core.dispatch({ type: 'survey', state: state === 'skipped' ? state : 'answered' })
    } else if (name === 'token' && value !== this.visits.token && openId(conversation) === null) {
      this.visits.adopt(value)
      this.link.restart()
    }
  }

  private deliver(): void {
    void this.link.connect()
    void this.courier.run()
  }

  private tellNews(): void {
    if (this.state.link !== 'online') return
    for (const [name, args] of this.visits.news()) this.link.tell(name, args)
  }

  // Seen is what stood before an eye: the window open, the page visible, the messages shown.
  private markSeen(): void {
    const { state } = this
    const isShown = ['talk', 'queue', 'transcript'].includes(screenOf(state))
    const upTo = lastAgentSeq(state)
    if (!state.isOpen || !isShown || !this.core.world.isVisible() || upTo <= state.readUpTo) return
    this.core.dispatch({ type: 'seen', upTo })
    this.core.world.memory.set('read', `${state.conversation?.id} ${upTo}`)
    this.link.tell('read', { up_to: upTo })
  }

  private recallRead(): void {
    const [id, seq] = (this.core.world.memory.get('read') ?? '').split(' ')
    if (id === this.state.conversation?.id) {
      this.core.dispatch({ type: 'seen', upTo: Number(seq) || 0 })
    }
  }

  private refreshLater(): void {
    clearTimeout(this.refreshTimer)
    this.refreshTimer = setTimeout(() => {
      this.refreshLater()
      const isWaitShown = ['start', 'ask'].includes(screenOf(this.state))
      if (isWaitShown && this.state.link === 'online' && this.core.world.isVisible()) {
        void this.revisit()
      }
    }, REFRESH_MS)
  }

  private revisit(): Promise<void> {
    return this.visits.visit().catch(() => undefined)
  }
}

function openId(conversation: Conversation | null): string | null {
  return conversation?.phase === 'open' ? conversation.id : null
}
