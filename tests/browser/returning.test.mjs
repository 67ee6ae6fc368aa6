// The customer alone: nobody there, coming back later, reading again what was said, files.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

import { poleAsPng } from './support/picture.mjs'
import { inConversation, readyAgent } from './support/scene.mjs'
import { onStage, until } from './support/stage.mjs'
import { Visitor } from './support/visitor.mjs'

test('nobody is there: a message is left, kept, and answered when somebody comes', async () => {
  await onStage('nobody', async (stage) => {
    await stage.slowDown()
    const customers = await stage.context('customer')
    const customer = await Visitor.arrive(stage, customers)
    await customer.openChat()
    await customer.within('.sub', { hasText: customer.t('unstaffed_card') }).waitFor()
    await customer.within('.start .big', { hasText: customer.t('leave_message') }).waitFor()
    await stage.look(customer.page, 'start')
    await customer.giveName('Grace')
    await customer.within('.head h2', { hasText: customer.t('ask_message_title') }).waitFor()
    await customer.send('A pole is missing. Please write back.')
    await customer.within('.place-title', { hasText: customer.t('message_title') }).waitFor()
    await stage.look(customer.page, 'left')
    await customer.page.close()

    const { desk } = await readyAgent(stage, 'ann')
    await desk.offer.waitFor()
    await desk.offer.getByText('Please write back.').waitFor()
    await stage.look(desk.page, 'offer')
    await desk.accept()
    await desk.send('It is in the post.')
    await stage.look(desk.page, 'answered')

    const again = await Visitor.arrive(stage, customers, { where: '/demo' })
    await again.within('.launcher .badge', { hasText: '1' }).waitFor()
    await stage.look(again.page, 'unread')
    await again.within('.launcher').click()
    await again.message('It is in the post.').waitFor()
    await stage.look(again.page, 'read')
    await desk
      .message('It is in the post.')
      .getByText(desk.t('desk.conversation.state.seen'))
      .waitFor()
  })
})

test('a customer who comes back reads what was said before; so does the agent', async () => {
  await onStage('returning', async (stage) => {
    const { desk, customer, customers } = await inConversation(stage)
    await customer.send('The long one.')
    await desk.message('The long one.').waitFor()
    await closes(desk)
    await customer.within('.survey').waitFor()
    await customer.within('.survey .plain').click()
    await customer.page.close()

    const again = await Visitor.arrive(stage, customers, { where: '/demo' })
    await again.within('.launcher').click()
    await again.within('.ways .alt', { hasText: again.t('new_conversation') }).click()
    await again.input.waitFor()
    await again.send('The pole has come, thank you!')
    await desk.offer.waitFor()
    await desk.offer.getByText(desk.t('desk.offer.contacts', { n: 2 })).waitFor()
    await stage.look(desk.page, 'offer')
    await desk.accept()
    await desk.page.locator('button[title]', { hasText: 'A pole is missing.' }).click()
    await desk.page.locator('[role=dialog]').getByText('The long one.').waitFor()
    await stage.look(desk.page, 'reading')
    await desk.page.keyboard.press('Escape')

    await again.within('.head .tool').filter({ visible: true }).first().click()
    await again.within('.menu [role=menuitem]', { hasText: again.t('history') }).click()
    await again.within('.history button').first().waitFor()
    await stage.look(again.page, 'list')
    await again.within('.history button').first().click()
    await again.message('The long one.').waitFor()
    assert.deepEqual(await textsOf(again), ['A pole is missing.', 'Which one?', 'The long one.'])
    assert.equal(await again.input.isVisible(), false)
    await stage.look(again.page, 'earlier')
    await again.within('.head .tool').first().click()
    await again.within('.history button').first().waitFor()
    await again.within('.head .tool').first().click()
    await again.message('The pole has come').waitFor()
  })
})

async function textsOf(customer) {
  return customer.within('.lines .text').allTextContents()
}

async function closes(desk) {
  await desk.press('c')
  await desk.dialog.waitFor()
  await desk.page.keyboard.press('1')
  await desk.page.keyboard.press('Control+Enter')
  await desk.dialog.waitFor({ state: 'detached' })
  await desk.button('desk.conversation.done').click()
  await desk.rows.waitFor({ state: 'detached' })
}

test('files go both ways: pictures are shown small and open large, others are given out', async () => {
  await onStage('files', async (stage) => {
    const { desk, customer } = await inConversation(stage)
    const pole = { name: 'pole.png', mimeType: 'image/png', buffer: poleAsPng() }
    const label = { name: 'label.pdf', mimeType: 'application/pdf', buffer: Buffer.from(smallPdf) }

    await customer.within('input[type=file]').setInputFiles(pole)
    await customer.within('.round.main[aria-disabled=false]').click()
    await desk.log.locator('img').waitFor()
    await until(desk.page, 'the picture is there', () => {
      return document.querySelector('.pane .ui-scroller img').naturalWidth > 0
    })
    await desk.log.locator('.picture').click()
    await desk.dialog.locator('img').waitFor()
    await stage.look(desk.page, 'large')
    await desk.page.keyboard.press('Escape')

    await desk.page.locator('.composer input[type=file]').setInputFiles([label, pole])
    await desk.page.locator('.tray .name').nth(1).waitFor()
    await until(desk.page, 'both are there', () => {
      return document.querySelectorAll('.tray [role=progressbar]').length === 0
    })
    await stage.look(desk.page, 'tray')
    await desk.send('The label for the way back.')
    const file = customer.within('.message.theirs .file')
    await file.getByText('label.pdf').waitFor()
    await until(customer.page, 'the picture is there', () => {
      const { shadowRoot } = document.querySelector('firstline-widget')
      return shadowRoot.querySelector('.message.theirs img')?.naturalWidth > 0
    })
    await stage.look(customer.page, 'both')
    const [download] = await Promise.all([customer.page.waitForEvent('download'), file.click()])
    assert.equal(download.suggestedFilename(), 'label.pdf')
    assert.equal(await readFile(await download.path(), 'latin1'), smallPdf)

    const script = { name: 'shop.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }
    await customer.within('input[type=file]').setInputFiles(script)
    await customer.within('.late, .failed').getByText(customer.t('file_refused')).waitFor()
    await stage.look(customer.page, 'refused')
  })
})

const smallPdf = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
