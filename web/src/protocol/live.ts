// The live socket: events of the server as they happen, and commands with answers.
//
// Numbered frames are facts from the journal, with `seq` and with `prev`, the number this socket
// was sent before. They are delivered exactly once and in order: a `prev` above the last number we
// know is a gap, and so is a new connection; then the server is asked to go on since that number. It
// answers how far it will replay, and what was missed follows. If it cannot, `onSnapshotNeeded`
// loads everything again. Frames without a number (typing and the like) may be lost and are passed
// on as they come.
import { ApiError, errorFrom, offlineError, timeoutError } from './errors'

export interface LiveFrame {
  type: string
  at: string
  data: Record<string, unknown>
  seq?: number
}

interface ServerFrame extends Partial<LiveFrame> {
  prev?: number | null
  re?: string
  ok?: boolean
  error?: unknown
}

export type LiveStatus = 'stopped' | 'connecting' | 'online' | 'offline'

export interface LiveState {
  status: LiveStatus
  offlineSince: number | null // ms, since when nothing comes
  retryAt: number | null // ms, when the next attempt is made
}

export interface CatchUp {
  offlineMs: number
  events: number // replayed so far; 0 after a snapshot
}

export interface LiveOptions {
  url: string // "/api/v1/live", or with a scheme
  token?: () => string | null // else the cookie tells who it is
  onFrame: (frame: LiveFrame) => void
  // Loads the whole state again. Returns the journal's number it was taken at, if known; frames
  // that arrive meanwhile wait and those up to that number are dropped.
  onSnapshotNeeded: () => Promise<number | null>
  onState?: (state: LiveState) => void
  onCaughtUp?: (result: CatchUp) => void // again for each replayed event
  onUnauthenticated?: () => void
  // The world, for tests.
  connect?: (url: string, protocols: string[]) => WebSocket
  now?: () => number
  random?: () => number
  setTimer?: (run: () => void, ms: number) => unknown
  clearTimer?: (timer: unknown) => void
}

const protocol = 'firstline.v1'
const firstDelayMs = 500
const longestDelayMs = 15_000
const answerTimeMs = 15_000
// Browsers hide the server's own pings, so a quiet line is asked once before it is taken for dead.
const quietTimeMs = 25_000
const pingTimeMs = 10_000
const heldFramesLimit = 10_000
const closedUnauthenticated = 4401 // close code of the server: the session is over

interface Waiting {
  resolve: (data: unknown) => void
  reject: (error: ApiError) => void
  timer: unknown
}

export class Live {
  private socket_: WebSocket | null = null
  private state_: LiveState = { status: 'stopped', offlineSince: null, retryAt: null }
  private lastSeq_: number | null = null
  private holds_ = 0 // while above zero numbered frames wait in held_
  private held_: ServerFrame[] = []
  private askedSince_: number | null = null // of the last resume
  private replayUntil_ = 0 // up to this number the server is replaying
  private caughtUp_: CatchUp | null = null // after a break, while what was missed arrives
  private connection_ = 0 // counts sockets, so that what belongs to an old one is dropped
  private attempts_ = 0
  private nextId_ = 1
  private retryTimer_: unknown = null
  private silenceTimer_: unknown = null
  private readonly waiting_ = new Map<string, Waiting>()

  private readonly now_: () => number
  private readonly random_: () => number
  private readonly setTimer_: (run: () => void, ms: number) => unknown
  private readonly clearTimer_: (timer: unknown) => void

  constructor(private readonly options_: LiveOptions) {
    this.now_ = options_.now ?? (() => Date.now())
    this.random_ = options_.random ?? (() => Math.random())
    this.setTimer_ = options_.setTimer ?? ((run, ms) => setTimeout(run, ms))
    this.clearTimer_ = options_.clearTimer ?? ((timer) => clearTimeout(timer as number))
  }

  get state(): LiveState {
    return this.state_
  }

  start(): void {
    if (this.state_.status !== 'stopped') return
    this.attempts_ = 0
    this.open_()
  }

  stop(): void {
    this.clearTimer_(this.retryTimer_)
    this.clearTimer_(this.silenceTimer_)
    const socket = this.socket_
    this.socket_ = null
    socket?.close()
    this.rejectWaiting_()
    this.lastSeq_ = null
    this.letGo_()
    this.setState_({ status: 'stopped', offlineSince: null, retryAt: null })
  }

  // Now, instead of when the back-off says so: the person asked, or the network came back.
  reconnect(): void {
    if (this.state_.status !== 'offline') return
    this.clearTimer_(this.retryTimer_)
    this.open_()
  }

  // A command with an answer. Rejects with ApiError; while offline at once with client.offline.
  request<T = unknown>(name: string, args: Record<string, unknown> = {}): Promise<T> {
    const socket = this.socket_
    if (socket === null || socket.readyState !== 1) return Promise.reject(offlineError())
    const id = `c${this.nextId_}`
    this.nextId_ += 1
    return new Promise<T>((resolve, reject) => {
      const timer = this.setTimer_(() => {
        this.waiting_.delete(id)
        reject(timeoutError())
      }, answerTimeMs)
      this.waiting_.set(id, { resolve: resolve as (data: unknown) => void, reject, timer })
      socket.send(JSON.stringify({ id, do: name, args }))
    })
  }

  // A command whose loss does no harm (typing). Nothing is kept while offline.
  hint(name: string, args: Record<string, unknown> = {}): void {
    if (this.socket_?.readyState !== 1) return
    this.socket_.send(JSON.stringify({ id: `c${this.nextId_++}`, do: name, args }))
  }

  // Runs `load` while numbered frames wait, so that what it fetches is not older than what has
  // been delivered. For a part of the page that begins while the socket is already open.
  async whileHeld<T>(load: () => Promise<T>): Promise<T> {
    if (this.state_.status !== 'online') return load()
    const release = this.hold_()
    try {
      return await load()
    } finally {
      release()
    }
  }

  private open_(): void {
    const since = this.state_.offlineSince
    this.setState_({ status: 'connecting', offlineSince: since, retryAt: null })
    const token = this.options_.token?.() ?? null
    const protocols = token === null ? [protocol] : [protocol, `bearer.${token}`]
    const connect = this.options_.connect ?? ((url, names) => new WebSocket(url, names))
    const socket = connect(this.options_.url, protocols)
    this.socket_ = socket
    socket.onopen = () => this.opened_(socket)
    socket.onmessage = (event) => {
      if (socket === this.socket_) this.received_(String(event.data))
    }
    socket.onclose = (event) => {
      if (socket === this.socket_) this.closed_(event.code)
    }
  }

  private opened_(socket: WebSocket): void {
    if (socket !== this.socket_) return
    this.heard_()
    void this.catchUp_()
  }

  private closed_(code: number): void {
    this.socket_ = null
    this.letGo_()
    this.clearTimer_(this.silenceTimer_)
    this.rejectWaiting_()
    if (code === closedUnauthenticated) {
      this.stop()
      this.options_.onUnauthenticated?.()
      return
    }
    const now = this.now_()
    const backOff = Math.min(longestDelayMs, firstDelayMs * 2 ** this.attempts_)
    this.attempts_ += 1
    // Between half and all of it, so that a whole floor does not come back in the same moment.
    const delay = backOff * (0.5 + this.random_() / 2)
    const since = this.state_.offlineSince ?? now
    this.setState_({ status: 'offline', offlineSince: since, retryAt: now + delay })
    this.retryTimer_ = this.setTimer_(() => this.open_(), delay)
  }

  // Something came, so the line is alive.
  private heard_(): void {
    this.clearTimer_(this.silenceTimer_)
    this.silenceTimer_ = this.setTimer_(() => {
      this.hint('ping')
      this.silenceTimer_ = this.setTimer_(() => this.drop_(), pingTimeMs)
    }, quietTimeMs)
  }

  // A dead line may never report its own closing, so it is not waited for.
  private drop_(): void {
    const socket = this.socket_
    if (socket === null) return
    socket.onclose = null
    socket.close()
    this.closed_(1006)
  }

  private received_(text: string): void {
    this.heard_()
    let frame: ServerFrame
    try {
      frame = JSON.parse(text) as ServerFrame
    } catch {
      return // not ours; the next numbered frame would show a gap if something was lost
    }
    if (frame.re !== undefined) this.answered_(frame.re, frame)
    else if (frame.type !== undefined) this.event_(frame)
  }

  private answered_(id: string, frame: ServerFrame): void {
    const waiting = this.waiting_.get(id)
    if (waiting === undefined) return
    this.waiting_.delete(id)
    this.clearTimer_(waiting.timer)
    if (frame.ok === true) waiting.resolve(frame.data)
    else waiting.reject(errorFrom(frame, 0))
  }

  private event_(frame: ServerFrame): void {
    if (frame.seq === undefined || frame.seq === null) {
      this.options_.onFrame(frame as LiveFrame)
      return
    }
    if (this.holds_ > 0) {
      this.held_.push(frame)
      if (this.held_.length > heldFramesLimit) this.drop_()
      return
    }
    if (this.isGapBefore_(frame)) {
      this.held_.push(frame)
      // Asking once more for the same would not end.
      if (this.askedSince_ === this.lastSeq_) void this.loadSnapshot_()
      else void this.catchUp_()
      return
    }
    this.deliver_(frame)
  }

  // While the server replays, `prev` may name a frame that the replay has not reached yet.
  private isGapBefore_(frame: ServerFrame): boolean {
    if (this.lastSeq_ === null || (frame.seq ?? 0) <= this.replayUntil_) return false
    return (frame.prev ?? 0) > this.lastSeq_
  }

  private deliver_(frame: ServerFrame): void {
    const seq = frame.seq as number
    if (this.lastSeq_ !== null && seq <= this.lastSeq_) return
    this.lastSeq_ = seq
    if (this.caughtUp_ !== null && seq <= this.replayUntil_) {
      this.caughtUp_ = { ...this.caughtUp_, events: this.caughtUp_.events + 1 }
      this.options_.onCaughtUp?.(this.caughtUp_)
    }
    this.options_.onFrame(frame as LiveFrame)
  }

  // Asks for what was missed. Frames wait until the answer, then go on in the order of numbers.
  private async catchUp_(): Promise<void> {
    if (this.lastSeq_ === null) return this.loadSnapshot_()
    const release = this.hold_()
    const connection = this.connection_
    this.askedSince_ = this.lastSeq_
    try {
      const answer = await this.request<{ seq: number }>('resume', { since: this.lastSeq_ })
      if (connection !== this.connection_) return
      // What came before the answer comes again in its place.
      this.replayUntil_ = answer.seq
      this.held_ = this.held_.filter((frame) => (frame.seq ?? 0) > answer.seq)
    } catch (error) {
      if (connection !== this.connection_) return
      if (error instanceof ApiError && error.code === 'client.timeout') this.drop_()
      else await this.loadSnapshot_()
    }
    release()
  }

  private async loadSnapshot_(): Promise<void> {
    const release = this.hold_()
    const connection = this.connection_
    try {
      const seq = await this.options_.onSnapshotNeeded()
      if (connection !== this.connection_) return
      // Without a number every frame since the request counts as new.
      const firstHeld = this.held_[0]?.seq
      this.lastSeq_ = seq ?? (firstHeld === undefined ? null : firstHeld - 1)
    } catch {
      // Without a snapshot nothing can be shown truly: back off and begin again.
      if (connection === this.connection_) this.drop_()
      return
    }
    release()
  }

  // Returns how to let the frames go on; does nothing once the socket is another.
  private hold_(): () => void {
    const connection = this.connection_
    this.holds_ += 1
    return () => {
      if (connection !== this.connection_) return
      this.holds_ -= 1
      if (this.holds_ === 0) this.goOn_()
    }
  }

  private letGo_(): void {
    this.connection_ += 1
    this.holds_ = 0
    this.held_ = []
    this.replayUntil_ = 0
    this.caughtUp_ = null
    this.askedSince_ = null
  }

  private goOn_(): void {
    const held = this.held_.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
    this.held_ = []
    this.attempts_ = 0
    const since = this.state_.offlineSince
    if (this.state_.status !== 'online') {
      if (since !== null) {
        this.caughtUp_ = { offlineMs: this.now_() - since, events: 0 }
        this.options_.onCaughtUp?.(this.caughtUp_)
      }
      this.setState_({ status: 'online', offlineSince: null, retryAt: null })
    }
    for (const frame of held) this.event_(frame)
  }

  private rejectWaiting_(): void {
    for (const waiting of this.waiting_.values()) {
      this.clearTimer_(waiting.timer)
      waiting.reject(offlineError())
    }
    this.waiting_.clear()
  }

  private setState_(state: LiveState): void {
    this.state_ = state
    this.options_.onState?.(state)
  }
}
