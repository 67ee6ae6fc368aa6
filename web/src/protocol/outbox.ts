// What this person has written and the server has not yet stored.
//
// Each item has a client id that it keeps through every attempt, so that the server can tell a
// repetition from a second message. Items of one lane (one conversation) go out one after the
// other, in the order of writing; a passing error keeps the item and tries again, any other stops
// the lane at it until the person retries or discards it. Items live in storage, so that a reload
// or a crash of the browser loses nothing.
import { ApiError } from './errors'

export type OutboxState = 'waiting' | 'sending' | 'failed'

export interface OutboxItem<Body> {
  clientId: string
  lane: string
  body: Body
  state: OutboxState
  writtenAt: number
  attempts: number
  error: { kind: string; code: string; message: string } | null
}

export interface OutboxOptions<Body, Result> {
  // Must be idempotent by the client id. Rejects with ApiError.
  deliver: (item: OutboxItem<Body>) => Promise<Result>
  onStored: (item: OutboxItem<Body>, result: Result) => void
  onChange?: () => void
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  storageKey?: string
  newId?: () => string
  now?: () => number
  setTimer?: (run: () => void, ms: number) => unknown
  limit?: number
}

const firstRetryMs = 1000
const longestRetryMs = 30_000
const defaultLimit = 500

export class Outbox<Body, Result> {
  private items_: OutboxItem<Body>[]
  private isOnline_ = true
  private readonly busyLanes_ = new Set<string>()

  constructor(private readonly options_: OutboxOptions<Body, Result>) {
    this.items_ = this.load_()
  }

  // In the order of writing. A copy; changes are told by onChange.
  get items(): readonly OutboxItem<Body>[] {
    return this.items_.map((item) => ({ ...item }))
  }

  // Returns the item, whose client id also marks it in the list of messages.
  add(lane: string, body: Body): OutboxItem<Body> {
    if (this.items_.length >= (this.options_.limit ?? defaultLimit)) {
      throw new ApiError({ kind: 'limit', code: 'outbox.full', message: 'too many unsent messages' })
    }
    const item: OutboxItem<Body> = {
      clientId: this.options_.newId?.() ?? crypto.randomUUID(),
      lane,
      body,
      state: 'waiting',
      writtenAt: this.options_.now?.() ?? Date.now(),
      attempts: 0,
      error: null,
    }
    this.items_.push(item)
    this.changed_()
    void this.run_(lane)
    return { ...item }
  }

  retry(clientId: string): void {
    const item = this.items_.find((other) => other.clientId === clientId)
    if (item === undefined || item.state !== 'failed') return
    item.state = 'waiting'
    item.error = null
    this.changed_()
    void this.run_(item.lane)
  }

  discard(clientId: string): void {
    const item = this.items_.find((other) => other.clientId === clientId)
    if (item === undefined || item.state === 'sending') return
    this.items_ = this.items_.filter((other) => other !== item)
    this.changed_()
    void this.run_(item.lane)
  }

  // While offline nothing is tried; coming back starts every lane at once.
  setOnline(isOnline: boolean): void {
    this.isOnline_ = isOnline
    if (!isOnline) return
    for (const lane of new Set(this.items_.map((item) => item.lane))) void this.run_(lane)
  }

  private async run_(lane: string): Promise<void> {
    if (this.busyLanes_.has(lane)) return
    this.busyLanes_.add(lane)
    try {
      for (let item = this.next_(lane); item !== null; item = this.next_(lane)) {
        if (!(await this.attempt_(item))) break
      }
    } finally {
      this.busyLanes_.delete(lane)
    }
  }

  private next_(lane: string): OutboxItem<Body> | null {
    if (!this.isOnline_) return null
    const first = this.items_.find((item) => item.lane === lane)
    return first === undefined || first.state === 'failed' ? null : first
  }

  // True if the lane may go on with the next item.
  private async attempt_(item: OutboxItem<Body>): Promise<boolean> {
    item.state = 'sending'
    item.attempts += 1
    this.changed_()
    try {
      const result = await this.options_.deliver({ ...item })
      this.items_ = this.items_.filter((other) => other !== item)
      this.changed_()
      this.options_.onStored({ ...item }, result)
      return true
    } catch (error) {
      this.failed_(item, error)
      return false
    }
  }

  private failed_(item: OutboxItem<Body>, error: unknown): void {
    const known = error instanceof ApiError ? error : null
    const isPassing = known?.isPassing ?? false
    item.state = isPassing ? 'waiting' : 'failed'
    item.error = {
      kind: known?.kind ?? 'invalid',
      code: known?.code ?? 'client.unreadable',
      message: error instanceof Error ? error.message : String(error),
    }
    this.changed_()
    if (!isPassing || !this.isOnline_) return
    const delay = Math.min(longestRetryMs, firstRetryMs * 2 ** (item.attempts - 1))
    const setTimer = this.options_.setTimer ?? ((run, ms) => setTimeout(run, ms))
    setTimer(() => void this.run_(item.lane), delay)
  }

  private changed_(): void {
    this.save_()
    this.options_.onChange?.()
  }

  private load_(): OutboxItem<Body>[] {
    const { storage, storageKey } = this.options_
    if (storage === undefined || storageKey === undefined) return []
    try {
      const kept = JSON.parse(storage.getItem(storageKey) ?? '[]') as OutboxItem<Body>[]
      // What was on its way when the page went away is sent again under the same id.
      return kept.map((item) => (item.state === 'sending' ? { ...item, state: 'waiting' } : item))
    } catch {
      return []
    }
  }

  private save_(): void {
    const { storage, storageKey } = this.options_
    if (storage === undefined || storageKey === undefined) return
    try {
      if (this.items_.length === 0) storage.removeItem(storageKey)
      else storage.setItem(storageKey, JSON.stringify(this.items_))
    } catch {
      // Storage is full or forbidden: the items still live on this page.
    }
  }
}
