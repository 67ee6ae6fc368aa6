// Keys to actions: the one listener of the page.
//
// Nothing is done while an input method composes: the Enter that ends a pinyin candidate must not
// send, the Escape that cancels it must not leave. Letters rest while a field has focus. While a
// dialog is open, only actions made for dialogs answer.
import type { ActionRegistry, BoundAction, KeyPreferences } from './registry'
import { matches, parseShortcut, type Platform, type Shortcut } from './shortcut'

const sequenceTime = 1500 // how long a first letter ("G") waits for its second, in ms
// The code that browsers give to keys an input method has taken.
const composingKeyCode = 229

const textInputs = new Set([
  'text', 'search', 'email', 'password', 'tel', 'url', 'number',
  'date', 'time', 'datetime-local', 'month', 'week',
])

export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === composingKeyCode
}

// Does this element take letters for itself: typing, or jumping in a list by first letter?
export function takesLetters(element: Element | null): boolean {
  if (element === null) return false
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return true
  if (element instanceof HTMLInputElement) return textInputs.has(element.type)
  if (element instanceof HTMLElement && element.isContentEditable) return true
  return element.closest('[role=menu],[role=listbox],[role=combobox],[role=textbox]') !== null
}

export interface KeyboardOptions {
  registry: ActionRegistry
  preferences: KeyPreferences
  platform: Platform
}

export class Keyboard {
  private readonly escapes_: (() => boolean | void)[] = []
  private dialogs_ = 0
  private first_: { key: KeyboardEvent; at: number } | null = null
  private readonly parsed_ = new Map<string, Shortcut>()

  constructor(private readonly options_: KeyboardOptions) {}

  // Returns a function that stops listening.
  listen(target: Pick<Window, 'addEventListener' | 'removeEventListener'> = window): () => void {
    const handle = (event: Event) => this.handle(event as KeyboardEvent)
    target.addEventListener('keydown', handle)
    return () => target.removeEventListener('keydown', handle)
  }

  // The newest handler gets Escape first; one that returns false passes it on.
  onEscape(handler: () => boolean | void): () => void {
    this.escapes_.push(handler)
    return () => {
      const index = this.escapes_.lastIndexOf(handler)
      if (index >= 0) this.escapes_.splice(index, 1)
    }
  }

  // Called by every dialog while it is open. Returns a function for its closing.
  enterDialog(): () => void {
    this.dialogs_ += 1
    let left = false
    return () => {
      if (left) return
      left = true
      this.dialogs_ -= 1
    }
  }

  handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || isComposing(event)) return
    if (event.key === 'Escape' && this.escape_()) {
      event.preventDefault()
      return
    }
    const action = this.actionFor_(event)
    if (action === null) return
    event.preventDefault()
    if (event.repeat && !action.repeats) return
    void action.run()
  }

  private escape_(): boolean {
    for (let index = this.escapes_.length - 1; index >= 0; index -= 1) {
      if (this.escapes_[index]?.() !== false) return true
    }
    return false
  }

  private actionFor_(event: KeyboardEvent): BoundAction | null {
    const lettersRest = !this.options_.preferences.letters || takesLetters(document.activeElement)
    const first = this.first_
    this.first_ = null
    let opens = false
    for (const action of this.candidates_()) {
      for (const text of action.shortcuts()) {
        const shortcut = this.parse_(text)
        if (shortcut.layer === 'letter' && lettersRest) continue
        const [one, two] = shortcut.strokes
        if (one === undefined) continue
        if (two === undefined) {
          if (first === null && matches(one, event)) return action
        } else if (first !== null && event.timeStamp - first.at <= sequenceTime) {
          if (matches(one, first.key) && matches(two, event)) return action
        } else if (matches(one, event)) {
          opens = true
        }
      }
    }
    if (opens) this.first_ = { key: event, at: event.timeStamp }
    // A wrong second key is taken as a first one.
    return first !== null && !opens ? this.actionFor_(event) : null
  }

  private candidates_(): BoundAction[] {
    return this.options_.registry.list.value.filter(
      (action) =>
        (this.dialogs_ === 0 || action.worksInDialogs) && action.verdict() === true,
    )
  }

  private parse_(text: string): Shortcut {
    let shortcut = this.parsed_.get(text)
    if (shortcut === undefined) {
      shortcut = parseShortcut(text, this.options_.platform)
      this.parsed_.set(text, shortcut)
    }
    return shortcut
  }
}
