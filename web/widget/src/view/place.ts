// The place in line: a range, never a promise; without data it says so.
import type { TextKey } from '../i18n'
import { timer } from '../format'
import type { State } from '../state'
import { waitRange, type WaitRange } from '../wait'
import type { Context, View } from './context'
import { h, setText, show } from './dom'
import { minutes, placeTitle, usually } from './words'

export function placeView(context: Context): View {
  const { texts } = context
  const { t } = texts
  const title = h('strong.place-title.num')
  const waited = h('span.waited.num')
  const usual = h('p.usual')
  const why = h('p.why')
  const bar = waitBar(context)
  // One status for screen readers, without the seconds that run.
  const status = h('p.unseen', { role: 'status' })
  const card = h(
    'div.place',
    {},
    h('div.place-head', {}, title, waited),
    bar.element,
    usual,
    why,
    status,
  )

  function line(state: State): void {
    const { place } = state
    const range = waitRange(place?.wait)
    setText(title, placeTitle(place?.position ?? 0, texts))
    const since = place === null ? null : place.waited_ms + (state.now - state.placeAt)
    setText(waited, since === null ? '' : t('waited', { time: timer(since, texts) }))
    bar.update(range)
    setText(usual, usually(range, texts))
    const cause = place?.cause ?? null
    why.classList.toggle('warn', cause !== null)
    setText(why, cause !== null ? t(`cause_${cause}` as TextKey) : reason(range))
  }

  function reason(range: WaitRange): string {
    return range.kind === 'unknown' ? t('unknown_why') : t('nine_in_ten', { n: range.high })
  }

  function message(state: State): void {
    const { place, conversation } = state
    const isLeft = conversation?.is_message === true
    const isClosed = place?.is_closed === true
    setText(title, t(isLeft ? 'message_title' : isClosed ? 'closed_card' : 'unstaffed_card'))
    setText(waited, '')
    setText(usual, '')
    setText(why, t('message_kept'))
    why.classList.remove('warn')
  }

  return {
    element: h('div.waiting', {}, card),
    update(state: State) {
      const isMessage = isMessageCard(state)
      card.classList.toggle('kept', isMessage && state.conversation?.is_message === true)
      show(bar.element, !isMessage)
      show(usual, !isMessage)
      if (isMessage) message(state)
      else line(state)
      setText(status, `${title.textContent}. ${usual.textContent} ${why.textContent}`)
    },
  }
}

// Nobody comes soon: closed, nobody there, or a message was left from the start.
export function isMessageCard({ conversation, place }: State): boolean {
  if (conversation?.is_message === true) return true
  return place !== null && (place.is_closed || !place.is_staffed)
}

function waitBar({ texts }: Context): { element: HTMLElement; update(range: WaitRange): void } {
  const { t } = texts
  const range = h('i.range')
  const low = h('span')
  const high = h('span')
  const end = h('span')
  const labels = h('div.labels.num', {}, h('span', {}, t('now')), low, high, end)
  const element = h(
    'div.bar',
    { 'aria-hidden': 'true' },
    h('div.track', {}, range, h('i.here')),
    labels,
  )
  return {
    element,
    update(wait) {
      const isKnown = wait.kind !== 'unknown'
      show(range, isKnown)
      for (const label of [low, high, end]) label.classList.toggle('blank', !isKnown)
      if (!isKnown) return
      const percent = (value: number): string => `${(value / wait.scale) * 100}%`
      range.style.left = percent(wait.low)
      range.style.width = percent(Math.max(wait.high - wait.low, wait.scale * 0.04))
      low.style.left = percent(wait.low)
      high.style.left = percent(wait.high)
      // A label without room for itself says nothing; the sentence below has the figures.
      const isRoom = wait.low / wait.scale > 0.14 && (wait.high - wait.low) / wait.scale > 0.16
      setText(low, isRoom ? minutes(wait.low, texts) : '')
      setText(high, minutes(wait.high, texts))
      setText(end, minutes(wait.scale, texts))
    },
  }
}
