// Says that the visitor types: at most every few seconds, and once that they stopped.
import type { Core, Timer } from './core'
import type { Link } from './link'

const EVERY_MS = 3000
const ENDS_MS = 5000

export class Typist {
  private timer: Timer
  private saidAt = 0

  constructor(
    private readonly core: Core,
    private readonly link: Link,
  ) {}

  typed(isEmpty: boolean): void {
    clearTimeout(this.timer)
    if (this.core.state.conversation?.phase !== 'open') return
    if (isEmpty) return this.stop()
    this.timer = setTimeout(() => this.stop(), ENDS_MS)
    if (this.core.now() - this.saidAt < EVERY_MS) return
    this.saidAt = this.core.now()
    this.link.tell('typing', { is_typing: true })
  }

  // A message says by itself that the typing is over.
  sent(): void {
    clearTimeout(this.timer)
    this.saidAt = 0
  }

  private stop(): void {
    if (this.saidAt !== 0) this.link.tell('typing', { is_typing: false })
    this.sent()
  }
}
