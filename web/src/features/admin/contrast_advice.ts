// Whether people can read a shop's colour in the widget: as text on its grounds and under white, by
// WCAG 2.2 §1.4.3. Where they cannot, the widget keeps its own colour; so the admin is told.
import { contrast } from '@/ui/contrast'

export const leastContrast = 4.5
const lightGrounds = ['#FFFFFF', '#F1F4F3', '#E0F0F1'] // panel, canvas, a tint of the panel

export interface Advice {
  ratio: number // on the worst ground
  isReadable: boolean
}

// Null if it is no colour.
export function adviceFor(accent: string): Advice | null {
  if (!/^#[0-9a-f]{6}$/i.test(accent)) return null
  const ratio = Math.min(...lightGrounds.map((ground) => contrast(accent, ground)))
  return { ratio, isReadable: ratio >= leastContrast }
}

// The nearest darker colour of the same hue that people can read.
export function darkened(accent: string): string {
  const channel = (from: number) => Number.parseInt(accent.slice(from, from + 2), 16)
  const channels = [channel(1), channel(3), channel(5)]
  for (let percent = 100; percent > 0; percent -= 2) {
    const hex = channels.map((value) =>
      Math.round((value * percent) / 100).toString(16).padStart(2, '0'),
    )
    const colour = `#${hex.join('').toUpperCase()}`
    if (adviceFor(colour)?.isReadable) return colour
  }
  return '#000000'
}
