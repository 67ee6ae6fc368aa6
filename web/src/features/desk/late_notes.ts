// A wrap-up that runs out takes its text field away. A note that stood in it is not lost: it is for
// colleagues only, so it is saved as it stands, and that is said.
import { watch } from 'vue'
import { text } from '@/i18n'
import type { Work } from '@/model/desk_state'
import { useDesk } from '@/services/desk'
import { useDrafts } from '@/services/drafts'
import { useOutbox } from '@/services/outbox'
import { showToast } from '@/services/toasts'

export function useLateNotes(): void {
  const desk = useDesk()
  const drafts = useDrafts()
  const outbox = useOutbox()

  function save(work: Work): void {
    const { id, customer } = work.conversation
    const draft = drafts.read(id, 'note')
    if (draft.text.trim() === '' && draft.attachments.length === 0) return
    outbox.send({
      conversation: id,
      customer: customer.name,
      text: draft.text.trim(),
      attachments: [...draft.attachments],
      visibility: 'inside',
    })
    drafts.clear(id, 'note')
    const name = customer.name || text('desk.customer.unnamed')
    showToast(text('desk.conversation.noteKept', { name }))
  }
  watch(
    () => desk.works,
    (works, before) => {
      const here = new Set(works.map((work) => work.conversation.id))
      for (const work of before) {
        if (work.state === 'wrap_up' && !here.has(work.conversation.id)) save(work)
      }
    },
  )
}
