// Does the page have this width, this pointer, this wish?
import { onScopeDispose, ref, type Ref } from 'vue'

// The steps at which pages change their shape.
export const layout = {
  phone: '(max-width: 767px)', // one pane at a time
  narrow: '(max-width: 1023px)',
  drawer: '(max-width: 1279px)', // what stands on the right lies over the page
} as const

export function useMedia(query: string): Readonly<Ref<boolean>> {
  const list = window.matchMedia?.(query)
  const fits = ref(list?.matches ?? false)
  const update = (event: MediaQueryListEvent) => (fits.value = event.matches)
  list?.addEventListener('change', update)
  onScopeDispose(() => list?.removeEventListener('change', update))
  return fits
}
