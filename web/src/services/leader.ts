// Of several tabs of the same person one leads: it rings and notifies, the others are silent. The
// browser's locks choose it and choose again when it closes.
import { ref, type Ref } from 'vue'

const lockName = 'firstline.leader'

export function useLeader(locks: LockManager | undefined = navigator.locks): Readonly<Ref<boolean>> {
  const leads = ref(locks === undefined) // without locks every tab speaks for itself
  void locks
    ?.request(lockName, () => {
      leads.value = true
      return new Promise<never>(() => undefined) // kept until the tab closes
    })
    .catch(() => (leads.value = true))
  return leads
}
