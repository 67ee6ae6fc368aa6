// Capacity and the rest of the policy: one document, edited in place.
import { ref, shallowRef } from 'vue'
import { useText } from '@/i18n'
import { adminApi } from '@/protocol/admin_api'
import type { Policy } from '@/protocol/catalog'
import { ApiError } from '@/protocol/errors'
import { api, onFrame } from '@/services/connection'
import { useDirectory } from '@/services/directory'
import { faultOf, type Fault } from '@/services/fault'
import { showToast } from '@/services/toasts'
import { isSame, merge } from './merge'
import { checkPolicy } from './rules'
import { plain, useDraft } from './use_draft'
import { useGuard } from './use_guard'
import type { Conflict } from './use_item_editor'

// "policy.break_reasons" of the document is "break_reasons" here.
export function policyField(path: string): string | null {
  return path.startsWith('policy.') ? path.slice('policy.'.length) : null
}

export function usePolicyEditor() {
  const { t } = useText()
  const calls = adminApi(api)
  const directory = useDirectory()
  const draft = useDraft<Policy>(checkPolicy)
  const guard = useGuard(draft.isDirty, save)
  const fault = ref<Fault | null>(null)
  const isSaving = ref(false)
  const conflict = shallowRef<Conflict | null>(null)
  let version = 0
  let theirs: { version: number; policy: Policy } | null = null

  async function load(): Promise<void> {
    try {
      const document = await calls.policy()
      version = document.version
      draft.begin(document.policy)
      fault.value = null
    } catch (error) {
      fault.value = faultOf(error)
    }
  }
  // True if what we began from is still what there is.
  async function look(): Promise<boolean> {
    const fresh = await calls.policy()
    const base = draft.base.value
    if (base === null || isSame(fresh.policy, base) || !draft.isDirty.value) {
      version = fresh.version
      if (base !== null && !isSame(fresh.policy, base)) draft.begin(fresh.policy)
      return true
    }
    theirs = fresh
    const merged = merge(base, plain(draft.draft.value as Policy), fresh.policy)
    conflict.value = { isRemoved: false, both: merged.both.map(String) }
    return false
  }
  async function write(): Promise<void> {
    const document = await calls.putPolicy(version, plain(draft.draft.value as Policy))
    version = document.version
    draft.begin(document.policy)
    directory.reload()
    showToast(t('admin.savedItem', { name: t('admin.capacity.title') }))
  }
  async function save(): Promise<boolean> {
    draft.hasTried.value = true
    if (draft.draft.value === null || draft.isBroken.value || isSaving.value) return false
    isSaving.value = true
    try {
      await write().catch(async (error: unknown) => {
        if (!(error instanceof ApiError) || error.code !== 'catalog.changed') throw error
        if (await look()) await write()
      })
      return conflict.value === null
    } catch (error) {
      draft.tellError(error, policyField)
      return false
    } finally {
      isSaving.value = false
    }
  }
  function keepMine(): void {
    const [base, mine] = [draft.base.value, draft.draft.value]
    if (theirs === null || base === null || mine === null) return
    const merged = merge(base, plain(mine), theirs.policy).item
    version = theirs.version
    draft.begin(theirs.policy)
    draft.draft.value = merged
    conflict.value = null
  }
  function useTheirs(): void {
    if (theirs === null) return
    version = theirs.version
    draft.begin(theirs.policy)
    conflict.value = null
  }
  void load()
  onFrame('catalog.replaced', ({ version: now }) => {
    if (draft.base.value !== null && now !== version && !isSaving.value) {
      void look().catch(() => undefined)
    }
  })
  return {
    ...draft, fault, isSaving, conflict, guard, load, save, keepMine, useTheirs,
    discard: () => draft.begin(draft.base.value),
  }
}
