// The desk as a person uses it: by the words on it and by its keys.
import { pageTexts } from './texts.mjs'

export class Desk {
  // Opens the page and signs in; stops before Start.
  static async signIn(stage, context, name, { locale = 'en', where = '/' } = {}) {
    const desk = new Desk()
    desk.t = pageTexts(locale)
    desk.page = await context.newPage()
    await desk.page.goto(stage.origin + where)
    await desk.page.locator('input[type=email]').fill(`${name}@demo.test`)
    await desk.page.locator('input[type=password]').fill('firstline-demo')
    return desk
  }

  button(key, values) {
    return this.page.getByRole('button', { name: this.t(key, values) })
  }

  dialog(key, values) {
    return this.page.getByRole('dialog', { name: this.t(key, values) })
  }

  async enter() {
    await this.page.getByRole('button', { name: this.t('shell.signIn.button'), exact: true }).click()
    await this.page.getByRole('button', { name: this.t('shell.start.button'), exact: true }).waitFor()
  }

  async start() {
    await this.page.getByRole('button', { name: this.t('shell.start.button'), exact: true }).click()
    await this.page.locator('.dialog').waitFor({ state: 'detached' })
  }

  async setPresence(presence) {
    await this.page.locator('.presence .state').click()
    await this.page
      .getByRole('menuitemradio', { name: this.t(`common.presence.${presence}`), exact: true })
      .click()
    await this.page
      .locator('.presence .state', { hasText: this.t(`common.presence.${presence}`) })
      .waitFor()
  }

  get offer() {
    return this.page.locator('[role=alertdialog]')
  }

  get composer() {
    return this.page.locator('.composer textarea')
  }

  message(text) {
    return this.page.locator('[role=log] .message', { hasText: text })
  }

  async send(text) {
    await this.composer.fill(text)
    await this.composer.press('Enter')
  }
}
