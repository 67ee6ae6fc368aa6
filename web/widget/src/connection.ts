// One socket to the server: requests with answers, frames in between. It does not reconnect; the
// session does.
import { WireError, errorFrom, type Frame } from './wire'

export interface SocketLike {
  send(text: string): void
  close(): void
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: (() => void) | null
  onerror: (() => void) | null
}

export type OpenSocket = (url: string, protocols: string[]) => SocketLike

export interface Listener {
  onFrame(frame: Frame): void
  onDown(): void // once, however it ended
}

export const ANSWER_MS = 15_000
// More requests than this without an answer: something is wrong, refuse instead of piling up.
const OPEN_REQUESTS = 64

interface Asked {
  resolve(data: unknown): void
  reject(error: WireError): void
  timer: ReturnType<typeof setTimeout>
}

export class Connection {
  private readonly asked = new Map<string, Asked>()
  private readonly socket: SocketLike
  private next = 1
  private isDown = false
  private readonly opening: ReturnType<typeof setTimeout>

  constructor(
    openSocket: OpenSocket,
    url: string,
    token: string,
    private readonly listener: Listener,
  ) {
    this.socket = openSocket(url, ['firstline.v1', `visitor.${token}`])
    this.socket.onmessage = (event) => this.receive(event.data)
    this.socket.onclose = () => this.down()
    this.socket.onerror = () => this.down()
    this.opening = setTimeout(() => this.down(), ANSWER_MS)
  }

  // Rejects with a WireError: the server's own, or connection.lost, connection.timeout.
  request<T>(name: string, args: object = {}): Promise<T> {
    if (this.isDown || this.asked.size >= OPEN_REQUESTS) {
      return Promise.reject(new WireError('unavailable', 'connection.lost'))
    }
    const id = `v${this.next++}`
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => this.down('connection.timeout'), ANSWER_MS)
      this.asked.set(id, { resolve: (data) => resolve(data as T), reject, timer })
      try {
        this.socket.send(JSON.stringify({ id, do: name, args }))
      } catch {
        this.down()
      }
    })
  }

  // For what may be lost: typing and the like.
  tell(name: string, args: object = {}): void {
    this.request(name, args).catch(() => undefined)
  }

  close(): void {
    this.down()
  }

  private receive(data: unknown): void {
    if (this.isDown || typeof data !== 'string') return
    let frame: { re?: unknown; ok?: unknown; data?: unknown; type?: unknown }
    try {
      frame = JSON.parse(data)
    } catch {
      return
    }
    if (typeof frame.re === 'string') this.answer(frame.re, frame)
    else if (typeof frame.type === 'string') {
      clearTimeout(this.opening)
      this.listener.onFrame({ type: frame.type, data: frame.data ?? {} } as Frame)
    }
  }

  private answer(id: string, frame: { ok?: unknown; data?: unknown }): void {
    const asked = this.asked.get(id)
    if (asked === undefined) return
    this.asked.delete(id)
    clearTimeout(asked.timer)
    if (frame.ok === true) asked.resolve(frame.data ?? {})
    else asked.reject(errorFrom(frame, 0))
  }

  private down(code = 'connection.lost'): void {
    if (this.isDown) return
    this.isDown = true
    clearTimeout(this.opening)
    this.socket.onmessage = this.socket.onclose = this.socket.onerror = null
    this.socket.close()
    const error = new WireError('unavailable', code)
    for (const asked of this.asked.values()) {
      clearTimeout(asked.timer)
      asked.reject(error)
    }
    this.asked.clear()
    this.listener.onDown()
  }
}
