// Canned replies: which ones fit, what fills itself, what a person must fill before it may go out.
import type { CannedReply } from './desk_state'

// The text for this customer: in their language, else the page's, else whatever there is.
export function textFor(reply: CannedReply, customerLocale: string, pageLocale: string): string {
  const related = (locale: string) =>
    locale.startsWith('zh') ? (reply.text['zh-CN'] ?? reply.text['zh-TW']) : undefined
  return (
    reply.text[customerLocale] ??
    related(customerLocale) ??
    reply.text[pageLocale] ??
    reply.text.en ??
    Object.values(reply.text)[0] ??
    ''
  )
}

// Those of the queue that have every word, titles first.
export function matching(
  replies: readonly CannedReply[],
  queue: string,
  wanted: string,
  textOf: (reply: CannedReply) => string,
): CannedReply[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const own = replies.filter((reply) => reply.queues.length === 0 || reply.queues.includes(queue))
  const byTitle = own.filter((reply) => has(`${reply.title} ${reply.id}`))
  const byText = own.filter((reply) => !byTitle.includes(reply) && has(textOf(reply)))
  return [...byTitle, ...byText]
}

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g

// Fills what is known ("customer.name"); an empty value counts as unknown.
export function filled(text: string, known: Readonly<Record<string, string>>): string {
  return text.replace(placeholder, (whole, name: string) => known[name]?.trim() || whole)
}

export interface Piece {
  text: string
  isPlaceholder: boolean
  start: number
}

// The text in pieces, the placeholders by their names alone.
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(placeholder)) {
    if (match.index > at) {
      pieces.push({ text: text.slice(at, match.index), isPlaceholder: false, start: at })
    }
    pieces.push({ text: match[0], isPlaceholder: true, start: match.index })
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isPlaceholder: false, start: at })
  return pieces
}

export function nameOfPlaceholder(text: string): string {
  return text.replace(placeholder, '$1')
}

// The placeholder after this position, around the end; null if none is left.
export function nextPlaceholder(text: string, from: number): { start: number; end: number } | null {
  const all = piecesOf(text).filter((piece) => piece.isPlaceholder)
  const next = all.find((piece) => piece.start >= from) ?? all[0]
  return next === undefined ? null : { start: next.start, end: next.start + next.text.length }
}

export function hasPlaceholders(text: string): boolean {
  return piecesOf(text).some((piece) => piece.isPlaceholder)
}

// The "/words" that stand before the cursor at a word's start; null if there are none. A Chinese
// keyboard writes 、 with the same key.
export function slashBefore(text: string, cursor: number): { start: number; wanted: string } | null {
  const match = /(?:^|[^\p{Script=Latin}\d/:.@_-])([/、])([^\s/、]{0,40})$/u.exec(text.slice(0, cursor))
  if (match === null) return null
  const wanted = match[2] ?? ''
  const start = cursor - wanted.length - 1
  // In a Chinese sentence 、 is a comma.
  const isComma = match[1] === '、' && start > 0 && !/\s/.test(text[start - 1] ?? '')
  return isComma ? null : { start, wanted }
}
