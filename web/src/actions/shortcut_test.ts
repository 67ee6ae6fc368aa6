import { describe, expect, it } from 'vitest'
import { labelOf, matches, parseShortcut, shortcutOf, type KeyPress } from './shortcut'

function press(key: string, code: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held }
}
function hits(text: string, event: KeyPress, platform: 'mac' | 'other' = 'other'): boolean {
  const [stroke] = parseShortcut(text, platform).strokes
  return matches(stroke!, event)
}

describe('a shortcut', () => {
  it('finds letters by their place, whatever the layout types there', () => {
    expect(hits('R', press('к', 'KeyR'))).toBe(true)
    expect(hits('R', press('r', 'KeyP'))).toBe(false)
  })

  it('finds symbols by what is typed, wherever they stand', () => {
    expect(hits('/', press('/', 'Digit7', { shiftKey: true }))).toBe(true)
    expect(hits('?', press('?', 'Minus', { shiftKey: true }))).toBe(true)
  })

  it('takes digits from both places', () => {
    expect(hits('3', press('3', 'Digit3'))).toBe(true)
    expect(hits('3', press('3', 'Numpad3'))).toBe(true)
    expect(hits('3', press('PageDown', 'Numpad3'))).toBe(false)
  })

  it('is another one with another modifier', () => {
    expect(hits('R', press('r', 'KeyR', { ctrlKey: true }))).toBe(false)
    expect(hits('Alt+Enter', press('Enter', 'Enter'))).toBe(false)
    expect(hits('Alt+Enter', press('Enter', 'Enter', { altKey: true }))).toBe(true)
  })

  it('means Ctrl by Mod, and the command key on a Mac', () => {
    expect(hits('Mod+K', press('k', 'KeyK', { ctrlKey: true }))).toBe(true)
    expect(hits('Mod+K', press('k', 'KeyK', { metaKey: true }), 'mac')).toBe(true)
    expect(hits('Mod+K', press('k', 'KeyK', { ctrlKey: true }), 'mac')).toBe(false)
  })

  it('belongs to the chords if it can be pressed while typing', () => {
    expect(parseShortcut('Mod+K', 'other').layer).toBe('chord')
    expect(parseShortcut('F2', 'other').layer).toBe('chord')
    expect(parseShortcut('G D', 'other').layer).toBe('letter')
    expect(parseShortcut('?', 'other').layer).toBe('letter')
  })

  it('refuses a modifier it does not know', () => {
    expect(() => parseShortcut('Hyper+K', 'other')).toThrow(/Hyper/)
  })

  it('is printed as the keyboard shows it', () => {
    expect(labelOf('Mod+K', 'other')).toBe('Ctrl K')
    expect(labelOf('Mod+K', 'mac')).toBe('⌘K')
    expect(labelOf('Alt+Enter', 'other')).toBe('Alt ↵')
    expect(labelOf('G D', 'other')).toBe('G D')
    expect(labelOf('R', 'other', new Map([['KeyR', 'p']]))).toBe('P')
    expect(labelOf('R', 'other', new Map([['KeyR', 'к']]))).toBe('R')
  })

  it('can be read back from a press', () => {
    expect(shortcutOf(press('k', 'KeyK', { ctrlKey: true }), 'other')).toBe('Mod+K')
    expect(shortcutOf(press('?', 'Slash', { shiftKey: true }), 'other')).toBe('?')
    expect(shortcutOf(press('J', 'KeyJ', { shiftKey: true }), 'other')).toBe('Shift+J')
    expect(shortcutOf(press('F8', 'F8'), 'other')).toBe('F8')
    expect(shortcutOf(press('Shift', 'ShiftLeft', { shiftKey: true }), 'other')).toBeNull()
    expect(shortcutOf(press('k', 'KeyK', { metaKey: true }), 'other')).toBeNull()
  })
})
