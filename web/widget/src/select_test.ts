import { describe, expect, it } from 'vitest'
import { NOW, QUEUE, conversation, fresh, message, ownMessage, talking } from './fixtures'
import { isMessageTime, lastAgentSeq, logItems, screenOf, unreadCount } from './select'

const closed = conversation({ phase: 'closed' })

describe('screenOf', () => {
  it('asks a new visitor for the name, then what it is about', () => {
    expect(screenOf(fresh())).toBe('start')
    expect(screenOf(fresh({ name: 'Grace' }))).toBe('ask')
  })

  it('waits for the server to say whether a returning visitor has a conversation', () => {
    expect(screenOf(fresh({ isReturning: true }))).toBe('loading')
    expect(screenOf(fresh({ isReturning: true, link: 'offline' }))).toBe('start')
    expect(screenOf(fresh({ isReturning: true, team: 'Trailhouse', name: 'Grace' }))).toBe('ask')
  })

  it('shows line, talk and end', () => {
    expect(screenOf(fresh({ conversation: conversation() }))).toBe('queue')
    expect(screenOf(talking())).toBe('talk')
    expect(screenOf(fresh({ conversation: closed }))).toBe('closed')
    expect(screenOf(fresh({ conversation: closed, isTranscriptShown: true }))).toBe('transcript')
    expect(screenOf(fresh({ conversation: closed, dismissed: 'c-1', name: 'G' }))).toBe('ask')
  })

  it('shows earlier conversations over any of them, and a refusal over all', () => {
    expect(screenOf(talking({ isHistoryShown: true }))).toBe('history')
    const earlier = { conversation: closed, messages: [], hasEarlier: false }
    expect(screenOf(talking({ isHistoryShown: true, earlier }))).toBe('earlier')
    expect(screenOf(talking({ isHistoryShown: true, refusal: 'widget.unknown' }))).toBe('refused')
  })

  it('shows an unsent first message after a reload', () => {
    const pending = {
      clientId: 'a',
      text: 'hi',
      attachments: [],
      at: 0,
      conversation: null,
      failure: null,
    }
    expect(screenOf(fresh({ isReturning: true, outbox: [pending] }))).toBe('ask')
  })
})

describe('isMessageTime', () => {
  it('is when nobody answers at once, and not while it is unknown', () => {
    expect(isMessageTime(fresh())).toBe(false)
    expect(isMessageTime(fresh({ queue: QUEUE }))).toBe(false)
    expect(isMessageTime(fresh({ queue: { ...QUEUE, is_open: false } }))).toBe(true)
    expect(isMessageTime(fresh({ queue: { ...QUEUE, is_staffed: false } }))).toBe(true)
  })
})

describe('unread', () => {
  it('counts what agents wrote after what was seen', () => {
    const state = talking({
      messages: [message(1), ownMessage(2, 'a'), message(3), message(4)],
      readUpTo: 1,
    })
    expect(unreadCount(state)).toBe(2)
    expect(lastAgentSeq(state)).toBe(4)
  })
})

describe('logItems', () => {
  const sends = (state: Parameters<typeof logItems>[0]): unknown[] =>
    logItems(state).map((item) => (item.kind === 'message' ? item.send : item.kind))

  it('says the state under the last own message of a row', () => {
    const state = talking({
      conversation: conversation({ agent: { name: 'Ann' }, read_by_agent: 2 }),
      messages: [ownMessage(1, 'a'), ownMessage(2, 'b'), message(3), ownMessage(4, 'c')],
    })
    expect(sends(state)).toEqual([null, 'seen', null, 'saved'])
  })

  it('shows what is on its way below, and each that failed', () => {
    const base = { text: 'x', attachments: [], at: NOW, conversation: null }
    const state = talking({
      messages: [ownMessage(1, 'a')],
      outbox: [
        { ...base, clientId: 'b', failure: 'unavailable' },
        { ...base, clientId: 'c', failure: null },
      ],
    })
    expect(sends(state)).toEqual([null, 'failed', 'sending'])
  })

  it('keeps the key of an own message from sending to seen', () => {
    const base = { text: 'x', attachments: [], at: NOW, conversation: null, failure: null }
    const before = logItems(talking({ outbox: [{ ...base, clientId: 'b' }] }))
    const after = logItems(talking({ messages: [ownMessage(1, 'b')] }))
    expect(before[0]?.key).toBe(after[0]?.key)
  })

  it('puts who came and went where it happened', () => {
    const event = {
      key: 'e',
      afterSeq: 1,
      at: NOW,
      kind: 'joined' as const,
      name: 'Ann',
      waitedMs: 0,
    }
    const state = talking({ messages: [message(1), message(2)], events: [event] })
    expect(logItems(state).map((item) => item.kind)).toEqual(['message', 'event', 'message'])
  })

  it('says the time after a long silence, and what the system said as a note', () => {
    const later = new Date(NOW + 3_600_000).toISOString()
    const note = message(2, { at: later, author: { kind: 'system', name: '' } })
    const state = talking({ messages: [message(1), note] })
    expect(logItems(state).map((item) => item.kind)).toEqual(['message', 'time', 'note'])
  })

  it('shows nothing of the old conversation when a new one begins', () => {
    const state = fresh({
      name: 'Grace',
      conversation: closed,
      dismissed: 'c-1',
      messages: [message(1)],
    })
    expect(logItems(state)).toEqual([])
  })
})
