// A QR code as one path of an SVG: a square for each dark module. Pure.
import { encode } from 'uqr'

export interface QrPath {
  path: string
  size: number // of the square drawing, quiet zone included
}

const quietZone = 4 // modules, as ISO/IEC 18004 asks for

export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: quietZone })
  let path = ''
  data.forEach((line, y) =>
    line.forEach((isDark, x) => {
      if (isDark) path += `M${x} ${y}h1v1h-1z`
    }),
  )
  return { path, size }
}

// "JBSWY3DPEHPK3PXP" in groups of four, for typing it in.
export function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? ''
}
