// The window: header, one screen at a time, and where the focus is. It takes the focus only when
// its visitor opened it, and never holds it unless it covers the whole page.
import { screenOf, type Screen } from '../select'
import type { State } from '../state'
import { closedView } from './closed'
import { composer, type Draft } from './composer'
import type { Context, View } from './context'
import { h, setAttribute, show } from './dom'
import { headerView } from './header'
import { historyView } from './history'
import { icon } from './icons'
import { logView } from './log'
import { menu } from './menu'
import { placeView } from './place'
import { startView } from './start'

export interface Panel extends View {
  focusFirst(): void
}

const PHONE = '(max-width: 480px)'

export function panelView(context: Context, draft: Draft): Panel {
  const { texts, session } = context
  const { t } = texts
  const more = menu(context)
  const header = headerView(context, more)
  const start = startView(context)
  const writing = composer(context, draft)
  const log = logView(context, placeView(context))
  writing.onCover((height) => chat.style.setProperty('--covered', `${height}px`))
  const closed = closedView(context)
  const history = historyView(context)
  const chat = h('div.chat', {}, log.element, writing.element)
  const loading = h('div.body.loading', {}, h('i'), h('i'), h('i'), h('p.hint', {}, t('loading')))
  const refusal = h('p')
  const code = h('small.code')
  const refused = h('div.body', {}, h('p', {}, icon('alert', 20)), refusal, code)
  const element = h(
    'section.panel',
    {
      role: 'dialog',
      'aria-labelledby': 'fl-title',
      tabindex: -1,
      hidden: true,
      onkeydown: (event: KeyboardEvent) => pressed(event),
    },
    header.element,
    start.element,
    chat,
    closed.element,
    history.element,
    loading,
    refused,
  )
  const phone = window.matchMedia(PHONE)
  const touch = window.matchMedia('(pointer: coarse)')
  let shown: Screen | null = null

  function pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault()
      if (!more.close() && !writing.closePicker()) session.hide()
    } else if (event.key === 'Tab' && phone.matches) keepInside(event)
  }

  // Over the whole screen the page behind cannot be seen, so Tab does not go there either.
  function keepInside(event: KeyboardEvent): void {
    const all = [
      ...element.querySelectorAll<HTMLElement>('button, input, textarea, a[href], [tabindex="0"]'),
    ].filter((one) => one.tabIndex >= 0 && one.offsetParent !== null)
    const at = all.indexOf((element.getRootNode() as ShadowRoot).activeElement as HTMLElement)
    const isLast = event.shiftKey ? at <= 0 : at === all.length - 1
    if (!isLast) return
    event.preventDefault()
    all[event.shiftKey ? all.length - 1 : 0]?.focus()
  }

  function focusFirst(): void {
    const screen = screenOf(session.state)
    // On a phone a focused field calls the keyboard, which would hide what is to be read first.
    if (touch.matches) element.focus()
    else if (screen === 'ask' || screen === 'queue' || screen === 'talk') writing.focus()
    else if (screen === 'start') start.element.querySelector('input')?.focus()
    else element.focus()
  }

  function hasFocus(): boolean {
    return (element.getRootNode() as ShadowRoot).activeElement !== null
  }

  return {
    element,
    focusFirst,
    update(state: State) {
      const screen = screenOf(state)
      const isChat = ['ask', 'queue', 'talk', 'transcript', 'earlier'].includes(screen)
      const held = shown !== null && shown !== screen && state.isOpen && hasFocus()
      header.update(state)
      show(start.element, screen === 'start')
      show(chat, isChat)
      show(writing.element, screen !== 'transcript' && screen !== 'earlier')
      show(closed.element, screen === 'closed')
      show(history.element, screen === 'history')
      show(loading, screen === 'loading')
      show(refused, screen === 'refused')
      start.update(state)
      if (isChat) {
        log.update(state)
        writing.update(state)
        if (shown !== screen) log.toEnd()
      } else if (screen === 'closed') closed.update(state)
      else if (screen === 'history') history.update(state)
      const isBlocked = state.refusal === 'customer.blocked'
      refusal.textContent = t(isBlocked ? 'refused_blocked' : 'refused_setup')
      code.textContent = state.refusal ?? ''
      setAttribute(element, 'aria-modal', phone.matches ? 'true' : null)
      show(element, state.isOpen)
      // What had the focus may be hidden now; hand it to the new screen's first field.
      const isSameField = isChat && shown !== null && ['ask', 'queue', 'talk'].includes(shown)
      if (held && !isSameField) focusFirst()
      shown = screen
    },
  }
}
