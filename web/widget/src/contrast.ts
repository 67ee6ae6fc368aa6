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

function mix(one: Rgb, other: Rgb, share: number): string {
  return `#${one
    .map((part, i) => Math.round(part * share + (other[i] ?? 0) * (1 - share)))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`
}

export interface Accent {
  accent: string
  onAccent: string
  soft: string
  line: string
}

// The colours around an accent, or null when people could not read it: then petrol stays.
export function accentFor(colour: string, panel: string, canvas: string): Accent | null {
  const base = parseColour(colour)
  const ground = parseColour(panel)
  if (base === null || ground === null) return null
  const onAccent = ['#FFFFFF', '#06282C'].find((ink) => contrast(ink, colour) >= LEAST_CONTRAST)
  if (onAccent === undefined) return null
  const isLegible = [panel, canvas].every((field) => contrast(colour, field) >= LEAST_CONTRAST)
  if (!isLegible) return null
  const soft = mix(base, ground, 0.1)
  if (contrast(colour, soft) < LEAST_CONTRAST) return null
  return { accent: colour, onAccent, soft, line: mix(base, ground, 0.4) }
}
