// docs/errors.md names every error code of the sources, and people are told each in their language.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const read = (file) => readFileSync(path.join(root, file), 'utf8')

const code = '([a-z_]+(?:\\.[a-z_0-9]+)+)'
const kinds = 'invalid|unauthenticated|forbidden|not_found|conflict|limit|unavailable|timeout'

function sources() {
  return readdirSync(path.join(root, 'src'), { recursive: true })
    .filter((file) => /\.[ch]pp$/.test(file) && !/_test\.cpp$|fixture|fake/.test(file))
    .map((file) => ({ file, text: read(path.join('src', file)) }))
}

// The ways in which a code is written: an error is made, or a table of refusals names it.
function codesOf({ file, text }) {
  const patterns = [
    `\\b(?:${kinds})\\(\\s*"${code}"`,
    `\\{\\d{3}, "${code}"`,
    `respond_error\\(\\d{3}, "${code}"`,
  ]
  if (file.endsWith('catalog/problems.cpp')) patterns.push(`"${code}"`)
  const found = patterns.flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map((match) => match[1]),
  )
  if (file.startsWith('app/') && file !== 'app/texts.hpp') {
    for (const [, noun] of text.matchAll(/\bcheck_text\([^;"]*"([a-z_]+)"/g)) {
      found.push(`${noun}.too_long`, `${noun}.not_utf8`)
    }
  }
  if (file.startsWith('wire/')) {
    for (const [, what] of text.matchAll(/problems_?\.add\(\s*"([a-z_]+)"/g)) found.push(`request.${what}`)
  }
  return found
}

const page = read('docs/errors.md')
const documented = (text) =>
  new Set([...text.matchAll(new RegExp(`\`${code}\``, 'g'))].map((match) => match[1]))

test('docs/errors.md names every code that the sources say', () => {
  const all = new Set(sources().flatMap(codesOf))
  assert.ok(all.size > 150, `only ${all.size} codes were found; has the way of writing them changed?`)
  const known = documented(page)
  assert.deepEqual([...all].filter((one) => !known.has(one)).sort(), [])
})

test('docs/errors.md names no code that is gone', () => {
  const everything = sources()
    .map(({ text }) => text)
    .join('\n')
  const made = new Set(sources().flatMap(codesOf))
  const isGone = (one) => !made.has(one) && !everything.includes(`"${one}"`)
  assert.deepEqual([...documented(page)].filter(isGone), [])
})

// The texts as the desk has them: `kinds: {…}` and `codes: {…}` of one object each.
function texts(locale) {
  const file = read(`web/src/i18n/${locale}/errors.ts`)
  const [, kindPart, codePart] = /kinds: \{(.*?)\n  \},.*codes: \{(.*?)\n  \},/s.exec(file)
  const keys = (part) => [...part.matchAll(/^ {4}(\w+):/gm)].map((match) => match[1])
  return { kinds: keys(kindPart), codes: keys(codePart) }
}

for (const locale of ['en', 'zh-CN', 'zh-TW']) {
  test(`the desk has a sentence for each kind in ${locale}, so for each code`, () => {
    assert.deepEqual(texts(locale).kinds.sort(), kinds.split('|').sort())
  })
  test(`the desk tells no code in ${locale} that nobody says`, () => {
    const said = new Set([...documented(page)].map((one) => one.replaceAll('.', '_')))
    const own = /^(client|outbox)_/ // the page's own
    assert.deepEqual(
      texts(locale).codes.filter((one) => !said.has(one) && !own.test(one)),
      [],
    )
  })
}
