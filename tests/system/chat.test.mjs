// A customer chats with an agent through the real binary, from the first word to the effort question.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openDesk, openWidget, request, signIn, visit } from './support/clients.mjs'
import { removeData, startServer, temporaryData } from './support/server.mjs'

let data
let server
before(async () => {
  data = await temporaryData()
  server = await startServer({ data })
})
after(async () => {
  await server.kill('SIGTERM')
  await removeData(data)
})

test('a message goes from the widget to the right desk and back, and the end asks for the effort', async () => {
  const token = await signIn(server.origin, 'ann')
  const desk = await openDesk(server.origin, token)
  const snapshot = await desk.ask('snapshot')
  assert.equal(snapshot.me.key, 'ann')
  await desk.ask('presence.set', { presence: 'ready' })

  const arrived = await visit(server.origin, { name: 'Grace', locale: 'en' })
  const widget = await openWidget(server.origin, arrived.token)
  await widget.when('hello')
  const sent = await widget.ask('message.send', { client_id: 'v-1', text: 'A pole is missing.' })
  assert.equal(sent.seq, 1)
  const again = await widget.ask('message.send', { client_id: 'v-1', text: 'A pole is missing.' })
  assert.deepEqual(again, sent)

  const offered = await desk.when('offer.made')
  assert.equal(offered.data.offer.conversation.customer.name, 'Grace')
  assert.equal(offered.data.offer.messages.at(-1).text, 'A pole is missing.')
  const { work } = await desk.ask('offers.accept', { offer: offered.data.offer.id })
  assert.equal(work.slot, 1)
  await widget.when('agent.joined', ({ agent }) => agent.name === 'Ann')

  const conversation = work.conversation.id
  const answer = await desk.ask('messages.send', {
    conversation,
    client_id: 'a-1',
    text: 'That is maddening. I will send one today.',
  })
  assert.equal(answer.seq, 2)
  const heard = await widget.when('message', ({ message }) => message.seq === 2)
  assert.equal(heard.data.message.author.name, 'Ann')

  await desk.ask('conversations.close', { conversation, outcome: 'Solved' })
  await desk.when('wrap_up.started')
  await widget.when('closed')
  await widget.when('survey.asked')
  await widget.ask('survey.answer', { effort: 2, comment: 'I asked twice.' })
  await desk.ask('work.complete', { work: work.id })
  await desk.when('work.ended')

  const shown = await request(server.origin, 'GET', `/api/v1/conversations/${conversation}`, { token })
  assert.equal(shown.survey.effort, 2)
  assert.equal(shown.survey.comment, 'I asked twice.')
  await widget.close()
  await desk.close()
})
