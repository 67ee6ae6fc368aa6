import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ANSWER_MS } from './connection'
import { FakeWorld, settle, type FakeSocket } from './fake_world'
import { NOW, conversation, hello, message, ownMessage, visit } from './fixtures'
import type { Session } from './session'
import { WireError } from './wire'

let world: FakeWorld
let session: Session

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  world = new FakeWorld()
  session = world.session()
})
afterEach(() => vi.useRealTimers())

const open = conversation({ agent: { name: 'Ann' }, last_seq: 2 })

// A window with an open conversation, all caught up.
async function talking(): Promise<FakeSocket> {
  world.visited({ conversation: open })
  const socket = await world.open(session, { conversation: open })
  await socket.answer('messages.list', { items: [message(1), message(2)], has_more: false })
  await socket.answer('since', { items: [], conversation: open, place: null })
  return socket
}

async function reconnected(items: object[], now = open): Promise<FakeSocket> {
  await vi.advanceTimersByTimeAsync(500)
  world.socket.frame('hello', hello({ conversation: now }))
  await settle()
  await world.socket.answer('since', { items, conversation: now, place: null })
  if (items.length > 0) {
    await world.socket.answer('since', { items: [], conversation: now, place: null })
  }
  return world.socket
}

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
    world.visited({ conversation: open })
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
    world.visited({ token: 'token-2', customer: { id: 'p-2', name: 'Li Wei', identity: 'vouched' } })
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
    const socket = await talking()
    await socket.answerRest()
    session.hide()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(socket.isClosed).toBe(false)
  })
})

describe('sending', () => {
  it('sends one at a time in the order written', async () => {
    const socket = await talking()
    session.send('one')
    session.send('two')
    await settle()
    expect(socket.requests('message.send')).toMatchObject([{ text: 'one' }])
    await socket.answer('message.send', { id: 'm-3', seq: 3, at: '', conversation: 'c-1' })
    expect(socket.requests('message.send')).toMatchObject([{ text: 'one' }, { text: 'two' }])
  })

  it('keeps what is unsent in the browser until it is confirmed, and sends it after a reload', async () => {
    const socket = await talking()
    session.send('hello')
    const again = world.session()
    expect(again.state.outbox).toMatchObject([{ text: 'hello', conversation: 'c-1' }])
    await settle()
    await socket.answer('message.send', { id: 'm-3', seq: 3, at: '', conversation: 'c-1' })
    expect(world.session().state.outbox).toEqual([])
  })

  it('sends again under the same id what a break left open', async () => {
    const socket = await talking()
    session.send('hello')
    await settle()
    socket.drop()
    const next = await reconnected([])
    const [first] = socket.requests('message.send')
    expect(next.requests('message.send')).toEqual([first])
  })

  it('does not send again what `since` shows has arrived', async () => {
    const socket = await talking()
    session.send('hello')
    await settle()
    const id = String(socket.requests('message.send')[0]?.client_id)
    socket.drop()
    const next = await reconnected([ownMessage(3, id)])
    expect(next.requests('message.send')).toEqual([])
    expect(session.state.messages.map((one) => one.seq)).toEqual([1, 2, 3])
  })

  it('fetches the conversation that its first message opened', async () => {
    const socket = await world.open(session)
    session.send('hello')
    await settle()
    await socket.answer('message.send', { id: 'm-1', seq: 1, at: '', conversation: 'c-1' })
    const place = { position: 2, wait: null, waited_ms: 0, cause: null, is_closed: false, is_staffed: true }
    const items = [ownMessage(1, 'id-1')]
    await socket.answer('since', { items, conversation: conversation(), place })
    await socket.answer('since', { items: [], conversation: conversation(), place })
    expect(session.state).toMatchObject({ conversation: { id: 'c-1' }, place: { position: 2 } })
    expect(session.state.messages).toHaveLength(1)
    expect(session.state.outbox).toEqual([])
  })

  it('says what the server refused, and sends it again when asked', async () => {
    const socket = await talking()
    session.send('hello')
    await settle()
    await socket.refuse('message.send', 'unavailable', 'store.full')
    expect(session.state.outbox[0]?.failure).toBe('store.full')
    session.retry('id-1')
    await settle()
    expect(socket.requests('message.send')).toHaveLength(2)
  })

  it('waits by itself when it was too quick', async () => {
    const socket = await talking()
    session.send('hello')
    await settle()
    await socket.refuse('message.send', 'limit', 'message.too_many')
    expect(session.state.outbox[0]?.failure).toBeNull()
    await vi.advanceTimersByTimeAsync(3000)
    expect(socket.requests('message.send')).toHaveLength(2)
  })

  it('asks before sending into a conversation that has ended meanwhile', async () => {
    const socket = await talking()
    socket.drop()
    session.send('too late')
    const closed = { ...open, phase: 'closed' as const }
    const next = await reconnected([], closed)
    expect(next.requests('message.send')).toEqual([])
    expect(session.state.outbox[0]?.failure).toBe('conversation.ended')
    session.retry('id-1')
    await settle()
    expect(next.requests('message.send')).toHaveLength(1)
  })

  it('asks before opening a conversation with words of yesterday', async () => {
    const pending = { clientId: 'a', text: 'hi', attachments: [], at: NOW - 86_400_000 }
    world.memory.set('out:a', JSON.stringify({ ...pending, conversation: null, failure: null }))
    session = world.session()
    const socket = await world.open(session)
    expect(socket.requests('message.send')).toEqual([])
    expect(session.state.outbox[0]?.failure).toBe('conversation.ended')
  })
})

describe('a break', () => {
  it('is bridged by exactly what was missed', async () => {
    const socket = await talking()
    socket.drop()
    expect(session.state.link).toBe('offline')
    await reconnected([message(4), message(7)])
    expect(world.socket.requests('since')).toEqual([{ seq: 2 }, { seq: 7 }])
    expect(session.state.messages.map((one) => one.seq)).toEqual([1, 2, 4, 7])
  })

  it('in the middle of catching up asks again from before the gap', async () => {
    const socket = await talking()
    socket.drop()
    await vi.advanceTimersByTimeAsync(500)
    world.socket.frame('hello', hello({ conversation: open }))
    await settle()
    world.socket.frame('message', { message: message(9) })
    world.socket.drop()
    await vi.advanceTimersByTimeAsync(1000)
    world.socket.frame('hello', hello({ conversation: open }))
    await settle()
    expect(world.socket.requests('since')).toEqual([{ seq: 2 }])
  })

  it('that nobody reports shows by a request without an answer', async () => {
    const socket = await talking()
    session.send('hello')
    await vi.advanceTimersByTimeAsync(ANSWER_MS)
    expect(socket.isClosed).toBe(true)
    expect(session.state.link).toBe('offline')
  })

  it('is tried again with growing pauses, with a new visit from the second failure on', async () => {
    const socket = await talking()
    world.answerVisit = () => ({ status: 0, body: {} })
    socket.drop()
    await vi.advanceTimersByTimeAsync(500)
    world.socket.drop()
    const before = world.visits.length
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000)
    expect(world.visits.length - before).toBe(3)
    session.wake()
    await settle()
    expect(world.visits.length - before).toBe(4)
  })

  it('does not stop for a server that knows no conversation any more', async () => {
    world.visited({ conversation: open })
    session.send('hello')
    await settle()
    world.socket.frame('hello', hello({ conversation: { ...open, phase: 'closed' } }))
    await settle()
    await world.socket.refuse('messages.list', 'not_found', 'conversation.none')
    expect(session.state.isCaughtUp).toBe(true)
    expect(world.socket.requests('message.send')).toHaveLength(1)
  })
})

describe('several tabs', () => {
  it('hear of a conversation that another one opened', async () => {
    const socket = await world.open(session)
    socket.frame('message', { message: ownMessage(1, 'other') })
    await settle()
    await socket.answer('since', { items: [ownMessage(1, 'other')], conversation: open, place: null })
    expect(session.state.conversation?.id).toBe('c-1')
    expect(session.state.messages).toHaveLength(1)
  })

  it('start over when another one opened a new conversation after the last', async () => {
    const socket = await talking()
    socket.frame('closed', { reason: 'agent', at: new Date(NOW).toISOString() })
    await settle()
    await socket.answer('since', { items: [], conversation: { ...open, phase: 'closed' }, place: null })
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
    await talking()
    session.hide()
    session.remembered('name', 'Grace H.')
    expect(session.state.name).toBe('Grace H.')
    session.remembered('survey', 'c-1 skipped')
    expect(session.state.isAnswered).toBe(true)
    session.remembered('survey', 'c-9 answered')
    expect(session.state.conversation?.survey.state).toBe('skipped')
  })

  it('take over the visitor of another one only while they have nothing open', async () => {
    await talking()
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
    const socket = await talking()
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
    await talking()
    expect(world.memory.get('read')).toBe('c-1 2')
    const again = world.session()
    world.visited({ conversation: open })
    again.begin()
    await settle()
    expect(again.state.readUpTo).toBe(2)
  })
})

describe('files', () => {
  const file = (name: string, size = 10): File => {
    const made = new File(['x'], name)
    Object.defineProperty(made, 'size', { value: size })
    return made
  }

  it('go along with the next message', async () => {
    const socket = await talking()
    session.uploads.add([file('a.png')])
    world.files[0]?.resolve({ id: 'f-1', name: 'a.png', type: 'image/png', size: 10, width: 1, height: 1 })
    await settle()
    session.send('')
    await settle()
    expect(socket.requests('message.send')).toMatchObject([{ text: '', attachments: ['f-1'] }])
    expect(session.state.uploads).toEqual([])
  })

  it('over the limit are not sent at all; one past the number either', async () => {
    await talking()
    session.uploads.add([file('big', 10 * 1024 * 1024 + 1), file('just', 10 * 1024 * 1024)])
    session.uploads.add(['b', 'c', 'd', 'e'].map((name) => file(name)))
    expect(session.state.uploads.map((upload) => upload.failure)).toEqual([
      'file.too_large',
      null,
      null,
      null,
      null,
      'file.too_many',
    ])
    expect(world.files.map((sent) => sent.name)).toEqual(['just', 'b', 'c', 'd'])
  })

  it('say why the server refused them', async () => {
    await talking()
    session.uploads.add([file('a.exe')])
    world.files[0]?.reject(new WireError('invalid', 'file.type_refused'))
    await settle()
    expect(session.state.uploads[0]?.failure).toBe('file.type_refused')
  })

  it('have an address that opens without a header', async () => {
    await talking()
    expect(session.fileUrl('f/1')).toBe(
      'https://desk.test/api/v1/widget/files/f%2F1?token=token-1',
    )
  })
})

describe('typing', () => {
  it('is told at most every three seconds, and its end once', async () => {
    const socket = await talking()
    session.typist.typed(false)
    session.typist.typed(false)
    await vi.advanceTimersByTimeAsync(3000)
    session.typist.typed(false)
    await vi.advanceTimersByTimeAsync(5000)
    session.typist.typed(true)
    expect(socket.requests('typing')).toEqual([
      { is_typing: true },
      { is_typing: true },
      { is_typing: false },
    ])
  })
})

describe('the end', () => {
  it('asks for effort, and a failed answer can be given again', async () => {
    const socket = await talking()
    const answering = session.answerSurvey(2, ' fine ')
    await socket.refuse('survey.answer', 'unavailable', 'store.full')
    await answering
    expect(session.state.surveyFailed).toBe(true)
    void session.answerSurvey(2, '')
    await socket.answer('survey.answer')
    expect(socket.requests('survey.answer')).toEqual([{ effort: 2, comment: 'fine' }, { effort: 2 }])
    expect(session.state.isAnswered).toBe(true)
  })

  it('counts as answered when another tab was quicker', async () => {
    const socket = await talking()
    const answering = session.answerSurvey(0, '')
    await socket.refuse('survey.answer', 'conflict', 'survey.answered')
    await answering
    expect(session.state).toMatchObject({ isAnswered: true, surveyFailed: false })
  })

  it('can be taken back', async () => {
    const socket = await talking()
    socket.frame('closed', { reason: 'agent', at: new Date(NOW).toISOString() })
    void session.reopen()
    await socket.answer('reopen', { conversation: open })
    expect(session.state.conversation?.phase).toBe('open')
    expect(session.state.events.filter((event) => event.kind === 'reopened')).toHaveLength(1)
  })
})
