// The one live socket and the one HTTP client of this page, and what parts of it listen to.
//
//   onFrame('offer.made', (data, frame) => …)    a kind of event; returns a function to stop
//   onSnapshot(async () => …)                    load your state again; may return its number
//   command('offers.accept', { offer })          a command with an answer
import { onScopeDispose, getCurrentScope, ref, shallowRef } from 'vue'
import { Api } from '@/protocol/api'
import type { ArgsOf, CommandName, DataOf } from '@/protocol/commands'
import { ApiError } from '@/protocol/errors'
import type { Frames, FrameType } from '@/protocol/frames'
import { Live, type CatchUp, type LiveFrame, type LiveState } from '@/protocol/live'
import type { Me } from '@/protocol/values'
import { setServerTime } from '@/ui/now'

type FrameHandler = (data: never, frame: LiveFrame) => void
type SnapshotHandler = () => Promise<number | null | void>

// Set when the server says that nobody is signed in any more.
export const isSignedOut = ref(false)

export const api = new Api({ onUnauthenticated: () => (isSignedOut.value = true) })

export const liveState = shallowRef<LiveState>({
  status: 'stopped',
  offlineSince: null,
  retryAt: null,
})
export const lastCatchUp = shallowRef<(CatchUp & { at: number }) | null>(null)

const handlers = new Map<string, Set<FrameHandler>>()
const snapshots = new Set<SnapshotHandler>()

function dispatch(frame: LiveFrame): void {
  if (frame.seq !== undefined) setServerTime(Date.parse(frame.at))
  for (const handler of handlers.get(frame.type) ?? []) handler(frame.data as never, frame)
  for (const handler of handlers.get('*') ?? []) handler(frame.data as never, frame)
}

async function loadSnapshots(): Promise<number | null> {
  const numbers = await Promise.all([...snapshots].map((load) => load()))
  const known = numbers.filter((number): number is number => typeof number === 'number')
  // The oldest: events between two snapshots then reach both, and reducers take them twice.
  return known.length === 0 ? null : Math.min(...known)
}

export const live = new Live({
  url: '/api/v1/live',
  onFrame: dispatch,
  onSnapshotNeeded: loadSnapshots,
  onState: (state) => {
    liveState.value = state
    if (state.status === 'offline') void askWhetherSignedIn()
  },
  onCaughtUp: (result) => (lastCatchUp.value = { ...result, at: Date.now() }),
  onUnauthenticated: () => (isSignedOut.value = true),
})

// A refused handshake looks like a broken line to a browser; only a plain request tells them apart.
const askEveryMs = 10_000
let askedAt = Number.NEGATIVE_INFINITY
async function askWhetherSignedIn(): Promise<void> {
  if (Date.now() - askedAt < askEveryMs) return
  askedAt = Date.now()
  try {
    await api.get<Me>('/me')
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'unauthenticated') live.stop()
  }
}

// A command with an answer; rejects with ApiError.
export function command<Name extends CommandName>(
  name: Name,
  args: ArgsOf<Name>,
): Promise<DataOf<Name>> {
  return live.request<DataOf<Name>>(name, args as Record<string, unknown>)
}

// A command whose loss does no harm, such as typing.
export function hint<Name extends CommandName>(name: Name, args: ArgsOf<Name>): void {
  live.hint(name, args as Record<string, unknown>)
}

function untilScopeEnds(stop: () => void): () => void {
  if (getCurrentScope() !== undefined) onScopeDispose(stop)
  return stop
}

// '*' hears every frame. In a component or store it ends with it.
export function onFrame<Type extends FrameType>(
  type: Type,
  handler: (data: Frames[Type], frame: LiveFrame) => void,
): () => void
export function onFrame(type: '*', handler: (data: unknown, frame: LiveFrame) => void): () => void
export function onFrame(type: string, handler: FrameHandler): () => void {
  const set = handlers.get(type) ?? new Set()
  handlers.set(type, set)
  set.add(handler)
  return untilScopeEnds(() => set.delete(handler))
}

// Called on connecting, whenever the server cannot replay what was missed, and at once if the
// socket is already open. Frames wait until all snapshots are there. Reducers must allow an event
// that the snapshot already contains. `load` tells its own errors when it is called at once.
export function onSnapshot(load: SnapshotHandler): () => void {
  snapshots.add(load)
  if (liveState.value.status === 'online') {
    void live.whileHeld(async () => load()).catch(() => undefined)
  }
  return untilScopeEnds(() => snapshots.delete(load))
}

onFrame('session.ended', () => {
  isSignedOut.value = true
  live.stop()
})

// The network of this computer came back, or the tab woke: do not wait for the back-off.
export function followNetwork(): void {
  window.addEventListener('online', () => live.reconnect())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) live.reconnect()
  })
}
