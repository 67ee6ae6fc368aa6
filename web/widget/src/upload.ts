// Sends one file. XMLHttpRequest, because fetch does not tell how much has gone out.
import { WireError, errorFrom, type Attachment } from './wire'

export interface UploadJob {
  done: Promise<Attachment>
  abort(): void
}

export type SendFile = (
  url: string,
  token: string,
  file: File,
  onShare: (share: number) => void,
) => UploadJob

export const sendFile: SendFile = (url, token, file, onShare) => {
  const request = new XMLHttpRequest()
  const done = new Promise<Attachment>((resolve, reject) => {
    request.open('POST', url)
    request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.responseType = 'json'
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Attachment)
      else reject(errorFrom(request.response, request.status))
    }
    request.onerror = request.onabort = () =>
      reject(new WireError('unavailable', 'connection.lost'))
    const form = new FormData()
    form.append('file', file, file.name)
    request.send(form)
  })
  return { done, abort: () => request.abort() }
}
