// Messages that cannot go out any more, because the conversation went to somebody else while this
// page was away: they are not dropped silently, the bar says so and gives the text back.
import { computed, watchEffect, onScopeDispose } from 'vue'
import { text } from '@/i18n'
import { workOf } from '@/model/desk_state'
import { useDesk } from '@/services/desk'
import { faultOf } from '@/services/fault'
import { useOutbox } from '@/services/outbox'
import { barNotices } from '@/services/slots'
import { showToast } from '@/services/toasts'
import { ApiError, type ErrorKind } from '@/protocol/errors'

const name = 'desk.stranded'

export function useStranded(): void {
  const desk = useDesk()
  const outbox = useOutbox()
  const stranded = computed(() =>
    outbox.items.filter(
      (item) => item.state === 'failed' && workOf(desk.state, item.body.conversation) === undefined,
    ),
  )

  async function copyAndLetGo(): Promise<void> {
    const items = stranded.value
    await navigator.clipboard.writeText(items.map((item) => item.body.text).join('\n\n'))
    for (const item of items) outbox.discard(item.clientId)
    showToast(text('desk.outbox.copied'))
  }

  watchEffect(() => {
    const first = stranded.value[0]
    if (first === undefined || !desk.state.isLoaded) {
      barNotices.delete(name)
      return
    }
    const error = first.error
    const why =
      error === null
        ? ''
        : faultOf(new ApiError({ ...error, kind: error.kind as ErrorKind })).message
    barNotices.set(name, {
      name,
      tone: 'late',
      title: text('desk.outbox.stranded', {
        n: stranded.value.length, name: first.body.customer, why,
      }),
      button: { label: text('desk.outbox.copy'), press: () => void copyAndLetGo() },
    })
  })
  onScopeDispose(() => barNotices.delete(name))
}
