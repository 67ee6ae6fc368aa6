// Places of the shell that a page fills: the presence field and the middle of the top bar. A page
// renders <ShellSlot name="bar">…</ShellSlot>; the shell says when the places exist.
import { reactive, ref } from 'vue'

export type SlotName = 'presence' | 'bar'

export const slotElements = reactive<Record<SlotName, HTMLElement | null>>({
  presence: null,
  bar: null,
})

// True while the middle of the bar holds something that must stay in reach (a call): a banner then
// stands beside it instead of over it.
export const isBarPinned = ref(false)

// A sentence in the middle of the top bar: what happened, what is safe, what next.
export interface BarNotice {
  name: string // the same name replaces the one before
  title: string
  text?: string
  tone: 'warn' | 'late' | 'good' | 'plain'
  button?: { label: string; press: () => void }
}
export const barNotices = reactive(new Map<string, BarNotice>())
