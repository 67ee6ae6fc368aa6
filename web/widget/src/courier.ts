// Takes messages to the server: one at a time, in the order written, until each is confirmed.
// Another tab may send the same ones; the server knows them by their client id.
import type { Core } from './core'
import type { Link } from './link'
import type { Pending } from './state'
import { WireError } from './wire'

const OPENING_KEPT_MS = 30 * 60_000 // an unsent first message goes out by itself this long
const QUICK_MS = 2500 // after "too many messages"

interface Answer {
  id: string
  seq: number
  at: string
  conversation: string | { id: string }
}

export class Courier {
  private isRunning = false

  constructor(
    private readonly core: Core,
    private readonly link: Link,
  ) {}

  async run(): Promise<void> {
    if (this.isRunning) return
    this.isRunning = true
    try {
      for (;;) {
        const { state } = this.core
        const pending = state.outbox.find((item) => item.failure === null)
        if (pending === undefined || state.link !== 'online') return
        if (this.isStale(pending)) this.fail(pending, 'conversation.ended')
        else if (!(await this.deliver(pending))) return
      }
    } finally {
      this.isRunning = false
    }
  }

  // Written for a conversation that has ended since, or long ago: the visitor decides again.
  private isStale(pending: Pending): boolean {
    const { conversation } = this.core.state
    const open = conversation?.phase === 'open' ? conversation.id : null
    if (pending.conversation !== null) return pending.conversation !== open
    return open === null && this.core.now() - pending.at > OPENING_KEPT_MS
  }

  private async deliver(pending: Pending): Promise<boolean> {
    const { core, link } = this
    const { clientId, text, attachments } = pending
    try {
      const answer = await link.request<Answer>('message.send', {
        client_id: clientId,
        text,
        attachments: attachments.length === 0 ? undefined : attachments.map(({ id }) => id),
      })
      const { id, seq, at } = answer
      const conversation =
        typeof answer.conversation === 'string' ? answer.conversation : answer.conversation.id
      const known = core.state.conversation
      // It opened a conversation: fetch that whole, its place too.
      if (known?.id !== conversation || known.phase !== 'open') await link.catchUp()
      core.dispatch({ type: 'sent', clientId, id, seq, at, conversation })
      return true
    } catch (error) {
      const code = error instanceof WireError ? error.code : 'connection.lost'
      if (code.startsWith('connection.')) return false // it goes out with the next socket
      if (code === 'message.too_many') {
        setTimeout(() => void this.run(), QUICK_MS)
        return false
      }
      this.fail(pending, code)
      return true
    }
  }

  private fail({ clientId }: Pending, code: string): void {
    this.core.dispatch({ type: 'send_failed', clientId, code })
  }
}
