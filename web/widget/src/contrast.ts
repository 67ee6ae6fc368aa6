// May the page's own accent colour stand under white text, and as text on the panel? WCAG 2.2 §1.4.3.

export const LEAST_CONTRAST = 4.5

type Rgb = [number, number, number]

export function parseColour(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1]
  if (hex === undefined) return null
  const value = parseInt(hex, 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

export function contrast(one: string, other: string): number {
  const [a, b] = [parseColour(one), parseColour(other)]
  if (a === null || b === null) return 1
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

// The ink that people can read on the accent, or null when the accent itself cannot be read on one
// of the grounds: then petrol stays.
export function inkOn(accent: string, grounds: readonly string[]): string | null {
  const isLegible = grounds.every((ground) => contrast(accent, ground) >= LEAST_CONTRAST)
  const ink = ['#FFFFFF', '#06282C'].find((one) => contrast(one, accent) >= LEAST_CONTRAST)
  return isLegible ? (ink ?? null) : null
}
