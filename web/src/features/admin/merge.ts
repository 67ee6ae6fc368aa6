// When two people change the same thing: what each of them changed is put together, field by field.
// Where both changed the same field, mine stays and theirs is told.

export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(x)
  return keys.length === Object.keys(y).length && keys.every((key) => key in y && isSame(x[key], y[key]))
}

export interface Merged<Item> {
  item: Item
  theirs: (keyof Item)[] // fields that only they changed; taken in
  both: (keyof Item)[] // fields that both changed in another way; mine stand
}

// `base` is what I began from.
export function merge<Item extends object>(base: Item, mine: Item, theirs: Item): Merged<Item> {
  const result: Merged<Item> = { item: { ...mine }, theirs: [], both: [] }
  for (const key of Object.keys(theirs) as (keyof Item)[]) {
    if (isSame(base[key], theirs[key]) || isSame(mine[key], theirs[key])) continue
    if (isSame(base[key], mine[key])) {
      result.item[key] = theirs[key]
      result.theirs.push(key)
    } else {
      result.both.push(key)
    }
  }
  return result
}

export interface Keyed {
  id: string
}

// The list with this item in its place, or at the end if it is new.
export function withItem<Item extends Keyed>(items: readonly Item[], item: Item): Item[] {
  const at = items.findIndex((other) => other.id === item.id)
  return at < 0 ? [...items, item] : items.map((other, index) => (index === at ? item : other))
}
export function withoutItem<Item extends Keyed>(items: readonly Item[], id: string): Item[] {
  return items.filter((other) => other.id !== id)
}
// Back where it stood, for undoing a removal.
export function insertedAt<Item extends Keyed>(items: readonly Item[], item: Item, at: number): Item[] {
  return [...withoutItem(items, item.id).slice(0, at), item, ...withoutItem(items, item.id).slice(at)]
}

// "items[2].ring_time_ms" of the document is "ring_time_ms" of the third item; null if the problem
// lies in another one.
export function pathInItem(field: string, index: number): string | null {
  const prefix = `items[${index}]`
  if (field === prefix) return ''
  return field.startsWith(`${prefix}.`) ? field.slice(prefix.length + 1) : null
}
