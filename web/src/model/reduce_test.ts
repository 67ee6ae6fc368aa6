import { describe, expect, it } from 'vitest'
import {
  agentState, busySnapshot, conversation, customer, hannahOffer, iso, message, snapshot, workItem,
} from '@/stories/fake_values'
import { emptyDesk, threadOf, workOf, type DeskEvent, type DeskState } from './desk_state'
import { reduce } from './reduce'

const t0 = Date.parse('2026-11-21T09:00:00.000Z')
const grace = customer('p-1', 'Grace')
const item = workItem(
  1,
  conversation('c-1', grace, { opened_at: iso(t0) }),
  [message('c-1', 1, t0, 'Hello'), message('c-1', 2, t0 + 1000, 'Hi', { by: 'Ann' })],
)

function after(state: DeskState, ...events: DeskEvent[]): DeskState {
  return events.reduce(reduce, state)
}
const fresh = after(emptyDesk(), { type: 'snapshot.loaded', data: snapshot({ active: [item] }) })
const says = (seq: number, text: string, change = {}): DeskEvent => ({
  type: 'message.added', at: t0 + seq * 1000,
  data: { message: message('c-1', seq, t0 + seq * 1000, text, change) },
})

describe('an offer', () => {
  const offer = hannahOffer()
  const offered = after(fresh, { type: 'offer.made', at: t0, data: { offer } })

  it('brings its messages, so that one can look before accepting', () => {
    expect(threadOf(offered, 'c-9').messages).toHaveLength(2)
  })
  it('becomes work once, whichever of answer and event comes first', () => {
    const work = { ...workItem(2, offer.conversation, offer.messages), id: offer.work }
    const answer: DeskEvent = { type: 'work.taken', item: work, offer: offer.id }
    const event: DeskEvent = {
      type: 'offer.accepted', at: t0,
      data: { offer: offer.id, work: work.id, agent: 'ann', item: work },
    }
    for (const events of [[answer, event], [event, answer]]) {
      const next = after(offered, ...events)
      expect(next.offers).toEqual([])
      expect(next.works.map((one) => one.id)).toEqual(['w-1', 'w-9'])
      expect(threadOf(next, 'c-9').messages).toHaveLength(2)
    }
  })
  it('that nobody answered is remembered until the next one', () => {
    const missed = after(offered, {
      type: 'offer.expired', at: t0,
      data: { offer: offer.id, agent: 'ann', paused_until: iso(t0 + 10_000), is_break: false },
    })
    expect(missed.missed?.offer.id).toBe(offer.id)
    expect(missed.threads['c-9']).toBeUndefined()
    expect(after(missed, { type: 'offer.made', at: t0, data: { offer } }).missed).toBeNull()
  })
  it('whose miss led to a break says so, in either order of events', () => {
    const state = agentState({ presence: 'break', reason: 'unanswered', activity: 'break' })
    const expired: DeskEvent = {
      type: 'offer.expired', at: t0,
      data: { offer: offer.id, agent: 'ann', paused_until: iso(t0), is_break: false },
    }
    const pause: DeskEvent = {
      type: 'presence.changed', at: t0,
      data: { agent: 'ann', presence: 'break', reason: 'unanswered', cause: 'unanswered', state },
    }
    expect(after(offered, expired, pause).missed?.isBreak).toBe(true)
    expect(after(offered, pause, expired).missed?.isBreak).toBe(true)
  })
  it('that was withdrawn says why, unless this person went on a break', () => {
    const withdrawn = (reason: 'customer_left' | 'agent_left'): DeskEvent => ({
      type: 'offer.withdrawn', at: t0, data: { offer: offer.id, reason },
    })
    expect(after(offered, withdrawn('customer_left')).lostOffer?.how).toBe('customer_left')
    expect(after(offered, withdrawn('agent_left')).lostOffer).toBeNull()
  })
  it('that ended while the page was away is told after coming back', () => {
    const back = after(offered, { type: 'snapshot.loaded', data: snapshot({ active: [item] }) })
    expect(back.offers).toEqual([])
    expect(back.lostOffer?.how).toBe('while_away')
  })
  it('of somebody else ends without a trace', () => {
    expect(after(fresh, { type: 'offer.withdrawn', at: t0, data: { offer: 'o-77', reason: 'transferred' } })).toEqual(fresh)
  })
})

describe('a message', () => {
  it('of the customer makes them wait from the first one on', () => {
    const next = after(fresh, says(3, 'And?'), says(4, 'Hello?'))
    const { waiting, last_seq, last_message } = workOf(next, 'c-1')!.conversation
    expect(waiting).toEqual({ who: 'customer', since: iso(t0 + 3000) })
    expect(last_seq).toBe(4)
    expect(last_message?.text).toBe('Hello?')
  })
  it('of ours makes us wait from the latest one on', () => {
    const next = after(fresh, says(3, 'One'), says(4, 'Two', { by: 'Ann' }), says(5, 'Three', { by: 'Ann' }))
    expect(workOf(next, 'c-1')!.conversation.waiting).toEqual({ who: 'agent', since: iso(t0 + 5000) })
  })
  it('between colleagues changes nobody’s wait', () => {
    const next = after(fresh, says(3, 'Ask Bob', { by: 'Bob', visibility: 'inside' }))
    const { waiting, last_seq, last_message } = workOf(next, 'c-1')!.conversation
    expect(waiting.who).toBe('agent')
    expect(last_seq).toBe(3)
    expect(last_message?.text).toBe('Hi')
  })
  it('counts once, though it comes as answer, as event and in a snapshot', () => {
    const own = message('c-1', 3, t0 + 3000, 'Mine', { by: 'Ann' })
    const next = after(fresh, says(3, 'Mine', { by: 'Ann' }), { type: 'message.stored', message: own }, says(3, 'Mine', { by: 'Ann' }))
    expect(threadOf(next, 'c-1').messages.map((one) => one.seq)).toEqual([1, 2, 3])
  })
  it('ends what was said about typing', () => {
    const typing = after(fresh, { type: 'typing', at: t0, data: { conversation: 'c-1', who: 'customer', is_typing: true } })
    expect(typing.typing['c-1']).toBeGreaterThan(t0)
    expect(after(typing, says(3, 'Done')).typing['c-1']).toBe(0)
  })
  it('of a conversation that is not here is passed over', () => {
    const foreign: DeskEvent = { type: 'message.added', at: t0, data: { message: message('c-55', 1, t0, 'x') } }
    expect(after(fresh, foreign)).toEqual(fresh)
  })
})

describe('a conversation told again', () => {
  it('never takes back what newer messages said', () => {
    const late = after(fresh, says(3, 'New'))
    const old = { ...item.conversation, is_customer_here: false }
    const next = after(late, { type: 'conversation.changed', at: t0, data: { conversation: old } })
    const now = workOf(next, 'c-1')!.conversation
    expect(now.is_customer_here).toBe(false)
    expect(now.last_seq).toBe(3)
    expect(now.waiting.who).toBe('customer')
  })
  it('keeps the higher of two read marks', () => {
    const read = after(fresh, { type: 'messages.read', at: t0, data: { conversation: 'c-1', reader: 'customer', up_to: 2 } })
    const next = after(read, { type: 'messages.read', at: t0, data: { conversation: 'c-1', reader: 'customer', up_to: 1 } })
    expect(workOf(next, 'c-1')!.conversation.read_by_customer).toBe(2)
  })
})

describe('work', () => {
  it('stands by slot and keeps its slot', () => {
    const second = workItem(2, conversation('c-2', customer('p-2', 'Leo')), [])
    const third = workItem(3, conversation('c-3', customer('p-3', 'Maya')), [])
    const all = after(fresh, { type: 'work.taken', item: third }, { type: 'work.taken', item: second })
    expect(all.works.map((one) => one.slot)).toEqual([1, 2, 3])
    expect(after(all, { type: 'work.gone', work: second.id }).works.map((one) => one.slot)).toEqual([1, 3])
  })
  it('goes to wrap-up and ends with all that belonged to it', () => {
    const until = iso(t0 + 30_000)
    const wrap = after(fresh, { type: 'wrap_up.started', at: t0, data: { work: 'w-1', conversation: 'c-1', until } })
    expect(wrap.works[0]).toMatchObject({ state: 'wrap_up', wrap_up_until: until })
    const over = after(wrap, { type: 'work.ended', at: t0, data: { work: 'w-1', conversation: 'c-1', outcome: 'handled', reason: 'completed' } })
    expect(over.works).toEqual([])
    expect(over.threads).toEqual({})
  })
  it('that a supervisor took says by whom', () => {
    const next = after(fresh, { type: 'work.taken_over', at: t0, data: { work: 'w-1', conversation: 'c-1', by: 'sue' } })
    expect(next.lostWork).toMatchObject({ how: 'taken_over', by: 'sue', name: 'Grace' })
    expect(next.works).toEqual([])
  })
  it('that was reopened takes the place of its wrap-up', () => {
    const again = { ...item, id: 'w-2' }
    const next = after(fresh, { type: 'work.started', at: t0, data: { item: again } })
    expect(next.works.map((one) => one.id)).toEqual(['w-2'])
    const end: DeskEvent = { type: 'work.ended', at: t0, data: { work: 'w-1', conversation: 'c-1', outcome: 'handled', reason: 'completed' } }
    expect(after(next, end).works.map((one) => one.id)).toEqual(['w-2'])
  })
  it('whose answer comes late does not undo what happened since', () => {
    const late = after(fresh, says(3, 'New'), { type: 'work.taken', item })
    expect(workOf(late, 'c-1')!.conversation.last_seq).toBe(3)
    expect(threadOf(late, 'c-1').messages).toHaveLength(3)
  })
})

describe('a snapshot', () => {
  it('keeps older pages that join its messages', () => {
    const tail = [5, 6].map((seq) => message('c-1', seq, t0 + seq * 1000, `m${seq}`))
    const start = after(emptyDesk(), { type: 'snapshot.loaded', data: snapshot({ active: [{ ...item, messages: tail }] }) })
    expect(threadOf(start, 'c-1').hasOlder).toBe(true)
    const older = [3, 4].map((seq) => message('c-1', seq, t0 + seq * 1000, `m${seq}`))
    const paged = after(start, { type: 'messages.loaded', conversation: 'c-1', items: older, hasOlder: true })
    const again = after(paged, { type: 'snapshot.loaded', data: snapshot({ active: [{ ...item, messages: tail }] }) })
    expect(threadOf(again, 'c-1').messages.map((one) => one.seq)).toEqual([3, 4, 5, 6])
  })
  it('drops older pages after a hole, to load them again', () => {
    const far = [90, 91].map((seq) => message('c-1', seq, t0, `m${seq}`))
    const next = after(fresh, { type: 'snapshot.loaded', data: snapshot({ active: [{ ...item, messages: far }] }) })
    expect(threadOf(next, 'c-1')).toMatchObject({ hasOlder: true })
    expect(threadOf(next, 'c-1').messages.map((one) => one.seq)).toEqual([90, 91])
  })
  it('of a busy desk can be reduced twice with the same result', () => {
    const data = busySnapshot()
    const once = after(emptyDesk(), { type: 'snapshot.loaded', data })
    expect(after(once, { type: 'snapshot.loaded', data })).toEqual(once)
  })
})

describe('a draft', () => {
  const draft = { conversation: 'c-1', text: 'I will', at: iso(t0 + 2500) }
  const drafted = after(fresh, { type: 'draft.saved', at: t0 + 2500, data: draft })

  it('is one no more when its writer sends, from whichever desk', () => {
    const sent = after(drafted, says(3, 'I will send one.', { by: 'Ann' }))
    expect(sent.drafts['c-1']).toEqual({ text: '', at: iso(t0 + 3000) })
  })
  it('stays while the customer or colleagues write, and if it is newer', () => {
    expect(after(drafted, says(3, 'Hello?')).drafts['c-1']?.text).toBe('I will')
    expect(after(drafted, says(3, 'Ask Bob', { by: 'Ann', visibility: 'inside' })).drafts['c-1']?.text).toBe('I will')
    expect(after(drafted, says(2, 'Hi', { by: 'Ann' })).drafts['c-1']?.text).toBe('I will')
  })
})

describe('people', () => {
  it('are known by their latest state', () => {
    const next = after(fresh, {
      type: 'agents', at: t0,
      data: { items: [{ agent: 'bob', name: 'Bob', activity: 'ready', used: 0 }, { agent: 'dan', name: 'Dan', activity: 'ready', used: 0 }] },
    })
    expect(next.agents.find((one) => one.agent === 'bob')?.activity).toBe('ready')
    expect(next.agents.at(-1)?.agent).toBe('dan')
  })
  it('change the presence of this desk only if it is theirs', () => {
    const state = agentState({ agent: 'bob', presence: 'break' })
    const next = after(fresh, { type: 'presence.changed', at: t0, data: { agent: 'bob', presence: 'break', reason: '', cause: 'chosen', state } })
    expect(next.presence).toEqual(fresh.presence)
  })
  it('are renamed wherever they stand', () => {
    const next = after(fresh, { type: 'customer.learnt', id: 'p-1', change: { name: 'Grace Miller' } })
    expect(workOf(next, 'c-1')!.conversation.customer.name).toBe('Grace Miller')
  })
})

describe('a presence that the server changed', () => {
  const gone = agentState({ presence: 'offline', activity: 'offline' })
  const told: DeskEvent = {
    type: 'presence.changed', at: t0,
    data: { agent: 'ann', presence: 'offline', reason: '', cause: 'browser_gone', state: gone },
  }
  it('is news until the person says what is true', () => {
    const offline = after(fresh, told)
    expect(offline.presenceNews).toBe('browser_gone')
    expect(after(offline, { type: 'presence.told', state: agentState() }).presenceNews).toBeNull()
  })
  it('is seen in a snapshot as well', () => {
    const next = after(fresh, { type: 'snapshot.loaded', data: snapshot({ presence: gone }) })
    expect(next.presenceNews).toBe('browser_gone')
    const pause = agentState({ presence: 'break', reason: 'unanswered', activity: 'break' })
    expect(after(emptyDesk(), { type: 'snapshot.loaded', data: snapshot({ presence: pause }) }).presenceNews).toBe('unanswered')
  })
  it('is no news to who chose it, nor on the first sight of the page', () => {
    const chosen: DeskEvent = { type: 'presence.changed', at: t0, data: { ...told.data, cause: 'chosen' } }
    expect(after(fresh, chosen).presenceNews).toBeNull()
    expect(after(emptyDesk(), { type: 'snapshot.loaded', data: snapshot({ presence: gone }) }).presenceNews).toBeNull()
  })
})
