// What is not saved does not get lost by going elsewhere: the person is asked, because they began.
import { onScopeDispose, ref, type Ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'

export type GuardAnswer = 'save' | 'drop' | 'stay'

export interface Guard {
  isAsking: Ref<boolean>
  answer: (answer: GuardAnswer) => Promise<void>
}

// `save` says whether it is stored.
export function useGuard(isDirty: Readonly<Ref<boolean>>, save: () => Promise<boolean>): Guard {
  const isAsking = ref(false)
  let resolve: ((mayGo: boolean) => void) | null = null

  function ask(): boolean | Promise<boolean> {
    if (!isDirty.value) return true
    resolve?.(false) // an earlier question is answered by the later one
    isAsking.value = true
    return new Promise((done) => (resolve = done))
  }
  async function answer(given: GuardAnswer): Promise<void> {
    isAsking.value = false
    const done = resolve
    resolve = null
    done?.(given === 'drop' || (given === 'save' && (await save())))
  }
  onBeforeRouteLeave(ask)
  onBeforeRouteUpdate((to, from) => (to.path === from.path ? true : ask()))

  // Closing the tab: only the browser may ask, in its own words.
  function unload(event: BeforeUnloadEvent): void {
    if (isDirty.value) event.preventDefault()
  }
  window.addEventListener('beforeunload', unload)
  onScopeDispose(() => window.removeEventListener('beforeunload', unload))
  return { isAsking, answer }
}
