// The names of customers a list only has the keys of. Each is asked for once; until it is there,
// and if nobody knows it, the key stands in its place.
import { reactive } from 'vue'
import { reportApi } from '@/protocol/report_api'
import { api } from './connection'

const names = reactive(new Map<string, string>())
const asked = new Set<string>()

export function useCustomerNames() {
  const calls = reportApi(api)

  async function ask(id: string): Promise<void> {
    try {
      names.set(id, (await calls.customer(id)).name)
    } catch {
      asked.delete(id) // asked again with the next list
    }
  }
  function want(ids: readonly string[]): void {
    for (const id of ids) {
      if (asked.has(id)) continue
      asked.add(id)
      void ask(id)
    }
  }
  return { want, nameOf: (id: string) => names.get(id) ?? id }
}
