// A conversation that somebody looks into, read-only, over whatever page they are on.
import { shallowRef } from 'vue'

export interface Reading {
  conversation: string
  title: string
}
export const reading = shallowRef<Reading | null>(null)
