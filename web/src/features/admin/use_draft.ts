// Something that is being changed: what it was, what it is now, and what is wrong with it. Problems
// of this page's own rules are told at once at the fields that were touched, all others when saving
// is tried; what the server says stays at a field until the field changes.
import { computed, ref, shallowRef, type Ref } from 'vue'
import { textIfKnown, useText } from '@/i18n'
import { ApiError, type Problem as ServerProblem } from '@/protocol/errors'
import { faultOf, type Fault } from '@/services/fault'
import { isSame } from './merge'
import { unreadable, type Problem } from './rules'

interface Told extends Fault {
  value: unknown // of the field when the server judged it
}
export interface FieldError {
  error: string | null
  errorCode: string | null
}

// The first member of a path: "required[0].level" → "required".
export function rootOf(field: string): string {
  return /^[^.[]+/.exec(field)?.[0] ?? field
}

export function useDraft<Item extends object>(check: (item: Item) => Problem[]) {
  const { t } = useText()
  const base = shallowRef<Item | null>(null)
  const draft = ref(null) as Ref<Item | null>
  const hasTried = ref(false)
  const told = ref<Record<string, Told>>({})
  const form = ref<Fault[]>([]) // what belongs to no field of this form

  const valueOf = (item: Item | null, field: string): unknown =>
    (item as Record<string, unknown> | null)?.[rootOf(field)]
  const isDirty = computed(
    () => draft.value !== null && base.value !== null && !isSame(base.value, draft.value),
  )
  const problems = computed(() => (draft.value === null ? [] : check(draft.value)))
  const isBroken = computed(() => problems.value.length > 0)

  function begin(item: Item | null): void {
    base.value = item
    draft.value = item === null ? null : structuredClone(plain(item))
    hasTried.value = false
    settle()
  }
  function settle(): void {
    told.value = {}
    form.value = []
  }
  function sentence(code: string): string {
    if (code === unreadable) return t('common.required')
    return textIfKnown(`errors.codes.${code.replaceAll('.', '_')}`) ?? code
  }
  function errorOf(field: string): FieldError {
    const own = problems.value.find((problem) => problem.field === field)
    const isTouched = !isSame(valueOf(base.value, field), valueOf(draft.value, field))
    if (own !== undefined && (hasTried.value || isTouched)) {
      return { error: sentence(own.code), errorCode: own.code === unreadable ? null : own.code }
    }
    const theirs = told.value[field]
    if (theirs !== undefined && isSame(theirs.value, plain(valueOf(draft.value, field)))) {
      return { error: theirs.message, errorCode: theirs.code }
    }
    return { error: null, errorCode: null }
  }

  // `fieldOf` gives the field of this form for a path of the server's document, or null.
  function tell(list: readonly ServerProblem[], fieldOf: (path: string) => string | null): void {
    settle()
    for (const problem of list) {
      const fault: Fault = {
        message: textIfKnown(`errors.codes.${problem.code.replaceAll('.', '_')}`) ?? problem.message,
        code: problem.code,
        field: problem.field ?? null,
      }
      const field = problem.field === undefined ? null : fieldOf(problem.field)
      if (field === null || field === '') form.value.push(fault)
      else told.value[field] = { ...fault, value: structuredClone(plain(valueOf(draft.value, field))) }
    }
  }
  function tellError(error: unknown, fieldOf: (path: string) => string | null): void {
    if (error instanceof ApiError && error.problems.length > 0) return tell(error.problems, fieldOf)
    const fault = faultOf(error)
    const list = { code: fault.code, message: fault.message, ...(fault.field ? { field: fault.field } : {}) }
    tell([list], fieldOf)
  }
  return {
    base, draft, hasTried, form, isDirty, isBroken, problems, begin, settle, errorOf, tell, tellError,
  }
}

export type Draft<Item extends object> = ReturnType<typeof useDraft<Item>>

// Without Vue's proxies, which cannot be cloned.
export function plain<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T)
}
