// Who is here, in one line, and what is true right now in the second.
import { clockTime, timer } from '../format'
import type { TextKey } from '../i18n'
import { isMessageTime, screenOf, shownOf } from '../select'
import type { State } from '../state'
import { waitRange } from '../wait'
import type { Context, View } from './context'
import { h, setText, show } from './dom'
import { icon } from './icons'
import type { Menu } from './menu'
import { isMessageCard } from './place'
import { placeTitle, reachText, usually } from './words'

// From so many messages on the place card may have scrolled out of sight.
const LONG_LOG = 3

const ENDINGS: Record<string, TextKey> = {
  idle: 'done_idle',
  abandoned: 'done_abandoned',
  blocked: 'done_blocked',
}

export function headerView({ texts, session }: Context, menu: Menu): View {
  const { t } = texts
  let title = h('h2', { id: 'fl-title' })
  let sub = h('p.sub.num')
  let who = h('div.who', {}, title, sub)
  const face = h('span.face', { 'aria-hidden': 'true' })
  const back = h('button.tool', {
    'aria-label': t('back'),
    onclick: () => {
      if (session.state.earlier !== null) return session.showEarlier(null)
      session.showHistory(false)
      session.showTranscript(false)
    },
  })
  back.append(icon('back'))
  const hide = h('button.tool', {
    'aria-label': t('hide'),
    onclick: () => session.hide(),
  })
  hide.append(icon('minus'))

  return {
    element: h('div.head', {}, back, face, who, menu.button, hide, menu.element),
    update(state: State) {
      const screen = screenOf(state)
      menu.update(state)
      const agent = screen === 'talk' ? (state.conversation?.agent?.name ?? '') : ''
      show(back, ['history', 'earlier', 'transcript'].includes(screen))
      if (face.hidden !== (agent === '')) makeRoom()
      show(face, agent !== '')
      setText(face, [...agent][0] ?? '')
      setText(title, titleOf(state))
      setText(sub, subOf(state))
      sub.classList.toggle('warn', state.link === 'offline' && state.offlineSince !== null)
    },
  }

  // A new element for the new place: one that moves would be a shift under the reader.
  function makeRoom(): void {
    title = h('h2', { id: 'fl-title' })
    sub = h('p.sub.num')
    const next = h('div.who', {}, title, sub)
    who.replaceWith(next)
    who = next
  }

  function titleOf(state: State): string {
    const { conversation, name, team } = state
    switch (screenOf(state)) {
      case 'refused':
        return t('refused_title')
      case 'history':
      case 'earlier':
        return t('history')
      case 'talk':
        return conversation?.agent?.name ?? ''
      case 'queue':
        if (isMessageCard(state)) return t('leave_message')
        return name === '' ? t('place_line') : t('queue_title', { name })
      case 'closed':
      case 'transcript':
        return ending(state)
      case 'ask':
        return isMessageTime(state) ? t('ask_message_title') : t('ask_title', { name })
      default:
        return t('start_title', { team: team === '' ? '…' : team })
    }
  }

  function ending({ conversation }: State): string {
    const reason = conversation?.close_reason ?? ''
    // Who leaves before anybody came has left the line.
    const isLine = reason === 'customer_left' && conversation?.agent === null
    return t(isLine ? 'done_abandoned' : (ENDINGS[reason] ?? 'done_title'))
  }

  function subOf(state: State): string {
    const { team } = state
    const { conversation } = shownOf(state)
    const screen = screenOf(state)
    const isLive = screen === 'queue' || screen === 'talk' || screen === 'ask'
    if (isLive && state.offlineSince !== null && state.link === 'offline') {
      return t('offline', { time: timer(state.now - state.offlineSince, texts) })
    }
    if (screen === 'talk') return t('person', { team })
    if (screen === 'queue') return lineText(state)
    if (['closed', 'transcript', 'earlier'].includes(screen) && conversation !== null) {
      const from = clockTime(Date.parse(conversation.opened_at), texts)
      const to = clockTime(Date.parse(conversation.closed_at ?? conversation.opened_at), texts)
      const agent = conversation.agent === null ? '' : ` · ${conversation.agent.name}`
      return `${from} – ${to}${agent}`
    }
    if (screen === 'history' || screen === 'refused') return team
    return reachText(state, texts)
  }

  function lineText(state: State): string {
    if (isMessageCard(state)) return state.team
    const isShort = state.messages.length + state.outbox.length < LONG_LOG
    if (isShort || state.place === null) return t('queue_keep')
    const { position, wait } = state.place
    return `${placeTitle(position, texts)} · ${usually(waitRange(wait), texts)}`
  }
}
