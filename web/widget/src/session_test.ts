import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeWorld, TALK, settle } from './fake_world'
import { NOW, conversation, message, ownMessage, visit } from './fixtures'
import { screenOf, shownOf } from './select'
import type { Session } from './session'

let world: FakeWorld
let session: Session

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  world = new FakeWorld()
  session = world.session()
})
afterEach(() => vi.useRealTimers())

describe('coming', () => {
  it('costs the server nothing until a new visitor opens the window', async () => {
    session.begin()
    await settle()
    expect(world.visits).toEqual([])
    const socket = await world.open(session)
    expect(world.visits).toMatchObject([{ page: { url: 'https://shop.test/' }, locale: 'en' }])
    expect(socket.url).toBe('wss://desk.test/api/v1/widget/live')
    expect(socket.protocols).toEqual(['firstline.v1', 'visitor.token-1'])
  })

  it('as a returning visitor visits at once, and connects only for an open conversation', async () => {
    world.memory.set('token', 'token-0')
    session = world.session()
    session.begin()
    await settle()
    expect(world.visits).toMatchObject([{ token: 'token-0' }])
    expect(world.sockets).toEqual([])
    world.visited({ conversation: TALK })
    const other = world.session()
    other.begin()
    await settle()
    expect(world.sockets).toHaveLength(1)
  })

  it('with a token the server no longer knows, comes as a new visitor', async () => {
    world.memory.set('token', 'old')
    session = world.session()
    const answers = [
      { status: 401, body: { error: { kind: 'unauthenticated', code: 'visitor.token' } } },
      { status: 200, body: visit({ token: 'new' }) },
    ]
    world.answerVisit = () => answers.shift() as (typeof answers)[0]
    await world.open(session)
    expect(world.visits.map((one) => one.token)).toEqual(['old', undefined])
    expect(world.memory.get('token')).toBe('new')
  })

  it('stops for good when the site refuses it', async () => {
    const body = { error: { kind: 'forbidden', code: 'origin.refused' } }
    world.answerVisit = () => ({ status: 403, body })
    session.open()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(session.state.refusal).toBe('origin.refused')
    expect(world.visits).toHaveLength(1)
  })

  it('uses the clock of the server', async () => {
    world.visited({ now: new Date(NOW + 90_000).toISOString() })
    await world.open(session)
    session.tick()
    expect(session.state.now).toBe(NOW + 90_000)
  })

  it('tells name, page and cart once each time they change', async () => {
    const socket = await world.open(session)
    session.setPage({ url: 'https://shop.test/', title: 'Shop' })
    expect(socket.requests('page')).toHaveLength(1) // the name became known by the visit
    session.setPage({ url: 'https://shop.test/t2', title: 'T2' })
    session.setPage({ url: 'https://shop.test/t2', title: 'T2' })
    expect(socket.requests('page')).toHaveLength(2)
    session.rename('  Grace H.  ')
    expect(socket.requests('name').at(-1)).toEqual({ name: 'Grace H.' })
  })

  it('becomes the customer whom the site vouches for', async () => {
    const first = await world.open(session)
    world.visited({
      token: 'token-2',
      customer: { id: 'p-2', name: 'Li Wei', identity: 'vouched' },
    })
    await session.identify('a.b.c')
    await settle()
    expect(world.visits.at(-1)).toMatchObject({ identity: 'a.b.c', token: 'token-1' })
    expect(first.isClosed).toBe(true)
    expect(world.socket.protocols).toContain('visitor.token-2')
    expect(session.state.name).toBe('Li Wei')
    expect(session.state.offlineSince).toBeNull()
  })

  it('gives the socket back when nobody looks and nothing is open', async () => {
    const socket = await world.open(session)
    await socket.answerRest()
    session.hide()
    await vi.advanceTimersByTimeAsync(59_000)
    expect(socket.isClosed).toBe(false)
    await vi.advanceTimersByTimeAsync(2000)
    expect(socket.isClosed).toBe(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.sockets).toHaveLength(1)
    expect(session.state.link).toBe('idle')
  })

  it('keeps it while a conversation is open', async () => {
    const socket = await world.talk(session)
    await socket.answerRest()
    session.hide()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(socket.isClosed).toBe(false)
  })
})

describe('several tabs', () => {
  it('hear of a conversation that another one opened', async () => {
    const socket = await world.open(session)
    socket.frame('message', { message: ownMessage(1, 'other') })
    await settle()
    await socket.answer('since', {
      items: [ownMessage(1, 'other')],
      conversation: TALK,
      place: null,
    })
    expect(session.state.conversation?.id).toBe('c-1')
    expect(session.state.messages).toHaveLength(1)
  })

  it('start over when another one opened a new conversation after the last', async () => {
    const socket = await world.talk(session)
    socket.frame('closed', { reason: 'agent', at: new Date(NOW).toISOString() })
    await settle()
    await socket.answer('since', {
      items: [],
      conversation: { ...TALK, phase: 'closed' },
      place: null,
    })
    socket.frame('message', { message: ownMessage(1, 'other') })
    await settle()
    const next = conversation({ id: 'c-2', last_seq: 1 })
    const first = { ...ownMessage(1, 'other'), id: 'm-90' }
    await socket.answer('since', { items: [], conversation: next, place: null })
    await socket.answer('since', { items: [first], conversation: next, place: null })
    expect(session.state.conversation?.id).toBe('c-2')
    expect(session.state.messages.map((one) => one.id)).toEqual(['m-90'])
  })

  it('share what was seen, the name and the answered question', async () => {
    await world.talk(session)
    session.hide()
    session.remembered('name', 'Grace H.')
    expect(session.state.name).toBe('Grace H.')
    session.remembered('survey', 'c-1 skipped')
    expect(session.state.isAnswered).toBe(true)
    session.remembered('survey', 'c-9 answered')
    expect(session.state.conversation?.survey.state).toBe('skipped')
  })

  it('take over the visitor of another one only while they have nothing open', async () => {
    await world.talk(session)
    session.remembered('token', 'other')
    expect(world.socket.isClosed).toBe(false)
    const idle = new FakeWorld()
    const other = idle.session()
    const socket = await idle.open(other)
    idle.memory.set('token', 'other')
    idle.visited({ token: 'other' })
    other.remembered('token', 'other')
    await settle()
    expect(socket.isClosed).toBe(true)
    expect(idle.socket.protocols).toContain('visitor.other')
  })
})

describe('seen', () => {
  it('is what stood before an eye', async () => {
    const socket = await world.talk(session)
    expect(socket.requests('read')).toEqual([{ up_to: 2 }])
    world.isPageVisible = false
    socket.frame('message', { message: message(3) })
    expect(socket.requests('read')).toHaveLength(1)
    world.isPageVisible = true
    session.wake()
    expect(socket.requests('read').at(-1)).toEqual({ up_to: 3 })
    session.hide()
    socket.frame('message', { message: message(4) })
    expect(socket.requests('read')).toHaveLength(2)
    expect(session.state.readUpTo).toBe(3)
  })

  it('is remembered by the browser', async () => {
    await world.talk(session)
    expect(world.memory.get('read')).toBe('c-1 2')
    const again = world.session()
    world.visited({ conversation: TALK })
    again.begin()
    await settle()
    expect(again.state.readUpTo).toBe(2)
  })
})

describe('the end', () => {
  it('asks for effort, and a failed answer can be given again', async () => {
    const socket = await world.talk(session)
    const answering = session.answerSurvey(2, ' fine ')
    await socket.refuse('survey.answer', 'unavailable', 'store.full')
    await answering
    expect(session.state.surveyFailed).toBe(true)
    void session.answerSurvey(2, '')
    await socket.answer('survey.answer')
    expect(socket.requests('survey.answer')).toEqual([
      { effort: 2, comment: 'fine' },
      { effort: 2 },
    ])
    expect(session.state.isAnswered).toBe(true)
  })

  it('counts as answered when another tab was quicker', async () => {
    const socket = await world.talk(session)
    const answering = session.answerSurvey(0, '')
    await socket.refuse('survey.answer', 'conflict', 'survey.answered')
    await answering
    expect(session.state).toMatchObject({ isAnswered: true, surveyFailed: false })
  })

  it('can be taken back', async () => {
    const socket = await world.talk(session)
    socket.frame('closed', { reason: 'agent', at: new Date(NOW).toISOString() })
    void session.reopen()
    await socket.answer('reopen', { conversation: TALK })
    expect(session.state.conversation?.phase).toBe('open')
    expect(session.state.events.filter((event) => event.kind === 'reopened')).toHaveLength(1)
  })
})

describe('an earlier conversation', () => {
  const old = conversation({ id: 'c-0', phase: 'closed', last_seq: 3 })

  it('is read page by page and leaves the present one as it is', async () => {
    const socket = await world.talk(session)
    session.showHistory(true)
    session.showEarlier(old)
    await socket.answer('messages.list', { items: [message(3), message(2)], has_more: true })
    expect(screenOf(session.state)).toBe('earlier')
    expect(shownOf(session.state)).toMatchObject({ conversation: old, hasEarlier: true })
    void session.loadEarlier()
    await socket.answer('messages.list', { items: [message(1)], has_more: false })
    expect(shownOf(session.state).messages.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(socket.requests('messages.list').slice(1)).toEqual([
      { conversation: 'c-0', limit: 50 },
      { conversation: 'c-0', before: 2, limit: 50 },
    ])
    session.showHistory(false)
    expect(screenOf(session.state)).toBe('talk')
    expect(session.state.messages).toHaveLength(2)
  })

  it('is left for the end of the present one', async () => {
    const socket = await world.talk(session)
    session.showHistory(true)
    session.showEarlier(old)
    await socket.answer('messages.list', { items: [message(1)], has_more: false })
    socket.frame('closed', { reason: 'agent', at: new Date(NOW).toISOString() })
    expect(screenOf(session.state)).toBe('closed')
  })
})
