// What stands around every page: head, foot, and a line for screen readers.
import type { Locale } from '../../widget/src/i18n'
import { h, setAttribute, setText } from '../../widget/src/view/dom'
import type { Line } from './cart'
import { CATEGORIES, type Product } from './products'
import type { WordKey, Words } from './words'

export interface Shop {
  locale: Locale
  word(key: WordKey, params?: Record<string, string | number>): string
  say(words: Words): string
  price(product: Product, quantity?: number): string
  sum(): string
  cart(): Line[]
  setCart(lines: Line[]): void
  add(product: Product): void
  ask(): void
  setLocale(locale: Locale): void
}

export interface Frame {
  element: HTMLElement
  fill(content: HTMLElement, section: string): void
  refresh(count: number): void
  announce(text: string): void
  toTop(): void
}

const LANGUAGES: [Locale, string, string][] = [
  ['en', 'English', 'en'],
  ['zh-CN', '简体中文', 'zh-Hans'],
  ['zh-TW', '繁體中文', 'zh-Hant'],
]

export function frame(shop: Shop): Frame {
  const { word } = shop
  const main = h('main', { id: 'content', tabindex: -1 })
  const count = h('span.count')
  const cartLink = h('a.cart-link', { href: '#/cart' }, `${word('cart')} `, count)
  const status = h('p.unseen', { role: 'status' })
  const links = CATEGORIES.map((category) => h('a', { href: `#/${category}` }, word(category)))
  const language = h(
    'select',
    {
      'aria-label': word('language'),
      onchange: (event: Event) =>
        shop.setLocale((event.target as HTMLSelectElement).value as Locale),
    },
    ...LANGUAGES.map(([value, text, lang]) =>
      h('option', { value, lang, selected: value === shop.locale }, text),
    ),
  )
  const element = h(
    'div',
    { id: 'shop' },
    h('a.skip', { href: '#content', onclick: skip }, word('skip')),
    h(
      'header',
      {},
      h('a.logo', { href: '#/' }, word('brand')),
      h('nav', { 'aria-label': word('shop') }, ...links),
      language,
      cartLink,
    ),
    main,
    h('footer', {}, h('a', { href: '/contact/demo' }, word('contact')), h('p', {}, word('footer'))),
    status,
  )

  // The address is the page of the shop, so the skip link moves the focus by itself.
  function skip(event: Event): void {
    event.preventDefault()
    main.focus()
  }

  return {
    element,
    fill(content, section) {
      main.replaceChildren(content)
      links.forEach((link, i) =>
        setAttribute(link, 'aria-current', CATEGORIES[i] === section ? 'page' : null),
      )
    },
    refresh(n) {
      setText(count, n === 0 ? '' : String(n))
      setAttribute(cartLink, 'aria-label', n === 0 ? word('cart') : word('cart_count', { n }))
    },
    announce: (text) => setText(status, text),
    toTop() {
      window.scrollTo(0, 0)
      main.focus({ preventScroll: true })
    },
  }
}
