// Where the stories take place: the real server, one real browser, and what is watched in every
// window of it: faults of scripts, layout shifts, accessibility, pages that are too wide.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after } from 'node:test'

import { request, signIn } from '../../system/support/clients.mjs'
import { removeData, startServer, temporaryData } from '../../system/support/server.mjs'
import { requireFromWeb, root } from './texts.mjs'

const { chromium } = requireFromWeb('playwright-core')
const axe = readFileSync(requireFromWeb.resolve('axe-core/axe.min.js'), 'utf8')

// One wait of a test; the machine may be busy with other things.
export const patience = 30_000

// One whole story, and the ending of what it started.
const longestStory = 240_000
const longestEnding = 20_000

// A story that broke off has not closed its browser, which would keep the file from ending.
const open = new Set()
after(() => Promise.all([...open].map((stage) => stage.browser?.close())))

const viewports = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  },
}

// Plays on a stage of its own. What was wrong on it is a failure, and every window of a broken play
// leaves a picture.
export async function onStage(name, play) {
  const stage = await Stage.open(name)
  try {
    await bounded(longestStory, `the story ${name}`, play(stage))
    assert.deepEqual(await stage.verdict(), [])
  } catch (error) {
    await stage.keepPictures()
    throw error
  } finally {
    await stage.close()
  }
}

async function bounded(limit, what, ends) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${limit / 1000} s`)), limit)
  })
  try {
    return await Promise.race([ends, late])
  } finally {
    clearTimeout(timer)
  }
}

export class Stage {
  static async open(name) {
    const stage = new Stage()
    stage.name = name
    stage.findings = [] // what was wrong, as sentences
    stage.shifts = []
    stage.step = 'opening' // what happens now, for whoever reads the findings
    stage.output = path.resolve(root, process.env.FIRSTLINE_OUTPUT ?? 'build/test')
    mkdirSync(stage.output, { recursive: true })
    stage.data = await temporaryData()
    open.add(stage)
    try {
      await stage.start()
      stage.browser = await chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-component-update'],
      })
    } catch (error) {
      await stage.close()
      throw error
    }
    return stage
  }

  // The second time on the port and the data of the first.
  async start() {
    this.server = await startServer({ data: this.data, http: this.server?.http })
    this.origin = this.server.origin
  }

  async close() {
    const ending = Promise.all([this.browser?.close(), this.server?.kill('SIGTERM')])
    await bounded(longestEnding, 'the end of browser and server', ending)
    open.delete(this)
    await removeData(this.data)
  }

  // Rings and wrap-ups that outlast the slowest picture.
  async slowDown(changes = { ring_time_ms: 120_000, wrap_up_ms: 300_000 }) {
    const token = await signIn(this.origin, 'ada')
    const { version, items } = await request(this.origin, 'GET', '/api/v1/queues', { token })
    await request(this.origin, 'PUT', '/api/v1/queues', {
      token,
      headers: { 'if-match': `"${version}"` },
      body: { items: items.map((queue) => ({ ...queue, ...changes })) },
    })
  }

  // A browser of somebody else: its own storage, language and size.
  async context(who, { locale = 'en-GB', device = 'desk', scheme = 'light', width } = {}) {
    const context = await this.browser.newContext({
      locale,
      colorScheme: scheme,
      ...viewports[device],
      ...(width === undefined ? {} : { viewport: { width, height: 900 } }),
    })
    context.who = who
    context.setDefaultTimeout(patience)
    await context.exposeBinding('reportShift', (_, shift) =>
      this.shifts.push({ who, step: this.step, ...shift }),
    )
    await context.addInitScript(watchShifts)
    context.on('page', (page) => {
      page.on('pageerror', (error) => this.findings.push(`${who}: ${error.stack}`))
      page.on('console', (message) => {
        // What the browser itself says of a broken line or a refused request is no fault.
        if (message.type() === 'error' && !/ERR_|WebSocket|status of/.test(message.text())) {
          this.findings.push(`${who}: console: ${message.text()}`)
        }
      })
    })
    return context
  }

  // A picture and everything that can be checked of a page that stands still.
  async look(page, label) {
    const who = page.context().who
    this.step = `${who}, ${label}`
    await settled(page)
    await page.screenshot({ path: path.join(this.output, `${this.name}-${label}.png`) })
    await page.evaluate(axe)
    const violations = await page.evaluate(async () => {
      const result = await window.axe.run(document, { resultTypes: ['violations'] })
      return result.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, any }) => `${id}: ${target.flat().join(' ')} ${any[0]?.message ?? ''}`),
      )
    })
    for (const violation of violations) this.findings.push(`${this.step}: axe ${violation}`)
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (excess > 0) this.findings.push(`${this.step}: the page is ${excess} px too wide`)
  }

  async keepPictures() {
    for (const context of this.browser.contexts()) {
      for (const [index, page] of context.pages().entries()) {
        const file = `${this.name}-broken-${context.who}-${index}.png`
        await page.screenshot({ path: path.join(this.output, file) }).catch(() => {})
      }
    }
    for (const sentence of [`while ${this.step}`, ...this.findings]) console.error(sentence)
  }

  // Everything wrong that was seen, layout shifts included.
  async verdict() {
    for (const context of this.browser.contexts()) {
      for (const page of context.pages()) await settled(page)
    }
    return [
      ...this.findings,
      ...this.shifts.map(
        ({ who, step, value, sources }) =>
          `${who} while ${step}: layout shift ${value}: ${sources.join('; ')}`,
      ),
    ]
  }
}

// Runs in the page. A shift within half a second of a person's own press is what they asked for.
function watchShifts() {
  if (window.top !== window) return
  const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ')
  const named = (node) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node
    const place = [element, element?.parentElement].filter(Boolean).reverse()
    return place.map((one) => [one.tagName, ...one.classList].join('.').toLowerCase()).join(' > ')
  }
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue
      window.reportShift({
        value,
        sources: sources.map(
          ({ node, previousRect, currentRect }) =>
            `${named(node)} ${box(previousRect)} → ${box(currentRect)}`,
        ),
      })
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

// Nothing moves any more and what was drawn last is on the screen.
export async function settled(page) {
  await page.evaluate(async () => {
    const widget = document.querySelector('firstline-widget')?.shadowRoot
    const ending = () =>
      [document, widget]
        .flatMap((tree) => tree?.getAnimations() ?? []) // a document's own leave a shadow's out
        .filter(({ playState }) => playState !== 'finished')
        .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
    // What was just put in the page begins to move some frames later.
    for (let still = 0; still < 6; still += 1) {
      const moving = ending()
      if (moving.length > 0) still = 0
      await Promise.allSettled(moving.map((one) => one.finished))
      await new Promise((done) => requestAnimationFrame(done))
    }
  })
}

// Waits until the page says so; `what` names it when it never does.
export async function until(page, what, condition, argument) {
  try {
    await page.waitForFunction(condition, argument, { timeout: patience })
  } catch (error) {
    throw new Error(`${what}: ${error.message}`)
  }
}
