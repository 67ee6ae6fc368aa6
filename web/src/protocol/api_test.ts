import { describe, expect, it } from 'vitest'
import { Api, withQuery } from './api'
import { ApiError } from './errors'

interface Call {
  url: string
  init: RequestInit
}
function makeApi(answer: () => Response | Promise<Response>) {
  const calls: Call[] = []
  let key = 0
  let signedOut = 0
  const api = new Api({
    fetch: (url, init) => {
      calls.push({ url: String(url), init: init ?? {} })
      return Promise.resolve(answer())
    },
    newKey: () => `k${(key += 1)}`,
    onUnauthenticated: () => (signedOut += 1),
  })
  const headers = () => calls.at(-1)?.init.headers as Record<string, string>
  return { api, calls, headers, signedOut: () => signedOut }
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const refused = (kind: string, code: string, status: number, field?: string) =>
  json({ error: { kind, code, message: 'a sentence', field } }, status)

describe('the HTTP client', () => {
  it('reads JSON below the base address', async () => {
    const { api, calls } = makeApi(() => json({ items: [] }))
    await expect(api.get('/queues', { query: { limit: 5, cursor: undefined } })).resolves.toEqual({
      items: [],
    })
    expect(calls[0]?.url).toBe('/api/v1/queues?limit=5')
  })

  it('gives each write a key of its own, and reads none', async () => {
    const { api, headers } = makeApi(() => json({}))
    await api.post('/offers/o1/accept')
    expect(headers()['Idempotency-Key']).toBe('k1')
    await api.post('/offers/o1/accept', {}, { idempotencyKey: 'mine' })
    expect(headers()['Idempotency-Key']).toBe('mine')
    await api.get('/me')
    expect(headers()['Idempotency-Key']).toBeUndefined()
  })

  it('says which version a write is about', async () => {
    const { api, headers } = makeApi(() => json({}))
    await api.put('/queues', [], { version: 7 })
    expect(headers()['If-Match']).toBe('"7"')
  })

  it('turns a refusal into kind, code and field', async () => {
    const { api } = makeApi(() => refused('invalid', 'queue.ring_time.range', 400, 'ring_time'))
    await expect(api.put('/queues', [])).rejects.toMatchObject({
      kind: 'invalid',
      code: 'queue.ring_time.range',
      field: 'ring_time',
      status: 400,
    })
  })

  it('tells once more that nobody is signed in', async () => {
    const { api, signedOut } = makeApi(() => refused('unauthenticated', 'session.none', 401))
    await expect(api.get('/me')).rejects.toBeInstanceOf(ApiError)
    expect(signedOut()).toBe(1)
  })

  it.each([
    [502, 'unavailable'],
    [404, 'not_found'],
    [413, 'limit'],
    [504, 'timeout'],
  ])('understands status %i of a proxy as %s', async (status, kind) => {
    const { api } = makeApi(() => new Response('<html>', { status }))
    await expect(api.get('/me')).rejects.toMatchObject({ kind, code: `http.${status}` })
  })

  it('accepts an empty answer', async () => {
    const { api } = makeApi(() => new Response(null, { status: 204 }))
    await expect(api.delete('/session')).resolves.toBeUndefined()
  })

  it('does not take a page for data', async () => {
    const { api } = makeApi(() => new Response('<html>', { status: 200 }))
    await expect(api.get('/me')).rejects.toMatchObject({ code: 'client.unreadable' })
  })

  it('calls a broken line offline', async () => {
    const { api } = makeApi(() => Promise.reject(new TypeError('network')))
    await expect(api.get('/me')).rejects.toMatchObject({ kind: 'unavailable', code: 'client.offline' })
  })

  it('stops waiting when the time is over', async () => {
    const api = new Api({
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
        }),
    })
    await expect(api.get('/me', { timeoutMs: 1 })).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('leaves out what is not asked for', () => {
    expect(withQuery('/a', { b: null, c: false, d: 'x y' })).toBe('/a?c=false&d=x+y')
  })
})
