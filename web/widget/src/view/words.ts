// Sentences that several parts of the view say.
import { ordinal, type Texts } from '../i18n'
import { isMessageTime } from '../select'
import type { State } from '../state'
import { waitRange, type WaitRange } from '../wait'

export function minutes(n: number, texts: Texts): string {
  return n >= 120 && n % 60 === 0 ? texts.t('hours', { n: n / 60 }) : texts.t('min', { n })
}

// "1–3 min", "2 min", "under a minute"
export function rangeText(range: Exclude<WaitRange, { kind: 'unknown' }>, texts: Texts): string {
  if (range.kind === 'soon') return texts.t('under_minute')
  if (range.low === range.high) return minutes(range.high, texts)
  return texts.t('minute_range', { a: range.low, b: range.high })
}

// "Usually 1–3 more minutes"
export function usually(range: WaitRange, texts: Texts): string {
  if (range.kind === 'unknown') return texts.t('unknown_wait')
  if (range.kind === 'soon') return texts.t('usually_soon')
  if (range.low === range.high) return texts.t('usually_about', { n: range.high })
  return texts.t('usually_range', { a: range.low, b: range.high })
}

export function placeTitle(position: number, texts: Texts): string {
  if (position < 1) return texts.t('place_line')
  if (position === 1) return texts.t('place_next')
  return texts.t('place', { n: ordinal(position, texts.locale) })
}

// How long it takes to reach somebody, for the header before a conversation.
export function reachText(state: State, texts: Texts): string {
  const { t } = texts
  if (state.queue === null) {
    return state.link === 'offline' ? t('start_offline', { team: state.team || '…' }) : ''
  }
  if (!state.queue.is_open) return t('closed_card')
  if (isMessageTime(state)) return t('unstaffed_card')
  const range = waitRange(state.queue.wait)
  if (range.kind === 'unknown') return t('start_unknown')
  if (range.kind === 'soon') return t('start_soon')
  return t('start_range', { range: rangeText(range, texts) })
}
