// Finds web addresses in a text. The result is data; the view builds elements from it, so that a
// text can never become markup.

export type Segment = { text: string; href?: string }

const ADDRESS = /https?:\/\/[^\s<>"'“”‘’「」《》（）。，；！？、]+/gi
// A sentence's own marks at the end of an address do not belong to it.
const TRAILING = /[.,;:!?)\]}'"*_~]+$/

export function linkify(text: string): Segment[] {
  const segments: Segment[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0])
    const href = safeHref(address)
    if (href === null) continue
    if (match.index > end) segments.push({ text: text.slice(end, match.index) })
    segments.push({ text: address, href })
    end = match.index + address.length
  }
  if (end < text.length) segments.push({ text: text.slice(end) })
  return segments
}

function trimmed(address: string): string {
  const tail = TRAILING.exec(address)?.[0] ?? ''
  if (tail === '') return address
  const body = address.slice(0, -tail.length)
  // "…/wiki/Tent_(shelter)": a closing bracket with its opening one inside stays.
  const isOpen = body.split('(').length > body.split(')').length
  return isOpen && tail.startsWith(')') ? `${body})` : body
}

function safeHref(address: string): string | null {
  try {
    const url = new URL(address)
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
    return isWeb && url.hostname !== '' && url.username === '' ? url.href : null
  } catch {
    return null
  }
}
