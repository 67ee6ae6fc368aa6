// Trailhouse, an invented shop: lists, product pages, a cart, three languages, and the widget that
// is told which page and which cart its customer has before them.
import { langOf, localeFor, type Locale } from '../../widget/src/i18n'
import { added, countOf, readCart, writeCart, type Line } from './cart'
import { cartPage } from './cart_page'
import { frame, type Shop } from './frame'
import { listPage, missingPage, productPage } from './pages'
import { CATEGORIES, CURRENCY, productById, type Category, type Product } from './products'
import { COLUMN, WORDS, type WordKey, type Words } from './words'

const LOCALE_KEY = 'trailhouse:locale'

function chosenLocale(): Locale {
  const chosen = localStorage.getItem(LOCALE_KEY)
  return localeFor(chosen === null ? navigator.languages : [chosen])
}

const locale = chosenLocale()
const column = COLUMN[locale]
let cart: Line[] = readCart()
let wasFilled = false

function word(key: WordKey, params: Record<string, string | number> = {}): string {
  return WORDS[key][column].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}

function say(words: Words): string {
  return words[column]
}

const money = new Intl.NumberFormat(locale === 'en' ? 'en-GB' : locale, {
  style: 'currency',
  currency: CURRENCY[locale],
  minimumFractionDigits: locale === 'zh-TW' ? 0 : 2,
})

const shop: Shop = {
  locale,
  word,
  say,
  price: (product, quantity = 1) => money.format((product.price[column] * quantity) / 100),
  sum: () => money.format(total() / 100),
  cart: () => cart,
  setCart(lines) {
    cart = lines
    writeCart(cart)
    tellCart()
    page.refresh(countOf(cart))
  },
  add(product: Product) {
    shop.setCart(added(cart, product.id))
    page.announce(word('added', { name: say(product.name) }))
  },
  ask: () => window.Firstline?.open?.(),
  setLocale(next) {
    localStorage.setItem(LOCALE_KEY, next)
    location.reload()
  },
}

function total(): number {
  return cart.reduce((sum, line) => {
    const product = productById(line.id)
    return sum + (product === undefined ? 0 : product.price[column] * line.quantity)
  }, 0)
}

function show(): void {
  const [first = '', second = ''] = location.hash.replace(/^#\/?/, '').split('/')
  const { title, element } = pageFor(first, second)
  document.title = `${title} · ${word('brand')}`
  page.fill(element, first)
  tellPage()
}

function pageFor(first: string, second: string): { title: string; element: HTMLElement } {
  if (first === '') return { title: word('shop'), element: listPage(shop, null) }
  if (first === 'cart') return { title: word('cart'), element: cartPage(shop) }
  if (CATEGORIES.includes(first as Category)) {
    return { title: word(first as Category), element: listPage(shop, first as Category) }
  }
  const product = first === 'product' ? productById(second) : undefined
  if (product === undefined) return { title: word('shop'), element: missingPage(shop) }
  return { title: say(product.name), element: productPage(shop, product) }
}

// ---- the widget ----
function tellPage(): void {
  window.Firstline?.page?.({ url: location.href, title: document.title })
}

function tellCart(): void {
  const items = cart.flatMap((line) => {
    const product = productById(line.id)
    if (product === undefined) return []
    const price = (product.price[column] / 100).toFixed(2)
    return [{ name: say(product.name), quantity: line.quantity, price }]
  })
  // A cart that was never filled is nothing to tell; one that was emptied is.
  if (items.length === 0 && !wasFilled) return
  wasFilled = true
  const value = { currency: CURRENCY[locale], total: (total() / 100).toFixed(2), items }
  window.Firstline?.cart?.(value)
}

// The widget comes after this script, which has set the language of the page.
window.addEventListener('firstline:ready', () => {
  tellCart()
  tellPage()
})

document.documentElement.lang = langOf(locale)
const page = frame(shop)
document.getElementById('shop')?.replaceWith(page.element)
page.refresh(countOf(cart))
window.addEventListener('hashchange', () => {
  show()
  page.toTop()
})
window.addEventListener('storage', () => {
  cart = readCart()
  page.refresh(countOf(cart))
  show()
})
show()
