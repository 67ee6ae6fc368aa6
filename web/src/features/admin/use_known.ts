// What other sections have, for choices and for the rules.
import { computed, shallowRef } from 'vue'
import { adminApi } from '@/protocol/admin_api'
import type { Named } from '@/protocol/catalog'
import { api, onFrame } from '@/services/connection'
import { useDirectory } from '@/services/directory'
import type { Known } from './rules'

export function useKnown() {
  const directory = useDirectory()
  const skills = shallowRef<readonly Named[]>([])
  const calls = adminApi(api)

  async function load(): Promise<void> {
    await Promise.all([
      directory.load(),
      calls.section('skills').then(
        (document) => (skills.value = document.items),
        () => undefined, // the choice is empty; saving tells why
      ),
    ])
  }
  void load()
  onFrame('catalog.replaced', () => void load())

  const keysOf = (items: readonly { id: string }[]) => new Set(items.map((item) => item.id))
  const known = computed<Known>(() => ({
    queues: keysOf(directory.catalog.queues),
    teams: keysOf(directory.catalog.teams),
    skills: keysOf(skills.value),
  }))
  const optionsOf = (items: readonly Named[]) =>
    items.map((item) => ({ value: item.id, label: item.name }))
  return {
    known,
    skills,
    queueOptions: computed(() => optionsOf(directory.catalog.queues)),
    teamOptions: computed(() => optionsOf(directory.catalog.teams)),
    skillOptions: computed(() => optionsOf(skills.value)),
  }
}
