// Keys of the editor: saving without leaving the keyboard.
import { defineActions } from '@/actions'

export interface EditorState {
  canSave: boolean
  save: () => unknown
}

export const editorActions = defineActions<EditorState>([
  {
    name: 'admin.save',
    label: 'admin.actions.save',
    icon: 'save',
    group: 'admin.nav',
    shortcut: 'Mod+S',
    worksInDialogs: true,
    may: (state) => state.canSave,
    command: (state) => state.save,
  },
])
