import { baseCompile } from '@intlify/message-compiler'
import { describe, expect, it } from 'vitest'
import en from './en'
import zhCN from './zh-CN'
import zhTW from './zh-TW'

function flatten(tree: object, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') texts.set(prefix + key, value)
    else for (const [k, v] of flatten(value as object, `${prefix}${key}.`)) texts.set(k, v)
  }
  return texts
}
const all = { en: flatten(en), 'zh-CN': flatten(zhCN), 'zh-TW': flatten(zhTW) }
const english = all.en

// Those whose text has the fault, so that a failing test names them all.
function keysOf(texts: Map<string, string>, hasFault: (text: string) => boolean): string[] {
  return [...texts].filter(([, text]) => hasFault(text)).map(([key]) => key)
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([a-z_]+)\}/gi)].map((match) => match[1]!))].sort()
}

// Words of ui.md §8 that are not written here, with the reason.
const bans: [RegExp, string][] = [
  [/[!！]/, 'no exclamation marks'],
  [/\p{Extended_Pictographic}/u, 'no emoji'],
  [/请稍后|請稍後|请耐心|請耐心/, 'say what happens instead of asking for patience'],
  [/暂无|暫無/, 'as at home: 现在没有…'],
  [/您/, 'you is 你'],
  [/失败|失敗/, 'active, with an actor: 我们没存下'],
  [/\bfailed\b|\bfailure\b|\binvalid\b/i, 'active, with an actor: We could not…'],
  [/please wait|is being processed|are being processed/i, 'the robot test'],
  [/\boops\b|\bsorry\b/i, 'say what happened'],
  [/由.{1,8}(处理|處理|完成)/, 'the robot test'],
]

describe.each(['zh-CN', 'zh-TW'] as const)('%s', (locale) => {
  it('has exactly the keys of English', () => {
    expect([...all[locale].keys()].sort()).toEqual([...english.keys()].sort())
  })
  it('uses the same placeholders as English', () => {
    const other = (key: string, text: string) =>
      placeholders(all[locale].get(key) ?? '').join() !== placeholders(text).join()
    expect([...english].filter(([key, text]) => other(key, text))).toEqual([])
  })
  it('has no space typed between Chinese and Latin', () => {
    const isSpaced = /[\u4e00-\u9fff] [A-Za-z0-9{]|[A-Za-z0-9}] [\u4e00-\u9fff]/
    expect(keysOf(all[locale], (text) => isSpaced.test(text))).toEqual([])
  })
  it('uses full-width punctuation between Chinese words', () => {
    expect(keysOf(all[locale], (text) => /[\u4e00-\u9fff][,;:?]/.test(text))).toEqual([])
  })
})

describe('繁體中文', () => {
  it('quotes with 「」', () => {
    expect(keysOf(all['zh-TW'], (text) => /[“”]/.test(text))).toEqual([])
  })
})

describe.each(Object.keys(all) as (keyof typeof all)[])('every text of %s', (locale) => {
  it('can be compiled', () => {
    const faults: string[] = []
    for (const [key, text] of all[locale]) {
      baseCompile(text, { onError: (error) => faults.push(`${key}: ${error.message}`) })
    }
    expect(faults).toEqual([])
  })
  it('keeps the rules of wording', () => {
    const broken: string[] = []
    for (const [key, text] of all[locale]) {
      for (const [ban, reason] of bans) {
        if (ban.test(text)) broken.push(`${key}: ${text} (${reason})`)
      }
    }
    expect(broken).toEqual([])
  })
})
