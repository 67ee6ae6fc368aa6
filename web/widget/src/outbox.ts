// Messages on their way, kept in the browser until the server has confirmed them. One entry each,
// so that two tabs never overwrite each other's.
import type { Pending } from './state'
import type { Memory } from './storage'

const PREFIX = 'out:'
// More unsent messages than this are not kept; nobody writes so many without an answer.
const LIMIT = 50

export function rememberedOutbox(memory: Memory): Pending[] {
  const pending: Pending[] = []
  for (const name of memory.names().filter((each) => each.startsWith(PREFIX))) {
    const item = parsed(memory.get(name))
    if (item === null) memory.remove(name)
    else pending.push(item)
  }
  return pending.sort((one, other) => one.at - other.at).slice(0, LIMIT)
}

// Writes what changed between two outboxes.
export function rememberOutbox(memory: Memory, before: Pending[], after: Pending[]): void {
  if (before === after) return
  for (const pending of after.slice(0, LIMIT)) {
    if (!before.includes(pending)) memory.set(PREFIX + pending.clientId, JSON.stringify(pending))
  }
  for (const pending of before) {
    const isGone = !after.some((item) => item.clientId === pending.clientId)
    if (isGone) memory.remove(PREFIX + pending.clientId)
  }
}

function parsed(text: string | null): Pending | null {
  try {
    const item = JSON.parse(text ?? '') as Partial<Pending>
    if (typeof item.clientId !== 'string' || typeof item.text !== 'string') return null
    return {
      clientId: item.clientId,
      text: item.text,
      attachments: Array.isArray(item.attachments) ? item.attachments : [],
      at: Number(item.at) || 0,
      conversation: typeof item.conversation === 'string' ? item.conversation : null,
      failure: typeof item.failure === 'string' ? item.failure : null,
    }
  } catch {
    return null
  }
}
