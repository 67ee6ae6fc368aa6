// How queues and people are called and what they promise, for pages that only get their keys.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { adminApi } from '@/protocol/admin_api'
import type { Agent, Named, Policy, Queue } from '@/protocol/catalog'
import { api, onFrame } from './connection'

interface Catalog {
  queues: readonly Queue[]
  agents: readonly Agent[]
  teams: readonly Named[]
  policy: Policy | null
}

export const useDirectory = defineStore('directory', () => {
  const calls = adminApi(api)
  const catalog = shallowRef<Catalog>({ queues: [], agents: [], teams: [], policy: null })
  let loading: Promise<void> | null = null

  async function read(): Promise<void> {
    const [queues, agents, teams, capacity] = await Promise.all([
      calls.section('queues'),
      calls.section('agents'),
      calls.section('teams'),
      calls.policy(),
    ])
    catalog.value = {
      queues: queues.items,
      agents: agents.items,
      teams: teams.items,
      policy: capacity.policy,
    }
  }
  // Once for all who ask; after a failure the next one asks again. Keys are shown meanwhile.
  function load(): Promise<void> {
    loading ??= read().catch(() => {
      loading = null
    })
    return loading
  }
  function reload(): void {
    if (loading === null) return
    loading = null
    void load()
  }
  onFrame('catalog.replaced', reload)

  const queues = computed(() => new Map(catalog.value.queues.map((queue) => [queue.id, queue])))
  const agents = computed(() => new Map(catalog.value.agents.map((agent) => [agent.id, agent])))
  return {
    catalog,
    queues,
    agents,
    load,
    reload,
    queueName: (key: string) => queues.value.get(key)?.name ?? key,
    agentName: (key: string) => agents.value.get(key)?.name ?? key,
  }
})
