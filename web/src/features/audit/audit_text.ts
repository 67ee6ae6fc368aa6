// The words of an entry of the audit. A deed that is newer than this page is shown by its code.
import { textIfKnown } from '@/i18n'

export const knownDeeds = [
  'session.started', 'password.changed', 'password.set', 'totp.on', 'totp.off', 'totp.taken_away',
  'user.invited', 'user.changed', 'user.reset', 'catalog.replaced', 'widget.secret',
  'conversation.watched', 'conversation.whispered', 'conversation.taken_over',
  'customer.blocked', 'customer.unblocked',
] as const

export function keyOfDeed(what: string): string {
  return what.replaceAll('.', '_')
}
export function deedText(what: string): string {
  return textIfKnown(`admin.audit.deeds.${keyOfDeed(what)}`) ?? what
}

// What an entry is about can be opened if it is a conversation.
export function conversationOf(target: string): string | null {
  return /^c-\d+$/.test(target) ? target : null
}

export function isCustomer(target: string): boolean {
  return /^p-\d+$/.test(target)
}

// The first moment of a day and the first one after it, of this computer's calendar.
export function daySpan(from: string, to: string): { from?: string; to?: string } {
  const at = (text: string, days: number) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
    if (match === null) return undefined
    const [year = 0, month = 0, day = 0] = match.slice(1).map(Number)
    return new Date(year, month - 1, day + days).toISOString()
  }
  const [start, end] = [at(from, 0), at(to, 1)]
  return { ...(start === undefined ? {} : { from: start }), ...(end === undefined ? {} : { to: end }) }
}
