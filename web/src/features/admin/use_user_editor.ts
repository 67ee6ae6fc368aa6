// Users: the list, the one that is open, and what is done with it at once: a new link, switching
// somebody off and on again.
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useText } from '@/i18n'
import { adminApi } from '@/protocol/admin_api'
import type { Permission, Role, User } from '@/protocol/values'
import { api } from '@/services/connection'
import { useDirectory } from '@/services/directory'
import { faultOf, type Fault } from '@/services/fault'
import { showToast } from '@/services/toasts'
import type { Given } from './LinkBox.vue'
import { isSame } from './merge'
import type { Problem } from './rules'
import { plain, useDraft } from './use_draft'
import { useGuard } from './use_guard'

export interface UserDraft {
  name: string
  role: Role
  granted: Permission[]
  revoked: Permission[]
}
const longestName = 80

function check(user: UserDraft): Problem[] {
  if (user.name.trim() === '') return [{ code: 'name.empty', field: 'name' }]
  return [...user.name].length > longestName ? [{ code: 'name.too_long', field: 'name' }] : []
}
const draftOf = ({ name, role, granted, revoked }: User): UserDraft => ({
  name, role, granted: [...granted], revoked: [...revoked],
})

// Only what was changed here: the rest may have been changed elsewhere since it was read.
export function changesOf(before: UserDraft | null, wanted: UserDraft): Partial<UserDraft> {
  const now = { ...plain(wanted), name: wanted.name.trim() }
  const changed = Object.entries(now).filter(
    ([field, value]) => !isSame(before?.[field as keyof UserDraft], value),
  )
  return Object.fromEntries(changed)
}

export function useUserEditor() {
  const { t } = useText()
  const route = useRoute()
  const router = useRouter()
  const calls = adminApi(api)
  const directory = useDirectory()
  const users = shallowRef<readonly User[] | null>(null)
  const fault = ref<Fault | null>(null)
  const isSaving = ref(false)
  const isBusy = ref(false)
  const given = ref<Given | null>(null) // a link for whoever is open
  const draft = useDraft<UserDraft>(check)
  const guard = useGuard(draft.isDirty, save)

  const openKey = computed(() => (typeof route.params.id === 'string' && route.params.id !== '' ? route.params.id : null))
  const user = computed(() => (users.value ?? []).find((one) => one.key === openKey.value) ?? null)

  async function load(): Promise<void> {
    try {
      users.value = (await calls.users()).items
      fault.value = null
    } catch (error) {
      fault.value = faultOf(error)
    }
  }
  void load()
  watch(
    [openKey, () => users.value !== null],
    () => {
      given.value = null
      draft.begin(user.value === null ? null : draftOf(user.value))
      if (user.value !== null) void load() // they may have changed their own name meanwhile
    },
    { immediate: true },
  )
  watch(user, (now) => {
    if (now !== null && !draft.isDirty.value) draft.begin(draftOf(now))
  })
  const isOpening = computed(() => openKey.value !== null && users.value === null && fault.value === null)
  watch(
    () => openKey.value !== null && users.value !== null && user.value === null,
    (isMissing) => {
      if (!isMissing) return
      showToast(t('errors.codes.user_unknown'))
      void router.replace('/admin/users')
    },
  )
  function put(changed: User): void {
    const others = users.value ?? []
    const isNew = !others.some((one) => one.key === changed.key)
    users.value = isNew
      ? [...others, changed]
      : others.map((one) => (one.key === changed.key ? changed : one))
  }
  async function save(): Promise<boolean> {
    const [before, wanted] = [user.value, draft.draft.value]
    draft.hasTried.value = true
    if (before === null || wanted === null || draft.isBroken.value || isSaving.value) return false
    isSaving.value = true
    try {
      const changed = await calls.changeUser(before.key, changesOf(draft.base.value, wanted))
      put(changed)
      directory.reload()
      draft.begin(draftOf(changed))
      showToast(t('admin.savedItem', { name: changed.name }))
      return true
    } catch (error) {
      draft.tellError(error, (path) => (path in wanted ? path : null))
      return false
    } finally {
      isSaving.value = false
    }
  }
  async function setState(key: string, state: 'active' | 'disabled'): Promise<User> {
    const changed = await calls.changeUser(key, { state })
    put(changed)
    return changed
  }
  // Switching off signs somebody out at once; it can be undone, the sessions stay ended.
  async function toggle(): Promise<void> {
    const before = user.value
    if (before === null || isBusy.value) return
    isBusy.value = true
    try {
      if (before.state === 'disabled') {
        await setState(before.key, 'active')
        showToast(t('admin.users.enabled', { name: before.name }))
      } else {
        await setState(before.key, 'disabled')
        given.value = null // a link lets nobody in who is switched off
        showToast(t('admin.users.disabledDone', { name: before.name }), () =>
          setState(before.key, 'active').catch((error: unknown) => showToast(faultOf(error).message)),
        )
      }
    } catch (error) {
      draft.tellError(error, () => null)
    } finally {
      isBusy.value = false
    }
  }
  async function reset(): Promise<void> {
    const who = user.value
    if (who === null || isBusy.value) return
    isBusy.value = true
    try {
      const answer = await calls.resetUser(who.key)
      given.value = { ...who, ...answer, isInvitation: who.state === 'invited' }
    } catch (error) {
      draft.tellError(error, () => null)
    } finally {
      isBusy.value = false
    }
  }
  // Somebody lost their phone. Whoever finds it must not be signed in: every session ends.
  async function takeTotpAway(): Promise<void> {
    const who = user.value
    if (who === null || isBusy.value) return
    isBusy.value = true
    try {
      put(await calls.takeTotpAway(who.key))
      showToast(t('admin.users.totpTaken', { name: who.name }))
    } catch (error) {
      draft.tellError(error, () => null)
    } finally {
      isBusy.value = false
    }
  }
  return {
    ...draft, users, user, fault, isSaving, isBusy, given, guard, openKey, isOpening, load, put, save, toggle,
    reset, takeTotpAway,
    discard: () => draft.begin(user.value === null ? null : draftOf(user.value)),
    open: (key: string) => router.push(`/admin/users/${encodeURIComponent(key)}`),
    close: () => router.push('/admin/users'),
  }
}
