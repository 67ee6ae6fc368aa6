// Opening something from a list is choosing to edit it: the cursor goes into its first field, past
// the rest of the list, and comes back to the row when the editor closes. A drawer does the same by
// itself.
import { nextTick, watch, type Ref } from 'vue'

export function useFocusInEditor(editor: Ref<HTMLElement | null>, openKey: () => unknown): void {
  let opener: Element | null = null

  watch(openKey, async (key, before) => {
    const active = document.activeElement
    const isInside = editor.value?.contains(active) ?? false
    const isOpening = Boolean(key)
    if (isOpening && !isInside) opener = active
    await nextTick()
    if (isOpening && !isInside) {
      editor.value?.querySelector<HTMLElement>('.fields :is(input,textarea,select)')?.focus()
    } else if (!isOpening && before && (isInside || active === document.body)) {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  })
}
