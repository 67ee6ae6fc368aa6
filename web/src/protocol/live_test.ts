import { beforeEach, describe, expect, it } from 'vitest'
import { ApiError } from './errors'
import { Live, type CatchUp, type LiveFrame, type LiveState } from './live'

class FakeSocket {
  readyState = 0
  sent: { id: string; do: string; args: Record<string, unknown> }[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {}
  send(text: string): void {
    this.sent.push(JSON.parse(text) as FakeSocket['sent'][number])
  }
  close(): void {
    this.drop(1000)
  }
  open(): void {
    this.readyState = 1
    this.onopen?.()
  }
  drop(code = 1006): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
  answerLast(data: object | undefined = {}): void {
    this.say({ re: this.sent.at(-1)?.id, ok: true, data })
  }
}

// Time that stands still until a test moves it.
class Clock {
  now = 1_000_000
  timers: { run: () => void; at: number }[] = []
  set = (run: () => void, ms: number) => {
    const timer = { run, at: this.now + ms }
    this.timers.push(timer)
    return timer
  }
  clear = (timer: unknown) => {
    this.timers = this.timers.filter((other) => other !== timer)
  }
  pass(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const next = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.now = next.at
      this.clear(next)
      next.run()
    }
    this.now = end
  }
}

let clock: Clock
let sockets: FakeSocket[]
let frames: LiveFrame[]
let states: LiveState[]
let catchUps: CatchUp[]
let snapshots: number
let snapshotSeq: number | null
let wasSignedOut: boolean
let live: Live

// Lets every promise that can go on go on.
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
const last = () => sockets.at(-1)!
const seqs = () => frames.map((frame) => frame.seq)
const fact = (seq: number, prev: number, type = 'offer.made') => ({
  seq, prev, type, at: '2026-11-21T09:00:00.000Z', data: {},
})

beforeEach(() => {
  clock = new Clock()
  sockets = []
  frames = []
  states = []
  catchUps = []
  snapshots = 0
  snapshotSeq = 10
  wasSignedOut = false
  live = new Live({
    url: '/api/v1/live',
    onFrame: (frame) => frames.push(frame),
    onSnapshotNeeded: () => {
      snapshots += 1
      return Promise.resolve(snapshotSeq)
    },
    onState: (state) => states.push(state),
    onCaughtUp: (result) => catchUps.push(result),
    onUnauthenticated: () => (wasSignedOut = true),
    connect: (url, protocols) => {
      const socket = new FakeSocket(url, protocols)
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
    now: () => clock.now,
    random: () => 1,
    setTimer: clock.set,
    clearTimer: clock.clear,
  })
})

async function online(): Promise<void> {
  live.start()
  last().open()
  await settle()
}

describe('the live socket', () => {
  it('offers the version and leaves the session to the cookie', async () => {
    await online()
    expect(last().protocols).toEqual(['firstline.v1'])
    expect(live.state.status).toBe('online')
  })

  it('offers the token as a second protocol where one is given', () => {
    const socket: string[][] = []
    const own = new Live({
      url: '/live',
      token: () => 't0k',
      onFrame: () => undefined,
      onSnapshotNeeded: () => Promise.resolve(null),
      connect: (_url, protocols) => {
        socket.push(protocols)
        return new FakeSocket('', protocols) as unknown as WebSocket
      },
    })
    own.start()
    expect(socket).toEqual([['firstline.v1', 'bearer.t0k']])
    own.stop()
  })

  it('loads a snapshot first and drops what the snapshot already knows', async () => {
    live.start()
    last().open()
    last().say(fact(9, 0))
    last().say(fact(11, 9))
    expect(frames).toEqual([])
    await settle()
    expect(snapshots).toBe(1)
    expect(seqs()).toEqual([11])
  })

  it('delivers numbered frames once and in order', async () => {
    await online()
    last().say(fact(11, 10))
    last().say(fact(11, 10))
    last().say(fact(14, 11))
    expect(seqs()).toEqual([11, 14])
  })

  it('passes on frames without a number as they come', async () => {
    await online()
    last().say({ type: 'typing', at: '', data: { who: 'leo' } })
    expect(frames[0]?.type).toBe('typing')
  })

  it('answers a request by its id', async () => {
    await online()
    const answer = live.request('offers.accept', { offer: 'o1' })
    expect(last().sent.at(-1)).toMatchObject({ do: 'offers.accept', args: { offer: 'o1' } })
    last().answerLast({ work: 'w1' })
    await expect(answer).resolves.toEqual({ work: 'w1' })
  })

  it('rejects a refused request with the code of the server', async () => {
    await online()
    const answer = live.request('offers.accept')
    last().say({
      re: last().sent.at(-1)?.id,
      error: { kind: 'conflict', code: 'offer.expired', message: 'it ended' },
    })
    await expect(answer).rejects.toMatchObject({ kind: 'conflict', code: 'offer.expired' })
  })

  it('gives up waiting for an answer after 15 s', async () => {
    await online()
    const answer = live.request('offers.accept')
    clock.pass(15_000)
    await expect(answer).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('rejects requests at once while offline, and open ones when the line drops', async () => {
    await online()
    const open = live.request('offers.accept')
    last().drop()
    await expect(open).rejects.toMatchObject({ code: 'client.offline' })
    await expect(live.request('offers.accept')).rejects.toBeInstanceOf(ApiError)
  })
})

describe('a gap in the numbers', () => {
  it('is asked for before anything later is shown', async () => {
    await online()
    last().say(fact(13, 12))
    expect(frames).toEqual([])
    expect(last().sent.at(-1)).toMatchObject({ do: 'resume', args: { since: 10 } })
    last().answerLast({ seq: 13 })
    await settle()
    last().say(fact(12, 13))
    last().say(fact(13, 12))
    last().say(fact(15, 13))
    expect(seqs()).toEqual([12, 13, 15])
    expect(snapshots).toBe(1)
  })

  it('may hold nothing for this desk, and then the next frame goes on', async () => {
    await online()
    last().say(fact(13, 12))
    last().answerLast({ seq: 14 })
    await settle()
    last().say(fact(13, 13))
    last().say(fact(20, 13))
    expect(seqs()).toEqual([13, 20])
    expect(snapshots).toBe(1)
  })

  it('ends in a snapshot if the server cannot replay', async () => {
    await online()
    last().say(fact(13, 12))
    snapshotSeq = 13
    last().say({
      re: last().sent.at(-1)?.id,
      error: { kind: 'conflict', code: 'snapshot.needed', message: 'too long ago' },
    })
    await settle()
    expect(snapshots).toBe(2)
    last().say(fact(14, 13))
    expect(seqs()).toEqual([14])
  })

  it('ends in a snapshot if the replay leaves the gap open', async () => {
    await online()
    last().say(fact(13, 12))
    snapshotSeq = 20
    last().answerLast({ seq: 10 })
    await settle()
    last().say(fact(21, 15))
    await settle()
    expect(snapshots).toBe(2)
    expect(seqs()).toEqual([21])
  })
})

describe('a broken connection', () => {
  it('comes back with growing pauses and resumes where it was', async () => {
    await online()
    last().say(fact(11, 10))
    last().drop()
    expect(live.state).toMatchObject({ status: 'offline', offlineSince: clock.now })
    clock.pass(499)
    expect(sockets).toHaveLength(1)
    clock.pass(1)
    expect(sockets).toHaveLength(2)
    last().drop()
    clock.pass(999)
    expect(sockets).toHaveLength(2)
    clock.pass(1)
    expect(sockets).toHaveLength(3)
    last().open()
    expect(last().sent.at(-1)).toMatchObject({ do: 'resume', args: { since: 11 } })
    last().say(fact(15, 0)) // sent before the server had read the question: it comes again
    last().answerLast({ seq: 15 })
    await settle()
    last().say(fact(12, 15))
    last().say(fact(15, 12))
    last().say(fact(16, 15))
    expect(seqs()).toEqual([11, 12, 15, 16])
    expect(catchUps.at(-1)).toEqual({ offlineMs: 1500, events: 2 })
    expect(live.state).toMatchObject({ status: 'online', offlineSince: null })
  })

  it('never waits longer than 15 s', async () => {
    await online()
    for (let round = 0; round < 12; round += 1) {
      last().drop()
      clock.pass(15_000)
    }
    expect(sockets).toHaveLength(13)
  })

  it('waits at least half of the pause, so that not everybody comes at once', async () => {
    const early = new Live({
      url: '/live',
      onFrame: () => undefined,
      onSnapshotNeeded: () => Promise.resolve(null),
      connect: (url, protocols) => {
        const socket = new FakeSocket(url, protocols)
        sockets.push(socket)
        return socket as unknown as WebSocket
      },
      now: () => clock.now,
      random: () => 0,
      setTimer: clock.set,
      clearTimer: clock.clear,
    })
    early.start()
    last().drop()
    expect(early.state.retryAt).toBe(clock.now + 250)
  })

  it('keeps counting from the first moment of silence through failed attempts', async () => {
    await online()
    const began = clock.now
    last().drop()
    clock.pass(500)
    expect(live.state).toMatchObject({ status: 'connecting', offlineSince: began })
    last().drop()
    expect(live.state.offlineSince).toBe(began)
  })

  it('is tried at once when the network comes back', async () => {
    await online()
    last().drop()
    live.reconnect()
    expect(sockets).toHaveLength(2)
    clock.pass(60_000)
    expect(sockets).toHaveLength(2)
  })

  it('is noticed on a silent line by a ping without an answer', async () => {
    await online()
    clock.pass(25_000)
    expect(last().sent.at(-1)?.do).toBe('ping')
    clock.pass(10_000)
    expect(live.state.status).toBe('offline')
  })

  it('is not assumed while the ping is answered', async () => {
    await online()
    clock.pass(25_000)
    last().answerLast()
    clock.pass(20_000)
    expect(live.state.status).toBe('online')
  })

  it('does not mix frames of an old socket into the new one', async () => {
    await online()
    const old = last()
    live.stop()
    live.start()
    last().open()
    await settle()
    old.say(fact(99, 10))
    expect(frames).toEqual([])
  })

  it('starts again from a failed snapshot instead of showing half of the truth', async () => {
    await online()
    const failing = new Live({
      url: '/live',
      onFrame: () => undefined,
      onSnapshotNeeded: () => Promise.reject(new Error('503')),
      connect: (url, protocols) => {
        const socket = new FakeSocket(url, protocols)
        sockets.push(socket)
        return socket as unknown as WebSocket
      },
      now: () => clock.now,
      random: () => 1,
      setTimer: clock.set,
      clearTimer: clock.clear,
    })
    failing.start()
    last().open()
    await settle()
    expect(failing.state.status).toBe('offline')
  })

  it('ends for good when the session is over', async () => {
    await online()
    last().drop(4401)
    expect(wasSignedOut).toBe(true)
    expect(live.state.status).toBe('stopped')
    clock.pass(60_000)
    expect(sockets).toHaveLength(1)
  })
})

describe('a part of the page that begins later', () => {
  it('loads while frames wait, so that nothing is lost between the two', async () => {
    await online()
    let finish = (): void => undefined
    const loading = live.whileHeld(() => new Promise<void>((resolve) => (finish = resolve)))
    last().say(fact(11, 10))
    expect(frames).toEqual([])
    finish()
    await loading
    expect(seqs()).toEqual([11])
  })
})
