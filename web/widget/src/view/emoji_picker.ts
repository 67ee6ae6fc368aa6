// A compact grid; arrows walk in it, Escape closes it, a choice goes to the cursor.
import { EMOJI, EMOJI_COLUMNS } from '../emoji'
import { h, show } from './dom'

export interface EmojiPicker {
  readonly element: HTMLElement
  open(): void
  close(): void
  isOpen(): boolean
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -EMOJI_COLUMNS,
  ArrowDown: EMOJI_COLUMNS,
}

export function emojiPicker(label: string, onChoice: (emoji: string) => void): EmojiPicker {
  const buttons: HTMLButtonElement[] = []
  const element = h('div.emoji', {
    role: 'group',
    'aria-label': label,
    hidden: true,
    onkeydown: (event: KeyboardEvent) => walk(event),
  })

  function fill(): void {
    if (buttons.length > 0) return
    for (const emoji of EMOJI) {
      const choose = (): void => onChoice(emoji)
      const button = h('button', { tabindex: -1, onclick: choose }, emoji)
      buttons.push(button)
    }
    element.append(...buttons)
  }

  function focusOn(index: number): void {
    const button = buttons[index]
    if (button === undefined) return
    for (const other of buttons) other.tabIndex = -1
    button.tabIndex = 0
    button.focus()
  }

  function walk(event: KeyboardEvent): void {
    const step = STEPS[event.key]
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    if (step === undefined || at < 0) return
    event.preventDefault()
    focusOn(at + step)
  }

  return {
    element,
    open() {
      fill()
      show(element, true)
      focusOn(0)
    },
    close: () => show(element, false),
    isOpen: () => !element.hidden,
  }
}
