// How components reach the actions. The shell provides one registry and one keyboard.
import { inject, onScopeDispose, shallowRef, watch, type InjectionKey, type Ref } from 'vue'
import type { Action } from './action'
import type { Keyboard } from './keyboard'
import type { ActionRegistry, BoundAction } from './registry'
import { labelOf, platformOf } from './shortcut'

export { defineActions, type Action, type Plan, type Verdict } from './action'
export type { BoundAction } from './registry'
export { isComposing } from './keyboard'

export const registryKey: InjectionKey<ActionRegistry> = Symbol('actions')
export const keyboardKey: InjectionKey<Keyboard> = Symbol('keyboard')

function need<T>(key: InjectionKey<T>): T {
  const value = inject(key)
  if (value === undefined) throw new Error('used outside of the application')
  return value
}

export function useRegistry(): ActionRegistry {
  return need(registryKey)
}

export function useKeyboard(): Keyboard {
  return need(keyboardKey)
}

// Binds actions while the component lives. Returns them by name, for its buttons.
export function useActions<State>(
  actions: readonly Action<State>[],
  state: () => State,
): Record<string, BoundAction> {
  const registry = useRegistry()
  const bound: Record<string, BoundAction> = {}
  for (const action of actions) {
    const binding = registry.bind(action, state)
    bound[action.name] = binding.bound
    onScopeDispose(binding.unbind)
  }
  return bound
}

// Runs `handler` for Escape while `active` is true; the newest one goes first.
export function useEscape(active: Ref<boolean>, handler: () => boolean | void): void {
  const keyboard = inject(keyboardKey, undefined)
  if (keyboard === undefined) return
  let stop: (() => void) | undefined
  watch(
    active,
    (isActive) => {
      stop?.()
      stop = isActive ? keyboard.onEscape(handler) : undefined
    },
    { immediate: true },
  )
  onScopeDispose(() => stop?.())
}

// Keeps keys of the page away while a dialog is open.
export function useDialogKeys(active: Ref<boolean>): void {
  const keyboard = inject(keyboardKey, undefined)
  if (keyboard === undefined) return
  let leave: (() => void) | undefined
  watch(
    active,
    (isActive) => {
      leave?.()
      leave = isActive ? keyboard.enterDialog() : undefined
    },
    { immediate: true },
  )
  onScopeDispose(() => leave?.())
}

export const platform = platformOf(navigator.userAgent)

interface KeyboardApi {
  getLayoutMap(): Promise<ReadonlyMap<string, string>>
}
const printed = shallowRef<ReadonlyMap<string, string>>(new Map())
const keyboardApi = (navigator as Navigator & { keyboard?: KeyboardApi }).keyboard
keyboardApi?.getLayoutMap().then(
  (map) => (printed.value = map),
  () => undefined, // the browser keeps it to itself: the standard letters are shown
)

// "Mod+K" as it is printed on this keyboard.
export function keyLabel(shortcut: string): string {
  return labelOf(shortcut, platform, printed.value)
}
