// A queue, a skill or a team that others lead to cannot go. The server names each place; a person
// wants to know where to look.
import type { Problem } from '@/protocol/errors'

export const usingSections = ['agents', 'queues', 'entry_points', 'canned_replies'] as const
export type UsingSection = (typeof usingSections)[number]
export type Uses = Partial<Record<UsingSection, number>>

// How many items of each section lead to what is no longer there; null if something else is wrong.
export function usesIn(problems: readonly Problem[]): Uses | null {
  const found = new Map<UsingSection, Set<string>>()
  for (const { code, field = '' } of problems) {
    const [, section, index] = /^(\w+)\[(\d+)\]/.exec(field) ?? []
    const isKnown = usingSections.includes(section as UsingSection)
    if (!code.endsWith('.unknown') || !isKnown || index === undefined) return null
    const items = found.get(section as UsingSection) ?? new Set()
    found.set(section as UsingSection, items.add(index))
  }
  if (found.size === 0) return null
  return Object.fromEntries([...found].map(([section, items]) => [section, items.size]))
}
