// The one message at the bottom left. A new one takes the place of the old; what could be undone
// then no longer can, so undoing is not offered for two things at once.
import { shallowRef } from 'vue'
import { serverNow } from '@/ui/now'

export interface Toast {
  text: string
  until: number
  undo: (() => unknown) | null
}

export const undoTimeMs = 8000
const infoTimeMs = 5000

export const toast = shallowRef<Toast | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

export function showToast(text: string, undo: (() => unknown) | null = null): void {
  const time = undo === null ? infoTimeMs : undoTimeMs
  const shown: Toast = { text, until: serverNow() + time, undo }
  toast.value = shown
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (toast.value === shown) toast.value = null
  }, time)
}

export function hideToast(): void {
  clearTimeout(timer)
  toast.value = null
}

// Undoes what the toast tells about, once.
export async function undoLast(): Promise<void> {
  const undo = toast.value?.undo
  hideToast()
  await undo?.()
}
