// What the page says about its widget: the attributes of the script element.
import { localeFor, type Locale } from './i18n'

export interface Config {
  key: string // of the widget
  server: string // "https://host", where the script came from
  locale: Locale
  theme: 'light' | 'dark' | 'auto'
  accent: string // before the server has told its own
  side: 'left' | 'right'
  isOpenAtOnce: boolean
}

export function readConfig(script: HTMLScriptElement, languages: readonly string[]): Config | null {
  const { key, locale, theme, accent, position, open } = script.dataset
  if (key === undefined || !/^[\w-]{1,80}$/.test(key)) return null
  return {
    key,
    server: new URL(script.src).origin,
    // "page": the language that the page itself is in.
    locale: localeFor(
      locale === 'page' ? [document.documentElement.lang] : locale ? [locale] : languages,
    ),
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    accent: accent ?? '',
    side: position === 'left' ? 'left' : 'right',
    isOpenAtOnce: open === 'true' || open === '',
  }
}
