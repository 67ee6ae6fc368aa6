import { describe, expect, it } from 'vitest'
import en from '@/i18n/en'
import { conversationOf, daySpan, deedText, isCustomer, keyOfDeed, knownDeeds } from './audit_text'

describe('a deed of the audit', () => {
  it('has words for each that the server writes', () => {
    const known = Object.keys(en.admin.audit.deeds)
    expect(knownDeeds.map(keyOfDeed).sort()).toEqual([...known].sort())
  })
  it('of a later version is shown by its code', () => {
    expect(deedText('rocket.started')).toBe('rocket.started')
  })
})

describe('the target of an entry', () => {
  it('opens if it is a conversation', () => {
    expect(conversationOf('c-12')).toBe('c-12')
    expect(conversationOf('ann')).toBeNull()
    expect(conversationOf('c-x')).toBeNull()
  })
  it('is called by name if it is a customer', () => {
    expect(isCustomer('p-3')).toBe(true)
    expect(isCustomer('p-x')).toBe(false)
    expect(isCustomer('c-3')).toBe(false)
  })
})

describe('the days of the filter', () => {
  it('begin at midnight, and the last one is in it', () => {
    const span = daySpan('2026-11-20', '2026-11-21')
    expect(span.from).toBe(new Date(2026, 10, 20).toISOString())
    expect(span.to).toBe(new Date(2026, 10, 22).toISOString())
  })
  it('are left out if they are none', () => {
    expect(daySpan('', 'soon')).toEqual({})
  })
})
