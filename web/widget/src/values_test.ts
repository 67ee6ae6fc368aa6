import { describe, expect, it } from 'vitest'
import { backoff } from './backoff'
import { contrast, inkOn } from './contrast'
import { fileSize, spoken, timer } from './format'
import { textsFor } from './i18n'
import { linkify } from './linkify'
import { waitRange } from './wait'
import { errorFrom } from './wire'

const english = textsFor('en')

describe('linkify', () => {
  it('finds web addresses and leaves the sentence its marks', () => {
    expect(linkify('See https://a.test/x?y=1, (or http://b.test/c_(d)).')).toEqual([
      { text: 'See ' },
      { text: 'https://a.test/x?y=1', href: 'https://a.test/x?y=1' },
      { text: ', (or ' },
      { text: 'http://b.test/c_(d)', href: 'http://b.test/c_(d)' },
      { text: ').' },
    ])
  })

  it('ends an address where Chinese goes on', () => {
    expect(linkify('看https://a.test/x，谢谢')[1]).toEqual({
      text: 'https://a.test/x',
      href: 'https://a.test/x',
    })
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'https://',
    'https://user:secret@bank.test/',
    'file:///etc/passwd',
  ])('leaves %s as text', (text) => {
    expect(linkify(text)).toEqual([{ text }])
  })

  it('keeps every character of the text', () => {
    const text = '<b>https://a.test</b> & "https://b.test/?q=%22" https://c.test/...'
    expect(
      linkify(text)
        .map((segment) => segment.text)
        .join(''),
    ).toBe(text)
  })
})

describe('waitRange', () => {
  it('does not know without data', () => {
    expect(waitRange(null).kind).toBe('unknown')
    expect(waitRange({ p50_ms: null, p90_ms: null }).kind).toBe('unknown')
    expect(waitRange({ p50_ms: 1000, p90_ms: null }).kind).toBe('unknown')
  })

  it('says a range in minutes on a scale beyond it', () => {
    expect(waitRange({ p50_ms: 60_000, p90_ms: 180_000 })).toEqual({
      kind: 'range',
      low: 1,
      high: 3,
      scale: 5,
    })
  })

  it('never promises less than it knows: the upper end is rounded up', () => {
    expect(waitRange({ p50_ms: 61_000, p90_ms: 181_000 })).toMatchObject({ low: 1, high: 4 })
    expect(waitRange({ p50_ms: 100, p90_ms: 59_000 }).kind).toBe('soon')
    expect(waitRange({ p50_ms: 100, p90_ms: 60_001 })).toMatchObject({ low: 1, high: 2 })
  })

  it('keeps the range in order whatever it is told', () => {
    expect(waitRange({ p50_ms: 900_000, p90_ms: 120_000 })).toMatchObject({ low: 2, high: 2 })
    expect(waitRange({ p50_ms: 0, p90_ms: 90_000_000 })).toMatchObject({ low: 1, scale: 1950 })
  })
})

describe('accent', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21)
    expect(contrast('#0A6570', '#FFFFFF')).toBeCloseTo(6.8, 1)
    expect(contrast('red', '#FFFFFF')).toBe(1)
  })

  it('is taken where people can read it', () => {
    expect(inkOn('#2F4A32', ['#FFFFFF', '#F1F4F3'])).toBe('#FFFFFF')
    expect(inkOn('#62C5CE', ['#151C1B'])).toBe('#06282C')
  })

  it.each(['#FFD400', '#7F8C88', '', 'url(x)', '#fff'])('is refused: %s', (colour) => {
    expect(inkOn(colour, ['#FFFFFF', '#F1F4F3'])).toBeNull()
  })
})

describe('times and sizes', () => {
  it('says m:ss below an hour and words above', () => {
    expect(timer(14_400, english)).toBe('0:14')
    expect(timer(3_599_000, english)).toBe('59:59')
    expect(timer(7_500_000, english)).toBe('2 h 5 min')
    expect(timer(-5, english)).toBe('0:00')
    expect(spoken(80_000, english)).toBe('1 min 20 s')
    expect(spoken(80_000, textsFor('zh-CN'))).toBe('1 分 20 秒')
    expect(fileSize(86_000)).toBe('84 KB')
    expect(fileSize(11_000_000)).toBe('10.5 MB')
  })
})

describe('backoff', () => {
  it('doubles to half a minute, with a random half', () => {
    expect(backoff(1, () => 0)).toBe(250)
    expect(backoff(1, () => 1)).toBe(500)
    expect(backoff(4, () => 1)).toBe(4000)
    expect(backoff(60, () => 1)).toBe(30_000)
    expect(backoff(60, () => 0)).toBe(15_000)
  })
})

describe('errorFrom', () => {
  it('takes the server’s own words', () => {
    const body = { error: { kind: 'limit', code: 'message.too_many', message: 'slower' } }
    expect(errorFrom(body, 429)).toMatchObject({ kind: 'limit', code: 'message.too_many' })
  })

  it.each([null, 'nonsense', {}, { error: 3 }])('makes do with %j', (body) => {
    expect(errorFrom(body, 502)).toMatchObject({ kind: 'unavailable', code: 'http.502' })
  })
})
