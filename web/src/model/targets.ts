// Where a work may be handed to: queues with who waits there, colleagues with the room they have.
import type { QueueLive } from '@/protocol/values'
import type { DeskState, QueueInfo } from './desk_state'
import type { Colleague } from '@/protocol/values'

export type Target =
  | { kind: 'queue'; key: string; name: string; info: QueueInfo; live: QueueLive | null }
  | { kind: 'agent'; key: string; name: string; colleague: Colleague; hasRoom: boolean }

const rank: Record<Colleague['activity'], number> = {
  ready: 0, busy: 1, wrap_up: 2, break: 3, offline: 4,
}

// Queues first; colleagues who can take it before those who cannot. Words match names and keys.
export function targetsOf(
  state: DeskState,
  live: ReadonlyMap<string, QueueLive>,
  cost: number,
  wanted: string,
): Target[] {
  const words = wanted.trim().toLowerCase()
  const fits = (name: string, key: string) => `${name} ${key}`.toLowerCase().includes(words)
  const queues = state.queues
    .filter((queue) => fits(queue.name, queue.queue))
    .map((info): Target => ({
      kind: 'queue', key: info.queue, name: info.name, info, live: live.get(info.queue) ?? null,
    }))
  const colleagues = state.agents
    .filter((one) => one.agent !== state.me?.key && fits(one.name, one.agent))
    .sort((a, b) => rank[a.activity] - rank[b.activity] || a.used - b.used || a.name.localeCompare(b.name))
    .map((colleague): Target => ({
      kind: 'agent', key: colleague.agent, name: colleague.name, colleague,
      hasRoom: colleague.used + cost <= (state.presence?.budget ?? 100),
    }))
  return [...queues, ...colleagues]
}

// The server hands to nobody who is not ready.
export function mayHave(target: Target, currentQueue: string): boolean {
  if (target.kind === 'queue') return target.key !== currentQueue
  return target.colleague.activity !== 'offline' && target.colleague.activity !== 'break'
}
