// Coming to the server: who we are, what page and cart are before us, and the token that says next
// time that we are the same visitor.
import type { Core } from './core'
import { WireError, errorFrom, type Cart, type Page, type Visit } from './wire'

const VISIT_MS = 15_000

export class Visits {
  token: string | null
  private told: string | null = null // what the server last heard about name, page and cart
  private cart: Cart | null = null
  private identity: string | null = null

  constructor(
    private readonly core: Core,
    private page: Page,
  ) {
    this.token = core.world.memory.get('token')
  }

  isDue(): boolean {
    return this.told === null || this.token === null
  }

  // Another tab became somebody; come as the same.
  adopt(token: string): void {
    this.token = token
    this.told = null
  }

  set(hint: { page?: Page; cart?: Cart | null; identity?: string }): void {
    if (hint.page !== undefined) this.page = hint.page
    if (hint.cart !== undefined) this.cart = hint.cart
    if (hint.identity !== undefined) this.identity = hint.identity
  }

  async visit(): Promise<void> {
    const { core } = this
    const { memory } = core.world
    await core.world.alone(async () => {
      this.token = memory.get('token') ?? this.token
      const hints = this.hints()
      const visit = await this.post(this.token)
      this.token = visit.token
      this.told = hints
      core.clockOffset = (Date.parse(visit.now) || Date.now()) - Date.now()
      memory.set('token', visit.token)
      memory.set('accent', visit.entry_point.accent ?? '')
      if (visit.customer.name !== '') memory.set('name', visit.customer.name)
      core.dispatch({ type: 'visited', visit })
    })
  }

  // What changed since the server last heard of it, as requests.
  news(): ['name' | 'page', object][] {
    const hints = this.hints()
    if (hints === this.told) return []
    const [name] = JSON.parse(this.told ?? '[""]') as [string]
    this.told = hints
    const page = { page: this.page, ...(this.cart === null ? {} : { cart: this.cart }) }
    const now = this.core.state.name
    return name === now || now === ''
      ? [['page', page]]
      : [
          ['name', { name: now }],
          ['page', page],
        ]
  }

  private async post(token: string | null): Promise<Visit> {
    const { core } = this
    const body = {
      name: core.state.name || undefined,
      page: this.page,
      cart: this.cart ?? undefined,
      identity: this.identity ?? undefined,
      token: token ?? undefined,
      locale: core.config.locale,
    }
    const answer = await core.world.fetch(core.url(`${core.config.key}/visits`), {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout?.(VISIT_MS),
    })
    const data: unknown = await answer.json().catch(() => null)
    if (answer.ok && data !== null) return data as Visit
    const error = errorFrom(data, answer.status)
    if (token === null || error.kind !== 'unauthenticated') throw error
    // A token the server no longer knows: come as a new visitor.
    core.world.memory.remove('token')
    return this.post(null)
  }

  private hints(): string {
    return JSON.stringify([this.core.state.name, this.page, this.cart])
  }
}

// Nothing here helps by trying again.
export function isRefusal(error: unknown): error is WireError {
  return (
    error instanceof WireError &&
    ['widget.unknown', 'origin.refused', 'customer.blocked'].includes(error.code)
  )
}
