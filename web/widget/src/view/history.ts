// Earlier conversations of a returning visitor: when, with whom; each opens.
import { clockTime, dayAndTime } from '../format'
import type { State } from '../state'
import type { Conversation } from '../wire'
import type { Context, View } from './context'
import { h, show } from './dom'
import { icon } from './icons'

export function historyView({ texts, session }: Context): View {
  const { t } = texts
  const list = h('ul.history')
  const none = h('p.hint', {}, t('history_none'))
  let drawn: Conversation[] | null = null

  function row(conversation: Conversation): HTMLElement {
    const opened = Date.parse(conversation.opened_at)
    const closed = Date.parse(conversation.closed_at ?? '')
    const end = Number.isNaN(closed) ? '' : `–${clockTime(closed, texts)}`
    const { agent } = conversation
    const whom =
      agent !== null
        ? t('history_with', { name: agent.name })
        : conversation.is_message
          ? t('history_message')
          : ''
    return h(
      'li',
      {},
      h(
        'button.alt',
        { onclick: () => session.showEarlier(conversation) },
        icon(conversation.is_message ? 'mail' : 'chat', 20),
        h('span', {}, h('b.num', {}, `${dayAndTime(opened, texts)}${end}`), h('small', {}, whom)),
        icon('next'),
      ),
    )
  }

  return {
    element: h('div.body', {}, list, none),
    update(state: State) {
      const earlier = state.history.filter(
        (conversation) =>
          conversation.id !== state.conversation?.id || state.conversation.phase === 'closed',
      )
      show(none, earlier.length === 0)
      if (drawn === state.history) return
      drawn = state.history
      list.replaceChildren(...earlier.map(row))
    },
  }
}
