// What is kept about a customer beside the open conversation: earlier ones and notes.
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { command } from '@/services/connection'

const historyAtMost = 100

export function useHistory(customer: Ref<string>, current: Ref<string>) {
  const query = useQuery({
    queryKey: computed(() => ['customer', customer.value, 'history', current.value]),
    queryFn: () => command('customers.history', { customer: customer.value, limit: historyAtMost }),
  })
  const items = computed(() =>
    (query.data.value?.items ?? []).filter((item) => item.conversation !== current.value),
  )
  return { query, items }
}

export function useNotes(customer: Ref<string>) {
  const client = useQueryClient()
  const queryKey = computed(() => ['customer', customer.value, 'notes'])
  const query = useQuery({
    queryKey,
    queryFn: () => command('customers.notes', { customer: customer.value }),
  })
  const items = computed(() => query.data.value?.items ?? [])
  async function add(text: string): Promise<void> {
    await command('customers.note', { customer: customer.value, text })
    await client.invalidateQueries({ queryKey: queryKey.value })
  }
  return { query, items, add }
}
