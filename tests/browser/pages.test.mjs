// Every page of the settings and of the reports at the widths between a phone and a desk: dark, in
// both Chinese scripts, read by axe.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Settings } from './support/settings.mjs'
import { onStage, until } from './support/stage.mjs'

const places = [
  'admin/users/ann', 'admin/agents/ann', 'admin/skills', 'admin/queues', 'admin/queues/general',
  'admin/capacity', 'admin/canned', 'admin/widgets/demo', 'admin/blocked', 'admin/audit', 'account',
  'supervisor/reports',
]
for (const [locale, width] of [['zh-CN', 820], ['zh-TW', 1100]]) {
  test(`every page of the settings in ${locale}, dark, ${width} pixels wide`, async () => {
    await onStage(`admin-${locale}`, async (stage) => {
      const context = await stage.context('admin', { locale, scheme: 'dark' })
      const ada = await Settings.signIn(stage, context, 'ada', { locale })
      await ada.page.setViewportSize({ width, height: 900 })
      for (const place of places) {
        await ada.page.goto(`${stage.origin}/${place}`)
        await ada.page.locator('main h2').first().waitFor()
        await until(ada.page, `${place} is read`, () => !document.querySelector('[aria-busy=true]'))
        await stage.look(ada.page, place.replaceAll('/', '-'))
      }
    })
  })
}

test('a supervisor comes to the part of the settings that is open to supervisors', async () => {
  await onStage('admin-supervisor', async (stage) => {
    const context = await stage.context('supervisor')
    const sue = await Settings.signIn(stage, context, 'sue')
    await sue.page.goto(`${stage.origin}/admin`)
    await sue.row('Hello').waitFor()
    assert.equal(new URL(sue.page.url()).pathname, '/admin/canned')
    await sue.page.goto(`${stage.origin}/admin/users`)
    await sue.page.getByText(sue.t('shell.denied.title')).waitFor()
    await stage.look(sue.page, 'denied')
  })
})
