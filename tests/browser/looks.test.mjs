// The same day on other screens: dark, narrow, in another script. Every state is looked at.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Desk } from './support/desk.mjs'
import { askingCustomer, readyAgent } from './support/scene.mjs'
import { onStage } from './support/stage.mjs'

// Below 1280 the card is a strip, below 1024 the rail is one as well.
const looks = [
  { width: 820, scheme: 'dark', locale: 'zh-TW', name: '小薇', text: '帳篷少了一根營柱。' },
  { width: 1100, scheme: 'dark', locale: 'en', name: 'Grace', text: 'A pole is missing.' },
  { width: 1280, scheme: 'light', locale: 'zh-TW', name: '小薇', text: '帳篷少了一根營柱。' },
]

for (const look of looks) {
  const { width, scheme, locale, name, text } = look
  test(`everything has its place ${width} px wide, ${scheme}, in ${locale}`, async () => {
    await onStage(`look-${width}-${scheme}-${locale}`, async (stage) => {
      await stage.slowDown()
      const screen = { width, scheme, locale }
      const { desk } = await readyAgent(stage, 'ann', screen)
      await stage.look(desk.page, '01-ready')
      const { customer } = await askingCustomer(stage, { scheme, locale, name, question: text })
      await stage.look(customer.page, '02-place')
      await offered(stage, desk, look)
      await talk(stage, desk, customer, look)
      await dialogs(stage, desk, look)
      await floor(stage, screen, name)
      await end(stage, desk, customer)
    })
  })
}

// Where the rail is a strip the offer is a tile, and its card comes when asked for.
async function offered(stage, desk, { width }) {
  if (width < 1024) {
    const tile = desk.page.locator('.tile .more')
    await tile.waitFor()
    await stage.look(desk.page, '03-tile')
    await tile.click()
    await stage.look(desk.page, '04-offer')
    await desk.page.keyboard.press('Escape')
    await desk.page.locator('.tile .accept').click()
    await desk.composer.waitFor()
    return
  }
  await desk.offer.waitFor()
  await stage.look(desk.page, '04-offer')
  await desk.accept()
}

async function talk(stage, desk, customer, { name, text }) {
  await desk.message(text).waitFor()
  await desk.send('👍 OK')
  await customer.message('👍 OK').waitFor()
  await customer.send('…')
  await desk.message('…').waitFor()
  assert.equal(await desk.row(name).count(), 1)
  await stage.look(desk.page, '05-talk')
  await stage.look(customer.page, '06-talk-customer')
}

async function dialogs(stage, desk, { width }) {
  if (width < 1280) {
    const card = desk.page.locator('.card.is-open')
    await desk.press('d')
    await card.waitFor()
    await stage.look(desk.page, '07-card')
    await desk.page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
  }
  await desk.press('t')
  await desk.dialog.getByRole('option').first().waitFor()
  await stage.look(desk.page, '08-transfer')
  await desk.page.keyboard.press('Escape')
  await desk.dialog.waitFor({ state: 'detached' })
  await desk.page.keyboard.press('Control+k')
  await desk.page.getByRole('combobox').waitFor()
  await stage.look(desk.page, '09-palette')
  await desk.page.keyboard.press('Escape')
  await desk.press('?')
  await desk.dialog.waitFor()
  await stage.look(desk.page, '10-keys')
  await desk.page.keyboard.press('Escape')
  await desk.dialog.waitFor({ state: 'detached' })
}

async function floor(stage, { locale, ...screen }, name) {
  const context = await stage.context('supervisor', { locale, ...screen })
  const sue = await Desk.open(stage, context, 'sue', { locale, where: '/supervisor' })
  await sue.enter()
  await sue.start()
  const row = sue.page.locator('[data-rows=live] .open', { hasText: name })
  await row.waitFor()
  await stage.look(sue.page, '11-floor')
  await row.click()
  await sue.page.locator('.view [role=log]').getByText('👍 OK').waitFor()
  await stage.look(sue.page, '12-floor-open')
  await context.close()
}

async function end(stage, desk, customer) {
  await desk.press('c')
  await desk.dialog.waitFor()
  await stage.look(desk.page, '13-close')
  await desk.page.keyboard.press('1')
  await desk.page.keyboard.press('Control+Enter')
  await desk.dialog.waitFor({ state: 'detached' })
  await customer.within('.survey').waitFor()
  await stage.look(desk.page, '14-wrap-up')
  await stage.look(customer.page, '15-effort')
}
