// The person's preferences follow them to the next computer: the server keeps them as it gets them.
import { watch } from 'vue'
import type { Api } from '@/protocol/api'
import { preferences, preferencesFrom } from './preferences'

const pauseMs = 1500 // several changes at once are kept once

let adopted = '' // what the server has; an equal state is not sent back

// `settings` as they stand in the desk's snapshot. Empty: the server has none yet, ours go there.
export function adoptSettings(settings: Record<string, unknown>): void {
  if (Object.keys(settings).length === 0) return
  Object.assign(preferences, preferencesFrom(settings))
  adopted = JSON.stringify(preferences)
}

// Sends every later change while `isSignedIn`. Call once. A failure does no harm: they are kept in
// this browser too, and the next change sends everything.
export function followSettings(api: Api, isSignedIn: () => boolean): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    preferences,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const now = JSON.stringify(preferences)
        if (!isSignedIn() || now === adopted) return
        adopted = now
        void api.put('/me/settings', { settings: preferences }).catch(() => (adopted = ''))
      }, pauseMs)
    },
    { deep: true },
  )
}
