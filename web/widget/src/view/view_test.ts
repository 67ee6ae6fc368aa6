import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeWorld, settle, type FakeSocket } from '../fake_world'
import { NOW, conversation, message, place, talking } from '../fixtures'
import { textsFor } from '../i18n'
import { logItems } from '../select'
import type { Session } from '../session'
import { closedView } from './closed'
import { composer, type Composer } from './composer'
import type { Context } from './context'
import { arrange, h } from './dom'
import { messageView } from './message'
import { panelView } from './panel'
import { placeView } from './place'

let world: FakeWorld
let session: Session
let context: Context

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
    },
  )
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
  world = new FakeWorld()
  session = world.session()
  context = { texts: textsFor('en'), session }
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

async function connected(): Promise<FakeSocket> {
  const open = conversation({ agent: { name: 'Ann' } })
  const socket = await world.open(session, { conversation: open })
  await socket.answer('messages.list', { items: [], has_more: false })
  await socket.answer('since', { items: [], conversation: open, place: null })
  return socket
}

function shown(text: string, attachments: object[] = []): HTMLElement {
  const state = talking({ messages: [message(1, { text, attachments: attachments as never })] })
  const item = logItems(state)[0]
  if (item?.kind !== 'message') throw new Error('no message')
  const view = messageView(context, item)
  view.update(item)
  return view.element
}

describe('a message', () => {
  it('is text, whatever it looks like', () => {
    const text = '<img src=x onerror=alert(1)><script>alert(1)</script> javascript:alert(1)'
    const element = shown(text)
    expect(element.querySelector('img, script, a')).toBeNull()
    expect(element.querySelector('.text')?.textContent).toBe(text)
  })

  it('has links that tell the other site nothing', () => {
    const link = shown('see https://a.test/x?a=1').querySelector('a')
    expect(link?.href).toBe('https://a.test/x?a=1')
    expect(link?.rel).toBe('noopener noreferrer nofollow')
    expect(link?.target).toBe('_blank')
  })

  it('shows small pictures of known types and everything else as a file', () => {
    const file = { id: 'f-1', name: '"><b>.svg', size: 100, width: 2000, height: 1000 }
    const picture = shown('', [{ ...file, type: 'image/png' }]).querySelector('img')
    expect([picture?.width, picture?.height]).toEqual([220, 110])
    expect(picture?.alt).toBe('Image "><b>.svg')
    const drawing = shown('', [{ ...file, type: 'image/svg+xml' }])
    expect(drawing.querySelector('img')).toBeNull()
    expect(drawing.querySelector('.file b')?.textContent).toBe('"><b>.svg')
  })

  it('says whose it is to those who do not see the side it stands on', () => {
    expect(shown('hi').textContent).toContain('Ann: hi')
  })
})

describe('the composer', () => {
  let text = ''
  let view: Composer
  let input: HTMLTextAreaElement
  const press = (key: string, more: KeyboardEventInit = {}): boolean =>
    input.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...more }))

  beforeEach(() => {
    text = ''
    const draft = { read: () => 'kept', write: (now: string) => void (text = now) }
    view = composer(context, draft)
    document.body.append(view.element)
    input = view.element.querySelector('textarea') as HTMLTextAreaElement
    view.update(session.state)
  })

  it('begins with what was written before a reload, and keeps what is written', () => {
    expect(input.value).toBe('kept')
    input.value = 'more'
    input.dispatchEvent(new Event('input'))
    expect(text).toBe('more')
  })

  it('sends with Enter and breaks the line with Shift+Enter', () => {
    expect(press('Enter', { shiftKey: true })).toBe(true)
    expect(session.state.outbox).toEqual([])
    expect(press('Enter')).toBe(false)
    expect(session.state.outbox).toMatchObject([{ text: 'kept' }])
    expect(input.value).toBe('')
    expect(text).toBe('')
  })

  it('never sends with the Enter that ends a word of an input method', () => {
    press('Enter', { isComposing: true })
    press('Enter', { keyCode: 229 })
    expect(session.state.outbox).toEqual([])
  })

  it('sends nothing that is empty or too long, and says which', () => {
    input.value = '   '
    press('Enter')
    input.value = '界'.repeat(8001)
    input.dispatchEvent(new Event('input'))
    press('Enter')
    expect(session.state.outbox).toEqual([])
    expect(view.element.querySelector('.note')?.textContent).toContain('8,000')
    input.value = '😀'.repeat(8000)
    press('Enter')
    expect(session.state.outbox).toHaveLength(1)
  })

  it('puts an emoji at the cursor', () => {
    view.element.querySelector<HTMLElement>('.input .round')?.click()
    input.setSelectionRange(1, 1)
    view.element.querySelector<HTMLElement>('.emoji button')?.click()
    expect(input.value).toBe('k🙂ept')
    expect(view.closePicker()).toBe(false)
  })
})

describe('the place', () => {
  const card = (change: object, more: object = {}): string => {
    const view = placeView(context)
    const open = conversation(more)
    view.update({ ...talking(), conversation: open, place: place(change), placeAt: NOW, now: NOW })
    return [...view.element.querySelectorAll<HTMLElement>('.place > *:not([hidden], .unseen)')]
      .map((element) => element.textContent)
      .join('|')
  }

  it('is a range, not a promise', () => {
    expect(card({})).toContain('2nd in linewaited 0:14')
    expect(card({})).toContain('Usually 1–3 more minutes|Nine in ten are answered within 3 min.')
  })

  it('says that it does not know, and who is next', () => {
    expect(card({ wait: null })).toContain('We don’t know yet how long')
    expect(card({ position: 1 })).toContain('You are next')
  })

  it('says why it changed', () => {
    expect(card({ cause: 'higher_priority' })).toContain('more urgent')
    expect(card({ cause: 'transfer' })).toContain('another team')
  })

  it('is not shown as a wait when nobody comes', () => {
    expect(card({ is_closed: true })).toMatch(/^Closed now\|What you write is kept/)
    expect(card({ is_staffed: false })).toMatch(/^Nobody is here right now/)
    expect(card({}, { is_message: true })).toMatch(/^Your message is saved/)
  })
})

describe('the effort question', () => {
  it('has nothing preselected and cannot be sent by accident', async () => {
    const socket = await connected()
    socket.frame('closed', { reason: 'agent', at: new Date(NOW).toISOString() })
    socket.frame('survey.asked')
    const view = closedView(context)
    document.body.append(view.element)
    view.update(session.state)
    const radios = [...view.element.querySelectorAll<HTMLInputElement>('[type=radio]')]
    expect(radios.map((radio) => radio.checked)).toEqual([false, false, false, false, false])
    const send = view.element.querySelector<HTMLElement>('.survey .big')
    send?.click()
    await settle()
    expect(socket.requests('survey.answer')).toEqual([])
    radios[3]?.click()
    send?.click()
    await settle()
    expect(socket.requests('survey.answer')).toEqual([{ effort: 4 }])
  })
})

describe('the window', () => {
  it('shows one screen at a time and hides with Escape', async () => {
    const panel = panelView(context, { read: () => '', write: () => undefined })
    const host = h('div')
    const shadow = host.attachShadow({ mode: 'open' })
    shadow.append(panel.element)
    document.body.append(host)
    session.watch((state) => panel.update(state))
    expect(panel.element.hidden).toBe(true)
    await connected()
    expect(panel.element.hidden).toBe(false)
    const screens = [
      ...panel.element.querySelectorAll<HTMLElement>('.body:not([hidden]), .chat:not([hidden])'),
    ]
    expect(screens.map((screen) => screen.className)).toEqual(['chat'])
    panel.element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, cancelable: true }),
    )
    expect(session.state.isOpen).toBe(true)
    panel.element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }))
    expect(session.state.isOpen).toBe(false)
  })
})

describe('arrange', () => {
  it('keeps elements that stay, in the order wanted', () => {
    const [a, b, c] = [h('i'), h('i'), h('i')]
    const parent = h('p', {}, a, b)
    arrange(parent, [c, a])
    expect([...parent.children]).toEqual([c, a])
  })
})
