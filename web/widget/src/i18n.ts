// The widget's own words in three languages.
import { after } from './texts/after'
import { before } from './texts/before'
import { talking } from './texts/talking'
import { waiting } from './texts/waiting'

// Side by side, so that none can be forgotten, and each name costs its bytes once.
const WORDS = { ...before, ...waiting, ...talking, ...after }
const COLUMNS = { en: 0, 'zh-CN': 1, 'zh-TW': 2 } as const

export type TextKey = keyof typeof WORDS
export type Params = Record<string, string | number>

// Names of the wire: what `locale` of a visit says.
export type Locale = keyof typeof COLUMNS

export interface Texts {
  locale: Locale
  t(key: TextKey, params?: Params): string
}

// The first language of the browser that we speak; English otherwise.
export function localeFor(languages: readonly string[]): Locale {
  for (const language of languages) {
    const tag = language.toLowerCase()
    if (/^zh\b.*\b(hant|tw|hk|mo)\b/.test(tag)) return 'zh-TW'
    if (/^zh\b/.test(tag)) return 'zh-CN'
    if (/^en\b/.test(tag)) return 'en'
  }
  return 'en'
}

// For `lang`: fonts and screen readers go by the script.
export function langOf(locale: Locale): string {
  return locale === 'zh-CN' ? 'zh-Hans' : locale === 'zh-TW' ? 'zh-Hant' : 'en'
}

export function intlOf(locale: Locale): string {
  return locale === 'en' ? 'en-GB' : locale
}

export function textsFor(locale: Locale): Texts {
  const column = COLUMNS[locale]
  return {
    locale,
    t: (key, params = {}) =>
      WORDS[key][column].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')),
  }
}

// 1st, 2nd, 3rd, 4th, 11th … In Chinese the number itself.
export function ordinal(n: number, locale: Locale): string {
  if (locale !== 'en') return String(n)
  const tens = n % 100
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}

// The page may greet in several languages; take ours, else any.
export function localised(text: string | Record<string, string> | null, locale: Locale): string {
  if (text === null) return ''
  if (typeof text === 'string') return text
  const base = locale.slice(0, 2)
  const near = Object.keys(text).find((tag) => tag.startsWith(base))
  return text[locale] ?? (near ? text[near] : undefined) ?? text.en ?? Object.values(text)[0] ?? ''
}

// A message in another script than the page gets its own `lang`.
export function scriptLang(text: string, locale: Locale): string | null {
  const isHan = /\p{Script=Han}/u.test(text)
  if (isHan) return locale === 'en' ? 'zh' : null
  return locale !== 'en' && /[A-Za-z]{3}/.test(text) ? 'en' : null
}
