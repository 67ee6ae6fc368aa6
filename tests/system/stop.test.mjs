// SIGTERM: windows are sent away, what is under way may end, and a second one does not wait for it.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'

import { openDesk, openWidget, request, signIn, visit } from './support/clients.mjs'
import { removeData, startServer, temporaryData } from './support/server.mjs'

const goingAway = 1001 // RFC 6455 §7.4.1

let data
before(async () => {
  data = await temporaryData()
})
after(() => removeData(data))

const start = (drain) => startServer({ data, arguments_: ['--demo', '--drain', String(drain)] })

// A request whose head has arrived, because the server asks for the body; `finish` sends that and
// gives the answer.
async function beginRequest(server) {
  const body = JSON.stringify({ name: 'Late' })
  const [host, port] = server.http.split(':')
  const socket = connect(Number(port), host)
  socket.setEncoding('utf8')
  let heard = ''
  socket.on('data', (text) => (heard += text))
  socket.on('error', () => {})
  socket.write(
    `POST /api/v1/widget/demo/visits HTTP/1.1\r\nHost: ${server.http}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
      'Expect: 100-continue\r\n\r\n',
  )
  while (!heard.includes('100 Continue\r\n\r\n')) await once(socket, 'data')
  return {
    async finish() {
      heard = ''
      socket.write(body)
      await once(socket, 'end')
      return heard
    },
  }
}

async function openWindows(server) {
  const desk = await openDesk(server.origin, await signIn(server.origin, 'ann'))
  const { token } = await visit(server.origin, { name: 'Grace' })
  const widget = await openWidget(server.origin, token)
  return { desk, widget, token }
}

test('windows go away, a request under way is answered, nobody new gets in', async () => {
  const server = await start(600)
  const { desk, widget, token } = await openWindows(server)
  const sent = await widget.ask('message.send', { client_id: 's-1', text: 'Before the stop' })
  const late = await beginRequest(server)

  process.kill(server.pid, 'SIGTERM')
  assert.equal(await desk.closed, goingAway)
  assert.equal(await widget.closed, goingAway)
  await assert.rejects(request(server.origin, 'GET', '/healthz'), /fetch failed/)

  const answer = await late.finish()
  assert.match(answer, /^HTTP\/1\.1 200 /)
  assert.match(answer, /\r\nConnection: close\r\n/i)
  assert.match(answer, /\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/) // RFC 9110 §6.6.1
  assert.deepEqual(await server.exited, { code: 0, signal: null })

  const next = await start(600)
  const back = await openWidget(next.origin, token)
  const { items } = await back.ask('since', { seq: 0 })
  assert.deepEqual(
    items.map((item) => item.id),
    [sent.id],
  )
  await back.close()
  assert.deepEqual(await next.kill('SIGTERM'), { code: 0, signal: null })
})

test('a request that does not end is cut off when the time is over', async () => {
  const server = await start(1)
  await beginRequest(server)
  assert.deepEqual(await server.kill('SIGTERM'), { code: 0, signal: null })
  assert.ok(server.log.some((line) => line.includes('cut off')))
})

test('a second SIGTERM does not wait', async () => {
  const server = await start(3600)
  const { widget } = await openWindows(server)
  await beginRequest(server)
  process.kill(server.pid, 'SIGTERM')
  assert.equal(await widget.closed, goingAway)
  assert.deepEqual(await server.kill('SIGTERM'), { code: 0, signal: null })
})
