// The settings as an admin uses them: parts, editors, fields found by their names.
import { createHmac } from 'node:crypto'

import { Desk } from './desk.mjs'
import { settled } from './stage.mjs'

export class Settings {
  static async signIn(stage, context, name, options) {
    const settings = new Settings()
    settings.stage = stage
    settings.desk = await Desk.signIn(stage, context, name, options)
    settings.page = settings.desk.page
    settings.t = settings.desk.t
    return settings
  }

  button(key, values) {
    return this.page.getByRole('button', { name: this.t(key, values) })
  }

  exactly(name) {
    return this.page.getByRole('button', { name, exact: true })
  }

  // From one part to another by the list on the left.
  async go(part) {
    const name = this.t(`admin.${part}.title`)
    const link = this.page.locator('.parts').getByRole('link', { name, exact: true })
    await link.click()
    await this.page.locator(`.parts [aria-current=page]`, { hasText: name }).waitFor()
  }

  get editor() {
    return this.page.locator('form.pane')
  }

  row(text) {
    return this.page.locator('tbody tr', { hasText: text })
  }

  async open(text) {
    await this.row(text).locator('button.open').click()
    await this.editor.waitFor()
  }

  field(key, values) {
    return this.page.getByLabel(this.t(key, values), { exact: true })
  }

  // What is said under a field, once it is said.
  async errorAt(field) {
    const error = field.locator('xpath=ancestor::*[contains(@class, "ui-field")][1]').locator('.ui-error')
    await error.waitFor()
    return (await error.locator('p').innerText()).trim()
  }

  toast(key, values) {
    return this.page.getByText(this.t(key, values), { exact: true })
  }

  // By the key, without leaving the keyboard; done when `sign` is there.
  async save(sign) {
    await answered(this.stage, this.page, async () => {
      await this.page.keyboard.press('Control+s')
      await sign?.waitFor()
    })
  }
}

// A press and the server's answer to it: what they move is what the person asked for, even if the
// answer comes later than the half second after which the browser calls it a shift.
export async function answered(stage, page, deed) {
  const before = stage.shifts.length
  await deed()
  await settled(page)
  stage.shifts.length = before
}

// Six digits as an app shows them: RFC 6238, steps of 30 s. `ahead` counts steps from now.
export function digitsOf(secret, ahead = 0) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/[\s=]/g, '')]
    .map((letter) => alphabet.indexOf(letter.toUpperCase()).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead))
  const hash = createHmac('sha1', key).update(step).digest()
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}
