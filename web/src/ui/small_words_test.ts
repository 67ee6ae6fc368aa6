import { describe, expect, it } from 'vitest'
import { parseDuration } from './duration_text'
import { waitStep } from './wait_step'

describe('a length of time', () => {
  it.each([
    ['20 s', 20_000],
    ['20', 20_000],
    ['2 min', 120_000],
    ['1:30', 90_000],
    ['1:00:05', 3_605_000],
    ['2 h 5 min', 7_500_000],
    ['2小时5分', 7_500_000],
    ['30 秒', 30_000],
    ['1.5h', 5_400_000],
    ['', null],
    ['soon', null],
    ['1:75', null],
    ['5 parsecs', null],
  ])('written %j is %j', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })
})

describe('a wait', () => {
  it('goes through four steps by the share of the target', () => {
    expect(waitStep(500_000, 60_000, true)).toBe('quiet')
    expect(waitStep(29_999, 60_000, false)).toBe('early')
    expect(waitStep(30_000, 60_000, false)).toBe('half')
    expect(waitStep(59_999, 60_000, false)).toBe('half')
    expect(waitStep(60_000, 60_000, false)).toBe('late')
  })
  it('without a target is never late', () => {
    expect(waitStep(9e9, null, false)).toBe('early')
  })
})
