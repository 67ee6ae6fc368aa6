// Tells the customer that somebody types: at most every three seconds, and once when it is over.
import { watch, type Ref } from 'vue'
import { hint } from '@/services/connection'

const againMs = 3000
const overMs = 4000

export function useTyping(conversation: Ref<string>) {
  let toldAt = 0
  let told: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function stopped(): void {
    clearTimeout(timer)
    if (told !== null) hint('conversations.typing', { conversation: told, is_typing: false })
    told = null
    toldAt = 0
  }
  function wrote(text: string): void {
    if (text.trim() === '') return stopped()
    clearTimeout(timer)
    timer = setTimeout(stopped, overMs)
    if (Date.now() - toldAt < againMs) return
    toldAt = Date.now()
    told = conversation.value
    hint('conversations.typing', { conversation: conversation.value, is_typing: true })
  }
  watch(conversation, stopped)
  return { wrote, stopped }
}
