// All actions that exist at this moment, each bound to the state it looks at.
//
// A component binds its actions while it is mounted; a later binding of the same name covers the
// earlier one. Reading `list` or `find` in a computed value follows every change.
import { computed, reactive, shallowReactive, type ComputedRef } from 'vue'
import { text, type MessageKey } from '@/i18n'
import type { IconName } from '@/ui/icons'
import type { Action, Plan, Verdict } from './action'

export interface BoundAction {
  readonly name: string
  readonly icon: IconName | undefined
  readonly group: MessageKey | undefined
  readonly isListed: boolean
  readonly repeats: boolean
  readonly worksInDialogs: boolean
  readonly standardShortcuts: readonly string[]
  label(): string
  shortcuts(): readonly string[] // the person's own choice, else the standard
  verdict(): Verdict
  run(): Promise<void> // does nothing if it may not be done now
}

// What a person changed about the keys. A null switches the key of that action off.
export interface KeyPreferences {
  letters: boolean
  keys: Record<string, string | null>
}

export interface RegistryOptions {
  preferences: KeyPreferences // reactive
  perform: (plan: Exclude<Plan, () => unknown>) => Promise<unknown>
  onError: (error: unknown, action: BoundAction) => void
}

export class ActionRegistry {
  // Newest binding last.
  private readonly bindings_ = shallowReactive(new Map<string, BoundAction[]>())
  readonly list: ComputedRef<BoundAction[]> = computed(() =>
    [...this.bindings_.values()].flatMap((stack) => stack.at(-1) ?? []),
  )

  constructor(private readonly options_: RegistryOptions) {}

  bind<State>(action: Action<State>, state: () => State): { bound: BoundAction; unbind(): void } {
    const bound = this.makeBound_(action, state)
    const stack = this.bindings_.get(action.name) ?? []
    this.bindings_.set(action.name, [...stack, bound])
    return {
      bound,
      unbind: () => {
        const left = (this.bindings_.get(action.name) ?? []).filter((other) => other !== bound)
        if (left.length > 0) this.bindings_.set(action.name, left)
        else this.bindings_.delete(action.name)
      },
    }
  }

  find(name: string): BoundAction | undefined {
    return this.bindings_.get(name)?.at(-1)
  }

  // The action that already answers to this key, for choosing another one.
  ownerOf(shortcut: string): BoundAction | undefined {
    return this.list.value.find((action) => action.shortcuts().includes(shortcut))
  }

  private makeBound_<State>(action: Action<State>, state: () => State): BoundAction {
    const options = this.options_
    const standard =
      action.shortcut === undefined
        ? []
        : typeof action.shortcut === 'string'
          ? [action.shortcut]
          : action.shortcut
    const bound: BoundAction = {
      name: action.name,
      icon: action.icon,
      group: action.group,
      isListed: action.isListed !== false,
      repeats: action.repeats === true,
      worksInDialogs: action.worksInDialogs === true,
      standardShortcuts: standard,
      label: () => {
        const label = typeof action.label === 'function' ? action.label(state()) : action.label
        return typeof label === 'string' ? text(label) : text(label.key, label.params)
      },
      shortcuts: () => {
        const own = options.preferences.keys[action.name]
        if (own === undefined) return standard
        return own === null ? [] : [own]
      },
      verdict: () => (action.may === undefined ? true : action.may(state())),
      run: async () => {
        if (bound.verdict() !== true) return
        try {
          const plan = action.command(state())
          if (typeof plan === 'function') await plan()
          else if (plan !== null && plan !== undefined) await options.perform(plan)
        } catch (error) {
          options.onError(error, bound)
        }
      },
    }
    return bound
  }
}

export function emptyKeyPreferences(): KeyPreferences {
  return reactive({ letters: true, keys: {} })
}
