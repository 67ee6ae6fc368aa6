// The round button in the corner, with the number of unread messages.
import { unreadCount } from '../select'
import type { State } from '../state'
import type { Context, View } from './context'
import { h, setAttribute, setText, show } from './dom'
import { icon } from './icons'

// `onOpen` moves the focus: some browsers give none to a button that is clicked.
export function launcherView({ texts, session }: Context, onOpen: () => void): View {
  const { t } = texts
  const badge = h('span.badge.num', { 'aria-hidden': 'true', hidden: true })
  const drawings = { chat: icon('chat', 26), down: icon('down', 26) }
  const button = h('button.launcher', {
    'aria-expanded': 'false',
    onclick: () => {
      if (session.state.isOpen) return session.hide()
      session.open()
      onOpen()
    },
  })
  button.append(drawings.chat, badge)
  return {
    element: button,
    update(state: State) {
      const unread = state.isOpen ? 0 : unreadCount(state)
      show(badge, unread > 0)
      setText(badge, unread > 9 ? '9+' : String(unread))
      const label = state.isOpen
        ? t('launcher_hide')
        : unread > 0
          ? t('launcher_unread', { n: unread })
          : t('launcher_open')
      setAttribute(button, 'aria-label', label)
      setAttribute(button, 'aria-expanded', state.isOpen ? 'true' : 'false')
      const wanted = state.isOpen ? drawings.down : drawings.chat
      if (button.firstChild !== wanted) button.firstChild?.replaceWith(wanted)
    },
  }
}
