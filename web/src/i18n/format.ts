// Times, dates and numbers as people of each language write them. Pure; milliseconds in.
import { computed } from 'vue'
import { locale as currentLocale } from './index'
import type { Locale } from './locales'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

interface Units {
  d: string
  h: string
  min: string
  s: string
}
const units: Record<Locale, Units> = {
  en: { d: ' d', h: ' h', min: ' min', s: ' s' },
  'zh-CN': { d: '天', h: '小时', min: '分', s: '秒' },
  'zh-TW': { d: '天', h: '小時', min: '分', s: '秒' },
}
const gap: Record<Locale, string> = { en: ' ', 'zh-CN': '', 'zh-TW': '' }

function longDuration(ms: number, locale: Locale): string {
  const unit = units[locale]
  const parts =
    ms >= day
      ? [`${Math.floor(ms / day)}${unit.d}`, Math.floor((ms % day) / hour), unit.h]
      : [`${Math.floor(ms / hour)}${unit.h}`, Math.floor((ms % hour) / minute), unit.min]
  return parts[1] === 0 ? `${parts[0]}` : `${parts[0]}${gap[locale]}${parts[1]}${parts[2]}`
}

// A running time: m:ss below one hour, then "2 h 5 min".
export function formatDuration(ms: number, locale: Locale): string {
  const rounded = Math.max(0, Math.floor(ms / second) * second)
  if (rounded >= hour) return longDuration(rounded, locale)
  const seconds = Math.floor((rounded % minute) / second)
  return `${Math.floor(rounded / minute)}:${String(seconds).padStart(2, '0')}`
}

// A time told in words: "12 s", "18 min", "2 h 5 min".
export function formatCoarse(ms: number, locale: Locale): string {
  const unit = units[locale]
  const positive = Math.max(0, ms)
  if (positive < minute) return `${Math.floor(positive / second)}${unit.s}`
  if (positive < hour) return `${Math.floor(positive / minute)}${unit.min}`
  return longDuration(positive, locale)
}

// "1–3 min", "1 min" if both are the same: a wait is a range.
export function formatRange(fromMs: number, toMs: number, locale: Locale): string {
  const from = Math.max(1, Math.round(fromMs / minute))
  const to = Math.max(from, Math.round(toMs / minute))
  const unit = units[locale].min
  return from === to ? `${from}${unit}` : `${from}–${to}${unit}`
}

export function formatTime(at: Date | number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

export function formatTimeToSeconds(at: Date | number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

export function formatDate(at: Date | number, locale: Locale, now: number = Date.now()): string {
  const date = new Date(at)
  const sameYear = date.getFullYear() === new Date(now).getFullYear()
  const month = locale === 'en' ? 'short' : 'long'
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month,
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date)
}

// Whole days between two moments on the calendar of this computer: 0 is the same day.
export function daysBetween(from: number, to: number): number {
  const startOfDay = (at: number) => new Date(new Date(at).toDateString()).getTime()
  return Math.round((startOfDay(to) - startOfDay(from)) / day)
}

export function formatDateTime(at: Date | number, locale: Locale, now?: number): string {
  return `${formatDate(at, locale, now)} ${formatTime(at, locale)}`
}

export function formatNumber(value: number, locale: Locale, digits = 0): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(value)
    .replace('-', '−')
}

export function formatPercent(share: number, locale: Locale, digits = 1): string {
  return `${formatNumber(share * 100, locale, digits)}%`
}

// An amount as a page told it ("46.00"), with its currency; as it stands if it cannot be read.
export function formatMoney(amount: string, currency: string, locale: Locale): string {
  const value = Number(amount)
  if (amount.trim() === '' || !Number.isFinite(value)) return `${amount} ${currency}`.trim()
  try {
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).format(value)
  } catch {
    return `${amount} ${currency}`.trim() // not a currency of ISO 4217
  }
}

export function formatBytes(bytes: number, locale: Locale): string {
  if (bytes < 1000) return `${formatNumber(bytes, locale)} B`
  if (bytes < 1_000_000) return `${formatNumber(bytes / 1000, locale)} KB`
  return `${formatNumber(bytes / 1_000_000, locale, 1)} MB`
}

// All of them in the language of the moment; computed values that use them follow it.
export function useFormat() {
  const at = computed(() => currentLocale.value)
  return {
    duration: (ms: number) => formatDuration(ms, at.value),
    coarse: (ms: number) => formatCoarse(ms, at.value),
    range: (fromMs: number, toMs: number) => formatRange(fromMs, toMs, at.value),
    time: (when: Date | number) => formatTime(when, at.value),
    timeToSeconds: (when: Date | number) => formatTimeToSeconds(when, at.value),
    money: (amount: string, currency: string) => formatMoney(amount, currency, at.value),
    date: (when: Date | number) => formatDate(when, at.value),
    daysAgo: (when: number) => daysBetween(when, Date.now()),
    dateTime: (when: Date | number) => formatDateTime(when, at.value),
    number: (value: number, digits?: number) => formatNumber(value, at.value, digits),
    percent: (share: number, digits?: number) => formatPercent(share, at.value, digits),
    bytes: (bytes: number) => formatBytes(bytes, at.value),
  }
}
