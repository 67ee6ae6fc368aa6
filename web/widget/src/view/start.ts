// The first screen: a name and nothing else, and how long everything takes right now.
import { NAME_LIMIT } from '../wire'
import { isMessageTime } from '../select'
import type { State } from '../state'
import { waitRange } from '../wait'
import type { Context, View } from './context'
import { h, setAttribute, setText, show } from './dom'
import { icon, type IconName } from './icons'
import { rangeText } from './words'

export function startView({ texts, session }: Context): View {
  const { t } = texts
  const input = h('input.field', {
    id: 'fl-name',
    type: 'text',
    autocomplete: 'given-name',
    maxlength: NAME_LIMIT,
    enterkeyhint: 'go',
    'aria-describedby': 'fl-name-hint',
    oninput: () => complain(false),
  })
  const hint = h('p.hint', { id: 'fl-name-hint' }, t('name_hint'))
  const button = h('button.big', { type: 'submit' }, t('start'))
  const complain = (isMissing: boolean): void => {
    setText(hint, t(isMissing ? 'name_missing' : 'name_hint'))
    hint.classList.toggle('late', isMissing)
    setAttribute(input, 'aria-invalid', isMissing ? 'true' : null)
  }
  const form = h(
    'form',
    {
      novalidate: true,
      onsubmit: (event: Event) => {
        event.preventDefault()
        if (input.value.trim() === '') {
          complain(true)
          input.focus()
        } else session.rename(input.value)
      },
    },
    h('label.question', { for: 'fl-name' }, t('name_label')),
    input,
    hint,
    button,
  )
  const chat = row('chat', t('times_chat'))
  const line = row('people', t('times_waiting'))
  const message = row('mail', t('times_message'))
  setText(message.value, t('times_message_next'))
  const list = h('dl.times', {}, chat.element, line.element, message.element)
  const times = h('div.foot', {}, h('h3', {}, t('times_title')), list)

  return {
    element: h('div.body.start', {}, form, times),
    update(state: State) {
      setText(button, t(isMessageTime(state) ? 'leave_message' : 'start'))
      const { queue } = state
      times.classList.toggle('blank', queue === null)
      if (queue === null) return
      setText(chat.value, chatNow(state))
      show(line.element, !isMessageTime(state))
      show(message.element, isMessageTime(state))
      setText(line.value, queue.waiting === 1 ? t('people_one') : t('people', { n: queue.waiting }))
    },
  }

  function chatNow({ queue }: State): string {
    if (queue === null || !queue.is_open) return t('closed_card')
    if (!queue.is_staffed) return t('unstaffed_card')
    const range = waitRange(queue.wait)
    return range.kind === 'unknown' ? t('no_data') : rangeText(range, texts)
  }
}

function row(name: IconName, label: string): { element: HTMLElement; value: HTMLElement } {
  const value = h('dd')
  return { element: h('div', {}, h('dt', {}, icon(name), label), value), value }
}
