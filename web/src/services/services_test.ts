import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { ApiError } from '@/protocol/errors'
import { markSvg, titleOf } from './attention'
import { faultOf, formFaults } from './fault'
import { useLeader } from './leader'
import { readPreferences } from './preferences'
import { hideToast, showToast, toast, undoLast } from './toasts'

describe('the title of the page', () => {
  it('says who waits, then how many', () => {
    const attention = { count: 2, urgency: 'waits' as const, text: 'Leo Wang waits' }
    expect(titleOf(attention, 'Desk', 'Firstline')).toBe('(2) Leo Wang waits · Firstline')
  })
  it('is the page if nobody waits', () => {
    const calm = { count: 0, urgency: 'none' as const, text: '' }
    expect(titleOf(calm, 'Floor', 'Firstline')).toBe('Floor · Firstline')
    expect(titleOf(calm, '', 'Firstline')).toBe('Firstline')
  })
})

describe('the mark of the page', () => {
  it('carries a dot only while somebody waits', () => {
    expect(markSvg('none')).not.toContain('cx="17"')
    expect(markSvg('waits')).toContain('#BF7605')
    expect(markSvg('late')).toContain('#CF3B2F')
  })
})

describe('preferences', () => {
  it('survive rubbish in the storage', () => {
    expect(readPreferences('not json').theme).toBe('system')
    expect(readPreferences('{"theme":"pink","volume":900,"keys":{"letters":"no"}}')).toMatchObject({
      theme: 'system',
      volume: 100,
      keys: { letters: true },
    })
  })
  it('keep chosen keys and those switched off', () => {
    const kept = readPreferences('{"keys":{"letters":false,"keys":{"a":"Q","b":null,"c":5}}}')
    expect(kept.keys).toEqual({ letters: false, keys: { a: 'Q', b: null } })
  })
})

describe('the toast', () => {
  it('undoes what it tells about, once', async () => {
    let undone = 0
    showToast('Leo went to Billing', () => (undone += 1))
    await undoLast()
    await undoLast()
    expect(undone).toBe(1)
    expect(toast.value).toBeNull()
  })
  it('makes room for the next one', () => {
    showToast('one', () => undefined)
    showToast('two')
    expect(toast.value).toMatchObject({ text: 'two', undo: null })
    hideToast()
  })
})

describe('an error as a sentence', () => {
  const expired = new ApiError({ kind: 'conflict', code: 'offer.expired', message: 'raw' })
  it('is known by its code, else by its kind', () => {
    expect(faultOf(expired).message).toBe(
      'The offer ended before you answered. The customer keeps the place.',
    )
    const strange = new ApiError({ kind: 'limit', code: 'x.y', message: 'raw' })
    expect(faultOf(strange)).toMatchObject({ code: 'x.y' })
    expect(faultOf(strange).message).toContain('too much')
  })
  it('stands at its field if the form has it', () => {
    const wrong = new ApiError({ kind: 'invalid', code: 'a.b', message: '', field: 'email' })
    expect(formFaults(wrong, ['email']).fields.email?.code).toBe('a.b')
    expect(formFaults(wrong, ['name']).form?.code).toBe('a.b')
  })
  it('tells all problems of a form, each at its field', () => {
    const body = { kind: 'invalid' as const, code: 'a', message: 'first', field: 'items[0].name' }
    const wrong = new ApiError(body, 400, [
      { code: 'a', message: 'first', field: 'items[0].name' },
      { code: 'b', message: 'second', field: 'items[1].ring_time_ms' },
      { code: 'c', message: 'third' },
    ])
    const faults = formFaults(wrong, (path) => path.startsWith('items'))
    expect(Object.keys(faults.fields)).toEqual(['items[0].name', 'items[1].ring_time_ms'])
    expect(faults.form?.message).toBe('third')
  })
})

describe('of several tabs', () => {
  it('the one with the lock leads', async () => {
    let grant = (): unknown => undefined
    const locks = {
      request: (_name: string, held: () => Promise<unknown>) => {
        grant = held
        return new Promise(() => undefined)
      },
    } as unknown as LockManager
    const leads = useLeader(locks)
    expect(leads.value).toBe(false)
    void grant()
    await nextTick()
    expect(leads.value).toBe(true)
  })
})
