// What is in the cart, kept by the browser.
import { PRODUCTS } from './products'

export interface Line {
  id: string
  quantity: number
}

const KEY = 'trailhouse:cart'
const MOST = 20

export function readCart(): Line[] {
  try {
    const lines = JSON.parse(localStorage.getItem(KEY) ?? '[]') as Line[]
    return lines
      .filter((line) => PRODUCTS.some((product) => product.id === line.id))
      .map((line) => ({ id: line.id, quantity: bounded(line.quantity) }))
  } catch {
    return []
  }
}

export function writeCart(lines: Line[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(lines))
  } catch {
    // without storage the cart lives as long as the page
  }
}

export function added(lines: Line[], id: string): Line[] {
  const known = lines.find((line) => line.id === id)
  if (known === undefined) return [...lines, { id, quantity: 1 }]
  return changed(lines, id, known.quantity + 1)
}

export function changed(lines: Line[], id: string, quantity: number): Line[] {
  return lines.map((line) => (line.id === id ? { id, quantity: bounded(quantity) } : line))
}

export function removed(lines: Line[], id: string): Line[] {
  return lines.filter((line) => line.id !== id)
}

export function countOf(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0)
}

function bounded(quantity: number): number {
  return Math.min(MOST, Math.max(1, Math.round(Number(quantity) || 1)))
}
