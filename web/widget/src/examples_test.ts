// The shapes both sides agree on: api/examples, which the server's tests read and write too.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeWorld, settle } from './fake_world'
import { NOW } from './fixtures'
import type { Frame, MessageList, Visit } from './wire'

const folder = join(__dirname, '../../../api/examples')
const example = <T>(name: string): T =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as T
const names = (prefix: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.startsWith(prefix))
    .map((file) => file.replace(/\.json$/, ''))

beforeEach(() => vi.useFakeTimers({ now: NOW }))
afterEach(() => vi.useRealTimers())

describe('the examples', () => {
  it('of a visit is understood', async () => {
    const world = new FakeWorld()
    const visit = example<Visit>('visit_result')
    world.visited(visit)
    const session = world.session()
    session.open()
    await settle()
    expect(session.state).toMatchObject({
      team: visit.entry_point.name,
      accent: visit.entry_point.accent,
      conversation: { id: 'c-1', agent: { name: 'Ann' } },
    })
    expect(Object.keys(world.visits[0] ?? {}).sort()).toEqual(['locale', 'page'])
  })

  it('of each frame is understood, and there is none we do not know', async () => {
    const frames = names('visitor.frame.').map((name) => example<Frame>(name))
    const seen: Record<string, unknown> = {}
    for (const frame of frames) {
      const world = new FakeWorld()
      const session = world.session()
      const greeting = example<Frame & { type: 'hello' }>('visitor.frame.hello').data
      const socket = await world.open(session, greeting)
      await socket.answer('messages.list', { items: [], has_more: false })
      await socket.answer('since', { items: [], conversation: greeting.conversation, place: null })
      const before = session.state
      const asked = socket.asked.length
      socket.frame(frame.type, frame.data)
      await settle()
      seen[frame.type] = session.state !== before || socket.asked.length > asked
    }
    // Some say nothing new to somebody who talks to Ann already and was read.
    const quiet = ['agent.joined', 'read', 'reopened', 'place', 'survey.asked']
    for (const [type, isHeard] of Object.entries(seen)) {
      if (!quiet.includes(type)) expect(isHeard, type).toBe(true)
    }
    expect(Object.keys(seen).sort()).toEqual(
      [
        'agent.joined',
        'agent.left',
        'closed',
        'gone',
        'hello',
        'idle.warned',
        'message',
        'place',
        'read',
        'reopened',
        'survey.asked',
        'typing',
      ].sort(),
    )
  })

  it('of what we ask are what we send', async () => {
    const world = new FakeWorld()
    const session = world.session()
    const greeting = example<Frame & { type: 'hello' }>('visitor.frame.hello').data
    const socket = await world.open(session, greeting)
    const list = example<{ data: MessageList }>('visitor.answer.messages.list').data
    await socket.answer('messages.list', list)
    await socket.answer('since', example<{ data: MessageList }>('visitor.answer.since').data)
    session.send('Is there a spare part?')
    session.typist.typed(false)
    session.rename('Grace Hopper')
    session.leave()
    void session.answerSurvey(2, 'Quick, thank you.')
    void session.reopen()
    void session.loadEarlier()
    await settle()
    const known = new Map(
      names('visitor.do.').map((name) => {
        const { do: what, args } = example<{ do: string; args: object }>(name)
        return [what, Object.keys(args)]
      }),
    )
    known.set('messages.list', ['after', 'before', 'limit', 'conversation'])
    known.delete('ping') // for other clients; the widget does not ask
    for (const { do: what, args } of socket.asked) {
      expect(known.has(what), what).toBe(true)
      for (const key of Object.keys(args)) expect(known.get(what), what).toContain(key)
    }
    const said = [...new Set(socket.asked.map((one) => one.do))].sort()
    expect(said).toEqual([...known.keys()].sort())
  })
})
