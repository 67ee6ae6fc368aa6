import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { Action } from './action'
import { Keyboard, takesLetters } from './keyboard'
import { ActionRegistry, emptyKeyPreferences, type KeyPreferences } from './registry'

let done: string[]
let registry: ActionRegistry
let preferences: KeyPreferences
let keyboard: Keyboard
let faults: unknown[]
let performed: unknown[]

function action(name: string, shortcut: string | string[], more: Partial<Action> = {}): Action {
  return { name, label: 'common.done', shortcut, command: () => () => done.push(name), ...more }
}
function bind(...actions: Action[]): void {
  for (const one of actions) registry.bind(one, () => undefined)
}
function press(key: string, code: string, more: KeyboardEventInit & { keyCode?: number } = {}) {
  const event = new KeyboardEvent('keydown', { key, code, cancelable: true, ...more })
  keyboard.handle(event)
  return event
}

beforeEach(() => {
  done = []
  faults = []
  performed = []
  preferences = emptyKeyPreferences()
  registry = new ActionRegistry({
    preferences,
    perform: (plan) => {
      performed.push(plan)
      return Promise.resolve()
    },
    onError: (error) => faults.push(error),
  })
  keyboard = new Keyboard({ registry, preferences, platform: 'other' })
  document.body.innerHTML = '<textarea></textarea><button></button><input type="checkbox">'
  ;(document.activeElement as HTMLElement | null)?.blur()
})
const focus = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus()

describe('the keyboard', () => {
  it('runs letters only while no field has focus', () => {
    bind(action('reply', 'R'))
    press('r', 'KeyR')
    focus('textarea')
    press('r', 'KeyR')
    expect(done).toEqual(['reply'])
  })

  it('runs letters on buttons and boxes, which take none themselves', () => {
    bind(action('reply', 'R'))
    focus('button')
    press('r', 'KeyR')
    focus('input')
    press('r', 'KeyR')
    expect(done).toEqual(['reply', 'reply'])
  })

  it('runs chords while typing', () => {
    bind(action('accept', 'Alt+Enter'))
    focus('textarea')
    const event = press('Enter', 'Enter', { altKey: true })
    expect(done).toEqual(['accept'])
    expect(event.defaultPrevented).toBe(true)
  })

  it('leaves every key to an input method that composes', () => {
    bind(action('send', 'Mod+Enter'), action('reply', 'R'))
    let escaped = 0
    keyboard.onEscape(() => void (escaped += 1))
    press('Enter', 'Enter', { ctrlKey: true, isComposing: true })
    press('Enter', 'Enter', { ctrlKey: true, keyCode: 229 })
    press('Escape', 'Escape', { isComposing: true })
    expect(done).toEqual([])
    expect(escaped).toBe(0)
  })

  it('leaves keys alone that somebody has already used', () => {
    bind(action('reply', 'R'))
    const event = new KeyboardEvent('keydown', { key: 'r', code: 'KeyR', cancelable: true })
    event.preventDefault()
    keyboard.handle(event)
    expect(done).toEqual([])
  })

  it('understands two letters in a row', () => {
    bind(action('floor', 'G S'), action('desk', 'G D'), action('explain', 'D'))
    press('g', 'KeyG')
    press('d', 'KeyD')
    expect(done).toEqual(['desk'])
    press('d', 'KeyD')
    expect(done).toEqual(['desk', 'explain'])
  })

  it('takes a wrong second letter for a first one', () => {
    bind(action('desk', 'G D'), action('reply', 'R'))
    press('g', 'KeyG')
    press('r', 'KeyR')
    expect(done).toEqual(['reply'])
  })

  it('runs nothing that may not be done now', () => {
    bind(
      action('accept', 'A', { may: () => false }),
      action('close', 'C', { may: () => ({ why: 'common.required' }) }),
    )
    press('a', 'KeyA')
    press('c', 'KeyC')
    expect(done).toEqual([])
  })

  it('does not repeat while a key is held, except where that is meant', () => {
    bind(action('accept', 'A'), action('next', 'J', { repeats: true }))
    press('a', 'KeyA', { repeat: true })
    press('j', 'KeyJ', { repeat: true })
    expect(done).toEqual(['next'])
  })

  it('rests while a dialog is open, except for what is made for dialogs', () => {
    bind(action('reply', 'R'), action('help', '?', { worksInDialogs: true }))
    const leave = keyboard.enterDialog()
    press('r', 'KeyR')
    press('?', 'Slash', { shiftKey: true })
    expect(done).toEqual(['help'])
    leave()
    leave()
    press('r', 'KeyR')
    expect(done).toEqual(['help', 'reply'])
  })

  it('gives Escape to what was opened last, and passes it on if that refuses', () => {
    const order: string[] = []
    keyboard.onEscape(() => void order.push('composer'))
    const stop = keyboard.onEscape(() => void order.push('menu'))
    press('Escape', 'Escape')
    stop()
    keyboard.onEscape(() => {
      order.push('tip')
      return false
    })
    press('Escape', 'Escape')
    expect(order).toEqual(['menu', 'tip', 'composer'])
  })

  it('lets a person choose another key or none', () => {
    bind(action('reply', 'R'), action('note', 'N'))
    preferences.keys.reply = 'Q'
    preferences.keys.note = null
    press('r', 'KeyR')
    press('n', 'KeyN')
    press('q', 'KeyQ')
    expect(done).toEqual(['reply'])
  })

  it('lets a person switch off all single letters and keep the chords', () => {
    bind(action('reply', 'R'), action('palette', ['Mod+K', '/']))
    preferences.letters = false
    press('r', 'KeyR')
    press('/', 'Slash')
    press('k', 'KeyK', { ctrlKey: true })
    expect(done).toEqual(['palette'])
  })
})

describe('an action', () => {
  it('sends a plan for the server over the socket', async () => {
    const { bound } = registry.bind(
      {
        name: 'accept',
        label: 'common.done',
        command: (state: { offer: string }) => ({ do: 'offers.accept', args: { offer: state.offer } }),
      },
      () => ({ offer: 'o1' }),
    )
    await bound.run()
    expect(performed).toEqual([{ do: 'offers.accept', args: { offer: 'o1' } }])
  })

  it('hands a fault to the page instead of losing it', async () => {
    const { bound } = registry.bind(
      action('x', 'X', { command: () => () => Promise.reject(new Error('no')) }),
      () => undefined,
    )
    await bound.run()
    expect(faults).toHaveLength(1)
  })

  it('is covered by a later one of the same name and comes back after it', async () => {
    registry.bind(action('reply', 'R'), () => undefined)
    const later = registry.bind(
      action('reply', 'R', { command: () => () => done.push('later') }),
      () => undefined,
    )
    await registry.find('reply')?.run()
    later.unbind()
    await nextTick()
    await registry.find('reply')?.run()
    expect(done).toEqual(['later', 'reply'])
    expect(registry.list.value).toHaveLength(1)
  })
})

describe('an element', () => {
  it.each([
    ['<input type="text">', true],
    ['<input type="radio">', false],
    ['<select></select>', true],
    ['<div role="menu"><button></button></div>', true],
    ['<a href="#"></a>', false],
  ])('%s takes letters: %s', (html, expected) => {
    document.body.innerHTML = html
    const element = document.querySelector('button') ?? document.body.firstElementChild
    expect(takesLetters(element)).toBe(expected)
  })
})
