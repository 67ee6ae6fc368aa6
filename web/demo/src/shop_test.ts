import { beforeEach, describe, expect, it } from 'vitest'
import { HOURS, picture } from './art'
import { added, changed, countOf, readCart, removed, writeCart } from './cart'
import { PRODUCTS, productById } from './products'
import { WORDS } from './words'

describe('the cart', () => {
  beforeEach(() => localStorage.clear())

  it('counts one product once and survives a reload', () => {
    let lines = added(added(added([], 'tent-t2'), 'wax'), 'tent-t2')
    expect(countOf(lines)).toBe(3)
    writeCart(lines)
    lines = readCart()
    expect(lines).toEqual([
      { id: 'tent-t2', quantity: 2 },
      { id: 'wax', quantity: 1 },
    ])
    expect(removed(lines, 'tent-t2')).toEqual([{ id: 'wax', quantity: 1 }])
  })

  it('keeps quantities between 1 and 20', () => {
    const lines = added([], 'wax')
    expect(changed(lines, 'wax', 0)[0]?.quantity).toBe(1)
    expect(changed(lines, 'wax', 21)[0]?.quantity).toBe(20)
    expect(changed(lines, 'wax', Number.NaN)[0]?.quantity).toBe(1)
  })

  it('forgets what the shop does not know', () => {
    localStorage.setItem(
      'trailhouse:cart',
      '[{"id":"gone","quantity":1},{"id":"wax","quantity":2}]',
    )
    expect(readCart()).toEqual([{ id: 'wax', quantity: 2 }])
    localStorage.setItem('trailhouse:cart', 'nonsense')
    expect(readCart()).toEqual([])
  })
})

describe('the shop', () => {
  it('has a picture, words and prices in three languages for every product', () => {
    for (const product of PRODUCTS) {
      for (const words of [product.name, product.kind, product.text]) {
        expect(words.every((text) => text.length > 1)).toBe(true)
      }
      expect(product.price.every((price) => price > 0)).toBe(true)
      expect(product.goesWith.every((id) => productById(id) !== undefined)).toBe(true)
      HOURS.forEach((_, hour) => {
        expect(picture(product.art, hour).childElementCount).toBeGreaterThan(6)
      })
    }
  })

  it('describes a picture that matters and hides one that does not', () => {
    expect(picture('tent', 0, 'Tent').getAttribute('aria-label')).toBe('Tent')
    expect(picture('tent').getAttribute('aria-hidden')).toBe('true')
  })

  it('says everything in three languages', () => {
    for (const texts of Object.values(WORDS)) {
      expect(texts).toHaveLength(3)
      expect(texts.join('')).not.toMatch(/[!！]/)
    }
  })
})
