import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AgentState, Floor } from '@/protocol/values'
import {
  commonThreshold, filtered, inOrderOf, lateCount, longestFirst, neediestFirst, sharesOf,
  targetOfAgent, waitOf,
} from './floor_view'

const example = JSON.parse(
  readFileSync(join(process.cwd(), '../api/examples/floor.json'), 'utf8'),
) as Floor
const [ann, bob] = example.agents as [AgentState, AgentState]
const at = (time: string) => Date.parse(`2026-11-21T${time}Z`)

describe('people', () => {
  it('stand by who needs help: the longest wait first, then the fuller desk, then the name', () => {
    const agent = (name: string, change: Partial<AgentState>): AgentState => ({
      ...ann, agent: name, name, oldest_wait_since: null, ...change,
    })
    const people = [
      agent('gao', { activity: 'break', used: 0 }),
      agent('hal', { activity: 'ready', used: 0 }),
      agent('cai', { activity: 'busy', used: 40 }),
      agent('bob', { activity: 'busy', used: 90 }),
      agent('ann', { activity: 'busy', oldest_wait_since: '2026-11-21T09:04:00.000Z' }),
      agent('fay', { activity: 'busy', oldest_wait_since: '2026-11-21T09:03:00.000Z' }),
    ]
    expect(neediestFirst(people).map((one) => one.name)).toEqual([
      'fay', 'ann', 'bob', 'cai', 'hal', 'gao',
    ])
  })
  it('come first of all if their browser is away while customers are with them', () => {
    const away = { ...bob, activity: 'busy' as const, used: 20, is_connected: false }
    expect(neediestFirst([ann, away])[0]?.agent).toBe('bob')
  })
})

describe('a list under the hand', () => {
  it('keeps its order, takes new rows at the end and lets go of those that left', () => {
    const rows = ['d', 'b', 'a'].map((key) => ({ key }))
    expect(inOrderOf(rows, (row) => row.key, ['a', 'b', 'c']).map((row) => row.key)).toEqual([
      'a', 'b', 'd',
    ])
  })
})

describe('the filter', () => {
  it('shows a queue with its people, conversations and those who wait', () => {
    const floor = filtered(example, { queue: 'billing', team: null })
    expect(floor.agents.map((one) => one.agent)).toEqual(['bob'])
    expect(floor.conversations).toEqual([])
    expect(floor.waiting).toEqual([])
    expect(floor.queues).toHaveLength(2)
  })
  it('shows a team with the queues it serves', () => {
    const floor = filtered(example, { queue: null, team: 'day' })
    expect(floor.agents.map((one) => one.agent)).toEqual(['bob'])
    expect(floor.queues.map((one) => one.queue)).toEqual(['general'])
    expect(floor.waiting).toHaveLength(1)
  })
})

describe('who waits', () => {
  it('is counted over all queues, with the longest wait and where', () => {
    expect(waitOf(example.queues)).toEqual({
      count: 2,
      longest: { since: at('09:05:00.000'), queue: 'General' },
    })
    expect(waitOf([])).toEqual({ count: 0, longest: null })
  })
  it('is late when the reply target of the queue has passed', () => {
    const target = () => 60_000
    expect(lateCount(example.conversations, target, at('09:05:10.249'))).toBe(0)
    expect(lateCount(example.conversations, target, at('09:05:10.250'))).toBe(1)
    expect(lateCount(example.conversations, () => null, at('23:00:00.000'))).toBe(0)
  })
  it('is judged by the queue of that conversation, else by the strictest of the agent', () => {
    const targets: Record<string, number> = { general: 60_000, billing: 30_000 }
    const target = (queue: string) => targets[queue] ?? null
    expect(targetOfAgent(ann, example.conversations, target)).toBe(60_000)
    expect(targetOfAgent(bob, [], target)).toBe(30_000)
    expect(targetOfAgent({ ...bob, queues: [] }, [], target)).toBeNull()
  })
  it('stands in line by the time of coming', () => {
    const [one] = example.waiting
    const early = { ...one!, work: 'w-9', enqueued_at: '2026-11-21T09:01:00.000Z' }
    expect(longestFirst([one!, early])[0]?.work).toBe('w-9')
  })
})

describe('capacity', () => {
  const costs = [
    { channel: 'chat' as const, cost: 20, maximum: 5 },
    { channel: 'message' as const, cost: 10, maximum: 10 },
  ]
  it('divides what is used by what each channel costs', () => {
    expect(sharesOf(ann, costs, [])).toEqual([
      { channel: 'chat', count: 1, used: 20, over: 0 },
      { channel: 'message', count: 1, used: 10, over: 0 },
    ])
  })
  it('takes an agent’s own cost before the workspace’s', () => {
    const own = [{ channel: 'chat' as const, cost: 5, maximum: 5 }]
    expect(sharesOf(ann, costs, own).map((share) => share.used)).toEqual([10, 20])
  })
  it('marks what goes over the budget', () => {
    const full = { ...ann, used: 120, counts: { chat: 6 } }
    expect(sharesOf(full, costs, [])).toEqual([{ channel: 'chat', count: 6, used: 100, over: 20 }])
  })
})

describe('the threshold', () => {
  it('is one only if all queues have the same', () => {
    expect(commonThreshold(example.queues)).toBe(20_000)
    const other = structuredClone(example.queues)
    other[1]!.service_level.threshold_ms = 60_000
    expect(commonThreshold(other)).toBeNull()
    expect(commonThreshold([])).toBeNull()
  })
})
