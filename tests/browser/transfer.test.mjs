// Handing a customer over, to a colleague and to a queue, with what the next one should know.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { inConversation, readyAgent } from './support/scene.mjs'
import { onStage } from './support/stage.mjs'

async function handOver(desk, target, note) {
  await desk.press('t')
  await desk.dialog.waitFor()
  await desk.page.keyboard.type(target)
  await desk.dialog.locator('[role=option]:not([aria-disabled])', { hasText: target }).waitFor()
  await desk.page.keyboard.press('Enter')
  await desk.dialog.locator('[role=option][aria-selected=true]').waitFor()
  await desk.dialog.locator('textarea').fill(note)
  await desk.page.keyboard.press('Control+Enter')
  await desk.dialog.waitFor({ state: 'detached' })
  await desk.rows.waitFor({ state: 'detached' })
}

async function takes(stage, desk, note, label) {
  await desk.offer.waitFor()
  await desk.offer.getByText(note).waitFor()
  await stage.look(desk.page, label)
  await desk.accept()
  await desk.log.locator('.inside-note', { hasText: note }).waitFor()
  await desk.message('A pole is missing.').waitFor() // nothing has to be asked again
}

test('a customer goes to a colleague and to a queue, each time with a note', async () => {
  await onStage('transfer', async (stage) => {
    const { desk: ann, customer } = await inConversation(stage)
    const { desk: bob } = await readyAgent(stage, 'bob')

    await handOver(ann, 'Bob', 'Wants the long pole by Saturday.')
    await takes(stage, bob, 'Wants the long pole by Saturday.', 'to-a-colleague')
    await customer.within('.event', { hasText: 'Ann' }).first().waitFor()
    await bob.send('Bob here. I have read everything.')
    await customer.message('Bob here').waitFor()
    await customer.within('.head h2', { hasText: 'Bob' }).waitFor()
    await stage.look(customer.page, 'to-a-colleague-customer')

    await ann.setPresence('offline') // who serves that queue too
    const { desk: cai } = await readyAgent(stage, 'cai')
    await handOver(bob, 'VIP', 'A pole came broken twice.')
    await takes(stage, cai, 'A pole came broken twice.', 'to-a-queue')
    await cai.send('Cai here.')
    await customer.message('Cai here.').waitFor()
    for (const note of ['Wants the long pole', 'came broken twice']) {
      assert.equal(await customer.within('.message', { hasText: note }).count(), 0)
    }
    await stage.look(customer.page, 'to-a-queue-customer')
  })
})

test('a transfer is taken back while nobody has it', async () => {
  await onStage('transfer-back', async (stage) => {
    const { desk: ann, customer } = await inConversation(stage)
    await handOver(ann, 'Billing', 'About an invoice.')
    await ann.page.keyboard.press('z')
    await ann.row('Grace').waitFor()
    await ann.composer.waitFor()
    await ann.send('I have found the invoice myself.')
    await customer.message('I have found the invoice').waitFor()
  })
})
