// Messages of one conversation, kept by number. Each arrives once or several times, in any order.
import type { Message } from '@/protocol/values'
import type { Thread } from './desk_state'

function merged(a: readonly Message[], b: readonly Message[]): Message[] {
  const bySeq = new Map<number, Message>()
  for (const message of a) bySeq.set(message.seq, message)
  for (const message of b) bySeq.set(message.seq, message)
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq)
}

function hasHole(messages: readonly Message[]): boolean {
  const first = messages[0]
  const last = messages.at(-1)
  if (first === undefined || last === undefined) return false
  return last.seq - first.seq + 1 !== messages.length
}

// The latest messages as the server gave them. What was loaded before stays if it joins them
// without a hole; else it is loaded again when somebody scrolls there.
export function withTail(before: Thread | undefined, tail: readonly Message[]): Thread {
  const kept = before?.messages ?? []
  const together = merged(kept, tail)
  const messages = kept.length === 0 || hasHole(together) ? [...tail] : together
  const first = messages[0]
  return { messages, hasOlder: first === undefined ? false : first.seq > 1 }
}

export function withMessage(thread: Thread, message: Message): Thread {
  const last = thread.messages.at(-1)
  if (last === undefined || message.seq > last.seq) {
    return {
      messages: [...thread.messages, message],
      hasOlder: last === undefined ? message.seq > 1 : thread.hasOlder,
    }
  }
  // Older than what is here: only a page from the server may put something in front.
  const first = thread.messages[0]
  if (first !== undefined && message.seq < first.seq) return thread
  return { ...thread, messages: merged(thread.messages, [message]) }
}

export function withOlder(thread: Thread, items: readonly Message[], hasOlder: boolean): Thread {
  return { messages: merged(items, thread.messages), hasOlder }
}
