// What people see when something breaks: the server killed in the middle of a sentence, pages
// reloaded, the same person in two windows. Nothing is lost, nothing is there twice.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { request, signIn } from '../system/support/clients.mjs'
import { Desk } from './support/desk.mjs'
import { inConversation } from './support/scene.mjs'
import { onStage, until } from './support/stage.mjs'
import { Visitor } from './support/visitor.mjs'

async function stored(stage) {
  const token = await signIn(stage.origin, 'sue')
  const { items } = await request(stage.origin, 'GET', '/api/v1/conversations', { token })
  assert.equal(items.length, 1)
  const where = `/api/v1/conversations/${items[0].id}/messages`
  const messages = await request(stage.origin, 'GET', where, { token })
  return messages.items.sort((one, other) => one.seq - other.seq).map(({ text }) => text)
}

// Waits until a window shows exactly these texts in this order.
async function shows(page, selector, texts) {
  await until(
    page,
    `${selector} shows ${texts.length} messages`,
    ([where, wanted]) => {
      const root = document.querySelector('firstline-widget')?.shadowRoot ?? document
      const shown = [...root.querySelectorAll(where)].map((one) => one.textContent.trim())
      return JSON.stringify(shown) === JSON.stringify(wanted)
    },
    [selector, texts],
  )
}
const onDesk = (desk, texts) => shows(desk.page, '.pane .message .words', texts)
const inWidget = (customer, texts) => shows(customer.page, '.lines .text', texts)

test('a server that is killed and comes back: both windows go on, each message once', async () => {
  await onStage('recover', async (stage) => {
    const { desk, customer } = await inConversation(stage)
    await customer.send('The long one.')
    await stage.server.kill()

    await desk.page.locator('.notice').waitFor()
    await customer.within('.sub.warn').waitFor()
    await desk.composer.pressSequentially('I will send one today.')
    await desk.page.keyboard.press('Enter')
    await desk.log.locator('.message.is-sending', { hasText: 'I will send' }).waitFor()
    await customer.input.pressSequentially('I need it on Saturday.')
    await customer.input.press('Enter')
    await customer.within('.message.sending', { hasText: 'Saturday' }).waitFor()
    await stage.look(desk.page, 'offline')
    await stage.look(customer.page, 'offline-customer')

    await stage.start()
    await desk.log.locator('.message.is-sending').waitFor({ state: 'detached' })
    await customer.within('.message.sending').waitFor({ state: 'detached' })
    await desk.page.locator('.notice.is-warn, .notice .is-warn').waitFor({ state: 'detached' })
    await customer.within('.sub.warn').waitFor({ state: 'detached' })
    await stage.look(desk.page, 'back')

    await desk.send('It goes out at five.')
    await customer.message('at five').waitFor()
    await customer.send('Thank you.')
    const texts = await stored(stage)
    assert.deepEqual([...texts].sort(), [
      'A pole is missing.',
      'I need it on Saturday.',
      'I will send one today.',
      'It goes out at five.',
      'Thank you.',
      'The long one.',
      'Which one?',
    ])
    await onDesk(desk, texts)
    await inWidget(customer, texts)
    await desk.page.locator('.notice').waitFor({ state: 'detached' })
    await stage.look(desk.page, 'after')
    await stage.look(customer.page, 'after-customer')
  })
})

test('a reload keeps what was being written and what was said', async () => {
  await onStage('reload', async (stage) => {
    const { desk, customer } = await inConversation(stage)
    await desk.composer.pressSequentially('I will send')
    await customer.input.pressSequentially('It is the')
    await desk.page.reload()
    await customer.page.reload()
    await desk.composer.waitFor()
    await until(desk.page, 'the draft of the agent', () => {
      return document.querySelector('.composer textarea').value === 'I will send'
    })
    if (!(await customer.input.isVisible())) await customer.within('.launcher').click()
    await customer.message('Which one?').waitFor()
    assert.equal(await customer.input.inputValue(), 'It is the')
    await onDesk(desk, ['A pole is missing.', 'Which one?'])
    await inWidget(customer, ['A pole is missing.', 'Which one?'])
    await stage.look(desk.page, 'desk')
    await stage.look(customer.page, 'customer')
  })
})

test('two windows of the customer and two desks of the agent show the same, each message once', async () => {
  await onStage('twice', async (stage) => {
    const { desk, customer, customers } = await inConversation(stage)
    const second = await Visitor.arrive(stage, customers, { where: '/demo#/cart' })
    if (!(await second.input.isVisible())) await second.within('.launcher').click()
    await second.message('Which one?').waitFor()
    await second.send('The long one.')
    await customer.message('The long one.').waitFor()

    const elsewhere = await stage.context('agent elsewhere')
    const other = await Desk.signIn(stage, elsewhere, 'ann')
    await other.message('The long one.').waitFor()
    await desk.composer.pressSequentially('It goes out')
    await until(other.page, 'the draft at the other desk', () => {
      return document.querySelector('.composer textarea').value === 'It goes out'
    })
    await desk.composer.pressSequentially(' today.')
    await desk.page.keyboard.press('Enter')
    await other.message('It goes out today.').waitFor()
    await until(other.page, 'the other desk has no draft any more', () => {
      return document.querySelector('.composer textarea').value === ''
    })
    assert.equal(await desk.composer.inputValue(), '')
    await other.send('Friday at the latest.')

    const texts = await stored(stage)
    assert.equal(texts.length, 5)
    for (const one of [desk, other]) await onDesk(one, texts)
    for (const one of [customer, second]) await inWidget(one, texts)
    await stage.look(other.page, 'other-desk')
    await stage.look(second.page, 'second-tab')
  })
})
