// What was acknowledged is stored exactly once, in order.
import assert from 'node:assert/strict'

import { request } from './clients.mjs'

export const textOf = (clientId) => `text of ${clientId}`

async function allMessages(origin, token, conversation) {
  const all = []
  for (;;) {
    const after_ = all.at(-1)?.seq ?? 0
    const page = await request(
      origin,
      'GET',
      `/api/v1/conversations/${conversation}/messages?after=${after_}&limit=100`,
      { token },
    )
    all.push(...page.items)
    if (!page.has_more) return all
  }
}

// `acknowledged`: [{clientId, seq}] of one conversation, whose client ids are "m-1", "m-2", … in the
// order they were sent. Gives their number.
export async function checkWritten(origin, token, { conversation, acknowledged }) {
  const stored = await allMessages(origin, token, conversation)
  assert.deepEqual(
    stored.map(({ seq }) => seq),
    stored.map((_, index) => index + 1),
    'numbers without gaps',
  )
  const bySender = new Map()
  for (const message of stored) {
    assert.ok(!bySender.has(message.client_id), `${message.client_id} is there twice`)
    assert.equal(message.text, textOf(message.client_id))
    bySender.set(message.client_id, message.seq)
  }
  for (const { clientId, seq } of acknowledged) {
    assert.equal(bySender.get(clientId), seq, `${clientId} was acknowledged as ${seq}`)
  }
  const order = stored.map(({ client_id }) => Number(client_id.slice(2)))
  assert.deepEqual(order, [...order].sort((a, b) => a - b))
  return acknowledged.length
}
