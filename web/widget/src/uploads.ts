// Files chosen for the next message, on their way to the server.
import type { Core } from './core'
import type { Upload } from './state'
import type { UploadJob } from './upload'
import type { Visits } from './visits'
import { FILES_PER_MESSAGE, WireError } from './wire'

export class Uploads {
  private readonly jobs = new Map<string, UploadJob>()

  constructor(
    private readonly core: Core,
    private readonly visits: Visits,
  ) {}

  add(files: File[]): void {
    const most = this.core.state.limits.file_bytes
    for (const file of files.slice(0, 2 * FILES_PER_MESSAGE)) {
      const isRoom = this.core.state.uploads.length < FILES_PER_MESSAGE
      const upload: Upload = {
        key: this.core.world.newId(),
        name: file.name.slice(-120) || 'file',
        size: file.size,
        share: 0,
        attachment: null,
        failure: !isRoom ? 'file.too_many' : file.size > most ? 'file.too_large' : null,
      }
      this.core.dispatch({ type: 'upload', upload })
      if (upload.failure === null) void this.send(upload.key, file)
    }
  }

  remove(key: string): void {
    this.jobs.get(key)?.abort()
    this.core.dispatch({ type: 'upload_removed', key })
  }

  private async send(key: string, file: File): Promise<void> {
    const { core, visits } = this
    const update = (change: Partial<Upload>): void => {
      const current = core.state.uploads.find((upload) => upload.key === key)
      if (current) core.dispatch({ type: 'upload', upload: { ...current, ...change } })
    }
    try {
      if (visits.token === null) await visits.visit()
      const onShare = (share: number): void => update({ share })
      const job = core.world.sendFile(core.url('files'), visits.token ?? '', file, onShare)
      this.jobs.set(key, job)
      update({ attachment: await job.done, share: 1 })
    } catch (error) {
      update({ failure: error instanceof WireError ? error.code : 'connection.lost' })
    } finally {
      this.jobs.delete(key)
    }
  }
}
