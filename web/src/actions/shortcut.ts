// A key as text ("Alt+Enter", "Mod+K", "G D", "?") and whether an event is that key.
//
// Letters and digits are matched by event.code, so that they work under any layout and while a
// Chinese input method is on. Symbols are matched by event.key, because they stand on different
// keys in every country. "Mod" is Ctrl, and ⌘ on a Mac; "Ctrl" is Ctrl everywhere.

export interface Stroke {
  ctrl: boolean
  alt: boolean
  shift: boolean
  meta: boolean
  key: string // "KeyR", "Digit1", or the name or symbol of event.key
}

// Chords work while typing, letters only while no field has focus.
export type Layer = 'chord' | 'letter'

export interface Shortcut {
  strokes: Stroke[]
  layer: Layer
}

export type Platform = 'mac' | 'other'

export function platformOf(userAgent: string): Platform {
  return /Mac|iPhone|iPad/.test(userAgent) ? 'mac' : 'other'
}

function isSymbol(key: string): boolean {
  return key.length === 1 && !/[A-Za-z0-9]/.test(key)
}

function parseStroke(text: string, platform: Platform): Stroke {
  const parts = text === '+' ? ['+'] : text.split('+')
  const last = parts.pop() ?? ''
  const stroke: Stroke = { ctrl: false, alt: false, shift: false, meta: false, key: last }
  for (const part of parts) {
    if (part === 'Mod') stroke[platform === 'mac' ? 'meta' : 'ctrl'] = true
    else if (part === 'Ctrl') stroke.ctrl = true
    else if (part === 'Alt') stroke.alt = true
    else if (part === 'Shift') stroke.shift = true
    else throw new Error(`unknown modifier ${part} in the shortcut ${text}`)
  }
  if (/^[A-Z]$/.test(last)) stroke.key = `Key${last}`
  else if (/^[0-9]$/.test(last)) stroke.key = `Digit${last}`
  else if (last === '') throw new Error(`the shortcut "${text}" has no key`)
  return stroke
}

export function parseShortcut(text: string, platform: Platform): Shortcut {
  const strokes = text.split(' ').map((stroke) => parseStroke(stroke, platform))
  const first = strokes[0]
  if (first === undefined) throw new Error('an empty shortcut')
  const isChord = first.ctrl || first.alt || first.meta || /^F\d+$/.test(first.key)
  return { strokes, layer: isChord ? 'chord' : 'letter' }
}

// What matters of a KeyboardEvent.
export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  altKey: boolean
  shiftKey: boolean
  metaKey: boolean
}

function sameKey(stroke: Stroke, press: KeyPress): boolean {
  if (stroke.key.startsWith('Key')) return press.code === stroke.key
  if (stroke.key.startsWith('Digit')) {
    const digit = stroke.key.slice(5)
    return press.code === stroke.key || (press.code === `Numpad${digit}` && press.key === digit)
  }
  return press.key === stroke.key
}

export function matches(stroke: Stroke, press: KeyPress): boolean {
  if (!sameKey(stroke, press)) return false
  if (stroke.ctrl !== press.ctrlKey || stroke.alt !== press.altKey) return false
  if (stroke.meta !== press.metaKey) return false
  // A symbol may need Shift on this layout, so Shift says nothing about it.
  return isSymbol(stroke.key) || stroke.shift === press.shiftKey
}

// The text form of what was pressed, for choosing another key; null for a bare modifier.
export function shortcutOf(press: KeyPress, platform: Platform): string | null {
  if (['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'Dead', 'Process'].includes(press.key)) {
    return null
  }
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]
  const digit = /^Digit([0-9])$/.exec(press.code)?.[1]
  const symbol = isSymbol(press.key) && press.key !== ' '
  const key = letter ?? (symbol ? press.key : (digit ?? press.key))
  if (key === ' ' || key === '+') return null
  const parts: string[] = []
  const isMod = platform === 'mac' ? press.metaKey : press.ctrlKey
  if (isMod) parts.push('Mod')
  else if (press.ctrlKey) parts.push('Ctrl')
  if (press.metaKey && platform !== 'mac') return null // the Windows key belongs to the system
  if (press.altKey) parts.push('Alt')
  if (press.shiftKey && !symbol) parts.push('Shift')
  return [...parts, key].join('+')
}

const names: Record<string, string> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
  Tab: 'Tab',
}

// How the key is printed: "Ctrl K", "⌘K". `printed` gives the letter that this keyboard shows for
// a code, where the browser tells.
export function labelOf(
  text: string,
  platform: Platform,
  printed: ReadonlyMap<string, string> = new Map(),
): string {
  return parseShortcut(text, platform)
    .strokes.map((stroke) => {
      const parts: string[] = []
      const mac = platform === 'mac'
      if (stroke.ctrl) parts.push(mac ? '⌃' : 'Ctrl')
      if (stroke.alt) parts.push(mac ? '⌥' : 'Alt')
      if (stroke.shift) parts.push(mac ? '⇧' : 'Shift')
      if (stroke.meta) parts.push(mac ? '⌘' : 'Win')
      const shown = printed.get(stroke.key)
      const plain = stroke.key.replace(/^(Key|Digit)/, '')
      const key = shown !== undefined && /^[a-z]$/.test(shown) ? shown.toUpperCase() : plain
      parts.push(names[key] ?? key)
      return parts.join(mac ? '' : ' ')
    })
    .join(' ')
}
