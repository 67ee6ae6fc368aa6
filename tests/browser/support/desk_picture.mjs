// Draws docs/images/desk.png: Ann's desk on a busy morning of the demo shop.
//   node tests/browser/support/desk_picture.mjs [file]
import path from 'node:path'

import { openWidget, visit } from '../../system/support/clients.mjs'
import { Desk } from './desk.mjs'
import { settled, Stage } from './stage.mjs'
import { root } from './texts.mjs'

const file = process.argv[2] ?? path.join(root, 'docs/images/desk.png')

const tent = { name: 'Two-person tent T2', price: '189.00' }
const mat = { name: 'Sleeping mat M', price: '32.00' }
const poles = { name: 'Trekking poles', price: '54.00' }
const boots = { name: 'Boots Ridge', price: '129.00' }

const customers = [
  {
    name: 'Leo Wang',
    page: 'Sleeping mat M',
    cart: [mat, poles],
    asks: ['My parcel says delivered, but it is not here.'],
    answers: ['Leo, let me ask the courier right now.'],
  },
  {
    name: 'Hannah Meyer',
    page: 'How to return',
    cart: [],
    asks: ['Can I still return boots that I wore once indoors?'],
    answers: ['Yes, Hannah: 30 days, indoors is fine. Which address shall I use for the label?'],
  },
  {
    name: '陈晓雨',
    page: '双人帐篷 T2',
    cart: [tent],
    asks: ['帐篷两个人住够大吗？', '我们各带一个 50 升的包。'],
    answers: [],
    locale: 'zh-CN',
  },
  {
    name: 'Grace Miller',
    page: 'Two-person tent T2',
    cart: [tent, mat],
    asks: [
      'The tent I bought last week is missing a pole.',
      'It is the long one, for the roof.',
      'I need it on Saturday. Is that possible?',
    ],
    answers: ['Grace, a pole missing right before the weekend is maddening. Which one is it?'],
  },
]
const offered = {
  name: 'Tom Becker',
  page: 'Boots Ridge',
  cart: [boots],
  asks: ['Do the Ridge boots come up small? I am between 43 and 44.'],
}

async function arrive(stage, { name, page, cart, locale = 'en' }) {
  const total = cart.reduce((sum, { price }) => sum + Number(price), 0).toFixed(2)
  const { token } = await visit(stage.origin, {
    name,
    locale,
    page: { url: `${stage.origin}/demo`, title: page },
    cart: { currency: 'GBP', total, items: cart.map((item) => ({ ...item, quantity: 1 })) },
  })
  const widget = await openWidget(stage.origin, token)
  await widget.when('hello')
  let written = 0
  return {
    widget,
    say: (text) => widget.ask('message.send', { client_id: `v-${++written}`, text }),
  }
}

const stage = await Stage.open('picture')
try {
  await stage.slowDown({ ring_time_ms: 40_000, reply_target_ms: 60_000 })
  const context = await stage.context('agent')
  const desk = await Desk.signIn(stage, context, 'ann')
  await desk.setPresence('ready')
  for (const customer of customers) {
    const { widget, say } = await arrive(stage, customer)
    await say(customer.asks[0])
    await desk.offer.waitFor()
    await desk.page.keyboard.press('Alt+Enter')
    await desk.row(customer.name).waitFor()
    await desk.offer.waitFor({ state: 'detached' })
    for (const [index, answer] of customer.answers.entries()) {
      await desk.send(answer)
      await widget.ask('read', { up_to: 2 * index + 2 })
    }
    for (const text of customer.asks.slice(1)) await say(text)
  }
  await desk.composer.pressSequentially('It goes out today and arrives on Friday morning, before')
  const { say } = await arrive(stage, offered)
  await say(offered.asks[0])
  await desk.offer.waitFor()
  await settled(desk.page)
  await desk.page.screenshot({ path: file })
} catch (error) {
  await stage.keepPictures()
  throw error
} finally {
  await stage.close()
}
