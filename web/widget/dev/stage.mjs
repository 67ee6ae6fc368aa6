// Where walks take place: a browser, the test double, and what is checked of every state.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { startDouble } from './server.mjs'

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const shots = process.argv[2] ?? 'shots'
mkdirSync(shots, { recursive: true })

const CHROMIUM = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

let failures = 0
let checks = 0
export function check(isRight, text) {
  checks += 1
  if (isRight) return
  failures += 1
  console.error(`not ok: ${text}`)
}

const browser = await chromium.launch(CHROMIUM)

export class Walk {
  static async begin(name, options = {}) {
    const walk = new Walk()
    walk.name = name
    Object.assign(walk, await startDouble())
    const { locale = 'en-GB', scheme = 'light', phone = false, path = '/demo' } = options
    walk.context = await browser.newContext({
      locale,
      colorScheme: scheme,
      viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      deviceScaleFactor: phone ? 2 : 1,
      hasTouch: phone,
      isMobile: phone,
    })
    await walk.context.addInitScript(() => {
      window.shifts = []
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (!entry.hadRecentInput) {
            const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ')
            const sources = entry.sources.map(
              ({ node, previousRect, currentRect }) =>
                `${node?.className ?? ''} ${box(previousRect)} → ${box(currentRect)}`,
            )
            window.shifts.push({ after: window.label, value: entry.value, sources })
          }
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    options.prepare?.(walk.double)
    walk.page = await walk.open(path)
    return walk
  }

  async open(path = '/demo') {
    const page = await this.context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_|WebSocket|status of/.test(message.text())) {
        check(false, `${this.name}: console says ${message.text()}`)
      }
    })
    page.on('pageerror', (error) => check(false, `${this.name}: ${error.stack}`))
    await page.goto(this.url + path)
    return page
  }

  get visitor() {
    return [...this.double.visitors.values()].at(-1)
  }

  async state(label, page = this.page) {
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
    await page.screenshot({ path: join(shots, `${this.name}-${label}.png`) })
    await page.evaluate(axe)
    const problems = await page.evaluate(() =>
      window.axe
        .run(document, { resultTypes: ['violations'] })
        .then((result) =>
          result.violations.map(
            (violation) =>
              `${violation.id}: ${violation.nodes.map((node) => node.target.flat().join(' ') + ' ' + (node.any[0]?.message ?? '')).join(' | ')}`,
          ),
        ),
    )
    check(problems.length === 0, `${this.name}-${label}: axe ${problems.join('\n  ')}`)
    await page.evaluate((text) => (window.label = text), label)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    check(wide <= 0, `${this.name}-${label}: the page is ${wide} px too wide`)
  }

  async end() {
    for (const page of this.context.pages()) {
      const shifts = await page.evaluate(() => window.shifts)
      const sum = shifts.reduce((total, shift) => total + shift.value, 0)
      check(sum === 0, `${this.name}: layout shifts ${sum} ${JSON.stringify(shifts, null, 1)}`)
    }
    await this.context.close()
    this.stop()
  }
}

export const inWidget = (page, selector, options) =>
  page.locator(`firstline-widget ${selector}`, options)

export async function finish() {
  await browser.close()
  console.log(`${checks - failures} passed, ${failures} failed`)
  process.exit(failures === 0 ? 0 : 1)
}
