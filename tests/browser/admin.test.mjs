// An admin sets the house up: people, queues, skills, capacity, words, widgets. Every form says at
// the field what is wrong, the server's word included; every page is looked at.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'

import { request, signIn } from '../system/support/clients.mjs'
import { Desk } from './support/desk.mjs'
import { answeredConversations } from './support/seeded.mjs'
import { answered, digitsOf, Settings } from './support/settings.mjs'
import { onStage } from './support/stage.mjs'
import { pageTexts } from './support/texts.mjs'

const password = 'four quiet rivers'

async function admin(stage, options = {}) {
  const context = await stage.context('admin', options)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const settings = await Settings.signIn(stage, context, 'ada', options)
  await settings.page.keyboard.press('g')
  await settings.page.keyboard.press('a')
  await settings.page.getByRole('heading', { name: settings.t('admin.users.title'), level: 2 }).waitFor()
  return settings
}

test('a user is invited, comes, secures the account, is promoted and switched off', async () => {
  await onStage('admin-users', async (stage) => {
    const ada = await admin(stage)
    await stage.look(ada.page, '01-users')
    const link = await invite(stage, ada)
    const mia = await comeByInvitation(stage, link)
    await secureAccount(stage, mia)
    await promote(stage, ada, mia)
  })
})

// Each slip is told at its field; what only the server knows as well. Resolves with the link.
async function invite(stage, ada) {
  await ada.button('admin.users.invite').click()
  const email = ada.field('admin.users.email')
  const name = ada.page.getByRole('dialog').getByLabel(ada.t('admin.name'), { exact: true })
  const send = ada.exactly(ada.t('admin.users.inviteButton'))
  await send.click()
  assert.equal(await ada.errorAt(email), ada.t('common.required'))
  assert.equal(await ada.errorAt(name), ada.t('common.required'))
  await stage.look(ada.page, '02-invite-empty')
  await email.fill('ann@demo.test')
  await name.fill('Mia')
  await answered(stage, ada.page, async () => {
    await send.click()
    await ada.page.getByText(ada.t('errors.codes.email_taken')).waitFor()
  })
  assert.equal(await ada.errorAt(email), ada.t('errors.codes.email_taken'))
  await email.fill('mia@demo.test')
  await email.press('Enter')
  const box = ada.field('admin.users.link')
  await box.waitFor()
  await stage.look(ada.page, '03-invite-link')
  await ada.button('common.copy').click()
  await ada.button('common.copied').waitFor()
  const link = await ada.page.evaluate(() => navigator.clipboard.readText())
  assert.equal(link, await box.inputValue())
  await ada.exactly(ada.t('common.done')).click()
  await ada.row('mia@demo.test').getByText(ada.t('admin.users.states.invited')).waitFor()
  return link
}

async function comeByInvitation(stage, link) {
  const context = await stage.context('invited')
  const desk = Object.assign(new Desk(), { page: await context.newPage(), t: pageTexts('en') })
  await desk.page.goto(link)
  const fields = desk.page.locator('form input')
  await fields.nth(1).fill('short')
  await desk.page.locator('form input').nth(0).fill('Mia Wang')
  await answered(stage, desk.page, async () => {
    await desk.button('shell.invite.button').click()
    await desk.page.getByText(desk.t('errors.codes.password_too_short')).waitFor()
  })
  await stage.look(desk.page, '04-invited')
  await fields.nth(1).fill(password)
  await fields.nth(1).press('Enter')
  await desk.button('shell.start.button').waitFor()
  await desk.start()
  return desk
}

// Another password and a second step; both prove themselves at the next sign-in.
async function secureAccount(stage, mia) {
  const { page, t } = mia
  await page.goto(stage.origin + '/account')
  const old = page.getByLabel(t('account.oldPassword'), { exact: true })
  await old.fill('not this one at all')
  await page.getByLabel(t('account.newPassword'), { exact: true }).fill(`${password} more`)
  await answered(stage, page, async () => {
    await mia.button('account.changePassword').click()
    await page.getByText(t('errors.codes.password_wrong')).waitFor()
  })
  await stage.look(page, '05-account')
  await old.fill(password)
  await answered(stage, page, async () => {
    await mia.button('account.changePassword').click()
    await page.getByText(t('account.passwordDone')).waitFor()
    await mia.button('account.totpBegin').click()
    await page.locator('.secret').waitFor()
  })
  const secret = await page.locator('.secret').innerText()
  const code = page.getByLabel(t('shell.signIn.totp'), { exact: true })
  await code.fill('000000')
  await answered(stage, page, async () => {
    await mia.button('account.totpConfirm').click()
    await page.getByText(t('errors.codes.totp_wrong')).waitFor()
  })
  await stage.look(page, '06-totp')
  await answered(stage, page, async () => {
    await code.fill(digitsOf(secret))
    await code.press('Enter')
    await page.getByText(t('account.totpIsOn')).waitFor()
  })
  await page.context().clearCookies()
  await page.goto(stage.origin + '/sign-in')
  await page.locator('input[type=email]').fill('mia@demo.test')
  await page.locator('input[type=password]').fill(`${password} more`)
  const next = page.getByLabel(t('shell.signIn.totp'))
  await answered(stage, page, async () => {
    await mia.button('shell.signIn.button').click()
    await next.waitFor()
  })
  await next.fill(digitsOf(secret, 1))
  await page.keyboard.press('Enter')
  await mia.button('shell.start.button').waitFor()
  await mia.start()
}

// By the link; whoever has a second step then signs in by hand. The old sessions have ended.
async function newPassword(stage, { page, t }, link) {
  const other = await page.context().newPage()
  await other.goto(link)
  const field = other.getByLabel(t('shell.reset.password'), { exact: true })
  await field.fill('five slow barges')
  await answered(stage, other, async () => {
    await field.press('Enter')
    await other.getByRole('heading', { name: t('shell.signIn.title') }).waitFor()
  })
  await page.getByText(t('shell.connection.signedOut')).waitFor()
  await other.close()
}

const focused = (ada, element) =>
  element.and(ada.page.locator(':focus')).waitFor()

async function promote(stage, ada, mia) {
  // By keys alone: into the editor, out of it, back at the row.
  const opener = ada.row('mia@demo.test').locator('button.open')
  await opener.press('Enter')
  await focused(ada, ada.editor.getByLabel(ada.t('admin.name'), { exact: true }))
  await ada.exactly(ada.t('common.close')).press('Enter')
  await focused(ada, opener)
  await ada.open('mia@demo.test')
  await stage.look(ada.page, '07-user')
  await ada.field('admin.users.role').selectOption(ada.t('admin.roles.supervisor'))
  await ada.save(ada.row('mia@demo.test').getByText(ada.t('admin.roles.supervisor')))
  await answered(stage, ada.page, async () => {
    await ada.button('admin.users.reset').click()
    await ada.field('admin.users.link').waitFor()
  })
  await newPassword(stage, mia, await ada.field('admin.users.link').inputValue())
  await answered(stage, ada.page, async () => {
    await ada.button('admin.users.disable').click()
    await ada.row('mia@demo.test').getByText(ada.t('admin.users.states.disabled')).waitFor()
  })
  await stage.look(ada.page, '08-switched-off')
  await answered(stage, ada.page, async () => {
    await ada.button('common.undo').click()
    await ada.row('mia@demo.test').getByText(ada.t('admin.users.states.active')).waitFor()
    await ada.row('Mia Wang').waitFor() // her own name, not the one of the invitation
  })
  // Nobody may lock the house: the server says so, under the form.
  await ada.open('ada@demo.test')
  await ada.field('admin.users.role').selectOption(ada.t('admin.roles.agent'))
  await ada.save(ada.editor.getByText(ada.t('errors.codes.user_last_admin')))
  await stage.look(ada.page, '09-last-admin')
  await ada.exactly(ada.t('admin.discard')).click()
}

test('who is blocked is let in again, and the audit says who did it', async () => {
  await onStage('admin-safety', async (stage) => {
    await answeredConversations(stage, 'ann', [{ name: 'Eve', blocks: true }])
    const ada = await admin(stage)
    await ada.go('blocked')
    const unblock = ada.exactly(ada.t('admin.blocked.unblockName', { name: 'Eve' }))
    await unblock.waitFor()
    await stage.look(ada.page, '01-blocked')
    await answered(stage, ada.page, async () => {
      await unblock.click()
      await ada.page.getByText(ada.t('admin.blocked.none'), { exact: true }).waitFor()
    })
    await ada.go('audit')
    await ada.row('customer.unblocked').getByText('Ada').waitFor()
    await ada.row('customer.blocked').getByText('Ann').waitFor()
    await ada.row('customer.blocked').getByText('Eve').waitFor()
    await stage.look(ada.page, '02-audit')
    await answered(stage, ada.page, async () => {
      await ada.field('admin.audit.what').selectOption(ada.t('admin.audit.deeds.customer_blocked'))
      await ada.row('customer.unblocked').waitFor({ state: 'detached' })
    })
    assert.equal(await ada.page.locator('tbody tr').count(), 1)
    await answered(stage, ada.page, async () => {
      await ada.field('admin.audit.who').selectOption('Bob')
      await ada.page.getByText(ada.t('admin.audit.noneFiltered')).waitFor()
    })
    await ada.exactly(ada.t('common.clearFilter')).click()
    await ada.row('session.started').first().waitFor()
  })
})

test('queues, skills, capacity, words and widgets are set up; slips are told at their fields', async () => {
  await onStage('admin-work', async (stage) => {
    const ada = await admin(stage)
    await addSkill(stage, ada)
    await addQueue(stage, ada)
    await twoAtOnce(stage, ada)
    await giveToAgent(stage, ada)
    await changeCapacity(stage, ada)
    await writeReply(stage, ada)
    await addWidget(stage, ada)
    await removeWhatIsUsed(stage, ada)
  })
})

async function addSkill(stage, ada) {
  await ada.go('skills')
  await ada.button('admin.skills.addSkill').click()
  await ada.field('admin.name').fill('Tents')
  assert.equal(await ada.field('admin.key').inputValue(), 'tents')
  await ada.save(ada.toast('admin.savedItem', { name: 'Tents' }))
  await stage.look(ada.page, '01-skill')
}

async function addQueue(stage, ada) {
  await ada.go('queues')
  await ada.button('admin.queues.add').click()
  await ada.editor.waitFor()
  await ada.save()
  assert.equal(await ada.errorAt(ada.field('admin.name')), ada.t('errors.codes.catalog_name_empty'))
  await ada.field('admin.name').fill('Returns')
  const ring = ada.field('admin.queues.ring')
  await ring.fill('2 s')
  await ada.save()
  assert.equal(await ada.errorAt(ring), ada.t('errors.codes.queue_ring_time_range'))
  await stage.look(ada.page, '02-queue-slip')
  await ada.exactly(ada.t('admin.use', { value: '20 s' })).click()
  assert.equal(await ring.inputValue(), '20 s')
  await ring.fill('45 s') // the key saves what is being written
  await ada.save(ada.toast('admin.savedItem', { name: 'Returns' }))
  await ada.row('Returns').getByText('45 s').waitFor()
  await ada.button('admin.levels.add').click()
  await ada.editor.getByLabel(ada.t('admin.levels.skill'), { exact: true }).selectOption('Tents')
  await ada.save(ada.row('Returns').getByText('Tents ≥ 5'))
  await stage.look(ada.page, '03-queue')
}

// Somebody else saves the same queue meanwhile: nothing is lost, the person decides.
async function twoAtOnce(stage, ada) {
  await ada.field('admin.name').fill('Returns and repairs')
  await putQueues(stage, (queue) =>
    queue.id === 'returns' ? { ...queue, name: 'Sent back', wrap_up_ms: 90_000 } : queue,
  )
  await ada.page.getByText(ada.t('admin.conflict.title')).waitFor()
  await stage.look(ada.page, '04-conflict')
  await ada.button('admin.conflict.keep').click()
  await ada.save(ada.toast('admin.savedItem', { name: 'Returns and repairs' }))
  assert.equal(await ada.field('admin.queues.wrapUp').inputValue(), '1:30')
}
async function putQueues(stage, change) {
  const token = await signIn(stage.origin, 'ada')
  const { version, items } = await request(stage.origin, 'GET', '/api/v1/queues', { token })
  await request(stage.origin, 'PUT', '/api/v1/queues', {
    token,
    headers: { 'if-match': `"${version}"` },
    body: { items: items.map(change) },
  })
}

async function giveToAgent(stage, ada) {
  await ada.go('agents')
  await ada.open('Bob')
  await ada.page.getByRole('checkbox', { name: 'Returns and repairs' }).check()
  // Left unsaved: the page asks before it lets go.
  await ada.page.locator('.parts').getByRole('link', { name: ada.t('admin.queues.title') }).click()
  await ada.page.getByRole('dialog', { name: ada.t('admin.guard.title') }).waitFor()
  await stage.look(ada.page, '05-unsaved')
  await ada.button('admin.guard.stay').click()
  await ada.save(ada.row('Bob').getByText('Returns and repairs'))
}

async function changeCapacity(stage, ada) {
  await ada.go('capacity')
  const cost = ada.page.getByRole('group', { name: ada.t('common.channels.chat') }).locator('input').first()
  await cost.fill('120')
  await cost.press('Tab')
  assert.equal(await ada.errorAt(cost), ada.t('errors.codes.capacity_cost_range'))
  await cost.fill('25')
  const reasons = ada.field('admin.capacity.reasonsLabel')
  await reasons.fill('Lunch\nTraining')
  await ada.save(ada.toast('admin.savedItem', { name: ada.t('admin.capacity.title') }))
  await stage.look(ada.page, '06-capacity')
}

async function writeReply(stage, ada) {
  await ada.go('canned')
  await ada.button('admin.canned.add').click()
  await ada.field('admin.canned.name').fill('Repair')
  await ada.save()
  const text = ada.field('admin.canned.textIn', { language: 'English' })
  assert.equal(await ada.errorAt(text), ada.t('errors.codes.canned_text_empty'))
  await text.fill('Good news, ')
  await ada.exactly('{{customer.name}}').click()
  await ada.save(ada.row('Repair'))
  await stage.look(ada.page, '07-reply')
}

async function addWidget(stage, ada) {
  await ada.go('widgets')
  await ada.button('admin.widgets.add').click()
  await ada.field('admin.name').fill('Repairs')
  const origins = ada.field('admin.widgets.origins')
  await origins.fill('https://shop.example/help')
  await ada.field('admin.widgets.queue').selectOption('Returns and repairs')
  await ada.save()
  assert.match(await ada.errorAt(origins), new RegExp(ada.t('errors.codes.entry_point_origin')))
  await origins.fill('https://shop.example')
  await ada.field('admin.widgets.accent').fill('#7FD1AE') // too pale to read white on
  await ada.page.getByText(ada.t('admin.widgets.contrastText')).waitFor()
  await stage.look(ada.page, '08-widget-pale')
  await ada.save(ada.toast('admin.savedItem', { name: 'Repairs' }))
  await ada.button('admin.widgets.newSecret').click()
  const typed = ada.page.getByLabel(ada.t('common.typeToConfirm', { name: 'repairs' }))
  await typed.fill('repairs')
  await typed.press('Enter')
  const secret = ada.field('admin.widgets.secret')
  await secret.waitFor()
  await stage.look(ada.page, '09-widget-secret')
  await vouched(stage, ada, await secret.inputValue())
}

// The code that the page shows signs what the server believes; another site is refused.
async function vouched(stage, ada, secret) {
  await ada.page.getByText(ada.t('admin.widgets.how'), { exact: true }).click()
  const code = await ada.field('admin.widgets.serverCode').inputValue()
  const tokenFor = new Function('createHmac', `${code.replace(/^import .*$/m, '')}; return tokenFor`)(createHmac)
  const visits = (origin) =>
    request(stage.origin, 'POST', '/api/v1/widget/repairs/visits', {
      headers: { origin },
      body: { identity: tokenFor({ id: '42', name: 'Grace' }, secret) },
    })
  const { customer } = await visits('https://shop.example')
  assert.deepEqual([customer.name, customer.identity], ['Grace', 'vouched'])
  await assert.rejects(visits('https://elsewhere.example'), { code: 'origin.refused' })
}

// A queue that a widget leads to cannot go: the page says who still needs it.
async function removeWhatIsUsed(stage, ada) {
  await ada.go('queues')
  await ada.open('Returns and repairs')
  await ada.exactly(ada.t('common.remove')).click()
  const users = ['1 agent', '1 widget'].join(ada.t('admin.uses.and'))
  const name = 'Returns and repairs'
  await ada.editor.getByText(ada.t('admin.stillUsed', { name, users })).waitFor()
  await stage.look(ada.page, '10-still-used')
  await ada.go('skills')
  await ada.open('Tents')
  await ada.exactly(ada.t('common.remove')).click()
  await ada.editor.getByText(ada.t('admin.stillUsed', { name: 'Tents', users: '1 queue' })).waitFor()
}
