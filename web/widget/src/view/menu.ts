// "More": earlier conversations, leaving. Arrows walk, Escape closes, the button gets
// the focus back.
import { screenOf } from '../select'
import type { State } from '../state'
import type { Context } from './context'
import { h, setAttribute, show } from './dom'
import { icon, type IconName } from './icons'

export interface Menu {
  readonly button: HTMLElement
  readonly element: HTMLElement
  update(state: State): void
  close(): boolean // whether it was open
}

export function menu({ texts, session }: Context): Menu {
  const { t } = texts
  const element = h('div.menu', {
    hidden: true,
    onkeydown: (event: KeyboardEvent) => walk(event),
  })
  const button = h('button.tool', {
    'aria-label': t('more'),
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    onclick: () => (element.hidden ? open() : close()),
  })
  button.append(icon('dots'))

  function item(drawing: IconName, text: string, act: () => void): HTMLElement {
    const attributes = { role: 'menuitem', tabindex: -1, onclick: act }
    return h('button', attributes, icon(drawing), text)
  }

  function items(state: State): HTMLElement[] {
    const screen = screenOf(state)
    const isOpen = state.conversation?.phase === 'open' && state.link === 'online'
    return [
      item('history', t('history'), () => {
        shut()
        session.showHistory(true)
      }),
      ...(screen === 'talk' && isOpen
        ? [
            item('exit', t('end'), () => {
              shut()
              session.leave()
            }),
          ]
        : []),
      ...(screen === 'queue' && isOpen && !state.conversation?.is_message
        ? [item('exit', t('leave_line'), confirmLeaving)]
        : []),
    ]
  }

  function open(): void {
    fill(items(session.state), 'menu')
    show(element, true)
    setAttribute(button, 'aria-expanded', 'true')
    focusable()[0]?.focus()
  }

  function fill(children: HTMLElement[], role: string): void {
    setAttribute(element, 'role', role)
    setAttribute(element, 'aria-label', t('more'))
    element.replaceChildren(...children)
  }

  // A place that is given up cannot be taken back, so this one asks.
  function confirmLeaving(): void {
    const leave = h(
      'button.danger',
      {
        onclick: () => {
          shut()
          session.leave()
        },
      },
      t('leave_line'),
    )
    const stay = h('button', { onclick: () => close() }, t('leave_stay'))
    fill([h('p', {}, t('leave_ask')), leave, stay], 'group')
    stay.focus()
  }

  function focusable(): HTMLElement[] {
    return [...element.querySelectorAll<HTMLElement>('[role=menuitem]')]
  }

  function walk(event: KeyboardEvent): void {
    const all = focusable()
    const at = all.indexOf(event.target as HTMLElement)
    const steps: Record<string, number> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }
    const next = steps[event.key]
    if (at >= 0 && event.key === 'Tab') shut()
    if (at < 0 || next === undefined) return
    event.preventDefault()
    all[next]?.focus()
  }

  function shut(): void {
    show(element, false)
    setAttribute(button, 'aria-expanded', 'false')
  }

  function close(): boolean {
    if (element.hidden) return false
    shut()
    button.focus()
    return true
  }

  element.addEventListener('focusout', (event) => {
    const to = event.relatedTarget as Node | null
    if (to !== null && !element.contains(to) && to !== button) shut()
  })

  let screen = screenOf(session.state)
  return {
    button,
    element,
    close,
    update(state) {
      const now = screenOf(state)
      if (now !== screen) shut() // what it offered was for another screen
      screen = now
    },
  }
}
