// What the frame of an editor is told, the same for every section.
import { computed } from 'vue'
import type { SectionName } from '@/protocol/catalog'
import type { useItemEditor } from './use_item_editor'

type Editor = ReturnType<typeof useItemEditor<SectionName>>
type Framed = Pick<
  Editor,
  'isNew' | 'isDirty' | 'isSaving' | 'isBroken' | 'form' | 'guard' | 'conflict' | 'save' | 'discard'
  | 'close' | 'keepMine' | 'useTheirs'
>

export function useEditorFrame(editor: Framed) {
  return computed(() => ({
    isNew: editor.isNew.value,
    isDirty: editor.isDirty.value,
    isSaving: editor.isSaving.value,
    isBroken: editor.isBroken.value,
    form: editor.form.value,
    guard: editor.guard,
    conflict: editor.conflict.value,
    onSave: () => void editor.save(),
    onDiscard: editor.discard,
    onClose: () => void editor.close(),
    onKeepMine: editor.keepMine,
    onUseTheirs: editor.useTheirs,
  }))
}
