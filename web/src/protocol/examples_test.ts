import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { auditPage, invited, passwordLink } from './admin_api'
import { sectionDocument } from './catalog'
import { commands } from './commands'
import { facts, signals } from './frames'
import { contactPage, report } from './report_api'
import { flag, list, number, object, oneOf, text, time, type Shape } from './shape'
import * as values from './values'

// The C++ tests read the same files: what one side writes, the other understands.
const folder = join(process.cwd(), '../api/examples')
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown

function shapeOf(name: string): Shape<unknown> | null {
  const [kind = '', ...rest] = name.replace(/\.json$/, '').split('.')
  const what = rest.join('.')
  if (kind === 'frame') {
    const data = facts[what as keyof typeof facts]
    return object({ seq: number, prev: number, type: oneOf(what), at: time, data })
  }
  if (kind === 'signal') {
    const type = what === 'typing.agent' ? 'typing' : what
    return object({ type: oneOf(type), data: signals[type as keyof typeof signals] })
  }
  if (kind === 'do') {
    const { args } = commands[what as keyof typeof commands]
    return object({ id: text, do: oneOf(what), args })
  }
  if (kind === 'answer' && what !== 'error') {
    const { data } = commands[what as keyof typeof commands]
    return object({ re: text, ok: flag, data })
  }
  const plain: Record<string, Shape<unknown>> = {
    user: values.user,
    agent_state: values.agentState,
    customer: values.customer,
    conversation: values.conversation,
    message: values.message,
    attachment: values.attachment,
    offer: values.offer,
    work_item: values.workItem,
    queue_live: values.queueLive,
    floor: values.floor,
    cart: values.cart,
    desk_snapshot: values.snapshot,
    error: values.refusal,
    problems: object({ problems: list(values.problem) }),
  }
  const rest_: Record<string, Shape<unknown>> = {
    me: values.me,
    session: object({ token: text, user: values.user }),
    users: object({ items: list(values.user) }),
    work_items: object({ offers: list(values.offer), active: list(values.workItem) }),
    audit: auditPage,
    invite: invited,
    reset: passwordLink,
    report,
    contacts: contactPage,
  }
  if (kind === 'catalog') return sectionDocument[what as keyof typeof sectionDocument] ?? null
  return kind === 'rest' ? (rest_[what] ?? null) : (plain[kind] ?? null)
}

const known = files.filter((name) => shapeOf(name) !== null)

describe('an example of the protocol', () => {
  it.each(known)('%s has the shape that this side expects', (name) => {
    expect(shapeOf(name)?.check(read(name), 'data')).toEqual([])
  })

  it('exists for every frame and every command', () => {
    const names = new Set(files)
    for (const type of Object.keys(facts)) expect(names).toContain(`frame.${type}.json`)
    for (const type of Object.keys(signals)) expect(names).toContain(`signal.${type}.json`)
    for (const name of Object.keys(commands)) expect(names).toContain(`do.${name}.json`)
  })

  it('has a shape for every frame and command that the server knows', () => {
    const missing = files.filter((name) => /^(frame|signal|do)\./.test(name) && shapeOf(name) === null)
    expect(missing).toEqual([])
  })
})

describe('a shape', () => {
  it('names what is missing, unknown or of another kind', () => {
    const shape = object({ a: number, b: list(text) })
    expect(shape.check({ a: 'x', b: ['y', 1], c: 0 }, 'data')).toEqual([
      'data.c: unknown',
      'data.a: not a number',
      'data.b[1]: not a text',
    ])
    expect(shape.check({ a: 1 }, 'data')).toEqual(['data.b: missing'])
  })
})
