// What reaches a person who looks elsewhere: the title, the dot on the page's mark, a notification
// of the system. Only what is theirs to do counts.
import { computed, ref, watchEffect } from 'vue'
import { preferences } from './preferences'

export type Urgency = 'none' | 'waits' | 'late'

export interface Attention {
  count: number // how many wait for this person
  urgency: Urgency
  text: string // "Leo Wang waits"
}

const calm: Attention = { count: 0, urgency: 'none', text: '' }
const attention = ref<Attention>(calm)
const pageTitle = ref('')

export function setAttention(next: Attention | null): void {
  attention.value = next ?? calm
}
export function setPageTitle(title: string): void {
  pageTitle.value = title
}

export function titleOf(next: Attention, page: string, product: string): string {
  const count = next.count > 0 ? `(${next.count}) ` : ''
  const words = next.text !== '' ? next.text : page
  return words === '' ? `${count}${product}` : `${count}${words} · ${product}`
}

const ink = { bar: '#0A6570', one: '#3F4C49', two: '#596663', three: '#7F8C88' }
const dotColour: Record<Urgency, string | null> = { none: null, waits: '#BF7605', late: '#CF3B2F' }

export function markSvg(urgency: Urgency): string {
  const colour = dotColour[urgency]
  const dot =
    colour === null
      ? ''
      : `<circle cx="17" cy="5" r="5" fill="${colour}" stroke="#fff" stroke-width="1"/>`
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 22 22">' +
    `<rect x="2" y="3" width="3.6" height="16" rx="1.8" fill="${ink.bar}"/>` +
    `<circle cx="10" cy="11" r="2.1" fill="${ink.one}"/>` +
    `<circle cx="15.3" cy="11" r="1.7" fill="${ink.two}"/>` +
    `<circle cx="19.7" cy="11" r="1.2" fill="${ink.three}"/>${dot}</svg>`
  )
}

// Keeps title and mark true. Call once.
export function followAttention(product: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  let url = ''
  watchEffect(() => {
    document.title = titleOf(attention.value, pageTitle.value, product)
  })
  const urgency = computed(() => attention.value.urgency)
  watchEffect(() => {
    if (link === null) return
    if (url !== '') URL.revokeObjectURL(url)
    url = ''
    if (urgency.value === 'none') {
      link.href = '/mark.svg'
      return
    }
    // A blob: address needs img-src blob:, which pictures in conversations need as well.
    url = URL.createObjectURL(new Blob([markSvg(urgency.value)], { type: 'image/svg+xml' }))
    link.href = url
  })
}

export function canNotify(): boolean {
  return 'Notification' in window && Notification.permission === 'granted'
}

// Call from a press of the person. Resolves to whether notifications are allowed.
export async function askToNotify(): Promise<boolean> {
  if (!('Notification' in window)) return false
  const answer = await Notification.requestPermission()
  preferences.notifications = answer === 'granted'
  return preferences.notifications
}

export interface Notice {
  tag: string // the same tag replaces the one before
  title: string
  body?: string
  stays?: boolean // until it is closed by `close` or by the person
  onPress?: () => void
}

// Shows a system notification if the page is out of sight and the person wants them. Returns a
// function that takes it away again.
export function notify(notice: Notice, leads: boolean): () => void {
  const isSeen = !document.hidden && document.hasFocus()
  if (isSeen || !leads || !preferences.notifications || !canNotify()) return () => undefined
  const shown = new Notification(notice.title, {
    tag: notice.tag,
    body: notice.body ?? '',
    icon: '/mark.svg',
    requireInteraction: notice.stays === true,
    silent: true, // our own sound has played
  })
  shown.onclick = () => {
    window.focus()
    shown.close()
    notice.onPress?.()
  }
  return () => shown.close()
}
