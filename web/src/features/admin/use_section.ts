// One section of the catalog: read, changed, written back whole under the version it was read at.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { adminApi } from '@/protocol/admin_api'
import type { SectionName, Sections } from '@/protocol/catalog'
import { ApiError } from '@/protocol/errors'
import { api, onFrame } from '@/services/connection'
import { useDirectory } from '@/services/directory'
import { faultOf, type Fault } from '@/services/fault'
import { isSame, type Keyed } from './merge'

// Somebody changed this very section since it was read.
export class ChangedElsewhere extends Error {
  override readonly name = 'ChangedElsewhere'
}

export interface Section<Item extends Keyed> {
  items: ShallowRef<readonly Item[] | null> // as the server has them; null until they are read
  theirs: ShallowRef<readonly Item[] | null> // newer ones that somebody else wrote, not yet taken
  fault: Ref<Fault | null>
  isLoading: Ref<boolean>
  load: () => Promise<void>
  put: (change: (items: readonly Item[]) => Item[]) => Promise<void>
  validate: (items: readonly Item[]) => Promise<{ code: string; message: string; field?: string }[]>
  takeTheirs: () => void
}

function isChanged(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'catalog.changed'
}

// `isKept` says that something is being edited here, so that newer items must not slip in.
export function useSection<Name extends SectionName>(
  name: Name,
  isKept: () => boolean = () => false,
): Section<Sections[Name]> {
  type Item = Sections[Name]
  const calls = adminApi(api)
  const directory = useDirectory()
  const items = shallowRef<readonly Item[] | null>(null)
  const theirs = shallowRef<readonly Item[] | null>(null)
  const fault = ref<Fault | null>(null)
  const isLoading = ref(false)
  let version = 0
  let theirVersion = 0
  let isGone = false
  onScopeDispose(() => (isGone = true))

  function take(document: { version: number; items: Item[] }): void {
    version = document.version
    items.value = document.items
    theirs.value = null
  }
  async function load(): Promise<void> {
    isLoading.value = true
    try {
      take(await calls.section(name))
      fault.value = null
    } catch (error) {
      fault.value = faultOf(error)
    } finally {
      isLoading.value = false
    }
  }
  // All sections share one version; a change of another section is none of ours.
  async function look(): Promise<boolean> {
    const fresh = await calls.section(name)
    if (items.value === null || isSame(fresh.items, items.value) || !isKept()) {
      take(fresh)
      return true
    }
    theirVersion = fresh.version
    theirs.value = fresh.items
    return false
  }
  async function put(change: (items: readonly Item[]) => Item[]): Promise<void> {
    const write = async () =>
      take(await calls.putSection(name, version, change(items.value ?? [])))
    try {
      await write()
    } catch (error) {
      if (!isChanged(error)) throw error
      if (!(await look())) throw new ChangedElsewhere()
      await write()
    }
    directory.reload()
  }
  async function validate(next: readonly Item[]) {
    return (await calls.validateSection(name, [...next])).problems
  }
  function takeTheirs(): void {
    if (theirs.value === null) return
    take({ version: theirVersion, items: [...theirs.value] })
  }
  onFrame('catalog.replaced', ({ version: now }) => {
    if (!isGone && items.value !== null && now !== version) void look().catch(() => undefined)
  })
  return { items, theirs, fault, isLoading, load, put, validate, takeTheirs }
}
