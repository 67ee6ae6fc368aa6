// One item of a section in an editor: its draft, saving, and what to do when somebody else was
// faster. Which item it is, the address says.
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useText } from '@/i18n'
import type { SectionName, Sections } from '@/protocol/catalog'
import { ApiError } from '@/protocol/errors'
import { faultOf } from '@/services/fault'
import { showToast } from '@/services/toasts'
import { insertedAt, merge, pathInItem, withItem, withoutItem } from './merge'
import type { Check, Known } from './rules'
import { usesIn, type UsingSection } from './still_used'
import { plain, useDraft, type Draft } from './use_draft'
import { useGuard } from './use_guard'
import { ChangedElsewhere, useSection, type Section } from './use_section'

export const newItem = '+new' // in place of a key; no key has a plus
const validateAfterMs = 700

export interface EditorOptions<Name extends SectionName> {
  section: Name
  path: string // "/admin/queues"
  blank: () => Sections[Name]
  check: Check<Sections[Name]>
  known: () => Known
  nameOf: (item: Sections[Name]) => string
}

export interface Conflict {
  isRemoved: boolean
  both: string[] // fields that both changed
}

export function useItemEditor<Name extends SectionName>(options: EditorOptions<Name>) {
  type Item = Sections[Name]
  const { t } = useText()
  const route = useRoute()
  const router = useRouter()
  const openId = computed(() => {
    const { id } = route.params
    return typeof id === 'string' && id !== '' ? id : null
  })
  const isNew = computed(() => openId.value === newItem)
  const isSaving = ref(false)
  const conflict = shallowRef<Conflict | null>(null)

  const section: Section<Item> = useSection(options.section, () => draft.isDirty.value)
  const taken = computed(() => new Set((section.items.value ?? []).map((item) => item.id)))
  const draft: Draft<Item> = useDraft<Item>((item) =>
    options.check(item, { isNew: isNew.value, taken: taken.value, known: options.known() }),
  )
  const guard = useGuard(draft.isDirty, save)
  const stored = computed(
    () => (section.items.value ?? []).find((item) => item.id === openId.value) ?? null,
  )
  const isMissing = computed(
    () => openId.value !== null && !isNew.value && section.items.value !== null && stored.value === null,
  )

  const isOpening = computed(
    () => openId.value !== null && section.items.value === null && section.fault.value === null,
  )
  let isRemoving = false

  void section.load()
  watch(
    [openId, () => section.items.value !== null],
    ([id, isRead]) => {
      conflict.value = null
      if (id === null || !isRead) draft.begin(null)
      else draft.begin(isNew.value ? options.blank() : stored.value)
    },
    { immediate: true },
  )
  // Somebody else's change to an item that is only looked at is simply shown.
  watch(stored, (item) => {
    if (item !== null && !draft.isDirty.value && !isNew.value) draft.begin(item)
  })
  // The address of something that is gone, or was never there.
  watch(isMissing, (missing) => {
    if (!missing || isRemoving || draft.isDirty.value) return
    showToast(t('errors.kinds.not_found'))
    void router.replace(options.path)
  })
  watch(section.theirs, (theirs) => (conflict.value = theirs === null ? null : compare(theirs)))

  function compare(theirs: readonly Item[]): Conflict | null {
    const [base, mine] = [draft.base.value, draft.draft.value]
    if (base === null || mine === null) return null
    const other = theirs.find((item) => item.id === mine.id)
    if (other === undefined) return { isRemoved: !isNew.value, both: [] }
    return { isRemoved: false, both: merge(base, mine, other).both.map(String) }
  }

  const index = computed(() => {
    const at = (section.items.value ?? []).findIndex((item) => item.id === draft.draft.value?.id)
    return at < 0 ? (section.items.value ?? []).length : at
  })
  const fieldOf = (path: string) => pathInItem(path, index.value)

  // The server is asked soon after the last change, so that what only it knows is told early.
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    draft.draft,
    () => {
      clearTimeout(timer)
      if (!draft.isDirty.value || draft.isBroken.value) return
      timer = setTimeout(() => void validate(), validateAfterMs)
    },
    { deep: true },
  )
  async function validate(): Promise<void> {
    const item = draft.draft.value
    if (item === null || !draft.isDirty.value || draft.isBroken.value || isSaving.value) return
    const asked = plain(item)
    try {
      const problems = await section.validate(withItem(section.items.value ?? [], asked))
      if (draft.draft.value === item) draft.tell(problems, fieldOf)
    } catch {
      // Saving asks again and tells the error.
    }
  }

  // True if it is stored.
  async function save(): Promise<boolean> {
    const item = draft.draft.value
    draft.hasTried.value = true
    if (item === null || isSaving.value || draft.isBroken.value) return false
    const mine = plain(item)
    isSaving.value = true
    try {
      await section.put((items) => withItem(items, mine))
      showToast(t('admin.savedItem', { name: options.nameOf(mine) }))
      const wasNew = isNew.value
      draft.begin(stored.value ?? mine)
      if (wasNew) await router.replace(`${options.path}/${encodeURIComponent(mine.id)}`)
      return true
    } catch (error) {
      if (!(error instanceof ChangedElsewhere)) draft.tellError(error, fieldOf)
      return false
    } finally {
      isSaving.value = false
    }
  }
  function discard(): void {
    draft.begin(isNew.value ? options.blank() : stored.value)
  }

  // What they changed comes in, what I changed stays; then it can be saved.
  function keepMine(): void {
    const [base, mine] = [draft.base.value, draft.draft.value]
    section.takeTheirs()
    conflict.value = null
    if (base === null || mine === null) return
    const now = stored.value
    if (now === null) return // they removed it, or it is new: saving puts it there
    const merged = merge(base, plain(mine), now).item
    draft.begin(now)
    draft.draft.value = merged
  }
  function useTheirs(): void {
    draft.begin(null)
    section.takeTheirs()
    conflict.value = null
    draft.begin(isNew.value ? options.blank() : stored.value)
  }

  async function remove(id: string): Promise<void> {
    const items = section.items.value ?? []
    const at = items.findIndex((item) => item.id === id)
    const item = items[at]
    if (item === undefined) return
    isRemoving = true
    try {
      await section.put((now) => withoutItem(now, id))
      draft.begin(null)
      if (openId.value === id) await router.replace(options.path)
    } catch (error) {
      const used = stillUsed(error, options.nameOf(item))
      if (used !== null) draft.form.value = [{ message: used, code: (error as ApiError).code, field: null }]
      else draft.tellError(error, fieldOf)
      return
    } finally {
      isRemoving = false
    }
    showToast(t('admin.removedItem', { name: options.nameOf(item) }), () =>
      section
        .put((now) => insertedAt(now, item, at))
        .catch((error: unknown) => showToast(faultOf(error).message)),
    )
  }
  function stillUsed(error: unknown, name: string): string | null {
    const uses = error instanceof ApiError ? usesIn(error.problems) : null
    if (uses === null) return null
    const users = Object.entries(uses).map(([section, n]) =>
      t(`admin.uses.${section as UsingSection}`, { n }),
    )
    return t('admin.stillUsed', { name, users: users.join(t('admin.uses.and')) })
  }
  const open = (id: string) => router.push(`${options.path}/${encodeURIComponent(id)}`)
  const close = () => router.push(options.path)
  return {
    ...draft, section, openId, isNew, isOpening, isSaving, conflict, guard, save, discard, keepMine,
    useTheirs, remove, open, close, add: () => open(newItem),
  }
}
