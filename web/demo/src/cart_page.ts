// The cart: quantities, sum, and the truth that nothing is sold here.
import { h, setText } from '../../widget/src/view/dom'
import { picture } from './art'
import { changed, removed, type Line } from './cart'
import type { Shop } from './frame'
import { productById, type Product } from './products'

export function cartPage(shop: Shop): HTMLElement {
  const { word } = shop
  const element = h('div.page.cart')
  const sum = h('b')
  const note = h('p.kind', { role: 'status' })

  function row(line: Line, product: Product): HTMLElement {
    const name = shop.say(product.name)
    const price = h('span.price', {}, shop.price(product, line.quantity))
    const quantity = h('input', {
      type: 'number',
      min: 1,
      max: 20,
      value: line.quantity,
      'aria-label': word('quantity', { name }),
      onchange: () => {
        shop.setCart(changed(shop.cart(), product.id, Number(quantity.value)))
        const now = shop.cart().find((each) => each.id === product.id)?.quantity ?? 1
        quantity.value = String(now)
        setText(price, shop.price(product, now))
        setText(sum, shop.sum())
      },
    })
    const remove = h(
      'button.remove',
      {
        'aria-label': word('remove', { name }),
        onclick: () => {
          shop.setCart(removed(shop.cart(), product.id))
          draw()
          element.querySelector<HTMLElement>('h1')?.focus()
        },
      },
      '×',
    )
    return h(
      'li',
      {},
      h('span.frame', {}, picture(product.art)),
      h('a', { href: `#/product/${product.id}` }, name),
      quantity,
      price,
      remove,
    )
  }

  function draw(): void {
    const title = h('h1', { tabindex: -1 }, word('cart'))
    const lines = shop.cart()
    if (lines.length === 0) {
      const back = h('a.buy', { href: '#/' }, word('look_around'))
      element.replaceChildren(title, h('p', {}, word('cart_empty')), back)
      return
    }
    setText(sum, shop.sum())
    const rows = lines.flatMap((line) => {
      const product = productById(line.id)
      return product === undefined ? [] : [row(line, product)]
    })
    const order = (): void => setText(note, word('checkout_note'))
    element.replaceChildren(
      title,
      h('ul.lines', {}, ...rows),
      h('p.sum', {}, h('span', {}, word('total')), sum),
      h('button.buy', { onclick: order }, word('checkout')),
      note,
    )
  }

  draw()
  return element
}
