// The customer on the shop's page, with the widget's window.
import { widgetTexts } from './texts.mjs'

export class Visitor {
  static async arrive(stage, context, { locale = 'en', where = '/demo#/product/tent-t2' } = {}) {
    const visitor = new Visitor()
    visitor.t = widgetTexts(locale)
    visitor.page = await context.newPage()
    await visitor.page.goto(stage.origin + where)
    return visitor
  }

  within(selector, options) {
    return this.page.locator(`firstline-widget ${selector}`, options)
  }

  async buy() {
    await this.page.locator('.buy').click()
    await this.page.locator('.count', { hasText: '1' }).waitFor()
  }

  async openChat() {
    await this.within('.launcher').click()
    await this.within('#fl-name').waitFor()
    await this.within('.times dd').first().waitFor()
  }

  async giveName(name) {
    await this.within('#fl-name').fill(name)
    await this.within('.start .big').click()
    await this.input.waitFor()
  }

  get input() {
    return this.within('.composing textarea')
  }

  message(text) {
    return this.within('.message', { hasText: text })
  }

  async send(text) {
    await this.input.fill('')
    await this.input.pressSequentially(text)
    await this.input.press('Enter')
    await this.message(text).waitFor()
  }
}
