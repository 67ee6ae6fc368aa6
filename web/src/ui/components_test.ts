import { mount, type VueWrapper } from '@vue/test-utils'
import axe from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import { h, nextTick, type Component } from 'vue'
import { i18n } from '@/i18n'
import Button from './Button.vue'
import CheckboxField from './CheckboxField.vue'
import ComboField from './ComboField.vue'
import DataTable from './DataTable.vue'
import DurationField from './DurationField.vue'
import ErrorBoundary from './ErrorBoundary.vue'
import NumberField from './NumberField.vue'
import Segmented from './Segmented.vue'
import SelectField from './SelectField.vue'
import SwitchField from './SwitchField.vue'
import Tabs from './Tabs.vue'
import TextField from './TextField.vue'
import TimeField from './TimeField.vue'

let wrapper: VueWrapper | undefined
function show(component: Component, props: Record<string, unknown>): VueWrapper {
  wrapper = mount(component, { props, attachTo: document.body, global: { plugins: [i18n] } })
  return wrapper
}
afterEach(() => {
  wrapper?.unmount()
  document.body.innerHTML = ''
})

const options = [
  { value: 'ann', label: 'Ann' },
  { value: 'bob', label: 'Bob' },
]
const fields: [string, Component, Record<string, unknown>][] = [
  ['TextField', TextField, { modelValue: '' }],
  ['TextField of several lines', TextField, { modelValue: '', type: 'textarea' }],
  ['TextField for a password', TextField, { modelValue: '', type: 'password' }],
  ['NumberField', NumberField, { modelValue: 5 }],
  ['DurationField', DurationField, { modelValue: 20_000 }],
  ['TimeField', TimeField, { modelValue: '09:30' }],
  ['SelectField', SelectField, { modelValue: 'ann', options }],
  ['ComboField', ComboField, { modelValue: 'ann', options }],
]

describe.each(fields)('%s', (_name, component, props) => {
  it('is named by its label', () => {
    const shown = show(component, { ...props, label: 'Ring time' })
    const label = shown.find('label')
    const input = document.getElementById(label.attributes('for') ?? '')
    expect(label.text()).toContain('Ring time')
    expect(input?.matches('input,textarea,select')).toBe(true)
  })

  it('says what is wrong under the field and ties it to the input', () => {
    const shown = show(component, {
      ...props,
      label: 'Ring time',
      error: 'Between 5 and 120 s.',
      errorCode: 'queue.ring_time.range',
    })
    const input = document.getElementById(shown.find('label').attributes('for') ?? '')
    const described = (input?.getAttribute('aria-describedby') ?? '').split(' ')
    const texts = described.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
    expect(input?.getAttribute('aria-invalid')).toBe('true')
    expect(texts).toContain('Between 5 and 120 s.')
    expect(shown.text()).toContain('queue.ring_time.range')
  })

  it('has no findings of axe', async () => {
    const shown = show(component, { ...props, label: 'Ring time', hint: 'While it rings' })
    const result = await axe.run(shown.element as HTMLElement, {
      rules: { 'color-contrast': { enabled: false } }, // nothing is drawn here
    })
    expect(result.violations.map((found) => found.id)).toEqual([])
  })
})

describe('a switch and a box', () => {
  it('are named by their words', () => {
    const shown = show(SwitchField, { modelValue: true, label: 'Ask about effort' })
    expect(shown.find('[role=switch]').attributes('aria-label')).toBe('Ask about effort')
    shown.unmount()
    const box = show(CheckboxField, { modelValue: false, label: 'Select Leo', hideLabel: true })
    const id = box.find('[role=checkbox]').attributes('aria-labelledby') ?? ''
    expect(document.getElementById(id)?.textContent).toBe('Select Leo')
  })
})

describe('a field for a length of time', () => {
  it('reads what people write and refuses what is out of range', async () => {
    const shown = show(DurationField, {
      modelValue: 20_000, label: 'Ring time', minMs: 5000, maxMs: 120_000,
    })
    const input = shown.find('input')
    await input.setValue('1:30')
    await input.trigger('blur')
    expect(shown.emitted('update:modelValue')?.at(-1)).toEqual([90_000])
    await input.setValue('2 s')
    await input.trigger('blur')
    expect(shown.text()).toContain('Between 5 s and 2 min.')
    await input.setValue('soon')
    await input.trigger('blur')
    expect(shown.text()).toContain('Write a time like')
  })
})

describe('a button', () => {
  it('takes no press while it is busy or unavailable', async () => {
    const shown = show(Button, { label: 'Accept', busy: true })
    await shown.trigger('click')
    await shown.setProps({ busy: false, unavailable: true })
    await shown.trigger('click')
    expect(shown.emitted('press')).toBeUndefined()
    await shown.setProps({ unavailable: false })
    await shown.trigger('click')
    expect(shown.emitted('press')).toHaveLength(1)
  })
  it('keeps its name when only the icon shows', () => {
    const shown = show(Button, { label: 'Transfer', icon: 'transfer', iconOnly: true })
    expect(shown.text()).toBe('Transfer')
    expect(shown.find('svg').attributes('aria-hidden')).toBe('true')
  })
})

describe('choices', () => {
  it('of a segmented control are radio buttons', async () => {
    const shown = show(Segmented, {
      modelValue: 'reply',
      label: 'Mode',
      options: [{ value: 'reply', label: 'Reply' }, { value: 'note', label: 'Note' }],
    })
    await shown.findAll('input')[1]!.setValue()
    expect(shown.emitted('update:modelValue')).toEqual([['note']])
    expect(shown.find('[role=radiogroup]').attributes('aria-label')).toBe('Mode')
  })
  it('of tabs move with the arrow keys', async () => {
    const shown = show(Tabs, {
      modelValue: 'a',
      label: 'Parts',
      tabs: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }],
    })
    await shown.find('[role=tablist]').trigger('keydown', { key: 'ArrowLeft' })
    expect(shown.emitted('update:modelValue')).toEqual([['b']])
    expect(shown.findAll('[role=tab]').map((tab) => tab.attributes('tabindex'))).toEqual(['-1', '0'])
  })
})

describe('a table', () => {
  const columns = [
    { key: 'name', title: 'Queue', value: (row: { name: string }) => row.name, isSortable: true },
    { key: 'n', title: 'Waiting', value: (row: { n: number | null }) => row.n, isSortable: true },
  ]
  const rows = [{ name: 'B', n: 2 }, { name: 'A', n: null }, { name: 'C', n: 10 }]
  const props = { label: 'Queues', columns, rows, rowKey: (row: { name: string }) => row.name }
  const names = (shown: VueWrapper) =>
    shown.findAll('tbody tr').map((row) => row.find('td').text())

  it('sorts numbers as numbers and the unknown last, then gives the old order back', async () => {
    const shown = show(DataTable as Component, props)
    const button = shown.findAll('th button')[1]!
    await button.trigger('click')
    expect(names(shown)).toEqual(['B', 'C', 'A'])
    expect(shown.findAll('th')[1]!.attributes('aria-sort')).toBe('ascending')
    await button.trigger('click')
    expect(names(shown)).toEqual(['C', 'B', 'A'])
    await button.trigger('click')
    expect(names(shown)).toEqual(['B', 'A', 'C'])
  })
  it('names the box of each row', () => {
    const shown = show(DataTable as Component, { ...props, selectable: true })
    expect(shown.findAll('td.box').map((cell) => cell.text())).toEqual(['Select B', 'Select A', 'Select C'])
  })
  it('shows a dash for what is not known', () => {
    const shown = show(DataTable as Component, props)
    expect(shown.findAll('tbody tr')[1]!.findAll('td')[1]!.text()).toBe('—')
  })
})

describe('a fault in one part', () => {
  it('stays there and can be tried again', async () => {
    let isBroken = true
    const part = () => {
      if (isBroken) throw new Error('broken')
      return h('p', 'whole again')
    }
    const quiet = console.error
    console.error = () => undefined
    wrapper = mount(ErrorBoundary, {
      slots: { default: () => h(part) },
      global: { plugins: [i18n], config: { warnHandler: () => undefined } },
    })
    await nextTick()
    console.error = quiet
    expect(wrapper.text()).toContain('This part of the page stopped')
    isBroken = false
    await wrapper.find('button').trigger('click')
    expect(wrapper.text()).toBe('whole again')
  })
})
