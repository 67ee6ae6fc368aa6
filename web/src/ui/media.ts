// Does the page have this width, this pointer, this wish?
import { onScopeDispose, ref, type Ref } from 'vue'

export function useMedia(query: string): Readonly<Ref<boolean>> {
  const list = window.matchMedia?.(query)
  const fits = ref(list?.matches ?? false)
  const update = (event: MediaQueryListEvent) => (fits.value = event.matches)
  list?.addEventListener('change', update)
  onScopeDispose(() => list?.removeEventListener('change', update))
  return fits
}
