// What an offer says about itself, to decide in seconds.
import type { Message, Offer } from '@/protocol/values'

export const lastSeconds = 5 // the figure turns red

export interface OfferFacts {
  quote: string // in the customer's own words
  quoteFile: string | null // if it has no words
  page: string | null
  cartTotal: { currency: string; total: string } | null
  note: { name: string; text: string } | null // from who handed it over
  why: 'longest_idle' | 'preferred' | 'assigned' | 'knows'
}

// Of a first contact its first words; of one handed over the latest, which say where it stands.
function quoted(messages: readonly Message[]): Message | undefined {
  const own = messages.filter((message) => message.author.kind === 'customer')
  const wasAnswered = messages.some(
    (message) => message.author.kind === 'agent' && message.visibility === 'everyone',
  )
  return wasAnswered ? own.at(-1) : own[0]
}

export function factsOf(offer: Offer, me: string): OfferFacts {
  const { customer, last_agent } = offer.conversation
  const words = quoted(offer.messages)
  const note = offer.messages.findLast(
    (message) => message.visibility === 'inside' && message.author.kind === 'agent',
  )
  const cart = customer.cart
  return {
    quote: words?.text ?? '',
    quoteFile: words?.text === '' ? (words.attachments[0]?.name ?? null) : null,
    page: customer.page === null ? null : customer.page.title || customer.page.url,
    cartTotal: cart === null || cart.items.length === 0 ? null : cart,
    note: note === undefined ? null : { name: note.author.name, text: note.text },
    why: last_agent === me && me !== '' ? 'knows' : offer.reason,
  }
}

// Whole seconds left, from the server's own expiry. Never more than it was made for: the page's
// second may be a little older than the offer.
export function secondsLeft(offer: Offer, now: number): number {
  const until = Date.parse(offer.until)
  const left = Math.min(until - now, until - Date.parse(offer.made_at))
  return Math.max(0, Math.ceil(left / 1000))
}

// The share of its time that is left, 0 to 1.
export function shareLeft(offer: Offer, now: number): number {
  const until = Date.parse(offer.until)
  const whole = Math.max(1, until - Date.parse(offer.made_at))
  return Math.min(1, Math.max(0, (until - now) / whole))
}

// An offer whose time is over stays in sight for a moment, until the server says what became of it.
export function isOver(offer: Offer, now: number): boolean {
  return Date.parse(offer.until) <= now
}
