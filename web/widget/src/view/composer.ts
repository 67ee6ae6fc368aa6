// Where the visitor writes: text, emoji, files. Above it one line that is always reserved.
import { fileSize, grouped, timer } from '../format'
import type { TextKey } from '../i18n'
import { isMessageTime, screenOf } from '../select'
import type { State, Upload } from '../state'
import type { Context, View } from './context'
import { arrange, h, setAttribute, setText, show } from './dom'
import { emojiPicker } from './emoji_picker'
import { icon } from './icons'

const TALLEST_PX = 132
const COUNT_FROM = 0.9 // of the longest message

export interface Composer extends View {
  // Calls back with the height by which chosen files cover what is above.
  onCover(work: (height: number) => void): void
  focus(): void
  closePicker(): boolean // whether it was open
}

export interface Draft {
  read(): string
  write(text: string): void
}

const REFUSALS: Record<string, TextKey> = {
  'file.too_large': 'file_too_large',
  'file.type_refused': 'file_refused',
  'file.too_many': 'file_too_many',
  'http.body_too_large': 'file_too_large',
  'file.empty': 'file_empty',
  'file.damaged': 'file_damaged',
  'file.dimensions': 'file_dimensions',
}

export function composer({ texts, session }: Context, draft: Draft): Composer {
  const { t } = texts
  const note = h('p.note', { role: 'status' })
  const tray = h('ul.tray', { hidden: true })
  const chips = new Map<string, { element: HTMLElement; upload: Upload }>()
  const input = h('textarea', {
    rows: 1,
    enterkeyhint: 'send',
    oninput: () => changed(),
    onkeydown: (event: KeyboardEvent) => pressed(event),
    onpaste: (event: ClipboardEvent) => took(event, event.clipboardData),
    onblur: () => session.typist.typed(true),
  })
  const files = h('input.unseen', {
    type: 'file',
    multiple: true,
    tabindex: -1,
    'aria-hidden': 'true',
    onchange: () => {
      session.uploads.add([...(files.files ?? [])])
      files.value = ''
    },
  })
  const attach = round('attach', 'clip', () => files.click())
  const smile = round('emoji', 'smile', () => (picker.isOpen() ? closePicker() : openPicker()))
  const send = h('button.round.main', { type: 'submit', 'aria-label': t('send') })
  send.append(icon('send', 20))
  const picker = emojiPicker(t('emoji'), insert)
  const form = h(
    'form.composer',
    {
      onsubmit: (event: Event) => {
        event.preventDefault()
        submit()
      },
    },
    picker.element,
    tray,
    h('div.writing', {}, attach, h('div.input', {}, input, smile), send),
    files,
  )
  const element = h(
    'div.composing',
    {
      ondragover: (event: DragEvent) => event.preventDefault(),
      ondrop: (event: DragEvent) => took(event, event.dataTransfer),
    },
    note,
    form,
  )
  setAttribute(smile, 'aria-expanded', 'false')
  input.value = draft.read()

  function round(key: TextKey, drawing: 'clip' | 'smile', act: () => void): HTMLButtonElement {
    const label = t(key)
    const button = h('button.round', {
      'aria-label': label,
      title: label,
      onclick: act,
    })
    button.append(icon(drawing, 20))
    return button
  }

  function openPicker(): void {
    picker.open()
    setAttribute(smile, 'aria-expanded', 'true')
  }

  function closePicker(): boolean {
    if (!picker.isOpen()) return false
    picker.close()
    setAttribute(smile, 'aria-expanded', 'false')
    input.focus()
    return true
  }

  function insert(emoji: string): void {
    closePicker()
    input.setRangeText(emoji, input.selectionStart, input.selectionEnd, 'end')
    changed()
  }

  // Enter sends; but the Enter that ends an input method's word must not.
  function pressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
    if (event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    submit()
  }

  function took(event: Event, data: DataTransfer | null): void {
    const taken = [...(data?.files ?? [])]
    if (taken.length === 0) return
    event.preventDefault()
    session.uploads.add(taken)
  }

  const longest = (): number => session.state.limits.message_characters

  function characters(): number {
    const { value } = input
    return value.length < longest() * COUNT_FROM ? value.length : [...value].length
  }

  function submit(): void {
    if (blocked(session.state)) return
    const text = input.value
    input.value = ''
    changed()
    session.send(text)
    input.focus()
  }

  function blocked(state: State): boolean {
    const isUploading = state.uploads.some(isUnderWay)
    const isReady = state.uploads.some((upload) => upload.attachment !== null)
    const isEmpty = input.value.trim() === '' && !isReady
    return isEmpty || isUploading || characters() > longest()
  }

  function changed(): void {
    draft.write(input.value)
    session.typist.typed(input.value.trim() === '')
    grow()
    refresh(session.state)
  }

  function grow(): void {
    input.style.height = 'auto'
    const height = Math.min(input.scrollHeight, TALLEST_PX)
    if (height > 0) input.style.height = `${height}px`
  }

  function refresh(state: State): void {
    setAttribute(send, 'aria-disabled', blocked(state) ? 'true' : 'false')
    const [text, tone] = noteFor(state)
    setText(note, text)
    note.className = `note ${tone}`
  }

  // One line for whatever matters most right now; it never takes space from others.
  function noteFor(state: State): [string, string] {
    const count = characters()
    const max = longest()
    if (count > max) return [t('err_too_long', { max: grouped(max, texts) }), 'late']
    if (state.link === 'offline') return [offlineNote(state), 'warn']
    if (state.idleClosesAt !== null) {
      const time = timer(state.idleClosesAt - state.now, texts)
      return [t('idle', { time }), 'warn']
    }
    if (count >= max * COUNT_FROM) return [t('characters', { n: count, max }), '']
    if (state.backSince !== null) return [t('back_online'), 'good']
    if (state.typing !== null) return [t('typing', { name: state.typing.name }), '']
    return ['', '']
  }

  function offlineNote(state: State): string {
    const waiting = state.outbox.filter((pending) => pending.failure === null).length
    if (waiting === 0) return t('offline_safe')
    return waiting === 1 ? t('offline_one') : t('offline_many', { n: waiting })
  }

  function refreshTray(uploads: Upload[]): void {
    const keys = new Set(uploads.map((upload) => upload.key))
    for (const key of [...chips.keys()]) if (!keys.has(key)) chips.delete(key)
    const wanted = uploads.map((upload) => {
      const known = chips.get(upload.key) ?? { element: chip(upload), upload }
      chips.set(upload.key, { ...known, upload })
      const text = uploadText(upload)
      const share = Math.round(upload.share * 100)
      known.element.classList.toggle('failed', upload.failure !== null)
      setText(known.element.querySelector('small') as Element, text)
      const bar = known.element.querySelector('progress') as HTMLProgressElement
      bar.value = share
      show(bar, isUnderWay(upload))
      return known.element
    })
    arrange(tray, wanted)
    show(tray, uploads.length > 0)
  }

  function chip(upload: Upload): HTMLElement {
    const remove = h('button.round.tiny', {
      'aria-label': t('remove', { name: upload.name }),
      onclick: () => {
        session.uploads.remove(upload.key)
        input.focus()
      },
    })
    remove.append(icon('close', 14))
    return h(
      'li',
      {},
      icon('file', 20),
      h('span', {}, h('b', {}, upload.name), h('small')),
      h('progress', { max: 100, value: 0, 'aria-label': upload.name }),
      remove,
    )
  }

  function uploadText(upload: Upload): string {
    const size = fileSize(upload.size)
    if (upload.failure !== null) {
      const max = fileSize(session.state.limits.file_bytes)
      return t(REFUSALS[upload.failure] ?? 'not_arrived', { size, max })
    }
    if (upload.attachment !== null) return t('file_ready', { size })
    if (upload.share >= 1) return t('checking')
    return t('uploading', { n: Math.round(upload.share * 100) })
  }

  function placeholder(state: State): TextKey {
    const screen = screenOf(state)
    if (screen === 'talk') return 'write_to'
    if (state.conversation?.phase === 'open' && state.conversation.is_message) return 'write_more'
    if (screen === 'queue') return 'write_now'
    return isMessageTime(state) ? 'leave_message' : 'write_question'
  }

  return {
    element,
    focus: () => input.focus(),
    closePicker,
    onCover: (work) => new ResizeObserver(() => work(tray.offsetHeight)).observe(tray),
    update(state) {
      const text = t(placeholder(state), { name: state.conversation?.agent?.name ?? '' })
      setAttribute(input, 'placeholder', text)
      setAttribute(input, 'aria-label', text)
      refreshTray(state.uploads)
      refresh(state)
      if (input.style.height === '') grow()
    },
  }
}

function isUnderWay(upload: Upload): boolean {
  return upload.attachment === null && upload.failure === null
}
