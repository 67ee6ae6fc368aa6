// The three languages: how they are called, chosen and marked up.
export type Locale = 'en' | 'zh-CN' | 'zh-TW'

export const locales: readonly Locale[] = ['zh-CN', 'zh-TW', 'en']

// Each language names itself.
export const localeNames: Record<Locale, string> = {
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  en: 'English',
}

// The lang attribute: by script, because fonts are chosen by script.
export const localeLang: Record<Locale, string> = {
  'zh-CN': 'zh-Hans',
  'zh-TW': 'zh-Hant',
  en: 'en',
}

export function isLocale(text: unknown): text is Locale {
  return locales.includes(text as Locale)
}

// The first language of the browser that we speak; English if there is none.
export function localeOfBrowser(languages: readonly string[]): Locale {
  for (const language of languages) {
    const tag = language.toLowerCase()
    if (tag.startsWith('zh')) {
      return /hant|tw|hk|mo/.test(tag) ? 'zh-TW' : 'zh-CN'
    }
    if (tag.startsWith('en')) return 'en'
  }
  return 'en'
}
