// What all parts of a session share: the state with its watchers, the clock of the server, and the
// world outside, which tests replace.
import type { Config } from './config'
import type { OpenSocket } from './connection'
import { rememberOutbox, rememberedOutbox } from './outbox'
import { reduce } from './reduce'
import { initialState, type Event, type State } from './state'
import type { Memory } from './storage'
import type { SendFile } from './upload'

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

export type Watcher = (state: State, before: State) => void
export type Timer = ReturnType<typeof setTimeout> | undefined

export class Core {
  state: State
  clockOffset = 0
  private readonly watchers: Watcher[] = []

  constructor(
    readonly config: Config,
    readonly world: World,
  ) {
    const { memory } = world
    this.state = initialState(
      {
        name: memory.get('name') ?? '',
        accent: memory.get('accent') ?? config.accent,
        isReturning: memory.get('token') !== null,
        dismissed: memory.get('done'),
        outbox: rememberedOutbox(memory),
      },
      Date.now(),
    )
  }

  now(): number {
    return Date.now() + this.clockOffset
  }

  watch(watcher: Watcher): void {
    this.watchers.push(watcher)
    watcher(this.state, this.state)
  }

  dispatch(event: Event): void {
    const before = this.state
    this.state = reduce(before, event)
    if (this.state === before) return
    rememberOutbox(this.world.memory, before.outbox, this.state.outbox)
    for (const watcher of this.watchers) watcher(this.state, before)
  }

  url(path: string): string {
    return `${this.config.server}/api/v1/widget/${path}`
  }
}
