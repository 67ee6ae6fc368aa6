// Lists and product pages.
import { h, setAttribute } from '../../widget/src/view/dom'
import { HOURS, picture } from './art'
import type { Shop } from './frame'
import { PRODUCTS, productById, type Category, type Product } from './products'

export function listPage(shop: Shop, category: Category | null): HTMLElement {
  const { word } = shop
  const products = PRODUCTS.filter((each) => category === null || each.category === category)
  const head =
    category === null
      ? h('div.intro', {}, h('h1', {}, word('intro_title')), h('p', {}, word('intro')))
      : h('h1', {}, word(category))
  return h('div.page', {}, head, cards(shop, products))
}

function cards(shop: Shop, products: readonly Product[]): HTMLElement {
  return h(
    'ul.cards',
    {},
    ...products.map((product) =>
      h(
        'li',
        {},
        h(
          'a',
          { href: `#/product/${product.id}` },
          h('span.frame', {}, picture(product.art, hourOf(product))),
          h('b', {}, shop.say(product.name)),
          h('span.kind', {}, shop.say(product.kind)),
          h('span.price', {}, shop.price(product)),
        ),
      ),
    ),
  )
}

// Each product has its own hour, so that a page of them is not eight times the same morning.
function hourOf(product: Product): number {
  return PRODUCTS.indexOf(product) % 3
}

export function productPage(shop: Shop, product: Product): HTMLElement {
  const { word, say } = shop
  const name = say(product.name)
  let hour = hourOf(product)
  const hero = h('div.hero')
  const thumbs = HOURS.map((_, i) => {
    const button = h('button', { 'aria-label': `${name} ${i + 1}`, onclick: look })
    button.append(picture(product.art, i))
    return button
    function look(): void {
      hour = i
      draw()
    }
  })
  function draw(): void {
    hero.replaceChildren(picture(product.art, hour, name))
    thumbs.forEach((thumb, i) => setAttribute(thumb, 'aria-pressed', String(i === hour)))
  }
  draw()
  const related = product.goesWith.flatMap((id) => productById(id) ?? [])
  return h(
    'div.page',
    {},
    h(
      'div.product',
      {},
      h('div', {}, hero, h('div.thumbs', {}, ...thumbs)),
      h(
        'div.facts',
        {},
        h('p.kind', {}, say(product.kind)),
        h('h1', {}, name),
        h('p.amount', {}, shop.price(product)),
        h('p.text', {}, say(product.text)),
        h('button.buy', { onclick: () => shop.add(product) }, word('add')),
        h(
          'ul.ticks',
          {},
          ...(['try_it', 'parts', 'delivery'] as const).map((key) => h('li', {}, word(key))),
        ),
        h(
          'p.ask',
          {},
          `${word('question')} `,
          h('button', { onclick: () => shop.ask() }, word('ask')),
        ),
      ),
    ),
    h('section.also', {}, h('h2', {}, word('also')), cards(shop, related)),
  )
}

export function missingPage({ word }: Shop): HTMLElement {
  return h(
    'div.page',
    {},
    h('h1', {}, word('not_found')),
    h('p', {}, h('a', { href: '#/' }, word('look_around'))),
  )
}
