// How many things this person wrote that the server has not stored yet; the outbox counts here.
import { computed, reactive } from 'vue'

const counts = reactive(new Map<string, number>())

export const unsentCount = computed(() => [...counts.values()].reduce((sum, n) => sum + n, 0))

export function setUnsent(source: string, count: number): void {
  if (count > 0) counts.set(source, count)
  else counts.delete(source)
}
