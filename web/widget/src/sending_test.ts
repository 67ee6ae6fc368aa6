import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ANSWER_MS } from './connection'
import { FakeWorld, TALK, settle } from './fake_world'
import { NOW, conversation, hello, message, ownMessage } from './fixtures'
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

describe('sending', () => {
  it('sends one at a time in the order written', async () => {
    const socket = await world.talk(session)
    session.send('one')
    session.send('two')
    await settle()
    expect(socket.requests('message.send')).toMatchObject([{ text: 'one' }])
    await socket.answer('message.send', { id: 'm-3', seq: 3, at: '', conversation: 'c-1' })
    expect(socket.requests('message.send')).toMatchObject([{ text: 'one' }, { text: 'two' }])
  })

  it('keeps what is unsent in the browser until it is confirmed, and sends it after a reload', async () => {
    const socket = await world.talk(session)
    session.send('hello')
    const again = world.session()
    expect(again.state.outbox).toMatchObject([{ text: 'hello', conversation: 'c-1' }])
    await settle()
    await socket.answer('message.send', { id: 'm-3', seq: 3, at: '', conversation: 'c-1' })
    expect(world.session().state.outbox).toEqual([])
  })

  it('sends again under the same id what a break left open', async () => {
    const socket = await world.talk(session)
    session.send('hello')
    await settle()
    socket.drop()
    const next = await world.comeBack([])
    const [first] = socket.requests('message.send')
    expect(next.requests('message.send')).toEqual([first])
  })

  it('does not send again what `since` shows has arrived', async () => {
    const socket = await world.talk(session)
    session.send('hello')
    await settle()
    const id = String(socket.requests('message.send')[0]?.client_id)
    socket.drop()
    const next = await world.comeBack([ownMessage(3, id)])
    expect(next.requests('message.send')).toEqual([])
    expect(session.state.messages.map((one) => one.seq)).toEqual([1, 2, 3])
  })

  it('fetches the conversation that its first message opened', async () => {
    const socket = await world.open(session)
    session.send('hello')
    await settle()
    await socket.answer('message.send', { id: 'm-1', seq: 1, at: '', conversation: 'c-1' })
    const place = {
      position: 2,
      wait: null,
      waited_ms: 0,
      cause: null,
      is_closed: false,
      is_staffed: true,
    }
    const items = [ownMessage(1, 'id-1')]
    await socket.answer('since', { items, conversation: conversation(), place })
    await socket.answer('since', { items: [], conversation: conversation(), place })
    expect(session.state).toMatchObject({ conversation: { id: 'c-1' }, place: { position: 2 } })
    expect(session.state.messages).toHaveLength(1)
    expect(session.state.outbox).toEqual([])
  })

  it('says what the server refused, and sends it again when asked', async () => {
    const socket = await world.talk(session)
    session.send('hello')
    await settle()
    await socket.refuse('message.send', 'unavailable', 'store.full')
    expect(session.state.outbox[0]?.failure).toBe('store.full')
    session.retry('id-1')
    await settle()
    expect(socket.requests('message.send')).toHaveLength(2)
  })

  it('waits by itself when it was too quick', async () => {
    const socket = await world.talk(session)
    session.send('hello')
    await settle()
    await socket.refuse('message.send', 'limit', 'message.too_many')
    expect(session.state.outbox[0]?.failure).toBeNull()
    await vi.advanceTimersByTimeAsync(3000)
    expect(socket.requests('message.send')).toHaveLength(2)
  })

  it('asks before sending into a conversation that has ended meanwhile', async () => {
    const socket = await world.talk(session)
    socket.drop()
    session.send('too late')
    const closed = { ...TALK, phase: 'closed' as const }
    const next = await world.comeBack([], closed)
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
    const socket = await world.talk(session)
    socket.drop()
    expect(session.state.link).toBe('offline')
    await world.comeBack([message(4), message(7)])
    expect(world.socket.requests('since')).toEqual([{ seq: 2 }, { seq: 7 }])
    expect(session.state.messages.map((one) => one.seq)).toEqual([1, 2, 4, 7])
  })

  it('in the middle of catching up asks again from before the gap', async () => {
    const socket = await world.talk(session)
    socket.drop()
    await vi.advanceTimersByTimeAsync(500)
    world.socket.frame('hello', hello({ conversation: TALK }))
    await settle()
    world.socket.frame('message', { message: message(9) })
    world.socket.drop()
    await vi.advanceTimersByTimeAsync(1000)
    world.socket.frame('hello', hello({ conversation: TALK }))
    await settle()
    expect(world.socket.requests('since')).toEqual([{ seq: 2 }])
  })

  it('that nobody reports shows by a request without an answer', async () => {
    const socket = await world.talk(session)
    session.send('hello')
    await vi.advanceTimersByTimeAsync(ANSWER_MS)
    expect(socket.isClosed).toBe(true)
    expect(session.state.link).toBe('offline')
  })

  it('is tried again with growing pauses, with a new visit from the second failure on', async () => {
    const socket = await world.talk(session)
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
    world.visited({ conversation: TALK })
    session.send('hello')
    await settle()
    world.socket.frame('hello', hello({ conversation: { ...TALK, phase: 'closed' } }))
    await settle()
    await world.socket.refuse('messages.list', 'not_found', 'conversation.none')
    expect(session.state.isCaughtUp).toBe(true)
    expect(world.socket.requests('message.send')).toHaveLength(1)
  })
})

describe('files', () => {
  const file = (name: string, size = 10): File => {
    const made = new File(['x'], name)
    Object.defineProperty(made, 'size', { value: size })
    return made
  }

  it('go along with the next message', async () => {
    const socket = await world.talk(session)
    session.uploads.add([file('a.png')])
    world.files[0]?.resolve({
      id: 'f-1',
      name: 'a.png',
      type: 'image/png',
      size: 10,
      width: 1,
      height: 1,
    })
    await settle()
    session.send('')
    await settle()
    expect(socket.requests('message.send')).toMatchObject([{ text: '', attachments: ['f-1'] }])
    expect(session.state.uploads).toEqual([])
  })

  it('may be as large as the operator says', async () => {
    world.visited({ limits: { message_characters: 100, file_bytes: 2048 } })
    await world.open(session)
    expect(session.state.limits.message_characters).toBe(100)
    session.uploads.add([file('big', 2049), file('just', 2048)])
    expect(session.state.uploads.map((upload) => upload.failure)).toEqual(['file.too_large', null])
  })

  it('over the limit are not sent at all; one past the number either', async () => {
    await world.talk(session)
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
    await world.talk(session)
    session.uploads.add([file('a.exe')])
    world.files[0]?.reject(new WireError('invalid', 'file.type_refused'))
    await settle()
    expect(session.state.uploads[0]?.failure).toBe('file.type_refused')
  })

  it('have an address that opens without a header', async () => {
    await world.talk(session)
    expect(session.fileUrl('f/1')).toBe('https://desk.test/api/v1/widget/files/f%2F1?token=token-1')
  })
})

describe('typing', () => {
  it('is told at most every three seconds, and its end once', async () => {
    const socket = await world.talk(session)
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
