// Answering the offer of the moment, the same from every place that shows it.
import { ref } from 'vue'
import { useDesk } from '@/services/desk'
import { goToPlace } from '@/services/places'

export const declineReasons = ['busy', 'topic', 'language', 'known'] as const

// Asks the card to open its list of reasons; each X counts.
export const declineAsked = ref(0)

export function useOfferAnswers() {
  const desk = useDesk()

  async function accept(): Promise<void> {
    const offer = desk.offer
    if (offer === null) return
    if (!(await desk.accept(offer.id))) return
    await goToPlace('desk')
    await goToPlace('composer')
  }
  async function decline(reason: string): Promise<void> {
    const offer = desk.offer
    if (offer !== null) await desk.decline(offer.id, reason)
  }
  return { accept, decline }
}
