// Ending, handing over, finishing: what is said afterwards and how it is undone.
import { text } from '@/i18n'
import type { Work } from '@/model/desk_state'
import { useDesk } from '@/services/desk'
import { goToPlace } from '@/services/places'
import { showToast } from '@/services/toasts'

export function useEnding() {
  const desk = useDesk()
  const nameOf = (work: Work) => work.conversation.customer.name || text('desk.customer.unnamed')

  async function close(work: Work, outcome: string, note: string): Promise<void> {
    const { id } = work.conversation
    await desk.close(id, outcome, note)
    showToast(text('desk.closing.done', { name: nameOf(work) }), async () => {
      await desk.reopen(id)
      await goToPlace('composer')
    })
  }
  async function transfer(
    work: Work,
    target: { queue: string } | { agent: string },
    targetName: string,
    note: string,
  ): Promise<void> {
    const next = desk.selected === work.conversation.id
    await desk.transfer(work.id, target, note)
    showToast(text('desk.transfer.done', { name: nameOf(work), target: targetName }), async () => {
      await desk.takeBack(work.id)
      await goToPlace('composer')
    })
    if (next) goOn()
  }
  async function done(work: Work): Promise<void> {
    await desk.complete(work.id)
    goOn()
  }
  // Something left the desk by this person's own hand: whoever waits longest is next.
  function goOn(): void {
    if (desk.openNext()) void goToPlace('log')
    else void goToPlace('rail')
  }
  return { close, transfer, done }
}
