// A test double of the visitor's side of the server (docs/protocol.md, section Visitor), for
// developing and looking at the widget. Keeps everything in memory; what happens on the other side,
// whoever holds it says.
import { ServerSocket } from './socket.mjs'

const FILE_LIMIT = 10 * 1024 * 1024

export class Double {
  visitors = new Map() // by token
  files = new Map()
  isRefused = null // an error code for visits
  isDown = false // sockets and visits fail
  isSilent = false // sockets take messages and never answer
  failNext = null // an error code for the next message
  queueLive = {
    is_open: true,
    is_staffed: true,
    waiting: 1,
    wait: { p50_ms: 60_000, p90_ms: 180_000 },
  }
  entryPoint = { name: 'Trailhouse', accent: '', greeting: {} }
  onMessage = () => undefined
  #ids = 0

  id(prefix) {
    this.#ids += 1
    return `${prefix}-${this.#ids}`
  }

  // ---- what happens on the other side ----
  tell(visitor, type, data = {}) {
    for (const socket of visitor.sockets) socket.send({ type, data })
  }

  place(visitor, change = {}) {
    visitor.place = {
      position: 2,
      wait: this.queueLive.wait,
      waited_ms: Date.now() - Date.parse(visitor.conversation.opened_at),
      cause: null,
      is_closed: !this.queueLive.is_open,
      is_staffed: this.queueLive.is_staffed,
      ...change,
    }
    this.tell(visitor, 'place', visitor.place)
  }

  join(visitor, name = 'Ann') {
    visitor.conversation.agent = { name }
    visitor.place = null
    this.tell(visitor, 'agent.joined', { agent: { name } })
  }

  part(visitor, reason) {
    visitor.conversation.agent = null
    this.tell(visitor, 'agent.left', { reason })
  }

  say(visitor, text, attachments = [], kind = 'agent') {
    const name = visitor.conversation.agent?.name ?? ''
    return this.#add(visitor, { author: { kind, name }, text, attachments, client_id: '' })
  }

  read(visitor) {
    visitor.conversation.read_by_agent = visitor.conversation.last_seq
    this.tell(visitor, 'read', { up_to: visitor.conversation.last_seq })
  }

  typing(visitor, isTyping) {
    const { name } = visitor.conversation.agent
    this.tell(visitor, 'typing', { who: 'agent', name, is_typing: isTyping })
  }

  close(visitor, reason = 'agent', isAsked = true) {
    const { conversation } = visitor
    conversation.phase = 'closed'
    conversation.closed_at = new Date().toISOString()
    conversation.close_reason = reason
    conversation.can_reopen_until = new Date(Date.now() + 1_800_000).toISOString()
    visitor.place = null
    this.tell(visitor, 'closed', { reason, at: conversation.closed_at })
    if (!isAsked) return
    conversation.survey.state = 'asked'
    this.tell(visitor, 'survey.asked')
  }

  // The network between: every socket ends; with `isDown` none comes back.
  cut(isDown) {
    this.isDown = isDown
    for (const visitor of this.visitors.values()) {
      for (const socket of [...visitor.sockets]) socket.close()
    }
  }

  #add(visitor, message) {
    const { conversation } = visitor
    conversation.last_seq += 1
    const whole = {
      id: this.id('m'),
      seq: conversation.last_seq,
      at: new Date().toISOString(),
      ...message,
    }
    visitor.messages.push(whole)
    this.tell(visitor, 'message', { message: whole })
    return whole
  }

  // ---- the wire ----
  visit(body) {
    let visitor = this.visitors.get(body.token)
    if (visitor === undefined) {
      const token = this.id('token')
      visitor = {
        token,
        customer: { id: this.id('p'), name: '', identity: 'unknown' },
        conversation: null,
        messages: [],
        place: null,
        history: [],
        sockets: new Set(),
        hints: {},
        asked: [],
      }
      this.visitors.set(token, visitor)
    }
    if (body.name) visitor.customer.name = body.name
    visitor.hints = { page: body.page, cart: body.cart ?? visitor.hints.cart }
    return {
      token: visitor.token,
      customer: visitor.customer,
      conversation: visitor.conversation,
      history: visitor.history,
      entry_point: this.entryPoint,
      queue_live: this.queueLive,
      now: new Date().toISOString(),
    }
  }

  attach(token, stream) {
    const visitor = this.visitors.get(token)
    const socket = new ServerSocket(
      stream,
      (text) => this.#asked(visitor, socket, JSON.parse(text)),
      () => visitor.sockets.delete(socket),
    )
    visitor.sockets.add(socket)
    const { conversation, place } = visitor
    socket.send({ type: 'hello', data: { conversation, place, queue_live: this.queueLive } })
  }

  #asked(visitor, socket, { id, do: name, args }) {
    visitor.asked.push({ do: name, args })
    if (this.isSilent) return
    try {
      socket.send({ re: id, ok: true, data: this.#answer(visitor, name, args) ?? {} })
    } catch (error) {
      const [kind, code] = error.message.split(' ')
      socket.send({ re: id, error: { kind, code, message: code } })
    }
  }

  #answer(visitor, name, args) {
    switch (name) {
      case 'message.send':
        return this.#send(visitor, args)
      case 'messages.list': {
        const { before = Infinity, limit = 50 } = args
        if (visitor.conversation === null) throw new Error('not_found conversation.none')
        const items = visitor.messages.filter((message) => message.seq < before)
        return { items: items.slice(-limit), has_more: items.length > limit }
      }
      case 'since':
        return {
          items: visitor.messages.filter((message) => message.seq > args.seq).slice(0, 100),
          conversation: visitor.conversation,
          place: visitor.place,
        }
      case 'name':
        visitor.customer.name = args.name
        return {}
      case 'page':
        visitor.hints = { page: args.page, cart: args.cart ?? visitor.hints.cart }
        return {}
      case 'leave':
        this.close(visitor, 'customer_left', visitor.conversation.agent !== null)
        return {}
      case 'reopen':
        Object.assign(visitor.conversation, { phase: 'open', closed_at: null, close_reason: null })
        visitor.conversation.survey = { state: 'none', effort: 0 }
        this.tell(visitor, 'reopened')
        return { conversation: visitor.conversation }
      case 'survey.answer':
        if (visitor.conversation.survey.state !== 'asked') throw new Error('conflict survey.over')
        visitor.conversation.survey = {
          state: args.effort === 0 ? 'skipped' : 'answered',
          effort: args.effort,
        }
        return {}
      default:
        return {}
    }
  }

  #send(visitor, { client_id, text, attachments = [] }) {
    if (this.failNext !== null) {
      const code = this.failNext
      this.failNext = null
      throw new Error(code)
    }
    const answered = (message) => ({
      id: message.id,
      seq: message.seq,
      at: message.at,
      conversation: visitor.conversation.id,
    })
    const known = visitor.messages.find((message) => message.client_id === client_id)
    if (known) return answered(known)
    const isFirst = visitor.conversation === null || visitor.conversation.phase === 'closed'
    if (isFirst) this.#open(visitor)
    const message = this.#add(visitor, {
      author: { kind: 'customer', name: visitor.customer.name },
      text,
      attachments: attachments.map((id) => this.files.get(id).attachment),
      client_id,
    })
    if (isFirst) this.place(visitor, { position: this.queueLive.waiting + 1 })
    this.onMessage(visitor, message, isFirst)
    return answered(message)
  }

  #open(visitor) {
    if (visitor.conversation !== null) visitor.history.unshift(visitor.conversation)
    visitor.messages = []
    visitor.conversation = {
      id: this.id('c'),
      phase: 'open',
      opened_at: new Date().toISOString(),
      closed_at: null,
      agent: null,
      last_seq: 0,
      read_by_agent: 0,
      close_reason: null,
      survey: { state: 'none', effort: 0 },
      can_reopen_until: null,
      is_message: !this.queueLive.is_open || !this.queueLive.is_staffed,
    }
    const { conversation, place } = visitor
    this.tell(visitor, 'hello', { conversation, place, queue_live: this.queueLive })
  }

  takeFile(body, contentType) {
    const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? ''
    const end = body.indexOf('\r\n\r\n')
    const head = body.subarray(0, end).toString()
    const name = /filename="([^"]*)"/.exec(head)?.[1] ?? 'file'
    const data = body.subarray(end + 4, body.lastIndexOf(`\r\n--${boundary}`))
    if (data.length > FILE_LIMIT) throw new Error('limit file.too_large')
    const type = sniffed(data)
    if (type === null) throw new Error('invalid file.type_refused')
    return this.keep(name, type, data)
  }

  keep(name, type, data, width = null, height = null) {
    const id = this.id('f')
    const url = `/api/v1/files/${id}`
    const attachment = { id, name, type, size: data.length, width, height, url }
    if (type === 'image/png') {
      attachment.width = data.readUInt32BE(16)
      attachment.height = data.readUInt32BE(20)
    }
    this.files.set(id, { attachment, data })
    return attachment
  }

  contact() {
    const point = (id, kind, name, channel, live, times) => ({
      id,
      kind,
      name,
      channel,
      ...live,
      answer_times: times,
    })
    const none = { p50_ms: null, p90_ms: null, samples: 0 }
    return {
      workspace: { name: 'Trailhouse' },
      entry_points: [
        point('demo', 'widget', 'Trailhouse', 'chat', this.queueLive, {
          p50_ms: 42_000,
          p90_ms: 150_000,
          samples: 31,
        }),
        point('1000', 'phone', '1000', 'call', { ...this.queueLive, waiting: 4 }, none),
        point(
          'post',
          'mailbox',
          'help@trailhouse.test',
          'email',
          { ...this.queueLive, is_open: false },
          {
            p50_ms: 5_400_000,
            p90_ms: 15_000_000,
            samples: 12,
          },
        ),
      ],
      now: new Date().toISOString(),
    }
  }
}

function sniffed(data) {
  if (data.subarray(1, 4).toString() === 'PNG') return 'image/png'
  if (data.subarray(0, 3).toString('hex') === 'ffd8ff') return 'image/jpeg'
  if (data.subarray(0, 4).toString() === '%PDF') return 'application/pdf'
  return null
}
