// The test double over HTTP, with the built pages. Alone, `node widget/dev/server.mjs`, it plays an
// agent who answers.
import { readFileSync, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Double } from './double.mjs'
import { shakeHands } from './socket.mjs'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}
// As strict as a shop could be: nothing inline, nothing from data: or blob:.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
// And no text may ever become markup or script. (The contact page embeds the widget by its key.)
const TRUSTED_TYPES = "; require-trusted-types-for 'script'; trusted-types 'none'"

function staticFile(path) {
  const clean = normalize(path).replace(/^[/\\]+/, '')
  const candidates = [clean, join(clean, 'index.html')]
  if (/^contact\/[\w-]+$/.test(clean)) candidates.push('contact/index.html')
  for (const candidate of candidates) {
    const file = join(DIST, candidate)
    if (extname(file) !== '' && existsSync(file)) return file
  }
  return null
}

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export async function startDouble(port = 0) {
  const double = new Double()
  const server = createServer((request, response) => {
    const json = (status, value) => {
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(value))
    }
    const { pathname } = new URL(request.url, 'http://double')
    const answer = async () => {
      const body = await bodyOf(request)
      if (double.isDown && pathname.startsWith('/api/')) return request.socket.destroy()
      if (/^\/api\/v1\/widget\/[\w-]+\/visits$/.test(pathname)) {
        if (double.isRefused) throw new Error(`forbidden ${double.isRefused}`)
        return json(200, double.visit(JSON.parse(body)))
      }
      if (pathname === '/api/v1/widget/files') {
        return json(201, double.takeFile(body, request.headers['content-type'] ?? ''))
      }
      const file = /^\/api\/v1\/widget\/files\/([\w-]+)$/.exec(pathname)?.[1]
      if (file !== undefined) {
        const { attachment, data } = double.files.get(file)
        response.writeHead(200, { 'Content-Type': attachment.type })
        return response.end(data)
      }
      if (/^\/api\/v1\/contact\/demo$/.test(pathname)) return json(200, double.contact())
      const path = staticFile(pathname)
      if (path === null) return json(404, { error: { kind: 'not_found', code: 'page.unknown' } })
      response.writeHead(200, {
        'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
        'Content-Security-Policy': pathname.startsWith('/demo') ? POLICY + TRUSTED_TYPES : POLICY,
        'Cache-Control': 'no-store',
      })
      response.end(readFileSync(path))
    }
    answer().catch((error) => {
      const [kind, code] = error.message.split(' ')
      json(kind === 'limit' ? 413 : 400, { error: { kind, code, message: error.message } })
    })
  })
  server.on('upgrade', (request, stream) => {
    const offered = request.headers['sec-websocket-protocol'] ?? ''
    const token = /visitor\.([\w-]+)/.exec(offered)?.[1]
    if (double.isDown || !double.visitors.has(token)) return stream.destroy()
    shakeHands(request, stream, 'firstline.v1')
    double.attach(token, stream)
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${server.address().port}`
  return { double, url, stop: () => server.close() }
}

// ---- alone: an agent who answers ----
function playAgent(double) {
  const answers = [
    'I’m sorry to hear that. Let me look at your order.',
    'It goes out today. Is there anything else?',
    'Glad to help. See https://example.com/care for how to dry it.',
  ]
  const after = (ms, work) => setTimeout(work, ms)
  double.onMessage = (visitor, message, isFirst) => {
    if (isFirst) {
      after(4000, () => double.place(visitor, { position: 1 }))
      after(9000, () => double.join(visitor))
    }
    const n = visitor.messages.filter((each) => each.author.kind === 'agent').length
    const start = isFirst ? 11_000 : 1500
    after(start, () => {
      double.read(visitor)
      double.typing(visitor, true)
    })
    after(start + 2500, () => {
      double.say(visitor, answers[n % answers.length])
      if (n === 2) after(3000, () => double.close(visitor))
    })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { double, url } = await startDouble(Number(process.env.PORT ?? 8090))
  playAgent(double)
  console.log(`${url}/demo`)
}
