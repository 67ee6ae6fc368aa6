import { describe, expect, it } from 'vitest'
import { ApiError } from './errors'
import { Outbox, type OutboxItem } from './outbox'

interface Attempt {
  item: OutboxItem<string>
  store: () => void
  fail: (error: ApiError) => void
}

const busy = new ApiError({ kind: 'unavailable', code: 'store.full', message: 'full' })
const wrong = new ApiError({ kind: 'invalid', code: 'message.too_long', message: 'too long' })

function memoryStorage(): Storage {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage
}

function makeOutbox(storage = memoryStorage(), limit = 500) {
  const attempts: Attempt[] = []
  const stored: string[] = []
  const timers: (() => void)[] = []
  let id = 0
  const outbox = new Outbox<string, number>({
    deliver: (item) =>
      new Promise((resolve, reject) => {
        attempts.push({ item, store: () => resolve(1), fail: reject })
      }),
    onStored: (item) => stored.push(item.clientId),
    storage,
    storageKey: 'outbox',
    newId: () => `m${(id += 1)}`,
    now: () => 5,
    setTimer: (run) => timers.push(run),
    limit,
  })
  return { outbox, attempts, stored, timers, storage }
}
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

describe('the outbox', () => {
  it('sends one message of a conversation after the other', async () => {
    const { outbox, attempts, stored } = makeOutbox()
    outbox.add('leo', 'one')
    outbox.add('leo', 'two')
    expect(attempts.map((a) => a.item.body)).toEqual(['one'])
    attempts[0]!.store()
    await settle()
    expect(attempts.map((a) => a.item.body)).toEqual(['one', 'two'])
    expect(stored).toEqual(['m1'])
  })

  it('lets conversations overtake each other', () => {
    const { outbox, attempts } = makeOutbox()
    outbox.add('leo', 'one')
    outbox.add('maya', 'two')
    expect(attempts).toHaveLength(2)
  })

  it('keeps the client id through a passing error', async () => {
    const { outbox, attempts, timers } = makeOutbox()
    outbox.add('leo', 'one')
    attempts[0]!.fail(busy)
    await settle()
    expect(outbox.items[0]).toMatchObject({ state: 'waiting', clientId: 'm1' })
    timers[0]!()
    expect(attempts.map((a) => a.item.clientId)).toEqual(['m1', 'm1'])
  })

  it('stops a conversation at what the server refuses until somebody decides', async () => {
    const { outbox, attempts } = makeOutbox()
    outbox.add('leo', 'one')
    outbox.add('leo', 'two')
    attempts[0]!.fail(wrong)
    await settle()
    expect(outbox.items.map((item) => item.state)).toEqual(['failed', 'waiting'])
    expect(outbox.items[0]?.error).toMatchObject({ code: 'message.too_long' })
    outbox.discard('m1')
    expect(attempts.map((a) => a.item.body)).toEqual(['one', 'two'])
  })

  it('sends a failed message again under its id when asked to', async () => {
    const { outbox, attempts } = makeOutbox()
    outbox.add('leo', 'one')
    attempts[0]!.fail(wrong)
    await settle()
    outbox.retry('m1')
    expect(attempts[1]?.item.clientId).toBe('m1')
  })

  it('waits while offline and goes on in order afterwards', async () => {
    const { outbox, attempts } = makeOutbox()
    outbox.setOnline(false)
    outbox.add('leo', 'one')
    outbox.add('leo', 'two')
    expect(attempts).toHaveLength(0)
    outbox.setOnline(true)
    attempts[0]!.store()
    await settle()
    expect(attempts.map((a) => a.item.body)).toEqual(['one', 'two'])
  })

  it('survives a reload and repeats what was on its way', () => {
    const { outbox, storage } = makeOutbox()
    outbox.add('leo', 'one')
    const after = makeOutbox(storage)
    expect(after.outbox.items).toMatchObject([{ clientId: 'm1', state: 'waiting', body: 'one' }])
    after.outbox.setOnline(true)
    expect(after.attempts[0]?.item.clientId).toBe('m1')
  })

  it('leaves nothing in the storage once everything is stored', async () => {
    const { outbox, attempts, storage } = makeOutbox()
    outbox.add('leo', 'one')
    attempts[0]!.store()
    await settle()
    expect(storage.getItem('outbox')).toBeNull()
  })

  it('begins empty if the storage holds something else', () => {
    const storage = memoryStorage()
    storage.setItem('outbox', 'not json')
    expect(makeOutbox(storage).outbox.items).toEqual([])
  })

  it('refuses one more than its limit', () => {
    const { outbox } = makeOutbox(memoryStorage(), 1)
    outbox.add('leo', 'one')
    expect(() => outbox.add('leo', 'two')).toThrow(ApiError)
  })
})
