import { describe, expect, it } from 'vitest'
import {
  daysBetween, formatBytes, formatCoarse, formatDate, formatDuration, formatNumber,
  formatPercent, formatRange, formatTime,
} from './format'
import { localeOfBrowser } from './locales'

const minute = 60_000
const hour = 60 * minute

describe('a running time', () => {
  it.each([
    [0, '0:00'],
    [-5, '0:00'],
    [52_999, '0:52'],
    [161_000, '2:41'],
    [hour - 1, '59:59'],
  ])('of %i ms is %s', (ms, text) => {
    expect(formatDuration(ms, 'en')).toBe(text)
    expect(formatDuration(ms, 'zh-CN')).toBe(text)
  })
  it('of an hour and more is told in words', () => {
    expect(formatDuration(2 * hour + 5 * minute, 'en')).toBe('2 h 5 min')
    expect(formatDuration(2 * hour + 5 * minute, 'zh-CN')).toBe('2小时5分')
    expect(formatDuration(2 * hour + 5 * minute, 'zh-TW')).toBe('2小時5分')
    expect(formatDuration(26 * hour, 'en')).toBe('1 d 2 h')
    expect(formatDuration(hour, 'en')).toBe('1 h')
  })
})

describe('a coarse time', () => {
  it('uses the largest unit that says enough', () => {
    expect(formatCoarse(12_900, 'en')).toBe('12 s')
    expect(formatCoarse(18 * minute, 'en')).toBe('18 min')
    expect(formatCoarse(18 * minute, 'zh-CN')).toBe('18分')
    expect(formatCoarse(4 * hour, 'zh-TW')).toBe('4小時')
  })
})

describe('a wait', () => {
  it('is a range with an en dash, and never less than a minute', () => {
    expect(formatRange(minute, 3 * minute, 'en')).toBe('1–3 min')
    expect(formatRange(0, 20_000, 'zh-CN')).toBe('1分')
  })
})

describe('numbers and dates', () => {
  it('use a real minus and one digit after the point in shares', () => {
    expect(formatNumber(-3, 'en')).toBe('−3')
    expect(formatPercent(0.8113, 'en')).toBe('81.1%')
  })
  it('tell sizes as people do', () => {
    expect(formatBytes(84_000, 'en')).toBe('84 KB')
    expect(formatBytes(1_840_000, 'en')).toBe('1.8 MB')
  })
  it('show the day first, and the year only if it is another one', () => {
    const now = new Date(2026, 10, 21).getTime()
    expect(formatDate(new Date(2026, 10, 18), 'en', now)).toBe('18 Nov')
    expect(formatDate(new Date(2026, 10, 18), 'zh-CN', now)).toBe('11月18日')
    expect(formatDate(new Date(2024, 7, 3), 'en', now)).toBe('3 Aug 2024')
  })
  it('count the hours from 0 to 23', () => {
    expect(formatTime(new Date(2026, 10, 21, 14, 2), 'en')).toBe('14:02')
    expect(formatTime(new Date(2026, 10, 21, 0, 2), 'zh-TW')).toBe('00:02')
  })
  it('count days on the calendar, not in 24 hours', () => {
    const late = new Date(2026, 10, 20, 23, 59).getTime()
    const early = new Date(2026, 10, 21, 0, 1).getTime()
    expect(daysBetween(late, early)).toBe(1)
    expect(daysBetween(early, early)).toBe(0)
  })
})

describe('the language of a browser', () => {
  it.each([
    [['zh-CN', 'en'], 'zh-CN'],
    [['zh'], 'zh-CN'],
    [['zh-Hant-HK'], 'zh-TW'],
    [['zh-TW'], 'zh-TW'],
    [['fr', 'en-GB'], 'en'],
    [['de'], 'en'],
    [[], 'en'],
  ])('%j is ours %s', (languages, expected) => {
    expect(localeOfBrowser(languages)).toBe(expected)
  })
})
