// A supervisor looks over a shoulder: reads along, whispers, and takes the customer over.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { request, signIn } from '../system/support/clients.mjs'
import { Desk } from './support/desk.mjs'
import { inConversation } from './support/scene.mjs'
import { onStage } from './support/stage.mjs'

test('a supervisor reads along, whispers what only people inside see, and takes over', async () => {
  await onStage('supervisor', async (stage) => {
    const { desk, customer } = await inConversation(stage)
    const floor = await openFloor(stage)
    await readAlong(stage, floor, desk, customer)
    await whisper(stage, floor, desk, customer)
    await takeOver(stage, floor, desk, customer)
    await isRecorded(stage)
  })
})

async function openFloor(stage) {
  const context = await stage.context('supervisor')
  const floor = await Desk.open(stage, context, 'sue', { where: '/supervisor' })
  await floor.enter()
  await floor.start()
  await floor.page.locator('[data-rows=live] .open', { hasText: 'Grace' }).click()
  await said(floor, 'A pole is missing.').waitFor()
  return floor
}

function said(floor, text) {
  return floor.page.locator('.view [role=log]').getByText(text)
}

// What both say appears as it is said; there is nothing to answer with.
async function readAlong(stage, floor, desk, customer) {
  await customer.send('The long one.')
  await said(floor, 'The long one.').waitFor()
  await desk.send('A picture would help.')
  await said(floor, 'A picture would help.').waitFor()
  assert.equal(await floor.page.locator('.view .composer').count(), 0)
  await desk.message('The long one.').waitFor()
}

async function whisper(stage, floor, desk, customer) {
  const words = 'We have one left in the shop, offer it.'
  await floor.page.locator('.view .whisper textarea').fill(words)
  await floor.page.keyboard.press('Enter')
  await said(floor, words).waitFor()
  const note = desk.log.locator('.inside-note', { hasText: words })
  await note.waitFor()
  await note.getByText(desk.t('desk.conversation.whispers', { name: 'Sue' })).waitFor()
  await stage.look(desk.page, 'whisper')
  await stage.look(floor.page, 'whisper-floor')
  await desk.send('I can put one aside for you.')
  await customer.message('I can put one aside').waitFor() // later, and the whisper never came
  assert.equal(await customer.within('.message', { hasText: words }).count(), 0)
  await customer.page.reload()
  if (!(await customer.input.isVisible())) await customer.within('.launcher').click()
  await customer.message('I can put one aside').waitFor()
  assert.equal(await customer.within('.message', { hasText: words }).count(), 0)
}

async function takeOver(stage, floor, desk, customer) {
  await floor.page.locator('.view').getByRole('button', { name: floor.t('supervisor.actions.takeOver') }).click()
  await floor.page.getByText(floor.t('supervisor.view.mine')).waitFor()
  await desk.rows.waitFor({ state: 'detached' })
  const gone = desk.t('desk.offer.lostWork.taken_over', { by: 'Sue', name: 'Grace' })
  await desk.page.getByText(gone).waitFor()
  await stage.look(desk.page, 'taken-over')
  await stage.look(floor.page, 'taken-over-floor')

  await floor.button('supervisor.view.openOnDesk').click()
  await floor.composer.waitFor()
  await floor.message('The long one.').waitFor()
  await floor.send('Sue here, I have the pole in my hands.')
  await customer.message('Sue here').waitFor()
  await customer.within('.head h2', { hasText: 'Sue' }).waitFor()
  await stage.look(floor.page, 'on-the-desk')
  await stage.look(customer.page, 'taken-over-customer')
}

async function isRecorded(stage) {
  const token = await signIn(stage.origin, 'ada')
  const { items } = await request(stage.origin, 'GET', '/api/v1/audit?who=sue', { token })
  const acts = items.map(({ what }) => what).join(' ')
  for (const act of ['watch', 'whisper', 'take']) assert.match(acts, new RegExp(act))
}
