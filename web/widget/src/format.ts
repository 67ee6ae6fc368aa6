// Times, durations and sizes as people read them.
import { intlOf, type Texts } from './i18n'

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

// 14:03, by the clock of the reader.
export function clockTime(at: number, texts: Texts, day: Intl.DateTimeFormatOptions = {}): string {
  return new Intl.DateTimeFormat(intlOf(texts.locale), { ...day, ...CLOCK }).format(at)
}

export function dayAndTime(at: number, texts: Texts): string {
  return clockTime(at, texts, { month: 'short', day: 'numeric' })
}

export function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString()
}

// 0:14, and from an hour on "2 h 5 min".
export function timer(ms: number, texts: Texts): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return texts.t('hours_minutes', {
    h: Math.floor(seconds / 3600),
    m: Math.floor((seconds % 3600) / 60),
  })
}

// "1 min 20 s"
export function spoken(ms: number, texts: Texts): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return texts.t('seconds', { s: seconds })
  if (seconds < 3600) {
    return texts.t('minutes_seconds', { m: Math.floor(seconds / 60), s: seconds % 60 })
  }
  return timer(ms, texts)
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.0', '')} MB`
}

// "8,000"
export function grouped(n: number, texts: Texts): string {
  return n.toLocaleString(intlOf(texts.locale))
}
