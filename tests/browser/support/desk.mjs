// The desk as a person uses it: by the words on it and by its keys.
import { settled } from './stage.mjs'
import { pageTexts } from './texts.mjs'

export class Desk {
  // Opens the page and fills in the form of signing in.
  static async open(stage, context, name, { locale = 'en', where = '/' } = {}) {
    const desk = new Desk()
    desk.t = pageTexts(locale)
    desk.page = await context.newPage()
    await desk.page.goto(stage.origin + where)
    await desk.page.locator('input[type=email]').fill(`${name}@demo.test`)
    await desk.page.locator('input[type=password]').fill('firstline-demo')
    return desk
  }

  // Signs in and presses Start.
  static async signIn(stage, context, name, options) {
    const desk = await Desk.open(stage, context, name, options)
    await desk.enter()
    await desk.start()
    return desk
  }

  button(key, values) {
    return this.page.getByRole('button', { name: this.t(key, values), exact: true })
  }

  async enter() {
    await this.button('shell.signIn.button').click()
    await this.button('shell.start.button').waitFor()
  }

  async start() {
    await this.button('shell.start.button').click()
    await this.dialog.waitFor({ state: 'detached' })
  }

  async setPresence(presence) {
    const word = this.t(`common.presence.${presence}`)
    await this.page.locator('.presence .state').click()
    await this.page.getByRole('menuitemradio', { name: new RegExp(`^${word}`) }).click()
    await this.page.locator('.presence .state', { hasText: word }).waitFor()
    await settled(this.page)
  }

  get dialog() {
    return this.page.locator('[role=dialog]')
  }

  get offer() {
    return this.page.locator('.offer[role=alertdialog]')
  }

  get composer() {
    return this.page.locator('.composer textarea')
  }

  get rows() {
    return this.page.locator('.work-row')
  }

  row(name) {
    return this.page.locator('.work-row', { hasText: name })
  }

  // What is under the text field's upper edge: typing, or what else is true of the customer.
  get line() {
    return this.page.locator('.pane > .line')
  }

  get log() {
    return this.page.locator('.pane .ui-scroller')
  }

  message(text) {
    return this.log.locator('.message', { hasText: text })
  }

  async send(text) {
    await this.composer.fill('')
    await this.composer.pressSequentially(text)
    await this.composer.press('Enter')
    await this.message(text).locator('.meta time').waitFor()
  }

  // Takes the offer; the cursor is in its reply box then.
  async accept() {
    await this.offer.waitFor()
    await this.page.keyboard.press('Alt+Enter')
    await this.offer.waitFor({ state: 'detached' })
    await this.composer.waitFor()
  }

  // Out of the text field, where single letters are keys.
  async press(letter) {
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press(letter)
  }
}
