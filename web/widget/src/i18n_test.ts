import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { langOf, localeFor, localised, ordinal, scriptLang, textsFor } from './i18n'
import { after } from './texts/after'
import { before } from './texts/before'
import { talking } from './texts/talking'
import { waiting } from './texts/waiting'

const parts = [before, waiting, talking, after]
const words = Object.entries(
  Object.assign({}, ...parts) as Record<string, [string, string, string]>,
)

// The rules hold for every word; a failure names those that break one.
const breaking = (isWrong: (texts: readonly string[]) => boolean): string[] =>
  words.filter(([, texts]) => isWrong(texts)).map(([key]) => key)

describe('the words', () => {
  it('are there in three languages', () => {
    expect(breaking((texts) => texts.length !== 3 || texts.includes(''))).toEqual([])
  })

  it('have the same blanks in each language', () => {
    const blanks = (text: string): string => (text.match(/\{\w+\}/g) ?? []).sort().join()
    expect(breaking((texts) => new Set(texts.map(blanks)).size !== 1)).toEqual([])
  })

  it('are named once', () => {
    expect(words).toHaveLength(parts.reduce((sum, part) => sum + Object.keys(part).length, 0))
  })

  it('have no exclamation mark and no phrase of a machine', () => {
    const machine = /[!！]|please|sorry for|请稍后|請稍後|失败|失敗|暂无|暫無/i
    expect(breaking((texts) => machine.test(texts.join(' ')))).toEqual([])
  })

  it('have no space at the ends of a Chinese sentence', () => {
    expect(breaking(([, ...chinese]) => chinese.some((text) => text !== text.trim()))).toEqual([])
  })

  it('are all used', () => {
    const folders = [__dirname, join(__dirname, 'view')]
    const source = folders
      .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('_test.ts'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const unused = words
      .map(([key]) => key)
      .filter((key) => !/^(effort_\d|cause_)/.test(key) && !source.includes(`'${key}'`))
    expect(unused).toEqual([])
  })

  it('ask the question of the Customer Effort Score word by word', () => {
    expect(textsFor('en').t('effort')).toBe(
      'How much effort did you personally have to put forth to handle your request?',
    )
  })
})

describe('localeFor', () => {
  it.each([
    [['en-GB', 'zh-CN'], 'en'],
    [['fr', 'zh-CN'], 'zh-CN'],
    [['zh'], 'zh-CN'],
    [['zh-SG'], 'zh-CN'],
    [['zh-TW'], 'zh-TW'],
    [['zh-HK'], 'zh-TW'],
    [['zh-Hant'], 'zh-TW'],
    [['zh-Hant-MO'], 'zh-TW'],
    [['zh-Hans'], 'zh-CN'],
    [['de', 'fr'], 'en'],
    [[], 'en'],
  ])('%j → %s', (languages, locale) => {
    expect(localeFor(languages)).toBe(locale)
  })
})

describe('texts', () => {
  it('fill their blanks and never read markup', () => {
    expect(textsFor('en').t('seen', { name: '<b>$&{x}' })).toBe('Seen by <b>$&{x}')
  })

  it('count as English does', () => {
    const counted = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111].map((n) => ordinal(n, 'en'))
    expect(counted.join(' ')).toBe('1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th')
    expect(ordinal(2, 'zh-TW')).toBe('2')
  })

  it('take the greeting of the page in our language, or any', () => {
    expect(localised({ en: 'Hi', 'zh-CN': '你好' }, 'zh-CN')).toBe('你好')
    expect(localised({ en: 'Hi', 'zh-CN': '你好' }, 'zh-TW')).toBe('你好')
    expect(localised({ 'zh-CN': '你好' }, 'en')).toBe('你好')
    expect(localised('Hi', 'zh-TW')).toBe('Hi')
    expect(localised(null, 'en')).toBe('')
    expect(localised({}, 'en')).toBe('')
  })

  it('mark a message in another script', () => {
    expect(scriptLang('撑杆', 'en')).toBe('zh')
    expect(scriptLang('The pole', 'zh-CN')).toBe('en')
    expect(scriptLang('T2 撑杆', 'zh-CN')).toBeNull()
    expect(scriptLang('ok', 'zh-CN')).toBeNull()
    expect(langOf('zh-TW')).toBe('zh-Hant')
  })
})
