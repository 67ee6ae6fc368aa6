// The floor as it happens: asked for once, then told by the server at most once a second.
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Floor } from '@/protocol/values'
import { command, hint, liveState, onFrame } from '@/services/connection'
import { faultOf, type Fault } from '@/services/fault'
import { setServerTime } from '@/ui/now'

export function useFloor() {
  const floor = shallowRef<Floor | null>(null)
  const fault = ref<Fault | null>(null)

  function take(next: Floor): void {
    setServerTime(Date.parse(next.now))
    floor.value = next
    fault.value = null
  }
  async function begin(): Promise<void> {
    try {
      take(await command('floor.watch', {}))
    } catch (error) {
      // What is on the page stays; without anything the page says why.
      fault.value = faultOf(error)
    }
  }
  onFrame('floor', take)
  // A new connection knows nothing of the old one's wishes.
  watch(
    () => liveState.value.status,
    (status) => {
      if (status === 'online') void begin()
    },
    { immediate: true },
  )
  onScopeDispose(() => hint('floor.unwatch', {}))
  return { floor, fault, begin }
}
