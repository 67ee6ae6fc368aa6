// Takes pictures of pages at several widths, in both appearances and all languages, and lets axe
// judge each. Usage: node tools/shots.mjs URL OUT [path …]; the pages must be served already.
import { mkdir } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const [url = 'http://127.0.0.1:5173', out = 'shots', ...paths] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pages = paths.length > 0 ? paths : ['/stories', '/stories/shell', '/sign-in']
const looks = [
  { name: 'en.light', locale: 'en', theme: 'light', width: 1440, height: 900 },
  { name: 'zh.dark', locale: 'zh-CN', theme: 'dark', width: 1440, height: 900 },
  { name: 'zh-TW.1100', locale: 'zh-TW', theme: 'light', width: 1100, height: 800 },
  { name: 'en.tablet', locale: 'en', theme: 'light', width: 820, height: 1000 },
  { name: 'en.phone', locale: 'en', theme: 'dark', width: 390, height: 844 },
]

await mkdir(out, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
})
let findings = 0
for (const look of looks) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    reducedMotion: 'reduce',
  })
  await context.addInitScript(([locale, theme]) => {
    localStorage.setItem('firstline.locale', locale)
    localStorage.setItem('firstline.preferences', JSON.stringify({ theme }))
  }, [look.locale, look.theme])
  const page = await context.newPage()
  page.on('pageerror', (error) => console.log(`${look.name}: ${error.message}`))
  for (const path of pages) {
    await page.goto(url + path, { waitUntil: 'load' })
    await page.waitForSelector('main')
    await page.evaluate(() => document.fonts.ready)
    const name = `${path.replaceAll('/', '_').slice(1) || 'root'}.${look.name}`
    await page.screenshot({ path: `${out}/${name}.png` })
    await page.evaluate(axe)
    const result = await page.evaluate(() => globalThis.axe.run())
    for (const found of result.violations) {
      findings += 1
      console.log(`${name}: ${found.id}: ${found.nodes[0].target} ${found.nodes[0].failureSummary}`)
    }
  }
  await context.close()
}
await browser.close()
console.log(`${findings} findings`)
process.exit(findings === 0 ? 0 : 1)
