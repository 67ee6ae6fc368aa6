// Conversations for the palette: those in hand open on the desk, others open read-only.
import { text } from '@/i18n'
import { formatDate } from '@/i18n/format'
import { locale } from '@/i18n'
import type { Page } from '@/protocol/api'
import type { Conversation } from '@/protocol/values'
import { api } from '@/services/connection'
import { useDesk } from '@/services/desk'
import type { SearchSource } from '@/services/feature'
import { goToPlace } from '@/services/places'
import { reading } from '@/services/reading'

const atMost = 8

function nameOf(conversation: Conversation): string {
  return conversation.customer.name || text('desk.customer.unnamed')
}

export const workInHand: SearchSource = {
  name: 'work',
  group: 'desk.rail.title',
  search: (query) => {
    const desk = useDesk()
    const wanted = query.toLowerCase()
    const found = desk.works.filter((work) => nameOf(work.conversation).toLowerCase().includes(wanted))
    return Promise.resolve(
      found.map((work) => ({
        id: work.id,
        label: nameOf(work.conversation),
        group: '',
        icon: 'chat' as const,
        hint: work.conversation.last_message?.text ?? '',
        shortcut: work.slot < 10 ? String(work.slot) : undefined,
        run: async () => {
          desk.select(work.conversation.id)
          await goToPlace('desk')
          await goToPlace('log')
        },
      })),
    )
  },
}

export const conversations: SearchSource = {
  name: 'conversations',
  group: 'desk.search.conversations',
  search: async (query, signal) => {
    const page = await api.get<Page<Conversation>>('/conversations', {
      query: { text: query, limit: atMost },
      signal,
    })
    return page.items.map((one) => {
      const date = formatDate(Date.parse(one.opened_at), locale.value)
      return {
        id: one.id,
        label: nameOf(one),
        group: '',
        icon: 'history' as const,
        hint: [date, one.outcome, one.last_message?.text].filter(Boolean).join(' · '),
        run: () => {
          const title = text('desk.customer.past', { name: nameOf(one), date })
          reading.value = { conversation: one.id, title }
        },
      }
    })
  },
}
