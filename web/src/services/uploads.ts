// Files on their way to the server, per conversation, so that going to another one stops nothing.
// What has arrived becomes part of the draft.
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { text } from '@/i18n'
import { filesPerMessage, sizeText } from '@/model/writing'
import { ApiError } from '@/protocol/errors'
import type { Attachment } from '@/protocol/values'
import { api } from './connection'
import { useDesk } from './desk'
import { useDrafts, type Mode } from './drafts'
import { faultOf } from './fault'

export interface Upload {
  id: string
  name: string
  size: number
  share: number // sent, 0 to 1; at 1 the server looks into it
  problem: string | null
  mayRetry: boolean // nothing is wrong with the file itself
  file: File
  stop: AbortController
}

export const useUploads = defineStore('uploads', () => {
  const desk = useDesk()
  const drafts = useDrafts()
  const running = reactive(new Map<string, Upload[]>())

  const keyOf = (conversation: string, mode: Mode) => `${conversation}.${mode}`
  function of(conversation: string, mode: Mode): readonly Upload[] {
    return running.get(keyOf(conversation, mode)) ?? []
  }
  function isBusy(conversation: string, mode: Mode): boolean {
    return of(conversation, mode).some((upload) => upload.problem === null)
  }

  function add(conversation: string, mode: Mode, files: readonly File[]): void {
    const key = keyOf(conversation, mode)
    for (const file of files) {
      const list = running.get(key) ?? []
      const count = list.length + drafts.read(conversation, mode).attachments.length
      const upload: Upload = reactive({
        id: crypto.randomUUID(),
        name: file.name,
        size: file.size,
        share: 0,
        problem: problemOf(file, count, desk.state.limits.fileBytes),
        mayRetry: false,
        file,
        stop: new AbortController(),
      })
      running.set(key, [...list, upload])
      if (upload.problem === null) void run(conversation, mode, upload)
    }
  }
  async function run(conversation: string, mode: Mode, upload: Upload): Promise<void> {
    try {
      const stored = await api.upload<Attachment>('/files', upload.file, {
        name: upload.name,
        signal: upload.stop.signal,
        onProgress: (share) => (upload.share = share),
      })
      remove(conversation, mode, upload.id)
      const { attachments } = drafts.read(conversation, mode)
      drafts.write(conversation, mode, { attachments: [...attachments, stored] })
    } catch (error) {
      if (upload.stop.signal.aborted) return
      upload.problem = faultOf(error).message
      upload.mayRetry = error instanceof ApiError && error.isPassing
    }
  }
  function retry(conversation: string, mode: Mode, id: string): void {
    const upload = of(conversation, mode).find((one) => one.id === id)
    if (upload === undefined) return
    upload.problem = null
    upload.share = 0
    void run(conversation, mode, upload)
  }
  function remove(conversation: string, mode: Mode, id: string): void {
    const key = keyOf(conversation, mode)
    const upload = of(conversation, mode).find((one) => one.id === id)
    upload?.stop.abort()
    running.set(key, of(conversation, mode).filter((one) => one.id !== id))
  }
  return { of, isBusy, add, retry, remove }
})

function problemOf(file: File, count: number, mostBytes: number): string | null {
  if (count >= filesPerMessage) return text('desk.composer.tooMany', { n: filesPerMessage })
  if (file.size === 0) return text('desk.composer.empty', { name: file.name })
  if (file.size <= mostBytes) return null
  return text('desk.composer.tooLarge', { name: file.name, limit: sizeText(mostBytes) })
}

// Files of a drop; folders have none.
export function dropFiles(event: DragEvent): File[] {
  return [...(event.dataTransfer?.files ?? [])]
}

// Files of a paste. A picture from a screenshot gets a name.
export function pastedFiles(event: ClipboardEvent): File[] {
  const files = [...(event.clipboardData?.files ?? [])]
  return files.map((file) =>
    file.name === '' || file.name === 'image.png'
      ? new File([file], text('desk.composer.pasted'), { type: file.type })
      : file,
  )
}
