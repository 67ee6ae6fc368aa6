// The trade's numbers, as a supervisor reads them: each opens the conversations it was computed
// from, and the same figures leave as CSV.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { answeredConversations, whoLeaves } from './support/seeded.mjs'
import { answered, Settings } from './support/settings.mjs'
import { onStage } from './support/stage.mjs'

test('every number of a report opens the conversations behind it', async () => {
  await onStage('reports', async (stage) => {
    await answeredConversations(stage, 'ann', [
      { name: 'Grace', effort: 1 },
      { name: 'Leo', effort: 2 },
      { name: 'Noor', effort: 5 },
    ])
    await whoLeaves(stage, 'Otto')
    const context = await stage.context('supervisor')
    const sue = await Settings.signIn(stage, context, 'sue', {
      where: '/supervisor/reports?period=week', // a story may begin before midnight and end after
    })
    await serviceLevel(stage, sue)
    await conversationBehind(stage, sue)
    await csvSaysTheSame(sue)
    await waitsAndHandleTime(stage, sue)
    await effort(stage, sue)
    await nothingThere(stage, sue)
  })
})

const number = (sue, key, value) => sue.button('reports.openNumber', { figure: sue.t(`reports.figures.${key}`), value })

// Three answered, one left at once: SL-3 counts who left against us, SL-1 does not.
async function serviceLevel(stage, sue) {
  await number(sue, 'sl3', '75.0%').waitFor()
  await number(sue, 'sl2', '100.0%').waitFor()
  await number(sue, 'answered', '3').waitFor()
  await number(sue, 'abandoned', '1').waitFor()
  await stage.look(sue.page, '01-service-level')
  await number(sue, 'abandoned', '1').click()
  const behind = sue.page.getByRole('dialog')
  await behind.locator('tbody tr').waitFor()
  assert.equal(await behind.locator('tbody tr').count(), 1)
  await behind.getByText('Otto').waitFor()
  await stage.look(sue.page, '02-left')
  await sue.page.keyboard.press('Escape')
  await behind.waitFor({ state: 'detached' })
}

// From a number to what was said.
async function conversationBehind(stage, sue) {
  await number(sue, 'answered', '3').click()
  const rows = sue.page.getByRole('dialog').locator('tbody tr')
  await rows.filter({ hasText: 'Noor' }).locator('button.open').click()
  await sue.page.getByText('Where is it, asks Noor.').last().waitFor()
  assert.equal(await rows.count(), 3)
  await stage.look(sue.page, '03-conversation')
  await sue.page.keyboard.press('Escape')
  await sue.page.getByText('Where is it, asks Noor.').last().waitFor({ state: 'detached' })
  await sue.page.keyboard.press('Escape')
  await rows.first().waitFor({ state: 'detached' })
}

async function csvSaysTheSame(sue) {
  const [download] = await Promise.all([
    sue.page.waitForEvent('download'),
    sue.page.getByRole('link', { name: 'CSV' }).click(),
  ])
  const stream = await download.createReadStream()
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  const [head, ...lines] = Buffer.concat(chunks).toString().trim().split(/\r?\n/)
  const values = Object.fromEntries(
    head.split(',').map((name, at) => [name, lines[0].split(',')[at]]),
  )
  assert.equal(lines.length, 1)
  assert.equal(values.queue, 'general')
  assert.equal(values['SL-3'], '0.75')
  assert.equal(values.answered, '3')
}

async function waitsAndHandleTime(stage, sue) {
  const tab = (key) => sue.page.getByRole('tab', { name: sue.t(`reports.names.${key}`) })
  await tab('waits').click()
  await number(sue, 'abandonment', '25.0%').waitFor()
  await stage.look(sue.page, '04-waits')
  await answered(stage, sue.page, async () => {
    await tab('handleTime').click()
    await sue.field('reports.group').selectOption(sue.t('reports.groups.agent'))
    await sue.field('reports.interval').selectOption(sue.t('reports.intervals.i1h'))
    await sue.page.getByRole('cell', { name: 'Ann', exact: true }).first().waitFor()
  })
  await number(sue, 'handled', '3').waitFor()
  await stage.look(sue.page, '05-handle-time')
}

async function effort(stage, sue) {
  await answered(stage, sue.page, async () => {
    await sue.page.getByRole('tab', { name: sue.t('reports.names.effort') }).click()
    await number(sue, 'cesMean', '2.67').waitFor()
  })
  const share = { answered: 3, asked: 3, easy: '67%', hard: '33%' }
  await sue.page.getByText(sue.t('reports.effort.sentence', share)).waitFor()
  await stage.look(sue.page, '06-effort')
  await number(sue, 'effort5', '1').first().click()
  await sue.page.getByRole('dialog').getByText('Noor').waitFor()
  await sue.page.keyboard.press('Escape')
  await sue.page.getByRole('dialog').waitFor({ state: 'detached' })
}

// No data is no zero; a period that is none is told at its field.
async function nothingThere(stage, sue) {
  await answered(stage, sue.page, async () => {
    await sue.field('reports.period').selectOption(sue.t('reports.periods.custom'))
    await sue.field('reports.from').fill('2020-01-01')
    await sue.field('reports.to').fill('2020-01-02')
    await sue.page.getByText(sue.t('common.noData')).first().waitFor()
  })
  await stage.look(sue.page, '07-no-data')
  await answered(stage, sue.page, async () => {
    await sue.field('reports.to').fill('2019-12-31')
    await sue.page.getByText(sue.t('reports.periodWrong')).waitFor()
    await sue.page.setViewportSize({ width: 800, height: 900 })
    await sue.page.emulateMedia({ colorScheme: 'dark' })
  })
  await stage.look(sue.page, '08-no-period')
}
