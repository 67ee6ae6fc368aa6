// kill -9 at random moments under load: what was acknowledged is there exactly once, in order.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openDesk, openWidget, signIn, visit } from './support/clients.mjs'
import { removeData, startServer, temporaryData } from './support/server.mjs'
import { checkWritten, textOf } from './support/written.mjs'

const rounds = Number(process.env.FIRSTLINE_KILL_ROUNDS ?? 100)
const visitors = 8
const seed = Number(process.env.FIRSTLINE_SEED ?? 20261121)

// mulberry32: small, good enough, and the same everywhere.
function randomFrom(start) {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

let data
before(async () => {
  data = await temporaryData()
})
after(async () => {
  await removeData(data)
})

// Writes without pause until the line breaks; remembers what was acknowledged, and what was sent last.
async function writeUntilBroken(origin, customer) {
  let widget
  try {
    widget = await openWidget(origin, customer.token)
  } catch {
    return // killed before the line was open
  }
  try {
    for (;;) {
      const clientId = customer.unacknowledged ?? `m-${customer.sent++}`
      customer.unacknowledged = clientId
      const { seq, conversation } = await widget.ask('message.send', {
        client_id: clientId,
        text: textOf(clientId),
      })
      customer.conversation ??= conversation
      assert.equal(conversation, customer.conversation)
      customer.acknowledged.push({ clientId, seq })
      customer.unacknowledged = undefined
      // Stay under the limit of 20 messages in 10 seconds for most of a round.
      if (customer.acknowledged.length % 18 === 0) break
    }
  } catch (error) {
    if (error.code && error.code !== 'message.too_many') throw error
  }
  await widget.closed
}

test(`${rounds} times kill -9 under load loses nothing and doubles nothing`, async (t) => {
  const random = randomFrom(seed)
  const customers = []
  let http = '127.0.0.1:0'
  for (let round = 0; round < rounds; ++round) {
    const server = await startServer({ data, http })
    http = server.http
    if (round === 0) {
      for (let i = 0; i < visitors; ++i) {
        const { token } = await visit(server.origin, { name: `Visitor ${i}` })
        customers.push({ token, sent: 0, acknowledged: [], conversation: undefined })
      }
    }
    const writing = customers.map((customer) => writeUntilBroken(server.origin, customer))
    await new Promise((resolve) => setTimeout(resolve, 20 + random() * 180))
    await server.kill('SIGKILL')
    await Promise.all(writing)
  }

  const server = await startServer({ data, http })
  const token = await signIn(server.origin, 'sue')
  let total = 0
  for (const customer of customers) {
    if (!customer.conversation) continue
    total += await checkWritten(server.origin, token, customer)
  }
  t.diagnostic(`${total} acknowledged messages over ${rounds} kills`)
  assert.ok(total > rounds, `only ${total} messages were acknowledged`)

  // Both windows go on by themselves.
  const desk = await openDesk(server.origin, token)
  const { seq } = await desk.ask('snapshot')
  assert.ok(seq > 0)
  await desk.close()
  await server.kill('SIGTERM')
})
