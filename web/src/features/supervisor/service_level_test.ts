import { describe, expect, it } from 'vitest'
import { leftShare, serviceLevel, sumOf, variants } from './service_level'

// The test vector of the definitions.
const day = {
  answered: 1000, answered_within: 860, abandoned: 60, abandoned_within: 20, abandoned_short: 10,
}

describe('the service level', () => {
  it('gives the five variants of the test vector', () => {
    const shown = variants.map((variant) => ((serviceLevel(variant, day) ?? 0) * 100).toFixed(2))
    expect(shown).toEqual(['83.02', '86.00', '81.13', '82.69', '82.08'])
  })
  it('is unknown, not zero, without anybody to answer', () => {
    for (const variant of variants) expect(serviceLevel(variant, sumOf([]))).toBeNull()
    expect(leftShare(sumOf([]))).toBeNull()
  })
  it('of several queues is computed from their sums, not from their shares', () => {
    const two = sumOf([day, { ...day, answered_within: 0 }])
    expect(serviceLevel('SL-2', two)).toBeCloseTo(0.43)
  })
})
