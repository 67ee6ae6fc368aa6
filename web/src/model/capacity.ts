// How much of the budget of attention is in use, and by what.
import type { Channel, Offer } from '@/protocol/values'
import type { Work } from './desk_state'

export interface Share {
  channel: Channel
  used: number
  over: number // the part beyond the budget
  count: number
}
export interface Capacity {
  used: number
  budget: number
  shares: readonly Share[]
}

const order: readonly Channel[] = ['voice', 'wechat', 'email', 'chat', 'message', 'sms', 'ticket']

// The offered work counts already: its room is kept.
export function capacityOf(
  works: readonly Pick<Work, 'channel' | 'cost'>[],
  offers: readonly Pick<Offer, 'channel' | 'cost'>[],
  budget: number,
): Capacity {
  let used = 0
  const shares: Share[] = []
  for (const channel of order) {
    const all = [...works, ...offers].filter((one) => one.channel === channel)
    const cost = all.reduce((sum, one) => sum + one.cost, 0)
    if (all.length === 0) continue
    const over = Math.min(cost, Math.max(0, used + cost - budget))
    shares.push({ channel, used: cost - over, over, count: all.length })
    used += cost
  }
  return { used, budget, shares }
}
