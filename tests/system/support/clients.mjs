// A visitor and a desk as programs: the same wire as the browser's, nothing hidden.
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')
const { WebSocket } = createRequire(path.join(root, 'web/package.json'))('ws')

export class ApiError extends Error {
  constructor(status, error) {
    super(`${status} ${error?.code}: ${error?.message}`)
    this.status = status
    this.code = error?.code
    this.field = error?.field
  }
}

export async function request(origin, method, where, { token, body, headers = {} } = {}) {
  const answer = await fetch(origin + where, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await answer.text()
  const data = text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
  if (!answer.ok) throw new ApiError(answer.status, data.error)
  return data
}

// Requests by id, frames as they come; `when` waits for a frame that is wanted.
class Line {
  constructor(origin, where, token, kind) {
    this.frames = []
    this.waiters = []
    this.pending = new Map()
    this.next = 1
    this.socket = new WebSocket(origin.replace('http', 'ws') + where, [
      'firstline.v1',
      `${kind}.${token}`,
    ])
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', resolve)
      this.socket.once('error', reject)
    })
    this.closed = new Promise((resolve) =>
      this.socket.once('close', (code) => {
        for (const { reject } of this.pending.values()) reject(new Error('the line closed'))
        this.pending.clear()
        resolve(code)
      }),
    )
    this.socket.on('error', () => {})
    this.socket.on('message', (data) => this.#heard(JSON.parse(data.toString())))
  }

  #heard(frame) {
    if (frame.re !== undefined) {
      const { resolve, reject } = this.pending.get(frame.re) ?? {}
      this.pending.delete(frame.re)
      if (frame.ok) resolve?.(frame.data)
      else reject?.(new ApiError(0, frame.error))
      return
    }
    this.frames.push(frame)
    this.waiters = this.waiters.filter(({ wanted, resolve }) => {
      if (!wanted(frame)) return true
      resolve(frame)
      return false
    })
  }

  ask(what, args = {}) {
    const id = `c${this.next++}`
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject })
      this.socket.send(JSON.stringify({ id, do: what, args }), (error) => {
        if (error) reject(error)
      })
    })
  }

  // A frame that was heard before, or the next one that is wanted.
  when(type, wanted = () => true) {
    const isWanted = (frame) => frame.type === type && wanted(frame.data)
    const heard = this.frames.find(isWanted)
    if (heard) return Promise.resolve(heard)
    return new Promise((resolve, reject) => {
      this.waiters.push({ wanted: isWanted, resolve })
      const timer = setTimeout(
        () => reject(new Error(`no ${type} came; heard ${this.frames.map((f) => f.type)}`)),
        15_000,
      )
      timer.unref()
    })
  }

  forget() {
    this.frames = []
  }

  close() {
    this.socket.close()
    return this.closed
  }
}

export async function signIn(origin, name, password = 'firstline-demo') {
  const { token } = await request(origin, 'POST', '/api/v1/session', {
    body: { email: `${name}@demo.test`, password },
  })
  return token
}

export async function openDesk(origin, token) {
  const line = new Line(origin, '/api/v1/live', token, 'bearer')
  await line.opened
  return line
}

export async function visit(origin, body = {}, key = 'demo') {
  return request(origin, 'POST', `/api/v1/widget/${key}/visits`, { body })
}

export async function openWidget(origin, token) {
  const line = new Line(origin, '/api/v1/widget/live', token, 'visitor')
  await line.opened
  return line
}
