// A busy while: many customers at once, offers that come and go, presence, a broken line, a colleague
// who takes over. On the desk, on the floor and in the widget nothing may move by itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openDesk, openWidget, signIn, visit } from '../system/support/clients.mjs'
import { Desk } from './support/desk.mjs'
import { askingCustomer, readyAgent } from './support/scene.mjs'
import { onStage } from './support/stage.mjs'

const names = ['Leo Wang', '陈晓雨', 'Hannah Meyer-Oberhausen', 'Tom', 'Zoë', '王大明']
const sayings = [
  'Yes.',
  '帐篷两个人住够大吗？我们各带一个 50 升的包，还有一条狗。',
  'My parcel says delivered since Tuesday, but nobody here has seen it, and the neighbours are away.',
  'Thanks!',
  'One line.\nAnother line.\nA third one, a little longer than the others.',
  'https://shop.example/orders/10042?from=mail',
]
const rounds = 48

// A customer who is a program; comes back by the same token.
class Wired {
  static async arrive(stage, name) {
    const wired = new Wired()
    wired.name = name
    wired.count = 0
    const page = { url: 'https://shop.example', title: 'Boots' }
    wired.token = (await visit(stage.origin, { name, page })).token
    await wired.connect(stage)
    return wired
  }

  async connect(stage) {
    this.line = await openWidget(stage.origin, this.token)
    await this.line.when('hello')
  }

  async say(text) {
    const client_id = `${this.name}-${(this.count += 1)}`
    await this.line.ask('message.send', { client_id, text })
  }
}

test('nothing moves by itself on desk, floor and widget in a long busy while', async () => {
  await onStage('long', async (stage) => {
    await stage.slowDown({ ring_time_ms: 40_000, wrap_up_ms: 5_000, reply_target_ms: 10_000 })
    const { desk } = await readyAgent(stage, 'ann', { scheme: 'dark' })
    const floor = await openFloor(stage)
    const { customer } = await askingCustomer(stage, { scheme: 'dark' })
    await desk.accept()
    await desk.send('Which one?')
    await floor.page.locator('[data-rows=live] .open', { hasText: 'Grace' }).click()

    const guests = []
    for (const [index, name] of names.entries()) {
      stage.step = `${name} comes`
      guests.push(await comes(stage, desk, name, index))
      await customer.message('Which one?').waitFor()
    }
    for (let round = 0; round < rounds; round++) {
      stage.step = `round ${round}`
      await oneRound(desk, customer, guests, round)
      if (round === 10) await aBreak(desk)
      if (round === 20) await brokenLine(stage, desk, guests)
      if (round === 30) await leavesWhileOffered(stage, desk)
      if (round === 40) await colleagueTakesOver(stage, desk, floor, guests)
    }
    stage.step = 'the end'
    await endings(desk)
    await customer.send('Good night.')
    await stage.look(desk.page, 'desk')
    await stage.look(floor.page, 'floor')
    await stage.look(customer.page, 'customer')
  })
})

async function openFloor(stage) {
  const context = await stage.context('supervisor', { scheme: 'dark' })
  const floor = await Desk.open(stage, context, 'sue', { where: '/supervisor' })
  await floor.enter()
  await floor.start()
  return floor
}

async function comes(stage, desk, name, index) {
  const guest = await Wired.arrive(stage, name)
  await guest.say(sayings[index])
  await desk.accept()
  await desk.row(name).waitFor()
  return guest
}

// Somebody writes, somebody else types, the agent answers whoever waits longest; Grace talks as well.
async function oneRound(desk, customer, guests, round) {
  const speaker = guests[round % guests.length]
  const text = `#${round}: ${sayings[round % sayings.length]}`
  const typist = guests[(round + 1) % guests.length]
  await typist.line.ask('typing', { is_typing: true })
  await speaker.say(text)
  await desk.row(speaker.name).getByText(`#${round}: `).waitFor()
  await desk.row(speaker.name).click()
  await desk.message(`#${round}: `).waitFor()
  await desk.send(`Answer ${round}.`)
  const isAnswer = ({ message }) => message.text === `Answer ${round}.`
  const { data } = await speaker.line.when('message', isAnswer)
  await speaker.line.ask('read', { up_to: data.message.seq })
  await typist.line.ask('typing', { is_typing: false })
  if (round % 3 !== 0) return
  await customer.send(`Grace ${round}.`)
  await desk.row('Grace').click()
  await desk.message(`Grace ${round}.`).waitFor()
  await desk.send(`For Grace ${round}. ${sayings[2]}`)
  await customer.message(`For Grace ${round}.`).waitFor()
}

async function aBreak(desk) {
  await desk.setPresence('offline')
  await desk.setPresence('ready')
  for (let held = 0; held <= names.length; held++) {
    await desk.offer.waitFor() // those who went back to the line, one after the other
    await desk.page.keyboard.press('Alt+Enter')
    await desk.rows.nth(held).waitFor()
  }
  await desk.offer.waitFor({ state: 'detached' })
}

async function brokenLine(stage, desk, guests) {
  const contexts = stage.browser.contexts()
  for (const context of contexts) await context.setOffline(true)
  await stage.server.kill()
  await desk.page.locator('.notice').waitFor()
  await desk.composer.pressSequentially('Written while the line was broken.')
  await desk.page.keyboard.press('Enter')
  await desk.log.locator('.message.is-sending').waitFor()
  await stage.start()
  for (const guest of guests) await guest.connect(stage)
  for (const context of contexts) await context.setOffline(false)
  await desk.log.locator('.message.is-sending').waitFor({ state: 'detached' })
}

async function leavesWhileOffered(stage, desk) {
  const guest = await Wired.arrive(stage, 'Ida')
  await guest.say('Never mind me.')
  await desk.offer.waitFor()
  await guest.line.ask('leave')
  await desk.offer.waitFor({ state: 'detached' })
  await desk.page.getByText(desk.t('desk.offer.lost.customer_left', { name: 'Ida' })).waitFor()
}

async function colleagueTakesOver(stage, desk, floor, guests) {
  const line = await openDesk(stage.origin, await signIn(stage.origin, 'sue'))
  const { conversations } = await line.ask('floor.watch')
  const { conversation } = conversations.find(({ customer }) => customer === 'Tom')
  await line.ask('conversations.take_over', { conversation })
  await desk.row('Tom').waitFor({ state: 'detached' })
  await floor.page.locator('[data-rows=live] .open', { hasText: 'Sue' }).waitFor()
  await line.close()
  guests.splice(names.indexOf('Tom'), 1) // no longer ours
}

// Two are closed, the wrap-up ends by itself.
async function endings(desk) {
  for (const name of ['Leo Wang', 'Zoë']) {
    await desk.row(name).click()
    await desk.press('c')
    await desk.dialog.waitFor()
    await desk.page.keyboard.press('1')
    await desk.page.keyboard.press('Control+Enter')
    await desk.dialog.waitFor({ state: 'detached' })
  }
  for (const name of ['Leo Wang', 'Zoë']) await desk.row(name).waitFor({ state: 'detached' })
  assert.ok((await desk.rows.count()) >= 3)
}
