import { describe, expect, it } from 'vitest'
import {
  filled, hasPlaceholders, matching, nextPlaceholder, piecesOf, slashBefore, textFor,
} from './canned'
import type { CannedReply } from './desk_state'

const reply = (id: string, title: string, text: Record<string, string>, queues: string[] = []): CannedReply => ({ id, title, text, queues })
const invoice = reply('invoice', 'E-invoice', { en: 'For {{amount}} by {{time}}.', 'zh-CN': '开{{amount}}。' })
const parcel = reply('parcel', 'Where is my parcel', { en: 'Your invoice is in the parcel.' }, ['after'])

describe('a canned reply', () => {
  it('speaks the customer’s language, else the page’s, else English', () => {
    expect(textFor(invoice, 'zh-CN', 'en')).toBe('开{{amount}}。')
    expect(textFor(invoice, 'zh-TW', 'en')).toBe('开{{amount}}。')
    expect(textFor(parcel, 'zh-CN', 'zh-TW')).toContain('invoice')
    expect(textFor(reply('x', 'x', { fr: 'Bonjour' }), 'en', 'en')).toBe('Bonjour')
  })
  it('is found by title first, then by text, within its queue', () => {
    const textOf = (one: CannedReply) => one.text.en ?? ''
    expect(matching([parcel, invoice], 'after', 'invoice', textOf)).toEqual([invoice, parcel])
    expect(matching([parcel, invoice], 'billing', 'invoice', textOf)).toEqual([invoice])
    expect(matching([parcel, invoice], 'after', 'where parcel', textOf)).toEqual([parcel])
  })
  it('fills what is known and leaves the rest to people', () => {
    const text = filled('Hello {{ customer.name }}, {{agent.name}} here for {{amount}}.', {
      'customer.name': 'Grace', 'agent.name': ' ',
    })
    expect(text).toBe('Hello Grace, {{agent.name}} here for {{amount}}.')
    expect(hasPlaceholders(text)).toBe(true)
  })
  it('puts a value in as it is, whatever signs it has', () => {
    expect(filled('{{customer.name}}', { 'customer.name': '$& $1' })).toBe('$& $1')
  })
})

describe('blanks', () => {
  const text = 'For {{amount}} by {{time}}.'
  it('are found one after the other, around the end', () => {
    expect(nextPlaceholder(text, 0)).toEqual({ start: 4, end: 14 })
    expect(nextPlaceholder(text, 5)).toEqual({ start: 18, end: 26 })
    expect(nextPlaceholder(text, 20)).toEqual({ start: 4, end: 14 })
    expect(nextPlaceholder('none', 0)).toBeNull()
  })
  it('are pieces of the whole text', () => {
    expect(piecesOf(text).map((piece) => piece.text).join('')).toBe(text)
    expect(piecesOf(text).filter((piece) => piece.isPlaceholder)).toHaveLength(2)
  })
})

describe('the slash', () => {
  it('asks at a word’s start', () => {
    expect(slashBefore('/inv', 4)).toEqual({ start: 0, wanted: 'inv' })
    expect(slashBefore('Hello /', 7)).toEqual({ start: 6, wanted: '' })
    expect(slashBefore('你好/发票', 5)).toEqual({ start: 2, wanted: '发票' })
  })
  it('is a slash inside of words, numbers and addresses', () => {
    for (const text of ['and/or', '1/2', 'https://', 'a//b', 'x /done then']) {
      expect([text, slashBefore(text, text.length)]).toEqual([text, null])
    }
  })
  it('may be the 、 of a Chinese keyboard, where that is no comma', () => {
    expect(slashBefore('、发票', 3)).toEqual({ start: 0, wanted: '发票' })
    expect(slashBefore('苹果、梨', 4)).toBeNull()
  })
  it('looks only at what stands before the cursor', () => {
    expect(slashBefore('/inv rest', 4)).toEqual({ start: 0, wanted: 'inv' })
    expect(slashBefore('/inv rest', 9)).toBeNull()
  })
})
