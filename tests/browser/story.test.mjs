// One story from the shop's page to the effort question, in real browsers, in two languages. Every
// state is looked at: a picture, accessibility, width; and nothing may move by itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { request, signIn } from '../system/support/clients.mjs'
import { Desk } from './support/desk.mjs'
import { poleAsPng } from './support/picture.mjs'
import { onStage, until } from './support/stage.mjs'
import { Visitor } from './support/visitor.mjs'

const english = {
  locale: 'en',
  browser: 'en-GB',
  name: 'Grace',
  cart: '£189.00',
  question: 'The tent I bought last week is missing a pole.',
  answers: ['Grace, which pole is it? A picture helps.', 'It is on its way: Friday morning.'],
  replies: ['The long one.', 'I need it on Saturday.'],
  canned: 'A missing part right before a trip is maddening. I’ll send you one today.',
  note: 'Second missing pole this week, ask the warehouse.',
  comment: 'I had to ask twice for the invoice.',
}
const chinese = {
  locale: 'zh-CN',
  browser: 'zh-CN',
  name: '小薇',
  cart: '1,299.00',
  question: '帐篷少了一根撑杆。',
  answers: ['小薇，少的是哪一根？拍张照片更清楚。', '已经寄出，周五上午到。'],
  replies: ['长的那一根。', '我周六就要用。'],
  canned: '出门前发现少了一件，真让人着急。我今天就给你寄一个。',
  note: '这周第二次少撑杆，问一下仓库。',
  comment: '发票要问两次。',
}

class Story {
  constructor(stage, words) {
    Object.assign(this, { stage, words })
  }

  look(one, label) {
    return this.stage.look(one.page, label)
  }

  async agentIsReady() {
    const { stage, words } = this
    const context = await stage.context('agent', { locale: words.browser })
    this.desk = await Desk.open(stage, context, 'ann', words)
    await this.look(this.desk, '01-sign-in')
    await this.desk.enter()
    await this.look(this.desk, '02-start')
    await this.desk.start()
    await this.look(this.desk, '03-offline')
    await this.desk.setPresence('ready')
    await this.look(this.desk, '04-ready')
  }

  async customerAsks() {
    const { stage, words } = this
    const context = await stage.context('customer', { locale: words.browser })
    this.customer = await Visitor.arrive(stage, context, words)
    const { customer } = this
    await customer.buy()
    await this.look(customer, '05-shop')
    await customer.openChat()
    await this.look(customer, '06-name')
    await customer.giveName(words.name)
    await this.look(customer, '07-question')
    await customer.send(words.question)
    await customer.within('.usual', { hasText: customer.t('unknown_wait') }).waitFor()
    await this.look(customer, '08-place')
  }

  async agentAccepts() {
    const { desk, customer, words } = this
    await desk.offer.waitFor()
    for (const text of [words.name, words.question, words.cart]) {
      await desk.offer.getByText(text).first().waitFor()
    }
    const left = desk.offer.locator('.left')
    const first = await left.textContent()
    await until(desk.page, 'the seconds run', (before) => {
      return document.querySelector('.offer[role=alertdialog] .left').textContent !== before
    }, first)
    await this.look(desk, '09-offer')
    await desk.page.keyboard.press('Alt+Enter')
    await desk.composer.waitFor()
    await until(desk.page, 'the cursor is in the reply box', () =>
      document.activeElement.matches('.composer textarea'),
    )
    await customer.within('.face').waitFor()
    await this.look(desk, '10-accepted')
  }

  async bothTalk() {
    const { desk, customer, words } = this
    await desk.composer.pressSequentially(words.answers[0].slice(0, 8))
    const typing = customer.t('typing', { name: 'Ann' })
    await customer.within('.note', { hasText: typing }).waitFor()
    await this.look(customer, '11-agent-types')
    await desk.send(words.answers[0])
    await customer.message(words.answers[0]).waitFor()

    await customer.input.pressSequentially(words.replies[0].slice(0, 4))
    await desk.line.filter({ hasText: words.name }).waitFor()
    assert.equal(
      await desk.line.textContent(),
      desk.t('desk.conversation.typing', { name: words.name }),
    )
    await this.look(desk, '12-customer-types')
    await customer.send(words.replies[0])
    await desk.message(words.replies[0]).waitFor()
    await customer
      .message(words.replies[0])
      .getByText(customer.t('seen', { name: 'Ann' }))
      .waitFor()
    await desk
      .message(words.answers[0])
      .getByText(desk.t('desk.conversation.state.seen'))
      .waitFor()
  }

  async customerShowsThePole() {
    const { desk, customer } = this
    await customer.within('input[type=file]').setInputFiles({
      name: 'pole.png',
      mimeType: 'image/png',
      buffer: poleAsPng(),
    })
    await customer.within('.round.main[aria-disabled=false]').click()
    await customer.within('.message.own img').waitFor()
    await desk.log.locator('img').waitFor()
    await until(desk.page, 'the picture is there', () => {
      return document.querySelector('.pane .ui-scroller img').naturalWidth === 480
    })
    await this.look(customer, '13-picture-customer')
    await this.look(desk, '14-picture')
  }

  async agentUsesACannedReply() {
    const { desk, customer, words } = this
    await desk.composer.pressSequentially('/part')
    await desk.page.locator('.canned [role=option]').first().waitFor()
    await this.look(desk, '15-canned')
    await desk.page.keyboard.press('Enter')
    await until(desk.page, 'the reply is in the text field', () =>
      document.querySelector('.composer textarea').value.length > 10,
    )
    assert.equal(plain(await desk.composer.inputValue()), plain(words.canned))
    await desk.page.keyboard.press('Enter')
    await customer.within('.message.theirs').nth(1).waitFor()
    assert.ok(plain(await customer.within('.message.theirs').last().textContent()).includes(plain(words.canned)))
  }

  async agentThinksTwice() {
    const { desk, words } = this
    await desk.press('t')
    await desk.dialog.getByRole('option').first().waitFor()
    await this.look(desk, '16-transfer')
    await desk.page.keyboard.press('Escape')
    await desk.dialog.waitFor({ state: 'detached' })
    await desk.press('n')
    await desk.page.keyboard.type(words.note)
    await this.look(desk, '17-note')
    await desk.page.keyboard.press('Enter')
    await desk.log.locator('.inside-note', { hasText: words.note }).waitFor()
    await desk.press('r')
    await desk.send(words.answers[1])
  }

  async customerIsSure() {
    const { customer, desk, words } = this
    await customer.message(words.answers[1]).waitFor()
    await customer.send(words.replies[1])
    await desk.message(words.replies[1]).waitFor()
    assert.equal(await customer.within('.message', { hasText: words.note }).count(), 0)
    await this.look(customer, '18-talk-customer')
    await this.look(desk, '19-talk')
  }

  async supervisorLooks() {
    const { stage, words } = this
    const context = await stage.context('supervisor', { locale: words.browser })
    const floor = await Desk.open(stage, context, 'sue', { ...words, where: '/supervisor' })
    await floor.enter()
    await floor.start()
    const row = floor.page.locator('[data-rows=live] .open', { hasText: words.name })
    await row.waitFor()
    await this.look(floor, '20-floor')
    await row.click()
    const log = floor.page.locator('.view [role=log]')
    await log.getByText(words.question).waitFor()
    await log.getByText(words.note).waitFor() // whoever works inside sees what is said inside
    assert.equal(await floor.page.locator('.view .composer').count(), 0)
    await this.look(floor, '21-floor-open')
    await context.close()
  }

  async agentCloses() {
    const { desk, customer } = this
    await desk.press('c')
    await desk.dialog.waitFor()
    await desk.page.keyboard.press('1')
    await desk.dialog.locator('[role=radio][aria-checked=true]').waitFor()
    await this.look(desk, '22-close')
    await desk.page.keyboard.press('Control+Enter')
    await desk.dialog.waitFor({ state: 'detached' })
    await desk.button('desk.conversation.done').waitFor()
    await customer.within('.survey').waitFor()
    await this.look(desk, '23-wrap-up')
    await this.look(customer, '24-effort')
  }

  async customerRates() {
    const { customer, stage, words } = this
    assert.equal(await customer.within('.efforts input:checked').count(), 0)
    await customer.within('.efforts label').nth(1).click()
    await customer.within('#fl-comment').fill(words.comment)
    await this.look(customer, '25-rated')
    await customer.within('.survey .big').click()
    await customer.within('.thanks').getByText(customer.t('thanks')).waitFor()
    await this.look(customer, '26-thanks')

    const token = await signIn(stage.origin, 'sue')
    const { items } = await request(stage.origin, 'GET', '/api/v1/conversations', { token })
    assert.equal(items.length, 1)
    const where = `/api/v1/conversations/${items[0].id}`
    const { survey } = await request(stage.origin, 'GET', where, { token })
    assert.deepEqual(survey, { state: 'answered', effort: 2, comment: words.comment })
  }

  async agentIsFreeAgain() {
    const { desk } = this
    await desk.button('desk.conversation.done').click()
    await desk.rows.waitFor({ state: 'detached' })
    await this.look(desk, '27-free-again')
  }
}

// The same words, whichever quotation marks and spaces a keyboard or a table uses.
function plain(text) {
  return text.normalize('NFKC').replace(/[\s’']/g, '')
}

async function tell(words) {
  await onStage(`story-${words.locale}`, async (stage) => {
    await stage.slowDown()
    const story = new Story(stage, words)
    await story.agentIsReady()
    await story.customerAsks()
    await story.agentAccepts()
    await story.bothTalk()
    await story.customerShowsThePole()
    await story.agentUsesACannedReply()
    await story.agentThinksTwice()
    await story.customerIsSure()
    await story.supervisorLooks()
    await story.agentCloses()
    await story.customerRates()
    await story.agentIsFreeAgain()
  })
}

test('a customer and an agent talk from the first word to the end, in English', () => tell(english))
test('a customer and an agent talk from the first word to the end, in Chinese', () => tell(chinese))
