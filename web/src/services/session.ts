// Who is signed in here, and what they may do.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { ApiError } from '@/protocol/errors'
import { sessionApi, type Credentials } from '@/protocol/session_api'
import type { Me, Permission } from '@/protocol/types'
import { api, isSignedOut, live } from './connection'

export const useSession = defineStore('session', () => {
  const calls = sessionApi(api)
  const me = ref<Me | null>(null)
  const hasStarted = ref(false) // the Start step is done: sound is unlocked

  const isSignedIn = computed(() => me.value !== null && !isSignedOut.value)
  function may(permission: Permission): boolean {
    return me.value?.permissions.includes(permission) ?? false
  }

  // True if the cookie of an earlier visit still holds.
  async function restore(): Promise<boolean> {
    try {
      me.value = await calls.me()
      isSignedOut.value = false
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
    me.value = await calls.me()
    isSignedOut.value = false
  }
  async function signOut(): Promise<void> {
    live.stop()
    try {
      await calls.signOut()
    } finally {
      me.value = null
      hasStarted.value = false
    }
  }
  return { me, hasStarted, isSignedIn, may, restore, signIn, signOut, calls }
})
