// The end of a conversation: one question about effort, nothing preselected, never forced; then the
// ways on.
import { clockTime } from '../format'
import type { TextKey } from '../i18n'
import type { State } from '../state'
import type { Context, View } from './context'
import { h, setAttribute, setText, show } from './dom'

const COMMENT_LIMIT = 2000
const EFFORTS = [1, 2, 3, 4, 5] as const

export function closedView({ texts, session }: Context): View {
  const { t } = texts
  const ends: Record<number, string> = { 1: `, ${t('effort_low')}`, 5: `, ${t('effort_high')}` }
  const radios = EFFORTS.map((effort) =>
    h('input', {
      type: 'radio',
      name: 'fl-effort',
      value: effort,
      'aria-label': `${effort}${ends[effort] ?? ''}`,
      onchange: () => complain(null),
    }),
  )
  const complaint = h('p.hint.late', { role: 'alert' })
  const comment = h('textarea.field', { id: 'fl-comment', maxlength: COMMENT_LIMIT })
  const complain = (key: TextKey | null): void => setText(complaint, key === null ? '' : t(key))
  const survey = h(
    'form.survey',
    {
      onsubmit: (event: Event) => {
        event.preventDefault()
        const chosen = radios.find((radio) => radio.checked)
        if (chosen === undefined) complain('effort_missing')
        else void session.answerSurvey(Number(chosen.value), comment.value)
      },
    },
    h(
      'fieldset',
      {},
      h('legend', {}, t('effort')),
      h('div.efforts', {}, ...radios.map((radio) => scale(radio))),
      h(
        'div.ends',
        { 'aria-hidden': 'true' },
        h('span', {}, t('effort_low')),
        h('span', {}, t('effort_high')),
      ),
    ),
    complaint,
    h('label', { for: 'fl-comment' }, t('hardest')),
    comment,
    h('button.big', { type: 'submit' }, t('survey_send')),
    h('button.plain', { onclick: () => void session.answerSurvey(0, '') }, t('survey_skip')),
  )
  const thanks = h('p.thanks', { role: 'status' })
  const until = h('small')
  const goOn = h(
    'button.alt',
    { onclick: () => void session.reopen() },
    h('span', {}, t('continue'), until),
  )
  const anew = h(
    'button.alt',
    { onclick: () => session.startAgain() },
    h('span', {}, t('new_conversation')),
  )
  const again = h('button.link', { onclick: () => session.showTranscript(true) }, t('read_again'))
  const ways = h('div.ways', {}, goOn, anew, again)
  let asked: string | null = null

  return {
    element: h('div.body.closed', {}, survey, thanks, ways),
    update(state: State) {
      const { conversation } = state
      if (conversation === null) return
      if (asked !== conversation.id) {
        asked = conversation.id
        for (const radio of radios) radio.checked = false
        comment.value = ''
        complain(null)
      }
      const isAsked = conversation.survey.state === 'asked' && !state.isAnswered
      show(survey, isAsked)
      show(anew, !isAsked) // one thing at a time
      if (state.surveyFailed) complain('not_arrived')
      const isRated = conversation.survey.state === 'answered'
      show(thanks, isRated)
      setText(thanks, isRated ? t('thanks') : '')
      const limit = Date.parse(conversation.can_reopen_until ?? '')
      const canReopen = limit > state.now && conversation.close_reason !== 'blocked'
      show(goOn, canReopen)
      show(ways, state.isCaughtUp) // before that it is not known which there are
      if (canReopen) setText(until, t('continue_until', { time: clockTime(limit, texts) }))
      show(again, state.messages.length > 0)
      setAttribute(goOn, 'aria-disabled', state.link === 'online' ? null : 'true')
    },
  }
}

function scale(radio: HTMLInputElement): HTMLElement {
  return h('label', {}, radio, h('span', { 'aria-hidden': 'true' }, radio.value))
}
