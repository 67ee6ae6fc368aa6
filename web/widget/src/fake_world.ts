// A world for the tests of a session: sockets that a test answers by hand, a memory, a server that
// knows one visit.
import { vi } from 'vitest'
import type { SocketLike } from './connection'
import type { World } from './core'
import { conversation, hello, message, visit } from './fixtures'
import { Session } from './session'
import { openMemory, type Memory } from './storage'
import type { Attachment, Conversation, Hello, Visit } from './wire'

export const TALK = conversation({ agent: { name: 'Ann' }, last_seq: 2 })

export interface Asked {
  id: string
  do: string
  args: Record<string, unknown>
}

export class FakeSocket implements SocketLike {
  onmessage: SocketLike['onmessage'] = null
  onclose: SocketLike['onclose'] = null
  onerror: SocketLike['onerror'] = null
  readonly asked: Asked[] = []
  isClosed = false

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {}

  send(text: string): void {
    this.asked.push(JSON.parse(text) as Asked)
  }

  close(): void {
    this.isClosed = true
  }

  // From the server.
  frame(type: string, data: object = {}): void {
    this.onmessage?.({ data: JSON.stringify({ type, data }) })
  }

  // Answers the oldest unanswered request of this name; lets everything that follows from it happen.
  async answer(name: string, data: object = {}): Promise<void> {
    await this.reply(name, { ok: true, data })
  }

  async refuse(name: string, kind: string, code: string): Promise<void> {
    await this.reply(name, { error: { kind, code, message: '' } })
  }

  // Answers what nobody waits for: page, read, typing.
  async answerRest(): Promise<void> {
    for (const { id, do: name } of this.asked) {
      if (!this.answered.has(id)) await this.answer(name)
    }
  }

  drop(): void {
    this.onclose?.()
  }

  requests(name: string): Record<string, unknown>[] {
    return this.asked.filter((one) => one.do === name).map((one) => one.args)
  }

  private readonly answered = new Set<string>()
  private async reply(name: string, body: object): Promise<void> {
    const asked = this.asked.find((one) => one.do === name && !this.answered.has(one.id))
    if (asked === undefined) throw new Error(`nobody asked for ${name}`)
    this.answered.add(asked.id)
    this.onmessage?.({ data: JSON.stringify({ re: asked.id, ...body }) })
    await settle()
  }
}

// Lets the microtasks and due timers of the session run.
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

export function memoryStorage(): Storage {
  const values = new Map<string, string>()
  return new Proxy({} as Storage, {
    get: (_, name) =>
      ({
        getItem: (key: string) => values.get(key) ?? null,
        setItem: (key: string, value: string) => void values.set(key, value),
        removeItem: (key: string) => void values.delete(key),
      })[name as string],
    ownKeys: () => [...values.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
}

export class FakeWorld implements World {
  readonly sockets: FakeSocket[] = []
  readonly visits: Record<string, unknown>[] = []
  readonly files: {
    name: string
    resolve(file: Attachment): void
    reject(error: unknown): void
  }[] = []
  answerVisit: () => { status: number; body: object } = () => ({ status: 200, body: visit() })
  isPageVisible = true
  private ids = 0

  constructor(readonly memory: Memory = openMemory('demo', () => this.storage)) {}
  private readonly storage = memoryStorage()

  fetch = ((_url: string, init: RequestInit) => {
    this.visits.push(JSON.parse(String(init.body)) as Record<string, unknown>)
    const { status, body } = this.answerVisit()
    if (status === 0) return Promise.reject(new TypeError('offline'))
    return Promise.resolve(new Response(JSON.stringify(body), { status }))
  }) as World['fetch']

  openSocket = (url: string, protocols: string[]): SocketLike => {
    const socket = new FakeSocket(url, protocols)
    this.sockets.push(socket)
    return socket
  }

  sendFile: World['sendFile'] = (_url, _token, file) => {
    const done = new Promise<Attachment>((resolve, reject) => {
      this.files.push({ name: file.name, resolve, reject })
    })
    return { done, abort: () => undefined }
  }

  random = (): number => 1
  newId = (): string => `id-${(this.ids += 1)}`
  isVisible = (): boolean => this.isPageVisible
  alone = <T>(work: () => Promise<T>): Promise<T> => work()

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (socket === undefined) throw new Error('no socket was opened')
    return socket
  }

  visited(change: Partial<Visit>): void {
    this.answerVisit = () => ({ status: 200, body: visit(change) })
  }

  session(): Session {
    const config = {
      key: 'demo',
      server: 'https://desk.test',
      locale: 'en',
      theme: 'auto',
      accent: '',
      side: 'right',
      isOpenAtOnce: false,
    } as const
    return new Session(config, this, { url: 'https://shop.test/', title: 'Shop' })
  }

  // Opens the window and connects.
  async open(session: Session, greeting: Partial<Hello> = {}): Promise<FakeSocket> {
    session.open()
    await settle()
    this.socket.frame('hello', hello(greeting))
    await settle()
    return this.socket
  }

  // Opens the window on a conversation with two messages, all caught up.
  async talk(session: Session, open = TALK): Promise<FakeSocket> {
    this.visited({ conversation: open })
    const socket = await this.open(session, { conversation: open })
    await socket.answer('messages.list', { items: [message(1), message(2)], has_more: false })
    await socket.answer('since', { items: [], conversation: open, place: null })
    return socket
  }

  // After a break: the next socket, and what `since` brings.
  async comeBack(items: object[], now: Conversation = TALK): Promise<FakeSocket> {
    await vi.advanceTimersByTimeAsync(500)
    this.socket.frame('hello', hello({ conversation: now }))
    await settle()
    await this.socket.answer('since', { items, conversation: now, place: null })
    if (items.length > 0) {
      await this.socket.answer('since', { items: [], conversation: now, place: null })
    }
    return this.socket
  }
}
