// The ways to reach a person, side by side, with how long each takes right now.
import { intlOf, langOf, localeFor } from '../../widget/src/i18n'
import { arrange, h, setText, show } from '../../widget/src/view/dom'
import { drawing, icon } from '../../widget/src/view/icons'
import {
  bySpeed,
  channelWord,
  nowSpan,
  reachOf,
  spanOf,
  spanText,
  type Contact,
  type EntryPoint,
} from './times'
import { sayIn } from './words'

const REFRESH_MS = 15_000

const locale = localeFor(navigator.languages)
const say = sayIn(locale)
const workspace = decodeURIComponent(location.pathname.split('/')[2] ?? '')

const PHONE = [
  'M5.600 2.600 4 2.900c-.8.1-1.300.8-1.200 1.600.5 4.600 4.100 8.200 8.700 8.700.8.1 1.500-.4 1.600-1.200l.3-1.600-3-1.500-1.300 1.300a8 8 0 0 1-3.300-3.300l1.300-1.300z',
]

interface Card {
  element: HTMLElement
  update(point: EntryPoint, longest: number): void
}

function cardFor(first: EntryPoint): Card {
  const word = channelWord(first.channel)
  const time = h('p.time')
  const fill = h('i')
  const track = h('div.track', { 'aria-hidden': 'true' }, fill)
  const line = h('p.line')
  const why = h('p.why')
  const act = actionFor(first)
  const element = h(
    'li',
    {},
    h(
      'h2',
      {},
      word === 'call' ? drawing(PHONE, 20) : icon(word === 'chat' ? 'chat' : 'mail', 20),
      say(word),
    ),
    h('p.name', {}, first.name),
    h('p.now', {}, say('now')),
    time,
    track,
    line,
    why,
    act,
  )
  return {
    element,
    update(point, longest) {
      const reach = reachOf(point)
      const span = reach === 'known' ? nowSpan(point) : null
      element.className = reach
      setText(
        time,
        span !== null
          ? spanText(span, say)
          : say(reach === 'unknown' ? 'no_data' : reach === 'closed' ? 'closed' : 'unstaffed'),
      )
      fill.style.width = span === null ? '0' : `${Math.max(2, (span.high / longest) * 100)}%`
      setText(line, reach === 'known' || reach === 'unknown' ? waitingText(point.waiting) : '')
      setText(why, whyText(point))
      if (act !== null && first.kind === 'widget') {
        setText(
          act,
          say(reach === 'closed' || reach === 'unstaffed' ? 'leave_message' : 'open_chat'),
        )
      }
    },
  }
}

function waitingText(n: number): string {
  if (n === 0) return say('waiting_none')
  return n === 1 ? say('waiting_one') : say('waiting', { n })
}

function whyText(point: EntryPoint): string {
  const reach = reachOf(point)
  if (reach === 'closed' || reach === 'unstaffed') return say('closed_why')
  const lately = spanOf(point.answer_times)
  const n = point.answer_times?.samples ?? 0
  if (lately === null || n === 0) return reach === 'unknown' ? say('no_data_why') : ''
  return say('lately', { time: spanText({ low: lately.high, high: lately.high }, say), n })
}

// Only what works: the chat of this site, and a number that can be dialled.
function actionFor(point: EntryPoint): HTMLElement | null {
  if (point.kind === 'widget') {
    const open = (): void => openWidget(point.id)
    return h('button.act', { onclick: open }, say('open_chat'))
  }
  if (point.kind !== 'phone') return null
  const number = [point.name, point.id].find((text) => /^\+?[\d\s()-]{3,20}$/.test(text))
  if (number === undefined) return null
  const href = `tel:${number.replace(/[^\d+]/g, '')}`
  return h('a.act', { href }, say('dial', { number }))
}

// The first widget of the workspace stands ready; another one replaces it when it is asked for.
let embedded = ''
function embed(key: string): void {
  if (embedded !== '') return
  embedded = key
  document.body.append(
    h('script', { src: '/widget.js', 'data-key': key, 'data-locale': locale, async: true }),
  )
}

function openWidget(key: string): void {
  embed(key)
  if (window.Firstline?.open !== undefined) window.Firstline.open()
  else window.addEventListener('firstline:ready', () => window.Firstline?.open?.(), { once: true })
}

function page(): { update(contact: Contact): void; fail(text: string): void } {
  const title = h('h1', {}, say('title_plain'))
  const list = h('ul.channels')
  const empty = h('p.empty', { hidden: true }, say('empty'))
  const status = h('p.status', { role: 'status' })
  const cards = new Map<string, Card>()
  let last = ''
  document
    .getElementById('contact')
    ?.replaceChildren(title, h('p.lead', {}, say('lead')), list, empty, status)
  return {
    update(contact) {
      const name = say('title', { team: contact.workspace.name })
      setText(title, name)
      document.title = name
      const points = bySpeed(contact.entry_points)
      const longest = Math.max(1, ...points.map((point) => knownEnd(point)))
      const wanted = points.map((point) => {
        const card = cards.get(point.id) ?? cardFor(point)
        cards.set(point.id, card)
        card.update(point, longest)
        return card.element
      })
      arrange(list, wanted)
      show(empty, points.length === 0)
      last = clock(contact.now)
      setText(status, say('updated', { time: last }))
      const widget = points.find((point) => point.kind === 'widget')
      if (widget !== undefined) embed(widget.id)
    },
    fail(text) {
      setText(status, last === '' ? text : say('stale', { time: last }))
    },
  }
}

function knownEnd(point: EntryPoint): number {
  return reachOf(point) === 'known' ? (nowSpan(point)?.high ?? 0) : 0
}

function clock(at: string): string {
  return new Intl.DateTimeFormat(intlOf(locale), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(Date.parse(at) || Date.now())
}

document.documentElement.lang = langOf(locale)
const view = page()
let isUnknown = false

async function refresh(): Promise<void> {
  if (isUnknown) return
  try {
    const answer = await fetch(`/api/v1/contact/${encodeURIComponent(workspace)}`)
    if (answer.ok) view.update((await answer.json()) as Contact)
    else if (answer.status === 404) {
      isUnknown = true
      view.fail(say('unknown'))
    } else view.fail(say('unreachable'))
  } catch {
    view.fail(say('unreachable'))
  }
}

setInterval(() => {
  if (document.visibilityState === 'visible') void refresh()
}, REFRESH_MS)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void refresh()
})
void refresh()
