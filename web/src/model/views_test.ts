import { describe, expect, it } from 'vitest'
import {
  agentState, conversation, customer, hannahOffer, iso, message, snapshot, workItem,
} from '@/stories/fake_values'
import { capacityOf } from './capacity'
import { emptyDesk } from './desk_state'
import { langOf, logOf, type Pending } from './log'
import { factsOf, secondsLeft, shareLeft } from './offer_view'
import { reduce } from './reduce'
import { mayHave, targetsOf } from './targets'
import { neighbourOf, nextOf, stepOf, timerOf, unreadOf } from './work_view'
import { charactersOf, countOf, sizeText } from './writing'

const t0 = Date.parse('2026-11-21T09:00:00.000Z')
const minute = 60_000

function work(slot: number, waitedMs: number, targetMs = 2 * minute) {
  const messages = [message(`c-${slot}`, 1, t0 - waitedMs, 'Hello')]
  const base = conversation(`c-${slot}`, customer(`p-${slot}`, `N${slot}`), { reply_target_ms: targetMs })
  return workItem(slot, base, messages)
}

describe('who waits for whom', () => {
  it('is told in four steps of the queue’s own target', () => {
    expect(stepOf(work(1, 30_000), t0)).toBe('early')
    expect(stepOf(work(1, 70_000), t0)).toBe('half')
    expect(stepOf(work(1, 161_000), t0)).toBe('late')
    const ours = workItem(1, conversation('c-1', customer('p-1', 'A')), [message('c-1', 1, t0, 'x', { by: 'Ann' })])
    expect(stepOf(ours, t0 + 10 * minute)).toBe('quiet')
    expect(timerOf(ours)).toEqual({ kind: 'you_wait', since: t0 })
  })
  it('marks as next who has used most of the target, not who wrote first', () => {
    const mail = work(1, 18 * minute, 240 * minute)
    const chat = work(2, 161_000)
    expect(nextOf([mail, chat], t0)?.slot).toBe(2)
    expect(nextOf([mail, chat], t0, 'c-2')?.slot).toBe(1)
    expect(nextOf([], t0)).toBeNull()
  })
  it('nobody waits in a wrap-up', () => {
    const over = { ...work(1, 500_000), state: 'wrap_up' as const, wrap_up_until: iso(t0) }
    expect(timerOf(over)).toEqual({ kind: 'wrap_up', until: t0 })
    expect(nextOf([over], t0)).toBeNull()
  })
})

describe('going through the slots', () => {
  const all = [work(1, 0), work(3, 0), work(4, 0)]
  it('passes over free ones and goes round', () => {
    expect(neighbourOf(all, 'c-1', 1)?.slot).toBe(3)
    expect(neighbourOf(all, 'c-4', 1)?.slot).toBe(1)
    expect(neighbourOf(all, 'c-1', -1)?.slot).toBe(4)
    expect(neighbourOf(all, null, 1)?.slot).toBe(1)
    expect(neighbourOf([], null, 1)).toBeNull()
  })
})

describe('unread', () => {
  it('counts what others wrote after the mark, whispers too, not our own', () => {
    const messages = [
      message('c-1', 1, t0, 'a'), message('c-1', 2, t0, 'b'),
      message('c-1', 3, t0, 'c', { by: 'Ann' }),
      message('c-1', 4, t0, 'd', { by: 'Sue', visibility: 'whisper' }),
    ]
    const item = workItem(1, conversation('c-1', customer('p-1', 'A'), { read_by_agent: 1 }), messages)
    expect(unreadOf(item, { messages, hasOlder: false }, 'ann')).toBe(2)
  })
})

describe('capacity', () => {
  it('is the sum of work and offer, by channel', () => {
    const used = capacityOf([{ channel: 'chat', cost: 10 }, { channel: 'voice', cost: 50 }], [{ channel: 'chat', cost: 10 }], 100)
    expect(used.used).toBe(70)
    expect(used.shares).toEqual([
      { channel: 'voice', used: 50, over: 0, count: 1 },
      { channel: 'chat', used: 20, over: 0, count: 2 },
    ])
  })
  it('tells what is over the budget', () => {
    const used = capacityOf([{ channel: 'voice', cost: 50 }, { channel: 'chat', cost: 70 }], [], 100)
    expect(used.shares[1]).toEqual({ channel: 'chat', used: 50, over: 20, count: 1 })
  })
})

describe('an offer', () => {
  it('quotes a first contact’s first words and a handed one’s latest', () => {
    const offer = hannahOffer()
    expect(factsOf(offer, 'ann').quote).toContain('came apart')
    const handed = { ...offer, messages: [...offer.messages, message('c-9', 3, t0, 'Which boots?', { by: 'Bob' }), message('c-9', 4, t0, 'The brown ones')] }
    expect(factsOf(handed, 'ann').quote).toBe('The brown ones')
  })
  it('says what the one before wants known, and that one knows the customer', () => {
    const offer = hannahOffer()
    const note = message('c-9', 3, t0, 'Needs it Saturday', { by: 'Bob', visibility: 'inside' })
    const again = { ...offer, messages: [...offer.messages, note], conversation: { ...offer.conversation, last_agent: 'ann' } }
    expect(factsOf(again, 'ann')).toMatchObject({ note: { name: 'Bob', text: 'Needs it Saturday' }, why: 'knows' })
  })
  it('counts down from the server’s own end', () => {
    const offer = { ...hannahOffer(), made_at: iso(t0), until: iso(t0 + 20_000) }
    expect(secondsLeft(offer, t0 + 5_100)).toBe(15)
    expect(secondsLeft(offer, t0 + 90_000)).toBe(0)
    expect(secondsLeft(offer, t0 - 400)).toBe(20) // the page's second is older than the offer
    expect(shareLeft(offer, t0 + 5_000)).toBeCloseTo(0.75)
  })
})

describe('the log', () => {
  const base = conversation('c-1', customer('p-1', 'Grace'), { opened_at: iso(t0), read_by_customer: 2 })
  const messages = [
    message('c-1', 1, t0 + 1000, 'Hello'),
    message('c-1', 2, t0 + 60_000, 'Hi', { by: 'Ann' }),
    message('c-1', 3, t0 + 61_000, 'There', { by: 'Ann' }),
  ]
  const input = {
    conversation: base, thread: { messages, hasOlder: false }, answeredAt: iso(t0 + 30_000),
    pending: [] as Pending[], dayOf: (at: number) => iso(at).slice(0, 10),
  }
  const pending = (clientId: string): Pending => ({
    clientId, lane: 'c-1', state: 'waiting', writtenAt: t0 + 90_000, attempts: 0, error: null,
    body: { conversation: 'c-1', customer: 'Grace', text: 'Later', attachments: [], visibility: 'everyone' },
  })

  it('puts days and events among the messages', () => {
    const kinds = logOf(input).map((entry) => (entry.kind === 'event' ? entry.event.what : entry.kind))
    expect(kinds).toEqual(['day', 'came', 'message', 'answered', 'message', 'message'])
  })
  it('says what was seen and what is only saved', () => {
    const states = logOf(input).flatMap((entry) => (entry.kind === 'message' ? [entry.state] : []))
    expect(states).toEqual([null, 'seen', 'saved'])
  })
  it('shows something on its way until it is there, then in the same row', () => {
    const before = logOf({ ...input, pending: [pending('x-9')] })
    expect(before.at(-1)).toMatchObject({ kind: 'pending', key: 'x-9' })
    const stored = message('c-1', 4, t0 + 91_000, 'Later', { by: 'Ann', client_id: 'x-9' })
    const after = logOf({ ...input, thread: { messages: [...messages, stored], hasOlder: false }, pending: [pending('x-9')] })
    expect(after.filter((entry) => entry.key === 'x-9').map((entry) => entry.kind)).toEqual(['message'])
  })
  it('does not tell the beginning while older messages are not here', () => {
    const entries = logOf({ ...input, thread: { messages: messages.slice(1), hasOlder: true } })
    expect(entries.some((entry) => entry.key === 'event.came')).toBe(false)
    expect(entries.some((entry) => entry.key === 'event.answered')).toBe(false)
  })
  it('keeps the order of numbers, whatever the clocks say', () => {
    const odd = [message('c-1', 1, t0 + 9000, 'a'), message('c-1', 2, t0 + 1000, 'b')]
    const texts = logOf({ ...input, thread: { messages: odd, hasOlder: false } }).flatMap((entry) => (entry.kind === 'message' ? [entry.message.text] : []))
    expect(texts).toEqual(['a', 'b'])
  })
  it('begins each day with its date', () => {
    const two = [message('c-1', 1, t0, 'a'), message('c-1', 2, t0 + 86_400_000, 'b')]
    const days = logOf({ ...input, answeredAt: null, thread: { messages: two, hasOlder: false } }).filter((entry) => entry.kind === 'day')
    expect(days).toHaveLength(2)
  })
})

describe('the language of a text', () => {
  it('is named only if it is not the page’s', () => {
    expect(langOf('Hello', 'en', 'en')).toBeUndefined()
    expect(langOf('你好', 'en', 'zh-TW')).toBe('zh-TW')
    expect(langOf('Hello', 'zh-CN', 'en')).toBe('en')
    expect(langOf('12:30', 'zh-CN', 'en')).toBeUndefined()
  })
})

describe('where to hand it', () => {
  const state = reduce(emptyDesk(), { type: 'snapshot.loaded', data: snapshot({ presence: agentState() }) })
  it('lists queues, then who can take it before who cannot, never oneself', () => {
    expect(targetsOf(state, new Map(), 10, '').map((target) => target.key)).toEqual([
      'after', 'billing', 'night', 'cai', 'bob', 'sue',
    ])
  })
  it('finds by words and says who has room', () => {
    expect(targetsOf(state, new Map(), 10, 'bil').map((target) => target.key)).toEqual(['billing'])
    const bob = targetsOf(state, new Map(), 10, 'bob')[0]
    expect(bob).toMatchObject({ kind: 'agent', hasRoom: false })
  })
  it('refuses the queue it is in and whoever is on a break', () => {
    const all = targetsOf(state, new Map(), 10, '')
    expect(all.filter((target) => !mayHave(target, 'after')).map((target) => target.key)).toEqual(['after', 'sue'])
  })
})

describe('the length of a message', () => {
  it('counts characters as people do and shows from nine tenths on', () => {
    expect(charactersOf('a👍中')).toBe(3)
    expect(countOf('a'.repeat(7199), 8000)).toBeNull()
    expect(countOf('a'.repeat(7200), 8000)).toEqual({ count: 7200, isOver: false })
    expect(countOf('a'.repeat(8000), 8000)?.isOver).toBe(false)
    expect(countOf('a'.repeat(8001), 8000)?.isOver).toBe(true)
    expect(countOf('👍'.repeat(7199), 8000)).toBeNull()
    expect(countOf('👍'.repeat(11), 10)?.isOver).toBe(true)
  })
  it('and the size of a file are as the snapshot says', () => {
    const limits = { message_characters: 500, file_bytes: 512 * 1024 }
    const state = reduce(emptyDesk(), { type: 'snapshot.loaded', data: snapshot({ limits }) })
    expect(state.limits).toEqual({ messageCharacters: 500, fileBytes: 512 * 1024 })
    expect(sizeText(state.limits.fileBytes)).toBe('512 KB')
    expect(sizeText(emptyDesk().limits.fileBytes)).toBe('10 MB')
  })
})
