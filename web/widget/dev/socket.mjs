// The server side of a WebSocket (RFC 6455), as much as the test double needs: text frames up to
// 64 kB, close, ping.
import { createHash } from 'node:crypto'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export class ServerSocket {
  #buffer = Buffer.alloc(0)
  #isOpen = true

  constructor(stream, onText, onClose) {
    this.stream = stream
    this.onText = onText
    this.onClose = onClose
    stream.on('data', (chunk) => this.#take(chunk))
    stream.on('close', () => this.#closed())
    stream.on('error', () => this.#closed())
  }

  send(value) {
    if (!this.#isOpen) return
    this.#write(1, Buffer.from(JSON.stringify(value)))
  }

  close() {
    if (!this.#isOpen) return
    this.#write(8, Buffer.alloc(0))
    this.stream.destroy()
  }

  #write(opcode, payload) {
    const { length } = payload
    const head =
      length < 126 ? Buffer.from([0x80 | opcode, length]) : Buffer.from([0x80 | opcode, 126, 0, 0])
    if (length >= 126) head.writeUInt16BE(length, 2)
    this.stream.write(Buffer.concat([head, payload]))
  }

  #closed() {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.onClose()
  }

  #take(chunk) {
    this.#buffer = Buffer.concat([this.#buffer, chunk])
    for (;;) {
      const frame = parseFrame(this.#buffer)
      if (frame === null) return
      this.#buffer = this.#buffer.subarray(frame.size)
      if (frame.opcode === 1) this.onText(frame.payload.toString())
      else if (frame.opcode === 9) this.#write(10, frame.payload)
      else if (frame.opcode === 8) return this.close()
    }
  }
}

function parseFrame(buffer) {
  if (buffer.length < 6) return null
  const opcode = buffer[0] & 15
  let length = buffer[1] & 127
  let at = 2
  if (length === 126) {
    length = buffer.readUInt16BE(2)
    at = 4
  } else if (length === 127) throw new Error('frame too large')
  if (buffer.length < at + 4 + length) return null
  const mask = buffer.subarray(at, at + 4)
  const payload = Buffer.from(buffer.subarray(at + 4, at + 4 + length))
  for (let i = 0; i < length; i++) payload[i] ^= mask[i % 4]
  return { opcode, payload, size: at + 4 + length }
}

export function shakeHands(request, stream, protocol) {
  const key = request.headers['sec-websocket-key'] ?? ''
  const accept = createHash('sha1')
    .update(key + GUID)
    .digest('base64')
  stream.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
  )
}
