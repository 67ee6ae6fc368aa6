// The conversation: what was said, in order. Stands at the bottom while there is room, scrolls when
// there is not, and moves only under a reader who is at its end.
import { clockTime, dayAndTime, isSameDay, spoken } from '../format'
import { localised } from '../i18n'
import { isMessageTime, logItems, screenOf, shownOf, unreadCount, type LogItem } from '../select'
import type { LogEvent, State } from '../state'
import type { Context, View } from './context'
import { arrange, h, setText, show } from './dom'
import { messageView, type MessageView } from './message'

const AT_END_PX = 48

interface Line {
  element: HTMLElement
  message: MessageView | null
}

export interface LogView extends View {
  toEnd(): void
}

export function logView(context: Context, above: View): LogView {
  const { texts, session } = context
  const { t } = texts
  const lines = new Map<string, Line>()
  const greeting = h('p.bubble')
  const greeter = h('div.message.theirs.first', {}, greeting)
  const earlier = h('button.small', { onclick: () => void showEarlier() }, t('earlier'))
  let list = newList()
  const content = h('div.content', {}, above.element, h('div', {}, earlier), list)
  const scroller = h(
    'div.log',
    {
      tabindex: 0,
      role: 'region',
      'aria-label': t('conversation'),
      onscroll: () => scrolled(),
    },
    content,
  )
  const more = h('button.more', { hidden: true, onclick: () => toEnd() }, '')
  let isAtEnd = true
  let seenAtEnd = 0 // how many lines there were when the reader was at the end

  const settle = (): void => {
    // Room below is given by a transform: growing a list upwards would shift what is being read.
    const room = scroller.clientHeight - content.offsetHeight
    list.style.transform = room > 0 ? `translateY(${room}px)` : ''
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight
  }
  new ResizeObserver(settle).observe(scroller)
  new ResizeObserver(settle).observe(content)

  function scrolled(): void {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_END_PX
    if (isAtEnd) {
      seenAtEnd = lines.size
      show(more, false)
    }
  }

  function toEnd(): void {
    isAtEnd = true
    seenAtEnd = lines.size
    show(more, false)
    scroller.scrollTop = scroller.scrollHeight
  }

  async function showEarlier(): Promise<void> {
    const fromEnd = scroller.scrollHeight - scroller.scrollTop
    isAtEnd = false
    await session.loadEarlier()
    seenAtEnd = lines.size
    show(more, false)
    scroller.scrollTop = scroller.scrollHeight - fromEnd
  }

  function newList(): HTMLElement {
    return h('div.lines', { role: 'log', 'aria-label': t('conversation') })
  }

  // When what stands above comes or goes, a new list takes the old one's place: moving this one
  // would be a shift under the reader.
  function startAnew(): void {
    lines.clear()
    const next = newList()
    list.replaceWith(next)
    list = next
  }

  function lineFor(item: LogItem): Line {
    const known = lines.get(item.key)
    if (known !== undefined) return known
    const line: Line =
      item.kind === 'message'
        ? messageLine(messageView(context, item))
        : { element: h('p.event'), message: null }
    lines.set(item.key, line)
    return line
  }

  function eventText(event: LogEvent): string {
    const time = clockTime(event.at, texts)
    const { name } = event
    if (event.kind !== 'joined') return t(event.kind, { time, name })
    if (event.waitedMs === null || event.waitedMs < 1000) return t('joined', { time, name })
    return t('joined_after', { time, name, wait: spoken(event.waitedMs, texts) })
  }

  function fill(line: Line, item: LogItem, now: number): void {
    if (item.kind === 'message') line.message?.update(item)
    else if (item.kind === 'event') setText(line.element, eventText(item.event))
    else if (item.kind === 'note') setText(line.element, item.message.text)
    else {
      const isToday = isSameDay(item.at, now)
      setText(line.element, isToday ? clockTime(item.at, texts) : dayAndTime(item.at, texts))
    }
  }

  let drawn: State | null = null
  return {
    element: h('div.log-frame', {}, scroller, more),
    toEnd,
    update(whole) {
      const state = shownOf(whole)
      const screen = screenOf(state)
      if (drawn !== null && screen !== screenOf(drawn)) startAnew()
      above.update(state)
      show(above.element, screen === 'queue')
      show(greeter, screen === 'ask')
      setText(greeting, greetingText(state))
      show(earlier, state.hasEarlier && screen !== 'ask')
      if (drawn !== null && isSameLog(drawn, state)) return
      const items = logItems(state)
      const isOwnNew = state.outbox.length > (drawn?.outbox.length ?? 0)
      drawn = state
      const keys = new Set(items.map((item) => item.key))
      for (const key of [...lines.keys()]) if (!keys.has(key)) lines.delete(key)
      const wanted = items.map((item) => {
        const line = lineFor(item)
        fill(line, item, state.now)
        return line.element
      })
      arrange(list, [greeter, ...wanted])
      if (isOwnNew) toEnd()
      settle()
      announce(state)
    },
  }

  function announce(state: State): void {
    const fresh = Math.max(lines.size - seenAtEnd, unreadCount(state))
    if (isAtEnd) seenAtEnd = lines.size
    else if (fresh > 0) {
      setText(more, t('new_messages', { n: fresh }))
      show(more, lines.size > seenAtEnd)
    }
  }

  function greetingText(state: State): string {
    if (isMessageTime(state)) return t('ask_message')
    return localised(state.greeting, texts.locale) || t('ask_greeting')
  }
}

function messageLine(message: MessageView): Line {
  return { element: message.element, message }
}

function isSameLog(one: State, other: State): boolean {
  return (
    one.messages === other.messages &&
    one.events === other.events &&
    one.outbox === other.outbox &&
    one.conversation === other.conversation &&
    screenOf(one) === screenOf(other)
  )
}
