// What the floor shows, computed from what the server tells. Pure; times in ms.
import type { ChannelCapacity } from '@/protocol/catalog'
import type { AgentState, Channel, Floor, QueueLive } from '@/protocol/values'
import { waitStep, type WaitStep } from '@/ui/wait_step'

export type FloorConversation = Floor['conversations'][number]
export type FloorWaiting = Floor['waiting'][number]

export interface FloorFilter {
  queue: string | null
  team: string | null
}

// A team's floor: its people, what they talk about, and the queues they serve.
export function filtered(floor: Floor, filter: FloorFilter): Floor {
  const { queue, team } = filter
  const agents = floor.agents.filter(
    (agent) =>
      (team === null || agent.team === team) && (queue === null || agent.queues.includes(queue)),
  )
  const served = new Set(agents.flatMap((agent) => agent.queues))
  const names = new Set(agents.map((agent) => agent.agent))
  const isServed = (key: string) => (queue === null || key === queue) && (team === null || served.has(key))
  return {
    ...floor,
    queues: team === null ? floor.queues : floor.queues.filter((one) => served.has(one.queue)),
    agents,
    conversations: floor.conversations.filter(
      (one) =>
        (queue === null || one.queue === queue) &&
        (team === null || (one.agent !== null && names.has(one.agent))),
    ),
    waiting: floor.waiting.filter((one) => isServed(one.queue)),
  }
}

// Who needs help first: whose customer has waited longest; then who is full; then who is busy.
const rank: Record<AgentState['activity'], number> = {
  busy: 0, wrap_up: 1, ready: 2, break: 3, offline: 4,
}
export function neediestFirst(agents: readonly AgentState[]): AgentState[] {
  const waits = (agent: AgentState) =>
    agent.oldest_wait_since === null ? Number.POSITIVE_INFINITY : Date.parse(agent.oldest_wait_since)
  const isAway = (agent: AgentState) => (agent.used > 0 && !agent.is_connected ? 0 : 1)
  return [...agents].sort(
    (a, b) =>
      isAway(a) - isAway(b) ||
      compare(waits(a), waits(b)) ||
      rank[a.activity] - rank[b.activity] ||
      b.used - a.used ||
      a.name.localeCompare(b.name),
  )
}

export function longestFirst(waiting: readonly FloorWaiting[]): FloorWaiting[] {
  return [...waiting].sort(
    (a, b) => Date.parse(a.enqueued_at) - Date.parse(b.enqueued_at) || a.work.localeCompare(b.work),
  )
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

// Nothing moves under the hand: while somebody points at a list, what is there keeps its order,
// what is new comes last, and what is gone goes.
export function inOrderOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  order: readonly string[],
): T[] {
  const place = new Map(order.map((key, index) => [key, index]))
  const known = items
    .filter((item) => place.has(keyOf(item)))
    .sort((a, b) => (place.get(keyOf(a)) ?? 0) - (place.get(keyOf(b)) ?? 0))
  return [...known, ...items.filter((item) => !place.has(keyOf(item)))]
}

// ---- who waits ----

export interface Wait {
  count: number
  longest: { since: number; queue: string } | null
}
export function waitOf(queues: readonly QueueLive[]): Wait {
  const result: Wait = { count: 0, longest: null }
  for (const queue of queues) {
    result.count += queue.waiting
    if (queue.oldest_since === null) continue
    const since = Date.parse(queue.oldest_since)
    if (result.longest === null || since < result.longest.since) {
      result.longest = { since, queue: queue.name }
    }
  }
  return result
}

export function stepOfConversation(
  row: Pick<FloorConversation, 'waiting'>,
  target: number | null,
  now: number,
): WaitStep {
  const { who, since } = row.waiting
  if (who !== 'customer' || since === null) return 'quiet'
  return waitStep(now - Date.parse(since), target, false)
}

export function lateCount(
  rows: readonly FloorConversation[],
  targetOf: (queue: string) => number | null,
  now: number,
): number {
  return rows.filter((row) => stepOfConversation(row, targetOf(row.queue), now) === 'late').length
}

// The reply target of the conversation in which this person's customer has waited longest.
export function targetOfAgent(
  agent: AgentState,
  conversations: readonly FloorConversation[],
  targetOf: (queue: string) => number | null,
): number | null {
  const waiting = conversations.find(
    (one) => one.agent === agent.agent && one.waiting.since === agent.oldest_wait_since,
  )
  if (waiting !== undefined) return targetOf(waiting.queue)
  const targets = agent.queues.map(targetOf).filter((target) => target !== null)
  return targets.length === 0 ? null : Math.min(...targets)
}

// ---- capacity ----

export interface Share {
  channel: Channel
  count: number
  used: number
  over: number
}
const order: readonly Channel[] = ['voice', 'wechat', 'email', 'chat', 'message', 'sms', 'ticket']

// How an agent's used budget divides among channels. What the catalog says a work costs may have
// changed since it was accepted, so the parts are scaled to what is really used.
export function sharesOf(
  agent: AgentState,
  costs: readonly ChannelCapacity[],
  own: readonly ChannelCapacity[],
): Share[] {
  const costOf = (channel: Channel) =>
    (own.find((one) => one.channel === channel) ?? costs.find((one) => one.channel === channel))
      ?.cost ?? 1
  const parts = order
    .map((channel) => ({ channel, count: agent.counts[channel] ?? 0 }))
    .filter((part) => part.count > 0)
    .map((part) => ({ ...part, cost: part.count * Math.max(1, costOf(part.channel)) }))
  const sum = parts.reduce((all, part) => all + part.cost, 0)
  let used = 0
  return parts.map(({ channel, count, cost }) => {
    const real = sum === 0 ? 0 : (cost / sum) * agent.used
    const over = Math.min(real, Math.max(0, used + real - agent.budget))
    used += real
    return { channel, count, used: real - over, over }
  })
}

// All thresholds the same: that one; else each queue has its own.
export function commonThreshold(queues: readonly QueueLive[]): number | null {
  const [first, ...rest] = queues.map((queue) => queue.service_level.threshold_ms)
  return first !== undefined && rest.every((other) => other === first) ? first : null
}
