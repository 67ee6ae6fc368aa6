import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contrast } from './contrast'
import naive from './naive_theme.json'

const css = readFileSync(join(process.cwd(), 'src/tokens.css'), 'utf8')

function tokensOf(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('\n}', start))
  return Object.fromEntries(
    [...block.matchAll(/--([a-z0-9-]+): (#[0-9A-Fa-f]{6});/g)].map((m) => [m[1], m[2]]),
  ) as Record<string, string>
}

const light = tokensOf(':root')
const dark = { ...light, ...tokensOf("[data-theme='dark']") }

// Foreground, background, least ratio: 4.5 for text, 3 for lines and marks that carry meaning.
const text: [string, string][] = [
  ['ink', 'panel'], ['ink', 'canvas'], ['ink', 'raised'], ['ink', 'hover'], ['ink', 'sunken'],
  ['ink2', 'panel'], ['ink2', 'canvas'], ['ink2', 'sunken'], ['ink2', 'raised'],
  ['ink3', 'panel'], ['ink3', 'canvas'], ['ink3', 'sunken'], ['ink3', 'raised'],
  ['ink3', 'bubble-in'],
  ['accent', 'panel'], ['accent', 'canvas'], ['accent', 'accent-soft'], ['accent', 'raised'],
  ['on-accent', 'accent'], ['on-accent', 'accent-hover'],
  ['warn', 'panel'], ['warn', 'canvas'], ['warn', 'warn-soft'],
  ['late', 'panel'], ['late', 'canvas'], ['late', 'late-soft'], ['on-late', 'late-fill'],
  ['good', 'panel'], ['good', 'canvas'], ['good', 'good-soft'],
  ['inside', 'panel'], ['inside', 'canvas'], ['inside', 'inside-soft'],
  ['ink', 'warn-soft'], ['ink', 'late-soft'], ['ink', 'good-soft'], ['ink', 'inside-soft'],
  ['ink', 'accent-soft'], ['bubble-out-ink', 'bubble-out'], ['on-toast', 'toast'],
  ['kind-voice', 'canvas'], ['kind-chat', 'canvas'], ['kind-email', 'canvas'],
  ['kind-sms', 'canvas'], ['kind-wechat', 'canvas'], ['kind-app', 'canvas'],
  ['kind-ticket', 'canvas'],
]
const marks: [string, string][] = [
  ['control', 'panel'], ['focus', 'panel'], ['focus', 'canvas'],
  ['warn-fill', 'panel'], ['late-fill', 'panel'], ['good-fill', 'panel'],
]

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s colours', (_name, tokens) => {
  it.each(text)('let %s be read on %s', (front, back) => {
    expect(contrast(tokens[front]!, tokens[back]!)).toBeGreaterThanOrEqual(4.5)
  })
  it.each(marks)('let %s be seen on %s', (front, back) => {
    expect(contrast(tokens[front]!, tokens[back]!)).toBeGreaterThanOrEqual(3)
  })
})

describe('the overrides of Naive UI', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ] as const)('use the same %s colours as the tokens', (name, tokens) => {
    const { common } = naive[name]
    expect(common.primaryColor).toBe(tokens.accent)
    expect(common.textColor1).toBe(tokens.ink)
    expect(common.textColor2).toBe(tokens.ink2)
    expect(common.textColor3).toBe(tokens.ink3)
    expect(common.placeholderColor).toBe(tokens.ink3)
    expect(common.bodyColor).toBe(tokens.canvas)
    expect(common.cardColor).toBe(tokens.panel)
    expect(common.errorColor).toBe(tokens.late)
    expect(common.borderColor).toBe(tokens.control)
  })
})

describe('the contrast formula', () => {
  it('knows black on white as 21 and a colour on itself as 1', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5)
    expect(contrast('#18A058', '#18A058')).toBe(1)
    expect(contrast('#18A058', '#FFFFFF')).toBeCloseTo(3.38, 2)
  })
})
