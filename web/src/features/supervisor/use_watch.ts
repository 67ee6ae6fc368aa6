// Looks into a conversation: live while it is open, from the archive once it is settled.
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { ApiError } from '@/protocol/errors'
import { reportApi } from '@/protocol/report_api'
import { api, command, hint, liveState, onFrame } from '@/services/connection'
import { faultOf, type Fault } from '@/services/fault'
import { opened, withEarlier, withEvent, type Watched, type WatchedEvent } from './watched'

const tailLength = 30
const olderAtOnce = 50
const heard = ['message.added', 'messages.read', 'conversation.changed', 'typing'] as const

export function useWatch(id: Readonly<Ref<string | null>>) {
  const archive = reportApi(api)
  const state = shallowRef<Watched | null>(null)
  const fault = ref<Fault | null>(null)
  const isLoading = ref(false)
  let isReadingOlder = false

  async function look(wanted: string): Promise<void> {
    isLoading.value = true
    try {
      const next = await readLive(wanted).catch((error: unknown) => {
        if (error instanceof ApiError && error.kind === 'not_found') return readSettled(wanted)
        throw error
      })
      if (id.value !== wanted) return
      state.value = next
      fault.value = null
    } catch (error) {
      if (id.value === wanted) fault.value = faultOf(error)
    } finally {
      if (id.value === wanted) isLoading.value = false
    }
  }
  async function readLive(wanted: string): Promise<Watched> {
    const { conversation, messages } = await command('conversations.watch', { conversation: wanted })
    return opened(state.value, conversation, messages, true)
  }
  async function readSettled(wanted: string): Promise<Watched> {
    const [conversation, { items }] = await Promise.all([
      archive.conversation(wanted),
      archive.messages(wanted, { limit: tailLength }),
    ])
    return opened(state.value, conversation, items, false)
  }
  async function loadOlder(): Promise<void> {
    const now = state.value
    const before = now?.thread.messages[0]?.seq
    if (now === null || before === undefined || !now.thread.hasOlder || isReadingOlder) return
    isReadingOlder = true
    try {
      const page = await archive.messages(now.conversation.id, { before, limit: olderAtOnce })
      if (state.value?.conversation.id === now.conversation.id) {
        state.value = withEarlier(state.value, page.items, page.has_more)
      }
    } catch {
      // The reader scrolls again, and it is asked again.
    } finally {
      isReadingOlder = false
    }
  }
  for (const type of heard) {
    onFrame(type, (data) => {
      if (state.value !== null) state.value = withEvent(state.value, { type, data } as WatchedEvent)
    })
  }
  function leave(old: string | null): void {
    if (old !== null) hint('conversations.unwatch', { conversation: old })
  }
  watch(
    () => [id.value, liveState.value.status] as const,
    ([wanted, status], before) => {
      const old = before?.[0] ?? null
      if (old !== wanted) {
        leave(old)
        state.value = null
        fault.value = null
      }
      if (wanted === null) isLoading.value = false
      else if (status === 'online') void look(wanted)
    },
    { immediate: true },
  )
  onScopeDispose(() => leave(id.value))
  return { state, fault, isLoading, loadOlder, again: () => id.value !== null && look(id.value) }
}
