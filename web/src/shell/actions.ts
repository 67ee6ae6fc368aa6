// Actions that exist on every page.
import { defineActions, type Action } from '@/actions'
import type { MessageKey } from '@/i18n'
import { preferences, type ThemeChoice } from '@/services/preferences'
import { toast, undoLast } from '@/services/toasts'
import type { NavEntry } from '@/services/feature'

export interface ShellState {
  togglePalette: () => void
  showHelp: () => void
  signOut: () => Promise<void>
}

export const shellActions = defineActions<ShellState>([
  {
    name: 'shell.palette',
    label: 'shell.actions.palette',
    icon: 'search',
    group: 'shell.groups.actions',
    shortcut: ['Mod+K', '/'],
    isListed: false,
    worksInDialogs: false,
    command: (state) => state.togglePalette,
  },
  {
    name: 'shell.help',
    label: 'shell.actions.help',
    icon: 'keyboard',
    group: 'shell.groups.actions',
    shortcut: '?',
    command: (state) => state.showHelp,
  },
  {
    name: 'shell.undo',
    label: 'shell.actions.undo',
    icon: 'undo',
    group: 'shell.groups.actions',
    shortcut: 'Z',
    may: () => toast.value?.undo !== null && toast.value !== null,
    command: () => undoLast,
  },
  ...(['light', 'dark', 'system'] as ThemeChoice[]).map(
    (choice): Action<ShellState> => ({
      name: `shell.theme.${choice}`,
      label: `shell.actions.${choice}`,
      icon: choice === 'light' ? 'sun' : choice === 'dark' ? 'moon' : 'screen',
      group: 'shell.groups.appearance',
      may: () => preferences.theme !== choice,
      command: () => () => (preferences.theme = choice),
    }),
  ),
  {
    name: 'shell.sound',
    label: () => (preferences.sounds ? 'shell.actions.soundOff' : 'shell.actions.soundOn'),
    icon: 'sound',
    group: 'shell.groups.actions',
    command: () => () => (preferences.sounds = !preferences.sounds),
  },
  {
    name: 'shell.signOut',
    label: 'shell.actions.signOut',
    icon: 'signOut',
    group: 'shell.groups.account',
    command: (state) => state.signOut,
  },
])

// One action for each entry of the navigation that this person may open.
export function goActions(
  entries: readonly NavEntry[],
  t: (key: MessageKey) => string,
  go: (to: string) => unknown,
): Action[] {
  return entries.map((entry) => ({
    name: `go.${entry.to}`,
    label: () => ({ key: 'shell.actions.go', params: { page: t(entry.label) } }),
    icon: entry.icon,
    group: 'shell.groups.go',
    ...(entry.shortcut === undefined ? {} : { shortcut: entry.shortcut }),
    command: () => () => go(entry.to),
  }))
}
