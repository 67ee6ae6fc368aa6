// An action is a value: name, label, key, permission and what it does. Buttons, keys and the
// palette show the same list, so that none of them can say something else than the others.
import type { MessageKey, TextParams } from '@/i18n'
import type { IconName } from '@/ui/icons'

// May it be done now? `false` hides it; a text says why not and shows it switched off.
export type Verdict = boolean | { why: MessageKey; params?: TextParams }

// What is to happen: a command for the server over the live socket, or something on this page.
export type Plan = { do: string; args: Record<string, unknown> } | (() => unknown)

export type Label = MessageKey | { key: MessageKey; params: TextParams }

export interface Action<State = void> {
  name: string // "offer.accept": stable, a person's own keys are kept by it
  label: MessageKey | ((state: State) => Label)
  icon?: IconName
  group?: MessageKey // heading in the palette and in the key help
  shortcut?: string | readonly string[] // the first one is printed on controls
  may?: (state: State) => Verdict // without it: always
  command: (state: State) => Plan | null | undefined
  isListed?: boolean // false keeps it out of the palette (slots 1 to 9, Escape and the like)
  repeats?: boolean // a held key goes on (next, previous)
  worksInDialogs?: boolean // also while a dialog is open
}

// Keeps the type of State while writing a list of actions.
export function defineActions<State>(actions: readonly Action<State>[]): readonly Action<State>[] {
  return actions
}
