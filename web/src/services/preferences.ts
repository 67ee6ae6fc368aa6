// What a person chose about the interface. Kept in this browser; every part follows a change.
import { reactive, watch } from 'vue'
import type { KeyPreferences } from '@/actions/registry'

export type ThemeChoice = 'system' | 'light' | 'dark'

export interface Preferences {
  theme: ThemeChoice
  keys: KeyPreferences
  enterSends: boolean // else Enter makes a new line and Ctrl+Enter sends
  sounds: boolean
  volume: number // 0 to 100
  notifications: boolean
}

const storageKey = 'firstline.preferences'

function standard(): Preferences {
  return {
    theme: 'system',
    keys: { letters: true, keys: {} },
    enterSends: true,
    sounds: true,
    volume: 60,
    notifications: false,
  }
}

// What was kept, checked field by field: a version of tomorrow or a hand may have written it.
export function readPreferences(text: string | null): Preferences {
  try {
    return preferencesFrom(JSON.parse(text ?? '{}') as Record<string, unknown>)
  } catch {
    return standard()
  }
}

export function preferencesFrom(kept: Record<string, unknown>): Preferences {
  const result = standard()
  if (kept.theme === 'light' || kept.theme === 'dark') result.theme = kept.theme
  for (const name of ['enterSends', 'sounds', 'notifications'] as const) {
    if (typeof kept[name] === 'boolean') result[name] = kept[name]
  }
  if (typeof kept.volume === 'number') result.volume = Math.min(100, Math.max(0, kept.volume))
  const keys = kept.keys as Partial<KeyPreferences> | undefined
  if (typeof keys?.letters === 'boolean') result.keys.letters = keys.letters
  for (const [name, key] of Object.entries(keys?.keys ?? {})) {
    if (key === null || typeof key === 'string') result.keys.keys[name] = key
  }
  return result
}

export const preferences: Preferences = reactive(readPreferences(localStorage.getItem(storageKey)))

watch(preferences, (now) => {
  try {
    localStorage.setItem(storageKey, JSON.stringify(now))
  } catch {
    // Storage is full or forbidden: the choice holds until the page is closed.
  }
})
