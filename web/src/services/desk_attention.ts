// What the desk tells somebody who looks elsewhere: title and mark of the page, the sound of an
// offer and of a wait past its target, notifications of the system. Only one tab of a person speaks.
import { computed, onScopeDispose, watch } from 'vue'
import { text } from '@/i18n'
import { formatDuration } from '@/i18n/format'
import { locale } from '@/i18n'
import { nextOf, stepOf, timerOf, waitsForUs } from '@/model/work_view'
import { serverNow, useNow } from '@/ui/now'
import { notify, setAttention, type Attention } from './attention'
import { useDesk } from './desk'
import { useLeader } from './leader'
import { playWaiting, startRinging, stopRinging } from './sounds'

// `open` brings the desk to the front: with this conversation, or as it stands.
export function useDeskAttention(open: (conversation: string | null) => void): void {
  const desk = useDesk()
  const now = useNow()
  const leads = useLeader()

  const attention = computed<Attention | null>(() => {
    const waiting = desk.works.filter(waitsForUs)
    const isLate = waiting.some((work) => stepOf(work, now.value) === 'late')
    const offer = desk.offer
    if (offer === null && waiting.length === 0) return null
    const next = nextOf(desk.works, now.value)
    const words =
      offer !== null
        ? text('desk.attention.offer', { name: nameOf(offer.conversation.customer.name) })
        : text('desk.attention.waits', { name: nameOf(next?.conversation.customer.name ?? '') })
    return {
      count: waiting.length + (offer === null ? 0 : 1),
      urgency: isLate ? 'late' : 'waits',
      text: words,
    }
  })
  watch(attention, setAttention, { immediate: true })

  let takeAway = () => undefined as void
  watch(
    () => desk.offer?.id ?? null,
    () => {
      takeAway()
      const offer = desk.offer
      if (offer === null || !leads.value) return stopRinging()
      startRinging()
      const seconds = Math.ceil((Date.parse(offer.until) - serverNow()) / 1000)
      takeAway = notify(
        {
          tag: offer.id,
          title: text('desk.attention.offerTitle', {
            name: nameOf(offer.conversation.customer.name),
            channel: text(`common.channels.${offer.channel}`),
          }),
          body: text('desk.attention.offerBody', { n: seconds }),
          stays: true,
          onPress: () => open(null),
        },
        leads.value,
      )
    },
    { immediate: true },
  )

  // Each wait is told once, however often the row is drawn.
  const told = new Set<string>()
  watch(now, (at) => {
    for (const work of desk.works) {
      const timer = timerOf(work)
      if (timer.kind !== 'waits' || at - timer.since < timer.target) continue
      const wait = `${work.conversation.id} ${timer.since}`
      if (told.has(wait)) continue
      told.add(wait)
      const name = nameOf(work.conversation.customer.name)
      if (!leads.value) continue
      playWaiting()
      notify(
        {
          tag: work.conversation.id,
          title: text('desk.attention.late', { name }),
          body: text('desk.attention.lateBody', {
            channel: text(`common.channels.${work.channel}`),
            time: formatDuration(at - timer.since, locale.value),
          }),
          onPress: () => open(work.conversation.id),
        },
        leads.value,
      )
    }
    if (desk.works.length === 0) told.clear()
  })

  onScopeDispose(() => {
    takeAway()
    stopRinging()
    setAttention(null)
  })
}

function nameOf(name: string): string {
  return name === '' ? text('desk.customer.unnamed') : name
}
