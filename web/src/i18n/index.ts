// Texts in three languages. English comes with the page; the others when somebody wants them.
import { createI18n } from 'vue-i18n'
import { computed, type ComputedRef } from 'vue'
import en from './en'
import { isLocale, localeLang, localeOfBrowser, type Locale } from './locales'
import type { MessageKey, Messages } from './messages'

export type { MessageKey, Messages } from './messages'
export { localeNames, localeLang, locales, type Locale } from './locales'

const storageKey = 'firstline.locale'

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en: en as Messages } as Partial<Record<Locale, Messages>>,
  missingWarn: import.meta.env.DEV,
  fallbackWarn: import.meta.env.DEV,
})

const loaders: Record<Exclude<Locale, 'en'>, () => Promise<{ default: Messages }>> = {
  'zh-CN': () => import('./zh-CN'),
  'zh-TW': () => import('./zh-TW'),
}

// A locale may be set globally, so it is typed once here.
const global = i18n.global as unknown as {
  locale: { value: Locale }
  availableLocales: Locale[]
  setLocaleMessage(locale: Locale, messages: Messages): void
  t(key: string, named: Record<string, unknown>, options?: { plural?: number }): string
  te(key: string): boolean
}

export const locale: ComputedRef<Locale> = computed(() => global.locale.value)

export function initialLocale(): Locale {
  const kept = localStorage.getItem(storageKey)
  return isLocale(kept) ? kept : localeOfBrowser(navigator.languages)
}

// Has somebody chosen a language in this browser?
export function isLocaleKept(): boolean {
  return isLocale(localStorage.getItem(storageKey))
}

export async function setLocale(next: Locale, keep = true): Promise<void> {
  if (next !== 'en' && !global.availableLocales.includes(next)) {
    global.setLocaleMessage(next, (await loaders[next]()).default)
  }
  global.locale.value = next
  document.documentElement.lang = localeLang[next]
  if (keep) localStorage.setItem(storageKey, next)
}

export type TextParams = Record<string, string | number>

// `n` among the parameters also chooses between singular and plural.
export function text(key: MessageKey, params: TextParams = {}): string {
  const n = params.n
  return typeof n === 'number' ? global.t(key, params, { plural: n }) : global.t(key, params)
}

// For keys that are made at run time, such as the codes of the server's errors.
export function textIfKnown(key: string, params: TextParams = {}): string | null {
  return global.te(key) ? global.t(key, params) : null
}

// In components; reads the locale, so that computed texts follow it.
export function useText(): { t: typeof text; locale: ComputedRef<Locale> } {
  return { t: text, locale }
}
