// Who is signed in here, and what they may do.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { ApiError } from '@/protocol/errors'
import { sessionApi, type Credentials } from '@/protocol/session_api'
import type { Me, Permission } from '@/protocol/values'
import { isLocaleKept, setLocale } from '@/i18n'
import { api, isSignedOut, live } from './connection'
import { followSettings } from './settings_sync'

export const useSession = defineStore('session', () => {
  const calls = sessionApi(api)
  const me = ref<Me | null>(null)
  const asksToStart = ref(false) // after signing in: the press that lets sound through

  const isSignedIn = computed(() => me.value !== null && !isSignedOut.value)
  // One permission, or any of several.
  function may(permission: Permission | readonly Permission[]): boolean {
    const wanted = typeof permission === 'string' ? [permission] : permission
    return wanted.some((one) => me.value?.permissions.includes(one) ?? false)
  }

  // The language chosen at another computer, unless one was chosen here.
  async function take(person: Me): Promise<void> {
    me.value = person
    isSignedOut.value = false
    if (person.user.locale !== null && !isLocaleKept()) await setLocale(person.user.locale, false)
  }
  // True if the cookie of an earlier visit still holds.
  async function restore(): Promise<boolean> {
    try {
      await take(await calls.me())
      return true
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'unauthenticated') {
        me.value = null
        return false
      }
      throw error
    }
  }
  async function signIn(credentials: Credentials): Promise<void> {
    await calls.signIn(credentials)
    await take(await calls.me())
    asksToStart.value = true
  }
  async function signOut(): Promise<void> {
    live.stop()
    try {
      await calls.signOut()
    } finally {
      me.value = null
      asksToStart.value = false
    }
  }
  followSettings(api, () => isSignedIn.value)
  return { me, asksToStart, isSignedIn, may, restore, signIn, signOut, calls }
})
