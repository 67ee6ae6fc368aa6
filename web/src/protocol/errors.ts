// Errors as the server tells them: a kind, a stable dotted code, a sentence, sometimes a field.

export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'limit'
  | 'unavailable'
  | 'timeout'

const kinds: readonly ErrorKind[] = [
  'invalid', 'unauthenticated', 'forbidden', 'not_found',
  'conflict', 'limit', 'unavailable', 'timeout',
]

export interface Problem {
  code: string
  message: string
  field?: string
}

export interface ErrorBody {
  kind: ErrorKind
  code: string
  message: string
  field?: string
}

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly kind: ErrorKind
  readonly code: string
  readonly field: string | undefined

  constructor(
    body: ErrorBody,
    readonly status = 0,
    readonly problems: readonly Problem[] = [], // all that is wrong in a form; the first is the error
  ) {
    super(body.message)
    this.kind = body.kind
    this.code = body.code
    this.field = body.field
  }

  // Worth doing again later, with the same idempotency key: nothing says that it was wrong.
  get isPassing(): boolean {
    return this.kind === 'unavailable' || this.kind === 'timeout' || this.kind === 'limit'
  }
}

const kindOfStatus: Record<number, ErrorKind> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  412: 'conflict',
  413: 'limit',
  429: 'limit',
  503: 'unavailable',
  504: 'timeout',
}

function isErrorBody(value: unknown): value is ErrorBody {
  if (typeof value !== 'object' || value === null) return false
  const body = value as Record<string, unknown>
  return (
    kinds.includes(body.kind as ErrorKind) &&
    typeof body.code === 'string' &&
    typeof body.message === 'string'
  )
}

// From {"error":{…}}; anything else, such as a proxy's page, becomes an error of the status' kind.
export function errorFrom(body: unknown, status: number): ApiError {
  const given = body as { error?: unknown; problems?: Problem[] } | null | undefined
  const inner = given?.error
  if (isErrorBody(inner)) return new ApiError(inner, status, given?.problems ?? [])
  const kind = kindOfStatus[status] ?? (status >= 500 ? 'unavailable' : 'invalid')
  return new ApiError({ kind, code: `http.${status}`, message: `HTTP ${status}` }, status)
}

export const offlineError = () =>
  new ApiError({ kind: 'unavailable', code: 'client.offline', message: 'no connection' })
export const timeoutError = () =>
  new ApiError({ kind: 'timeout', code: 'client.timeout', message: 'no answer in time' })
export const unreadableError = (status: number) =>
  new ApiError({ kind: 'unavailable', code: 'client.unreadable', message: 'not JSON' }, status)
