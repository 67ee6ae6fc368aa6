// One row of "My work", and what all rows together ask for. Times in ms.
import type { Message } from '@/protocol/values'
// check_tree: allow layers: pure arithmetic that the timer shares
import { waitStep, type WaitStep } from '@/ui/wait_step'
import type { Thread, Work } from './desk_state'

export const keyedSlots = 9 // the digits reach these

export type RowTimer =
  | { kind: 'waits'; since: number; target: number } // the customer, for us
  | { kind: 'you_wait'; since: number } // we, for the customer
  | { kind: 'wrap_up'; until: number }
  | { kind: 'none' }

export function timerOf(work: Work): RowTimer {
  if (work.state === 'wrap_up') {
    return work.wrap_up_until === null
      ? { kind: 'none' }
      : { kind: 'wrap_up', until: Date.parse(work.wrap_up_until) }
  }
  const { waiting, reply_target_ms } = work.conversation
  if (waiting.since === null || waiting.who === 'nobody') return { kind: 'none' }
  const since = Date.parse(waiting.since)
  return waiting.who === 'customer'
    ? { kind: 'waits', since, target: reply_target_ms }
    : { kind: 'you_wait', since }
}

export function stepOf(work: Work, now: number): WaitStep {
  const timer = timerOf(work)
  if (timer.kind !== 'waits') return 'quiet'
  return waitStep(now - timer.since, timer.target, false)
}

// What somebody else wrote and this person has not seen.
export function unreadOf(work: Work, thread: Thread, me: string): number {
  const mark = work.conversation.read_by_agent
  return thread.messages.filter(
    (message) => message.seq > mark && message.author.kind !== 'system' && message.author.agent !== me,
  ).length
}

// What the row quotes: the latest thing the customer could have read.
export function latestPublic(thread: Thread): Message | undefined {
  return thread.messages.findLast((message) => message.visibility === 'everyone')
}

export function waitsForUs(work: Work): boolean {
  return timerOf(work).kind === 'waits'
}

// Who is next: the one whose wait has used the largest share of its target. Eighteen minutes of an
// e-mail are less than two of a chat.
export function nextOf(works: readonly Work[], now: number, except?: string): Work | null {
  let best: Work | null = null
  let most = -1
  for (const work of works) {
    const timer = timerOf(work)
    if (timer.kind !== 'waits' || work.conversation.id === except) continue
    const share = (now - timer.since) / Math.max(1, timer.target)
    if (share > most) {
      best = work
      most = share
    }
  }
  return best
}

// The next or previous slot that is in use, around the end.
export function neighbourOf(works: readonly Work[], current: string | null, by: 1 | -1): Work | null {
  if (works.length === 0) return null
  const at = works.findIndex((work) => work.conversation.id === current)
  if (at < 0) return works.at(by === 1 ? 0 : -1) ?? null
  return works[(at + by + works.length) % works.length] ?? null
}
