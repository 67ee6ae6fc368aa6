// The words of the product, read from its own tables: a test looks for what a person would read, in
// their language, and follows when a word changes.
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')
export const requireFromWeb = createRequire(path.join(root, 'web/package.json'))
const { transpileModule, ModuleKind } = requireFromWeb('typescript')

function exportsOf(file) {
  const source = readFileSync(path.join(root, 'web', file), 'utf8')
  const { outputText } = transpileModule(source, {
    compilerOptions: { module: ModuleKind.CommonJS },
  })
  const made = { exports: {} }
  new Function('module', 'exports', outputText)(made, made.exports)
  return made.exports
}

// `name` in a text with plurals: the form for one, else the last.
function filled(text, values) {
  const forms = text.split(' | ')
  const form = values.n === 1 && forms.length > 1 ? forms.at(-2) : forms.at(-1)
  return form.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}

// t('desk.offer.accept', {…}): the texts of the page.
export function pageTexts(locale) {
  const folder = `src/i18n/${locale}`
  const tables = Object.fromEntries(
    readdirSync(path.join(root, 'web', folder))
      .filter((file) => file !== 'index.ts')
      .map((file) => [path.basename(file, '.ts'), exportsOf(`${folder}/${file}`).default]),
  )
  return (key, values = {}) => {
    const text = key.split('.').reduce((table, name) => table?.[name], tables)
    if (typeof text !== 'string') throw new Error(`no text ${key} in ${locale}`)
    return filled(text, values)
  }
}

// t('unknown_wait', {…}): the texts of the widget.
export function widgetTexts(locale) {
  const column = ['en', 'zh-CN', 'zh-TW'].indexOf(locale)
  const table = Object.assign(
    {},
    ...['before', 'waiting', 'talking', 'after'].flatMap((file) =>
      Object.values(exportsOf(`widget/src/texts/${file}.ts`)),
    ),
  )
  return (key, values = {}) => {
    if (table[key] === undefined) throw new Error(`no text ${key} in the widget`)
    return filled(table[key][column], values)
  }
}
