// After a form was refused: the first field with a fault gets the cursor, unless the person is in
// one of them already.
export function focusInvalid(form: HTMLElement | null): void {
  const fields = [...(form?.querySelectorAll<HTMLElement>('[aria-invalid=true]') ?? [])]
  const active = document.activeElement
  if (fields.length === 0 || fields.some((field) => field === active)) return
  fields[0]?.focus()
}
