// A list that does not move while somebody points at it or has the cursor in it.
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { inOrderOf } from './floor_view'

export interface Steady<T> {
  items: ComputedRef<T[]>
  isHeld: Ref<boolean>
  hold: { onPointerenter: () => void; onPointerleave: () => void; onFocusin: () => void; onFocusout: (event: FocusEvent) => void }
}

export function useSteady<T>(sorted: () => T[], keyOf: (item: T) => string): Steady<T> {
  const isPointed = ref(false)
  const isFocused = ref(false)
  const isHeld = computed(() => isPointed.value || isFocused.value)
  const order = ref<string[]>([])
  const items = computed(() => (isHeld.value ? inOrderOf(sorted(), keyOf, order.value) : sorted()))
  watch(isHeld, (held) => {
    if (held) order.value = items.value.map(keyOf)
  })
  return {
    items,
    isHeld,
    hold: {
      onPointerenter: () => {
        order.value = items.value.map(keyOf)
        isPointed.value = true
      },
      onPointerleave: () => (isPointed.value = false),
      onFocusin: () => {
        order.value = items.value.map(keyOf)
        isFocused.value = true
      },
      onFocusout: (event) => {
        const list = event.currentTarget as Element
        isFocused.value = list.contains(event.relatedTarget as Node | null)
      },
    },
  }
}
