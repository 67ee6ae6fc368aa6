// The key of something new follows its name until somebody writes one.
import { ref, watch, type Ref } from 'vue'
import { keyFrom } from './rules'

export function useOwnKey<Item extends { id: string }>(
  draft: Ref<Item | null>,
  isNew: Readonly<Ref<boolean>>,
  nameOf: (item: Item) => string,
) {
  const isOwn = ref(false)
  watch(isNew, () => (isOwn.value = false))
  watch(
    () => (draft.value === null ? '' : nameOf(draft.value)),
    (name) => {
      if (isNew.value && draft.value !== null && !isOwn.value) draft.value.id = keyFrom(name)
    },
  )
  return { keep: () => (isOwn.value = true) }
}
