// About how high a row of the log will be, so that little moves when it is measured.
import type { LogEntry } from '@/model/log'

const gap = 8
const line = 22
const frame = 15 // padding and border of a bubble
const lineCharacters = 62
const pictureHeight = 184
const fileHeight = 26

function linesOf(text: string): number {
  if (text === '') return 0
  return text
    .split('\n')
    .reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / lineCharacters)), 0)
}

export function heightOf(entry: LogEntry): number {
  if (entry.kind === 'day' || entry.kind === 'event') return 18 + gap
  const { text, attachments } = entry.kind === 'message' ? entry.message : entry.item.body
  const files = attachments.reduce(
    (sum, file) => sum + (file.type.startsWith('image/') ? pictureHeight : fileHeight),
    0,
  )
  const isInside = entry.kind === 'message' && entry.message.visibility !== 'everyone'
  const words = isInside ? 20 + linesOf(text) * 20 : linesOf(text) * line
  return words + files + frame + gap
}
