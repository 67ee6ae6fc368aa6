import { describe, expect, it } from 'vitest'
import { grouped, qrPath } from './qr'

describe('a QR code', () => {
  it('has three finders, a quiet zone, and only whole squares', () => {
    const { path, size } = qrPath('otpauth://totp/Firstline:ann@demo.test?secret=JBSWY3DPEHPK3PXP')
    const squares = path.split('M').slice(1).map((part) => part.match(/^(\d+) (\d+)h1v1h-1z$/))
    expect(squares.every((square) => square !== null)).toBe(true)
    const at = new Set(squares.map((square) => `${square?.[1]} ${square?.[2]}`))
    for (const [x, y] of [[4, 4], [size - 5, 4], [4, size - 5]]) expect(at.has(`${x} ${y}`)).toBe(true)
    expect([...at].some((one) => one.startsWith('3 ') || one.endsWith(' 3'))).toBe(false)
  })
})

describe('a secret', () => {
  it('is written in groups of four', () => {
    expect(grouped('JBSWY3DPEHPK3PX')).toBe('JBSW Y3DP EHPK 3PX')
  })
})
