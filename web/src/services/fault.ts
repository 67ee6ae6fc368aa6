// Errors as sentences: by the server's code if we know it, else by its kind.
import { text, textIfKnown } from '@/i18n'
import { ApiError } from '@/protocol/errors'

export interface Fault {
  message: string
  code: string
  field: string | null
}

export function faultOf(error: unknown): Fault {
  if (!(error instanceof ApiError)) {
    return { message: text('errors.codes.client_unreadable'), code: 'client.fault', field: null }
  }
  const known = textIfKnown(`errors.codes.${error.code.replaceAll('.', '_')}`)
  return {
    message: known ?? text(`errors.kinds.${error.kind}`),
    code: error.code,
    field: error.field ?? null,
  }
}

// The errors of a form: each at its field, the rest under the form.
export interface FormFaults {
  fields: Record<string, Fault>
  form: Fault | null
}

export function formFaults(error: unknown, fields: readonly string[]): FormFaults {
  const fault = faultOf(error)
  return fault.field !== null && fields.includes(fault.field)
    ? { fields: { [fault.field]: fault }, form: null }
    : { fields: {}, form: fault }
}
