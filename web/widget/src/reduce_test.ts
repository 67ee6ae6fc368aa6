import { describe, expect, it } from 'vitest'
import {
  NOW,
  conversation,
  fresh,
  hello,
  message,
  ownMessage,
  place,
  talking,
  visit,
} from './fixtures'
import { BACK_MS, EVENT_LIMIT, TYPING_MS, reduce } from './reduce'
import type { Event, Pending, State } from './state'

function after(state: State, ...events: Event[]): State {
  return events.reduce(reduce, state)
}

function pending(clientId: string, change: Partial<Pending> = {}): Pending {
  const base = { text: 'hi', attachments: [], at: NOW, conversation: null, failure: null }
  return { clientId, ...base, ...change }
}

describe('messages', () => {
  it('stand in the order of their numbers, each once, whichever way they come', () => {
    const state = after(
      talking(),
      { type: 'message', message: message(3) },
      { type: 'message', message: message(1) },
      {
        type: 'loaded',
        list: { items: [message(1), message(2), message(3)] },
        way: 'since',
        now: NOW,
      },
      { type: 'message', message: message(2) },
    )
    expect(state.messages.map((one) => one.seq)).toEqual([1, 2, 3])
  })

  it('replace the pending one with the same client id, by frame', () => {
    const state = after(
      talking(),
      { type: 'queued', pending: pending('a') },
      { type: 'message', message: ownMessage(1, 'a') },
      { type: 'sent', clientId: 'a', id: 'm-1', seq: 1, at: '', conversation: 'c-1' },
    )
    expect(state.outbox).toEqual([])
    expect(state.messages).toHaveLength(1)
  })

  it('replace the pending one by answer, and the frame that follows changes nothing', () => {
    const sent = after(
      talking(),
      { type: 'queued', pending: pending('a') },
      { type: 'sent', clientId: 'a', id: 'm-1', seq: 1, at: '', conversation: 'c-1' },
    )
    expect(sent.messages[0]).toMatchObject({ id: 'm-1', text: 'hi', client_id: 'a' })
    expect(reduce(sent, { type: 'message', message: ownMessage(1, 'a') })).toBe(sent)
  })

  it('replace the pending one when `since` brings it after a break', () => {
    const state = after(
      talking(),
      { type: 'queued', pending: pending('a') },
      { type: 'loaded', list: { items: [ownMessage(1, 'a')] }, way: 'since', now: NOW },
    )
    expect(state.outbox).toEqual([])
  })

  it('of an agent never confirm one of ours', () => {
    const stolen = message(1, { client_id: 'a' })
    const state = after(
      talking(),
      { type: 'queued', pending: pending('a') },
      { type: 'message', message: stolen },
    )
    expect(state.outbox).toHaveLength(1)
  })
})

describe('after a break', () => {
  it('asks from before the gap, though newer messages came first', () => {
    const before = after(talking({ isCaughtUp: false, syncedSeq: 4 }), {
      type: 'message',
      message: message(9),
    })
    expect(before.syncedSeq).toBe(4)
    const done = after(
      before,
      { type: 'loaded', list: { items: [message(5), message(8)] }, way: 'since', now: NOW },
      { type: 'caught_up' },
    )
    expect(done.syncedSeq).toBe(9)
  })

  it('keeps messages of the same conversation and drops those of another', () => {
    const known = after(talking(), { type: 'message', message: message(1) })
    const same = conversation({ agent: { name: 'Ann' } })
    const again = reduce(known, {
      type: 'connected',
      hello: hello({ conversation: same }),
      now: NOW,
    })
    expect(again.messages).toHaveLength(1)
    const other = conversation({ id: 'c-2' })
    const next = reduce(known, {
      type: 'connected',
      hello: hello({ conversation: other }),
      now: NOW,
    })
    expect(next).toMatchObject({ messages: [], syncedSeq: 0, readUpTo: 0 })
  })

  it('keeps the window of a closed conversation that the server has let go', () => {
    const closed = talking({ conversation: conversation({ phase: 'closed' }) })
    const state = reduce(closed, { type: 'connected', hello: hello(), now: NOW })
    expect(state.conversation?.id).toBe('c-1')
  })

  it('drops an open conversation that the server does not know', () => {
    expect(
      reduce(talking(), { type: 'connected', hello: hello(), now: NOW }).conversation,
    ).toBeNull()
  })

  it('counts offline time from the first failure and says for a moment that it is back', () => {
    const offline = after(
      talking(),
      { type: 'disconnected', now: NOW },
      { type: 'disconnected', now: NOW + 5000 },
    )
    expect(offline.offlineSince).toBe(NOW)
    const back = reduce(offline, {
      type: 'connected',
      hello: hello({ conversation: offline.conversation }),
      now: NOW + 9000,
    })
    expect(back).toMatchObject({ link: 'online', offlineSince: null, backSince: NOW + 9000 })
    expect(reduce(back, { type: 'tick', now: NOW + 9000 + BACK_MS + 1 }).backSince).toBeNull()
  })

  it('lets the socket, not a visit, tell which conversation is open', () => {
    const state = reduce(talking(), { type: 'visited', visit: visit({ conversation: null }) })
    expect(state.conversation?.id).toBe('c-1')
    const offline = talking({ link: 'offline' })
    expect(reduce(offline, { type: 'visited', visit: visit() }).conversation).toBeNull()
  })
})

describe('sending', () => {
  it('marks what failed and forgets the reason on retry', () => {
    const failed = after(
      talking(),
      { type: 'queued', pending: pending('a') },
      { type: 'send_failed', clientId: 'a', code: 'unavailable' },
    )
    expect(failed.outbox[0]?.failure).toBe('unavailable')
    const again = reduce(failed, { type: 'retried', clientId: 'a', conversation: 'c-1' })
    expect(again.outbox[0]).toMatchObject({ failure: null, conversation: 'c-1' })
    expect(reduce(again, { type: 'discarded', clientId: 'a' }).outbox).toEqual([])
  })

  it('ends the idle warning', () => {
    const warned = reduce(talking(), { type: 'idle_warned', closesAt: NOW + 60_000 })
    expect(warned.idleClosesAt).toBe(NOW + 60_000)
    expect(reduce(warned, { type: 'queued', pending: pending('a') }).idleClosesAt).toBeNull()
  })

  it('takes the files that arrived along and leaves the failed ones in sight', () => {
    const base = { name: 'a', size: 1, share: 1 }
    const attachment = { id: 'f', name: 'a', type: 'image/png', size: 1, width: 1, height: 1 }
    const state = after(
      talking(),
      { type: 'upload', upload: { ...base, key: '1', attachment, failure: null } },
      {
        type: 'upload',
        upload: { ...base, key: '2', attachment: null, failure: 'file.too_large' },
      },
      { type: 'uploads_taken' },
    )
    expect(state.uploads.map((upload) => upload.key)).toEqual(['2'])
  })
})

describe('the conversation', () => {
  it('notes who joined and how long that took', () => {
    const waiting = talking({ conversation: conversation(), place: place(), placeAt: NOW })
    const state = reduce(waiting, { type: 'joined', name: 'Ann', now: NOW + 6000 })
    expect(state.conversation?.agent?.name).toBe('Ann')
    expect(state.place).toBeNull()
    expect(state.events).toMatchObject([{ kind: 'joined', name: 'Ann', waitedMs: 20_000 }])
    expect(reduce(state, { type: 'joined', name: 'Ann', now: NOW })).toBe(state)
  })

  it('tells a vanished agent from one who passed it on', () => {
    const gone = reduce(talking(), { type: 'left', reason: 'gone', now: NOW })
    expect(gone.events[0]?.kind).toBe('left')
    const passed = reduce(talking(), { type: 'left', reason: 'transferred', now: NOW })
    expect(passed.events[0]?.kind).toBe('passed_on')
    expect(passed.conversation?.agent).toBeNull()
    expect(reduce(talking(), { type: 'left', reason: 'closed', now: NOW }).events).toEqual([])
  })

  it('keeps a bounded number of such lines', () => {
    let state = talking()
    for (let i = 0; i < EVENT_LIMIT + 5; i++) {
      state = after(
        state,
        { type: 'left', reason: 'transferred', now: NOW + i },
        { type: 'joined', name: `Agent ${i}`, now: NOW + i },
      )
    }
    expect(state.events).toHaveLength(EVENT_LIMIT)
  })

  it('shows a place only to those who wait', () => {
    expect(reduce(talking(), { type: 'place', place: place(), now: NOW }).place).toBeNull()
    const waiting = talking({ conversation: conversation() })
    expect(reduce(waiting, { type: 'place', place: place(), now: NOW }).place?.position).toBe(2)
  })

  it('believes typing for a while only, and ends it with the message', () => {
    const typing = reduce(talking(), { type: 'typing', name: 'Ann', isTyping: true, now: NOW })
    expect(reduce(typing, { type: 'tick', now: NOW + TYPING_MS - 1 }).typing?.name).toBe('Ann')
    expect(reduce(typing, { type: 'tick', now: NOW + TYPING_MS }).typing).toBeNull()
    expect(reduce(typing, { type: 'message', message: message(1) }).typing).toBeNull()
  })

  it('never takes a read mark back', () => {
    const read = reduce(talking(), { type: 'agent_read', upTo: 5 })
    expect(read.conversation?.read_by_agent).toBe(5)
    expect(reduce(read, { type: 'agent_read', upTo: 3 })).toBe(read)
    const seen = reduce(talking(), { type: 'seen', upTo: 5 })
    expect(reduce(seen, { type: 'seen', upTo: 3 })).toBe(seen)
  })

  it('closes, asks, and is answered', () => {
    const at = '2026-01-15T14:13:00.000Z'
    const closed = after(
      talking(),
      { type: 'closed', reason: 'agent', at },
      { type: 'survey', state: 'asked' },
    )
    expect(closed.conversation).toMatchObject({ phase: 'closed', closed_at: at })
    expect(closed.isAnswered).toBe(false)
    expect(reduce(closed, { type: 'survey', state: 'skipped' }).isAnswered).toBe(true)
  })

  it('goes on when reopened, even if its window was dismissed', () => {
    const closed = talking({ conversation: conversation({ phase: 'closed' }), dismissed: 'c-1' })
    const state = reduce(closed, { type: 'reopened', conversation: null, now: NOW })
    expect(state.conversation?.phase).toBe('open')
    expect(state.dismissed).toBeNull()
    expect(reduce(fresh(), { type: 'reopened', conversation: null, now: NOW }).events).toEqual([])
  })
})
