// One story from the shop's page to the effort question, in real browsers, in two languages.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Desk } from './support/desk.mjs'
import { Stage } from './support/stage.mjs'
import { Visitor } from './support/visitor.mjs'

const english = {
  locale: 'en',
  browser: 'en-GB',
  name: 'Grace',
  question: 'The tent I bought last week is missing a pole.',
  answer: 'A pole missing right before the weekend is maddening. I’ll send you one.',
}

async function story(words) {
  const stage = await Stage.open(`story-${words.locale}`)
  try {
    await stage.slowDown()
    const agents = await stage.context('agent', { locale: words.browser })
    const desk = await Desk.signIn(stage, agents, 'ann', words)
    await desk.enter()
    await desk.start()
    await desk.setPresence('ready')

    const customers = await stage.context('customer', { locale: words.browser })
    const customer = await Visitor.arrive(stage, customers, words)
    await customer.buy()
    await customer.openChat()
    await customer.giveName(words.name)
    await customer.send(words.question)
    await customer.within('.usual', { hasText: customer.t('unknown_wait') }).waitFor()

    await desk.offer.waitFor()
    await stage.look(desk.page, 'offer')
    await desk.page.keyboard.press('Alt+Enter')
    await desk.composer.waitFor()
    await desk.send(words.answer)
    await customer.message(words.answer).waitFor()
    await stage.look(desk.page, 'talk')
    await stage.look(customer.page, 'talk-customer')
    assert.deepEqual(await stage.verdict(), [])
  } finally {
    await stage.close()
  }
}

test('a customer and an agent talk from the first word to the end, in English', () => story(english))
