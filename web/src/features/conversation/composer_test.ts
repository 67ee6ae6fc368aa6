import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { keyboardKey, registryKey, useActions } from '@/actions'
import { Keyboard } from '@/actions/keyboard'
import { ActionRegistry, emptyKeyPreferences } from '@/actions/registry'
import { i18n } from '@/i18n'
import { emptyDesk, type Work } from '@/model/desk_state'
import { reduce } from '@/model/reduce'
import { useDesk } from '@/services/desk'
import { useDrafts, type Mode } from '@/services/drafts'
import { useOutbox } from '@/services/outbox'
import { preferences } from '@/services/preferences'
import { ann, busySnapshot } from '@/stories/fake_values'
import Composer from './Composer.vue'
import { conversationActions } from './conversation_actions'

const nothing = () => undefined
let wrapper: VueWrapper
let mode = ref<Mode>('reply')
let work: Work

async function open(slot = 2): Promise<void> {
  const desk = useDesk()
  desk.state = reduce(emptyDesk(), { type: 'snapshot.loaded', data: busySnapshot() })
  work = desk.works.find((one) => one.slot === slot)!
  await useOutbox().begin(ann)
  const preferencesOfKeys = emptyKeyPreferences()
  const registry = new ActionRegistry({
    preferences: preferencesOfKeys, perform: () => Promise.resolve(), onError: nothing,
  })
  const keyboard = new Keyboard({ registry, preferences: preferencesOfKeys, platform: 'other' })
  const Host = defineComponent(() => {
    const actions = useActions(conversationActions, () => ({
      work, mayBlock: false, reply: nothing, note: nothing, sendNext: nothing, transfer: nothing,
      close: nothing, done: nothing, attach: nothing, emoji: nothing, canned: nothing,
    }))
    return () =>
      h(Composer, { work, actions, mode: mode.value, 'onUpdate:mode': (to: Mode) => (mode.value = to) })
  })
  wrapper = mount(Host, {
    attachTo: document.body,
    global: { plugins: [i18n], provide: { [registryKey as symbol]: registry, [keyboardKey as symbol]: keyboard } },
  })
  await flushPromises()
}
const field = () => wrapper.find('textarea')
const sent = () => useOutbox().items.map((item) => item.body.text)
async function type(text: string): Promise<void> {
  const element = field().element
  element.value = text
  element.setSelectionRange(text.length, text.length)
  await field().trigger('input')
  await flushPromises()
}
const press = (key: string, more = {}) => field().trigger('keydown', { key, ...more })

beforeEach(() => {
  wrapper?.unmount()
  localStorage.clear()
  sessionStorage.clear()
  preferences.enterSends = true
  mode = ref<Mode>('reply')
  setActivePinia(createPinia())
})

describe('the text field', () => {
  it('sends with Enter, in the order of writing, and is empty again', async () => {
    await open()
    await type('One')
    await press('Enter')
    await type('Two')
    await press('Enter')
    expect(sent()).toEqual(['One', 'Two'])
    expect(field().element.value).toBe('')
  })
  it('does not send with the Enter that ends a pinyin candidate', async () => {
    await open()
    await type('ni hao')
    await press('Enter', { isComposing: true })
    await press('Enter', { keyCode: 229 })
    expect(sent()).toEqual([])
    expect(field().element.value).toBe('ni hao')
  })
  it('leaves Shift+Enter to the new line, and Alt+Enter to the offer', async () => {
    await open()
    await type('One')
    await press('Enter', { shiftKey: true })
    await press('Enter', { altKey: true })
    await press('Enter', { ctrlKey: true })
    expect(sent()).toEqual([])
  })
  it('changes places of the two for whoever wants it', async () => {
    await open()
    preferences.enterSends = false
    await type('One')
    await press('Enter')
    expect(sent()).toEqual([])
    await press('Enter', { shiftKey: true })
    expect(sent()).toEqual(['One'])
  })
  it('sends nothing that is nothing', async () => {
    await open()
    await type('   ')
    await press('Enter')
    expect(sent()).toEqual([])
  })
  it('keeps what is too long and says how long it may be', async () => {
    await open()
    await type('a'.repeat(8001))
    await press('Enter')
    expect(sent()).toEqual([])
    expect(wrapper.text()).toContain('8,000')
  })
})

describe('a draft', () => {
  it('is there again after the page was loaded anew', async () => {
    await open()
    await type('Half a sentence')
    wrapper.unmount()
    setActivePinia(createPinia())
    await open()
    expect(field().element.value).toBe('Half a sentence')
  })
  it('of a note never becomes one of a reply', async () => {
    await open()
    await type('To Leo')
    mode.value = 'note'
    await flushPromises()
    expect(field().element.value).toBe('')
    await type('About Leo')
    await press('Enter')
    expect(useOutbox().items[0]?.body).toMatchObject({ text: 'About Leo', visibility: 'inside' })
    mode.value = 'reply'
    await flushPromises()
    expect(field().element.value).toBe('To Leo')
  })
  it('that the server knows is taken, unless this browser has a newer one', async () => {
    await open(1)
    expect(field().element.value).toBe('Your invoice is being made. ')
    await type('Newer')
    const desk = useDesk()
    desk.state = reduce(desk.state, { type: 'draft.saved', at: 0, data: { conversation: 'c-1', text: 'Older', at: '2020-01-01T00:00:00.000Z' } })
    await flushPromises()
    expect(useDrafts().read('c-1', 'reply').text).toBe('Newer')
  })
})

describe('a canned reply', () => {
  it('is found with / and filled before it goes out', async () => {
    await open()
    await type('/invo')
    expect(wrapper.find('[role=listbox]').text()).toContain('E-invoice')
    await press('Enter')
    await flushPromises()
    const text = field().element.value
    expect(text).toContain('{{amount}}')
    expect(sent()).toEqual([])
    expect(text.slice(field().element.selectionStart, field().element.selectionEnd)).toBe('{{amount}}')
    await press('Enter')
    expect(sent()).toEqual([])
    await type(text.replace('{{amount}}', '£46').replace('{{time}}', 'Friday'))
    await press('Enter')
    expect(sent()[0]).toContain('£46')
  })
  it('fills the names it knows by itself', async () => {
    await open()
    await type('/hello')
    await press('Tab')
    await flushPromises()
    expect(field().element.value).toBe('Hello Leo Wang, Ann here. How can I help?')
  })
  it('leaves Enter alone while an input method composes its filter', async () => {
    await open()
    await type('/发票')
    await press('Enter', { isComposing: true })
    expect(field().element.value).toBe('/发票')
  })
})
