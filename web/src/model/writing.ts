// Rules of what may be sent, the same as the server's.
export const messageCharacters = 8000
export const filesPerMessage = 10
export const fileBytes = 10 * 1024 * 1024
export const fileLimitText = '10 MB' // as people say it
export const nameCharacters = 80
const countFromShare = 0.9

// As the server counts: code points, not the halves that JavaScript counts.
export function charactersOf(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

// What to show of the count: nothing below nine tenths of the limit.
export function countOf(text: string): { count: number; isOver: boolean } | null {
  if (text.length < messageCharacters * countFromShare) return null
  const count = charactersOf(text)
  if (count < messageCharacters * countFromShare) return null
  return { count, isOver: count > messageCharacters }
}
