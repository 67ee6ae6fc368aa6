// Answering an offer.
import { defineActions } from '@/actions'
import { isOver } from '@/model/offer_view'
import type { Offer } from '@/protocol/values'
import { serverNow } from '@/ui/now'

export interface OfferActionState {
  offer: Offer | null
  accept: () => unknown
  decline: () => unknown
}

function isOpen(state: OfferActionState): boolean {
  return state.offer !== null && !isOver(state.offer, serverNow())
}

export const offerActions = defineActions<OfferActionState>([
  {
    name: 'offer.accept',
    label: 'desk.offer.accept',
    group: 'desk.groups.work',
    shortcut: ['Alt+Enter', 'A'],
    may: isOpen,
    command: (state) => state.accept,
  },
  {
    name: 'offer.decline',
    label: 'desk.offer.decline',
    group: 'desk.groups.work',
    shortcut: 'X',
    may: isOpen,
    command: (state) => state.decline,
  },
])
