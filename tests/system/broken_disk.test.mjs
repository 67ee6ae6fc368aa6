// A disk that runs full and one that does not sync, under the real binary while visitors write.
import assert from 'node:assert/strict'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { openWidget, request, signIn, visit } from './support/clients.mjs'
import { binary, removeData, startServer, temporaryData } from './support/server.mjs'
import { checkWritten, textOf } from './support/written.mjs'

const visitors = 6
const pauseMs = 60 // a socket may ask 20 times a second in the long run
const states = { well: 'w', full: 'f', 'no sync': 's' }

let data
let stateFile
before(async () => {
  data = await temporaryData()
  stateFile = await open(`${data}.disk`, 'w')
})
after(async () => {
  await stateFile.close()
  await removeData(data)
  await removeData(`${data}.disk`)
})

const setDisk = (state) => stateFile.write(states[state], 0)

async function startOnBrokenDisk() {
  await setDisk('well')
  return startServer({
    data,
    environment: {
      LD_PRELOAD: path.join(path.dirname(binary), 'libbroken_disk.so'),
      FIRSTLINE_BROKEN_DISK: data,
      FIRSTLINE_DISK_STATE: `${data}.disk`,
      FIRSTLINE__LIMITS__VISITOR_MESSAGES_PER_10S: '1000',
    },
  })
}

// One customer who writes without pause. `until(count)`: as many more were acknowledged.
// What is refused is written again, under the same id, when `goOn` is called.
class Writer {
  acknowledged = []
  sent = 0

  async begin(origin, name) {
    this.token = (await visit(origin, { name })).token
    this.widget = await openWidget(origin, this.token)
    this.refused = new Promise((resolve) => (this.tellRefused = resolve))
    this.running = this.write()
    return this
  }

  async write() {
    let clientId = `m-${++this.sent}`
    for (;;) {
      try {
        const { seq, conversation } = await this.widget.ask('message.send', {
          client_id: clientId,
          text: textOf(clientId),
        })
        this.conversation ??= conversation
        assert.equal(conversation, this.conversation)
        this.acknowledged.push({ clientId, seq })
        clientId = `m-${++this.sent}`
        if (this.acknowledged.length >= this.wanted) this.tellWritten()
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      } catch (error) {
        if (!error.code) return // the line closed
        const wait = new Promise((resolve) => (this.goOn = resolve))
        this.tellRefused(error.code)
        await wait
      }
    }
  }

  until(count) {
    this.wanted = this.acknowledged.length + count
    return new Promise((resolve) => (this.tellWritten = resolve))
  }
}

async function startWriters(server) {
  const writers = []
  for (let i = 0; i < visitors; ++i) {
    writers.push(await new Writer().begin(server.origin, `Visitor ${i}`))
  }
  await Promise.all(writers.map((writer) => writer.until(10)))
  return writers
}

async function checkAfterRestart(writers) {
  const server = await startServer({ data })
  const token = await signIn(server.origin, 'sue')
  for (const writer of writers) await checkWritten(server.origin, token, writer)
  await server.kill('SIGTERM')
}

test('a full disk refuses what is new, keeps what was said and goes on by itself', async () => {
  const server = await startOnBrokenDisk()
  const token = await signIn(server.origin, 'sue')
  const writers = await startWriters(server)

  await setDisk('full')
  const refusals = await Promise.all(writers.map((writer) => writer.refused))
  assert.deepEqual(new Set(refusals), new Set(['store.full']))
  await assert.rejects(visit(server.origin), { status: 503, code: 'store.full' })
  const ready = await fetch(`${server.origin}/readyz`)
  assert.equal(ready.status, 503)
  assert.deepEqual(await ready.json(), { ready: false, reasons: ['store.full'] })
  assert.deepEqual(await request(server.origin, 'GET', '/healthz'), { ok: true })
  const { conversation, acknowledged } = writers[0]
  const { items } = await request(
    server.origin,
    'GET',
    `/api/v1/conversations/${conversation}/messages?after=0&limit=1`,
    { token },
  )
  assert.equal(items[0].client_id, acknowledged[0].clientId)

  const hasRoom = server.logged('the store has room again')
  await setDisk('well')
  await hasRoom
  assert.equal((await fetch(`${server.origin}/readyz`)).status, 200)
  const written = writers.map((writer) => writer.until(10))
  for (const writer of writers) writer.goOn()
  await Promise.all(written)

  await server.kill('SIGKILL')
  await Promise.all(writers.map((writer) => writer.running))
  await checkAfterRestart(writers)
})

test('a sync that fails ends the process, and nothing acknowledged is lost', async () => {
  const server = await startOnBrokenDisk()
  const writers = await startWriters(server)
  await setDisk('no sync')
  assert.deepEqual(await server.exited, { code: 1, signal: null })
  await Promise.all(writers.map((writer) => writer.running))
  const last = JSON.parse(server.log.findLast((line) => line.includes('the store failed')))
  assert.equal(last.level, 'error')
  assert.equal(last.code, 'store.failed')
  await checkAfterRestart(writers)
})
