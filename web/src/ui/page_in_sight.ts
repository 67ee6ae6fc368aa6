// Does somebody look at this page now: it is visible and has the focus.
import { onScopeDispose, ref, type Ref } from 'vue'

export function usePageInSight(): Readonly<Ref<boolean>> {
  const look = () => !document.hidden && document.hasFocus()
  const inSight = ref(look())
  const update = () => (inSight.value = look())
  const events = ['focus', 'blur'] as const
  for (const event of events) window.addEventListener(event, update)
  document.addEventListener('visibilitychange', update)
  onScopeDispose(() => {
    for (const event of events) window.removeEventListener(event, update)
    document.removeEventListener('visibilitychange', update)
  })
  return inSight
}
