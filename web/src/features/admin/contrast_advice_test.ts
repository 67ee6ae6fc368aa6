import { describe, expect, it } from 'vitest'
import { adviceFor, darkened, leastContrast } from './contrast_advice'

describe('the advice about a colour', () => {
  it('lets dark colours stand', () => {
    expect(adviceFor('#0A6570')?.isReadable).toBe(true)
    expect(adviceFor('#2F4A33')?.isReadable).toBe(true)
  })
  it('warns of light ones and offers a darker one of the same hue', () => {
    expect(adviceFor('#18A058')?.isReadable).toBe(false)
    const better = darkened('#18A058')
    expect(adviceFor(better)?.ratio).toBeGreaterThanOrEqual(leastContrast)
    const green = Number.parseInt(better.slice(3, 5), 16)
    expect(green).toBeGreaterThan(Number.parseInt(better.slice(1, 3), 16))
  })
  it('says nothing about what is no colour', () => {
    expect(adviceFor('')).toBeNull()
    expect(adviceFor('red')).toBeNull()
  })
  it('leaves a readable colour as it is', () => {
    expect(darkened('#0a6570')).toBe('#0A6570')
  })
})
