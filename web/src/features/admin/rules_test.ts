import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Agent, CannedReply, EntryPoint, Policy, Queue } from '@/protocol/catalog'
import {
  checkAgent, checkCanned, checkNamed, checkPolicy, checkQueue, checkWidget, isOrigin, keyFrom,
  policyTimes, queueTimes, unreadable, type Context, type PolicyTime, type QueueTime,
} from './rules'

const read = <T>(name: string) =>
  JSON.parse(readFileSync(join(process.cwd(), `../api/examples/catalog.${name}.json`), 'utf8')) as T
const first = <T>(name: string) => read<{ items: T[] }>(name).items[0] as T
const context: Context = {
  isNew: false,
  taken: new Set(['general']),
  known: {
    queues: new Set(['general', 'vip']),
    skills: new Set(['chinese', 'returns']),
    teams: new Set(['day']),
  },
}
const queue = first<Queue>('queues')
const codes = (problems: { code: string; field: string }[]) =>
  problems.map((problem) => `${problem.field}: ${problem.code}`)

describe('what the server accepts', () => {
  it('is accepted here', () => {
    expect(checkQueue(queue, context)).toEqual([])
    for (const agent of read<{ items: Agent[] }>('agents').items) {
      expect(checkAgent(agent, context)).toEqual([])
    }
    expect(checkWidget(first<EntryPoint>('widgets'), context)).toEqual([])
    expect(checkCanned(first<CannedReply>('canned-replies'), context)).toEqual([])
    expect(checkPolicy(read<{ policy: Policy }>('capacity').policy)).toEqual([])
  })
})

describe('a time of a queue', () => {
  it.each(Object.entries(queueTimes))('%s is right at its limits and wrong one past them', (name, range) => {
    const at = (ms: number) => checkQueue({ ...queue, [name as QueueTime]: ms }, context)
    expect(at(range.min)).toEqual([])
    expect(at(range.max)).toEqual([])
    expect(codes(at(range.max + 1))).toEqual([`${name}: ${range.code}`])
    expect(codes(at(range.min - 1))).toEqual([`${name}: ${range.code}`])
    expect(at(range.standard)).toEqual([])
  })
  it('that cannot be read is a problem of its own', () => {
    const edited = { ...queue, ring_time_ms: null as unknown as number }
    expect(codes(checkQueue(edited, context))).toEqual([`ring_time_ms: ${unreadable}`])
  })
})

describe('a time of the policy', () => {
  const policy = read<{ policy: Policy }>('capacity').policy
  it.each(Object.entries(policyTimes))('%s is right at its limits and wrong one past them', (name, range) => {
    const at = (ms: number) => checkPolicy({ ...policy, [name as PolicyTime]: ms })
    expect(at(range.min)).toEqual([])
    expect(at(range.max)).toEqual([])
    expect(codes(at(range.max + 1))).toEqual([`${name}: ${range.code}`])
    expect(at(range.standard)).toEqual([])
  })
})

describe('the rules', () => {
  it('name the field and the code of every problem at once', () => {
    const broken: Queue = {
      ...queue,
      name: ' ',
      target_share: 1.2,
      required: [
        { skill: 'chinese', level: 11 },
        { skill: 'chinese', level: 1 },
        { skill: 'none', level: 1 },
      ],
      outcomes: ['', 'x'.repeat(81)],
    }
    expect(codes(checkQueue(broken, context))).toEqual([
      'name: catalog.name.empty',
      'target_share: queue.target_share.range',
      'required[0].level: skill.level.range',
      'required[1].skill: skill.duplicate',
      'required[2].skill: skill.unknown',
      'outcomes: queue.outcome.empty',
      'outcomes: catalog.text.too_long',
    ])
  })
  it('take a key only once, and only of plain letters', () => {
    const isNew = { ...context, isNew: true }
    expect(codes(checkNamed({ id: 'general', name: 'G' }, isNew))).toEqual(['id: catalog.duplicate'])
    expect(codes(checkNamed({ id: 'General!', name: 'G' }, isNew))).toEqual(['id: catalog.key'])
    expect(checkNamed({ id: 'general', name: 'G' }, context)).toEqual([])
  })
  it('know an origin by its form', () => {
    const right = ['https://shop.example', 'http://localhost:8080']
    const wrong = ['shop.example', 'https://shop.example/', 'https://shop.example/a', 'ftp://x', 'https://']
    expect(right.every(isOrigin)).toBe(true)
    expect(wrong.some(isOrigin)).toBe(false)
  })
  it('want a text in each language of a canned reply that is begun', () => {
    const reply = { id: 'hello', title: 'Hello', text: { en: 'Hi', 'zh-CN': ' ' }, queues: ['gone'] }
    expect(codes(checkCanned(reply, context))).toEqual([
      'text.zh-CN: canned.text.empty',
      'queues[0]: queue.unknown',
    ])
    expect(codes(checkCanned({ ...reply, text: {}, queues: [] }, context))).toEqual([
      'text: canned.text.empty',
    ])
  })
  it('want a cost, a maximum and a channel only once', () => {
    const agent = first<Agent>('agents')
    const capacity = [
      { channel: 'chat' as const, cost: 101, maximum: 1 },
      { channel: 'chat' as const, cost: 1, maximum: 1.5 },
    ]
    expect(codes(checkAgent({ ...agent, team: 'night', capacity }, context))).toEqual([
      'team: team.unknown',
      'capacity[0].cost: capacity.cost.range',
      'capacity[1].channel: capacity.duplicate',
      `capacity[1].maximum: ${unreadable}`,
    ])
  })
})

describe('a key made of a name', () => {
  it('has plain letters, digits and dashes', () => {
    expect(keyFrom('After-Sales & Returns')).toBe('after-sales-returns')
    expect(keyFrom('Zoë  Müller')).toBe('zoe-muller')
    expect(keyFrom('售后')).toBe('')
    expect(keyFrom('x'.repeat(50))).toHaveLength(32)
  })
})
