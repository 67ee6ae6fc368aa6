// What is being written: per conversation one reply and one inside note.
//
// Each change goes to this browser's storage at once and the reply to the server after a pause, so
// that it survives a reload and is there on the next computer. A note stays in this browser: on the
// server it could come back as a reply and reach the customer.
import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import type { Attachment } from '@/protocol/values'
import { serverNow } from '@/ui/now'
import { command, liveState } from './connection'
import { useDesk } from './desk'

export type Mode = 'reply' | 'note'
export interface Draft {
  text: string
  attachments: Attachment[]
  at: number // ms, of the last change
}

const storageName = 'firstline.draft'
const pauseMs = 700
const longestPauseMs = 4000

export const useDrafts = defineStore('drafts', () => {
  const desk = useDesk()
  const drafts = reactive(new Map<string, Draft>())
  const unsaved = new Map<string, { since: number; timer: ReturnType<typeof setTimeout> }>()

  const keyOf = (conversation: string, mode: Mode) => `${conversation}.${mode}`
  const storageKey = (conversation: string, mode: Mode) =>
    `${storageName}.${desk.me}.${keyOf(conversation, mode)}`

  // The newer of what this browser and the server have. Never makes one, so that it may be computed.
  function read(conversation: string, mode: Mode): Draft {
    return drafts.get(keyOf(conversation, mode)) ?? { text: '', attachments: [], at: 0 }
  }
  function has(conversation: string): boolean {
    const { text, attachments } = read(conversation, 'reply')
    return text.trim() !== '' || attachments.length > 0 || read(conversation, 'note').text !== ''
  }

  function write(conversation: string, mode: Mode, change: Partial<Omit<Draft, 'at'>>): void {
    const draft = { ...read(conversation, mode), ...change, at: serverNow() }
    drafts.set(keyOf(conversation, mode), draft)
    keep(storageKey(conversation, mode), draft)
    if (mode === 'reply' && change.text !== undefined) saveSoon(conversation)
  }
  // After sending: the server forgets its copy by itself, other tabs forget theirs by this one.
  function clear(conversation: string, mode: Mode): void {
    stopSaving(conversation)
    drafts.set(keyOf(conversation, mode), { text: '', attachments: [], at: serverNow() })
    keep(storageKey(conversation, mode), null)
  }

  function saveSoon(conversation: string): void {
    const since = unsaved.get(conversation)?.since ?? Date.now()
    clearTimeout(unsaved.get(conversation)?.timer)
    const pause = Math.max(0, Math.min(pauseMs, since + longestPauseMs - Date.now()))
    const timer = setTimeout(() => void save(conversation), pause)
    unsaved.set(conversation, { since, timer })
  }
  function stopSaving(conversation: string): void {
    clearTimeout(unsaved.get(conversation)?.timer)
    unsaved.delete(conversation)
  }
  // Offline it stays marked, and goes when the line is back.
  async function save(conversation: string): Promise<void> {
    const { text } = read(conversation, 'reply')
    const mark = unsaved.get(conversation)
    if (mark === undefined || liveState.value.status !== 'online') return
    try {
      await command('conversations.draft', { conversation, text })
    } catch {
      return // the browser has it; the next change tries again
    }
    if (unsaved.get(conversation) === mark) unsaved.delete(conversation)
  }
  watch(
    () => liveState.value.status,
    (status) => {
      if (status === 'online') for (const conversation of unsaved.keys()) void save(conversation)
    },
  )

  // Takes up what this browser kept and what the server knows; ours wins unless theirs is newer.
  watch(
    [() => desk.works, () => desk.state.drafts],
    ([works, known]) => {
      for (const { conversation } of works) {
        for (const mode of ['reply', 'note'] as const) takeKept(conversation.id, mode)
        const told = known[conversation.id]
        if (told !== undefined && !unsaved.has(conversation.id)) takeTold(conversation.id, told)
      }
    },
    { immediate: true },
  )
  function takeKept(conversation: string, mode: Mode): void {
    if (drafts.has(keyOf(conversation, mode)) || desk.me === '') return
    const kept = parse(localStorage.getItem(storageKey(conversation, mode)))
    if (kept !== null) drafts.set(keyOf(conversation, mode), kept)
  }
  function takeTold(conversation: string, told: { text: string; at: string }): void {
    const own = read(conversation, 'reply')
    const at = Date.parse(told.at)
    if (at <= own.at || told.text === own.text) return
    drafts.set(keyOf(conversation, 'reply'), { ...own, text: told.text, at })
  }

  function forget(): void {
    for (const { timer } of unsaved.values()) clearTimeout(timer)
    unsaved.clear()
    drafts.clear()
  }
  return { read, has, write, clear, forget }
})

function keep(key: string, draft: Draft | null): void {
  try {
    if (draft === null || (draft.text === '' && draft.attachments.length === 0)) {
      localStorage.removeItem(key)
    } else localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // Storage is full or forbidden: the server has the text, this page the rest.
  }
}

function parse(text: string | null): Draft | null {
  if (text === null) return null
  try {
    const kept = JSON.parse(text) as Partial<Draft>
    if (typeof kept.text !== 'string' || typeof kept.at !== 'number') return null
    return { text: kept.text, attachments: kept.attachments ?? [], at: kept.at }
  } catch {
    return null
  }
}
