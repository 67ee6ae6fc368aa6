// One clock for everything that counts: it ticks once a second for the whole page, corrected by
// what the server's clock says, so that a wrong clock on this computer does no harm and a
// throttled tab is right when it wakes.
import { computed, ref, type Ref } from 'vue'

const localNow = ref(Date.now())
const offset = ref(0)
let users = 0
let timer: ReturnType<typeof setTimeout> | undefined

function tick(): void {
  localNow.value = Date.now()
  timer = setTimeout(tick, 1000 - (Date.now() % 1000))
}

// Call with a moment of the server that was true just now.
export function setServerTime(at: number): void {
  const difference = at - Date.now()
  // Small differences are the way the answer took; following them would make timers jump.
  if (Math.abs(difference - offset.value) > 1500) offset.value = difference
}

export function serverNow(): number {
  return Date.now() + offset.value
}

const now = computed(() => localNow.value + offset.value)

// The current second. Ticks from the first use on.
export function useNow(): Readonly<Ref<number>> {
  if (users === 0 && typeof window !== 'undefined') {
    tick()
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) return
      clearTimeout(timer)
      tick()
    })
  }
  users += 1
  return now
}
