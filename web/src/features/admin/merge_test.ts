import { describe, expect, it } from 'vitest'
import { insertedAt, isSame, merge, pathInItem, withItem, withoutItem } from './merge'

const base = { id: 'general', name: 'General', ring: 20, outcomes: ['a'] }

describe('two people who change the same item', () => {
  it('both get what only they changed', () => {
    const merged = merge(base, { ...base, name: 'Shop' }, { ...base, ring: 30 })
    expect(merged).toEqual({ item: { ...base, name: 'Shop', ring: 30 }, theirs: ['ring'], both: [] })
  })
  it('are told of a field that both changed; mine stands', () => {
    const merged = merge(base, { ...base, ring: 25 }, { ...base, ring: 30 })
    expect(merged).toEqual({ item: { ...base, ring: 25 }, theirs: [], both: ['ring'] })
  })
  it('agree if they wrote the same', () => {
    const same = { ...base, outcomes: ['b'] }
    expect(merge(base, same, { ...base, outcomes: ['b'] })).toEqual({
      item: same, theirs: [], both: [],
    })
  })
})

describe('sameness', () => {
  it('looks into lists and objects', () => {
    expect(isSame({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true)
    expect(isSame({ a: [1] }, { a: [1, 2] })).toBe(false)
    expect(isSame([], {})).toBe(false)
    expect(isSame({ a: undefined }, { b: undefined })).toBe(false)
    expect(isSame(null, {})).toBe(false)
  })
})

describe('a list', () => {
  const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  it('keeps the order when an item changes, and takes a new one at its end', () => {
    expect(withItem([{ id: 'a', n: 1 }, { id: 'b', n: 1 }], { id: 'a', n: 2 })).toEqual([
      { id: 'a', n: 2 },
      { id: 'b', n: 1 },
    ])
    expect(withItem(items, { id: 'd' }).at(-1)).toEqual({ id: 'd' })
  })
  it('gets a removed item back where it stood', () => {
    expect(insertedAt(withoutItem(items, 'b'), { id: 'b' }, 1)).toEqual(items)
  })
})

describe('the path of a problem', () => {
  it('is that of the field if it lies in this item', () => {
    expect(pathInItem('items[2].required[0].level', 2)).toBe('required[0].level')
    expect(pathInItem('items[2]', 2)).toBe('')
    expect(pathInItem('items[20].name', 2)).toBeNull()
    expect(pathInItem('agents[2].queues[0]', 2)).toBeNull()
  })
})
