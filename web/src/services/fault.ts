// Errors as sentences: by the server's code if we know it, else by its kind.
import { text, textIfKnown } from '@/i18n'
import { ApiError } from '@/protocol/errors'

export interface Fault {
  message: string
  code: string
  field: string | null
}

function sentence(code: string, otherwise: string): string {
  return textIfKnown(`errors.codes.${code.replaceAll('.', '_')}`) ?? otherwise
}

export function faultOf(error: unknown): Fault {
  if (!(error instanceof ApiError)) {
    return { message: text('errors.codes.client_unreadable'), code: 'client.fault', field: null }
  }
  // What is wrong with an input only the server can say exactly; it says so in English.
  const isAboutInput = error.kind === 'invalid' && error.message !== ''
  const otherwise = isAboutInput ? error.message : text(`errors.kinds.${error.kind}`)
  return {
    message: sentence(error.code, otherwise),
    code: error.code,
    field: error.field ?? null,
  }
}

// The errors of a form: each at its field, the rest under the form.
export interface FormFaults {
  fields: Record<string, Fault>
  form: Fault | null
}

export const noFaults = (): FormFaults => ({ fields: {}, form: null })

// `fields` names those that the form shows, or says of a path ("items[2].name") whether it does.
export function formFaults(
  error: unknown,
  fields: readonly string[] | ((path: string) => boolean),
): FormFaults {
  const isShown = typeof fields === 'function' ? fields : (path: string) => fields.includes(path)
  const first = faultOf(error)
  const more = error instanceof ApiError ? error.problems : []
  const faults = more.map((problem): Fault => ({
    message: sentence(problem.code, problem.message),
    code: problem.code,
    field: problem.field ?? null,
  }))
  const result = noFaults()
  for (const fault of faults.length > 0 ? faults : [first]) {
    if (fault.field !== null && isShown(fault.field)) result.fields[fault.field] ??= fault
    else result.form ??= fault
  }
  return result
}
