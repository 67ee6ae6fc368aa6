// Rules of what may be sent, the same as the server's.
export const messageCharacters = 8000 // the most that an operator may allow; of notes always
export const filesPerMessage = 10
export const nameCharacters = 80
const countFromShare = 0.9

// As the server counts: code points, not the halves that JavaScript counts.
export function charactersOf(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

// What the operator has set; the snapshot tells it.
export interface Limits {
  messageCharacters: number
  fileBytes: number
}
export const usualLimits: Limits = { messageCharacters, fileBytes: 10 * 1024 * 1024 }

// What to show of the count: nothing below nine tenths of the limit.
export function countOf(text: string, limit: number): { count: number; isOver: boolean } | null {
  if (text.length < limit * countFromShare) return null
  const count = charactersOf(text)
  if (count < limit * countFromShare) return null
  return { count, isOver: count > limit }
}

// A limit of files as people say it: "10 MB", "500 KB"; never more than it is.
export function sizeText(bytes: number): string {
  const kilo = 1024
  return bytes >= kilo * kilo
    ? `${Math.floor(bytes / kilo / kilo)} MB`
    : `${Math.floor(bytes / kilo)} KB`
}
