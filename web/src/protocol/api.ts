// The HTTP side of the outside contract: JSON in, JSON out, errors as ApiError.
//
// The session is a cookie; a token is used instead where one is given (tests, scripts). Each write
// carries an Idempotency-Key, so that repeating it after a broken connection is harmless.
import { ApiError, errorFrom, offlineError, timeoutError, unreadableError } from './errors'

export interface ApiOptions {
  base?: string // "/api/v1"
  token?: () => string | null
  fetch?: typeof fetch
  newKey?: () => string
  timeoutMs?: number
  onUnauthenticated?: () => void
}

export type Query = Record<string, string | number | boolean | undefined | null>

export interface CallOptions {
  query?: Query
  signal?: AbortSignal
  timeoutMs?: number
  idempotencyKey?: string // for a write that may be repeated later with the same meaning
  version?: string | number // If-Match: refuse if somebody changed it meanwhile
}

export interface Page<T> {
  items: T[]
  next?: string
}

export interface UploadOptions {
  name?: string
  signal?: AbortSignal
  onProgress?: (share: number) => void // 0 to 1
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const defaultTimeoutMs = 15_000

export function withQuery(path: string, query: Query | undefined): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) params.set(name, String(value))
  }
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}

export class Api {
  private readonly base_: string
  private readonly fetch_: typeof fetch
  private readonly newKey_: () => string

  constructor(private readonly options_: ApiOptions = {}) {
    this.base_ = options_.base ?? '/api/v1'
    this.fetch_ = options_.fetch ?? ((input, init) => fetch(input, init))
    this.newKey_ = options_.newKey ?? (() => crypto.randomUUID())
  }

  get<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.call_<T>('GET', path, undefined, options)
  }
  post<T = void>(path: string, body: unknown = {}, options: CallOptions = {}): Promise<T> {
    return this.call_<T>('POST', path, body, options)
  }
  put<T = void>(path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    return this.call_<T>('PUT', path, body, options)
  }
  patch<T = void>(path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    return this.call_<T>('PATCH', path, body, options)
  }
  delete<T = void>(path: string, options: CallOptions & { body?: unknown } = {}): Promise<T> {
    return this.call_<T>('DELETE', path, options.body, options)
  }

  // Where a browser can fetch it by itself (an image, a CSV download).
  url(path: string, query?: Query): string {
    return withQuery(this.base_ + path, query)
  }

  // XMLHttpRequest, because fetch does not tell how much has been sent.
  upload<T>(path: string, file: Blob, options: UploadOptions = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', this.base_ + path)
      for (const [name, value] of Object.entries(this.headers_('POST', {}))) {
        request.setRequestHeader(name, value)
      }
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
      }
      request.onerror = () => reject(offlineError())
      request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
      request.onload = () => {
        const body = parseJson(request.responseText)
        if (request.status >= 200 && request.status < 300 && body !== undefined) {
          resolve(body as T)
        } else {
          reject(this.refused_(body, request.status))
        }
      }
      options.signal?.addEventListener('abort', () => request.abort(), { once: true })
      const form = new FormData()
      form.append('file', file, options.name ?? (file instanceof File ? file.name : 'file'))
      request.send(form)
    })
  }

  private headers_(method: Method, options: CallOptions): Record<string, string> {
    const headers: Record<string, string> = { Accept: 'application/json' }
    const token = this.options_.token?.() ?? null
    if (token !== null) headers.Authorization = `Bearer ${token}`
    if (method !== 'GET') headers['Idempotency-Key'] = options.idempotencyKey ?? this.newKey_()
    if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`
    return headers
  }

  private async call_<T>(
    method: Method,
    path: string,
    body: unknown,
    options: CallOptions,
  ): Promise<T> {
    const timeout = AbortSignal.timeout(
      options.timeoutMs ?? this.options_.timeoutMs ?? defaultTimeoutMs,
    )
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
    const headers = this.headers_(method, options)
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    let response: Response
    let text: string
    try {
      response = await this.fetch_(withQuery(this.base_ + path, options.query), {
        method,
        headers,
        signal,
        credentials: 'same-origin',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      text = await response.text()
    } catch (error) {
      if (options.signal?.aborted) throw error
      throw timeout.aborted ? timeoutError() : offlineError()
    }
    const answer = text === '' ? undefined : parseJson(text)
    if (!response.ok) throw this.refused_(answer, response.status)
    if (text !== '' && answer === undefined) throw unreadableError(response.status)
    return answer as T
  }

  private refused_(body: unknown, status: number): ApiError {
    const error = errorFrom(body, status)
    if (error.kind === 'unauthenticated') this.options_.onUnauthenticated?.()
    return error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
