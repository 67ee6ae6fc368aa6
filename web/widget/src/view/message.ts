// One message: a bubble of text and files, and what became of it.
import { fileSize, grouped } from '../format'
import { scriptLang, type TextKey } from '../i18n'
import { linkify } from '../linkify'
import type { LogItem, SendState } from '../select'
import type { Attachment } from '../wire'
import type { Context } from './context'
import { h, setAttribute } from './dom'
import { icon, type IconName } from './icons'

type MessageItem = Extract<LogItem, { kind: 'message' }>

const IMAGE_BOX = { width: 220, height: 180 }
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

const REASONS: Record<string, TextKey> = {
  'message.too_many': 'err_too_many',
  'message.too_long': 'err_too_long',
  'conversation.ended': 'err_ended',
  'customer.blocked': 'refused_blocked',
}

export interface MessageView {
  readonly element: HTMLElement
  update(item: MessageItem): void
}

export function messageView(context: Context, first: MessageItem): MessageView {
  const { texts, session } = context
  const { t } = texts
  const bubble = h('div.bubble', { lang: scriptLang(first.text, texts.locale) })
  const author = h('span.unseen', {}, `${first.isOwn ? t('you') : first.name}: `)
  bubble.append(author)
  if (first.text !== '') bubble.append(textElement(first.text))
  for (const attachment of first.attachments) bubble.append(attachmentElement(context, attachment))
  const state = h('span.state', { 'aria-live': 'off' })
  const element = h('div', { class: `message ${first.isOwn ? 'own' : 'theirs'}` }, bubble, state)
  let failure: HTMLElement | null = null
  let said = ''

  function fail(code: string, clientId: string): void {
    failure?.remove()
    const max = grouped(session.state.limits.message_characters, texts)
    const act = (key: TextKey, work: () => void): HTMLElement =>
      h('button.small', { onclick: work }, t(key))
    failure = h(
      'div.failure',
      {},
      h('p', {}, icon('alert', 14), t('not_sent') + t(REASONS[code] ?? 'err_unavailable', { max })),
      h('small.code', {}, code),
      act('retry', () => session.retry(clientId)),
      act('discard', () => session.discard(clientId)),
    )
    bubble.append(failure)
  }

  return {
    element,
    update(item) {
      element.classList.toggle('first', item.isFirst)
      element.classList.toggle('sending', item.send === 'sending' || item.pending !== null)
      const code = item.pending?.failure ?? null
      element.classList.toggle('failed', code !== null)
      if (code !== null && item.pending !== null) {
        if (failure?.dataset.code !== code) fail(code, item.pending.clientId)
        if (failure !== null) failure.dataset.code = code
      } else {
        failure?.remove()
        failure = null
      }
      const send = item.send === 'failed' ? null : item.send
      const agent = session.state.conversation?.agent?.name ?? ''
      setAttribute(state, 'hidden', send === null)
      if (send === null) return
      const [drawing, text] = stateWords(send, agent)
      if (said === text) return
      said = text
      state.replaceChildren(icon(drawing, 12), h('span', {}, text))
    },
  }

  function stateWords(send: SendState, agent: string): [IconName, string] {
    if (send === 'sending') return ['clock', t('sending')]
    if (send === 'saved') return ['check', t('received')]
    return ['eye', agent === '' ? t('seen_plain') : t('seen', { name: agent })]
  }
}

function textElement(text: string): HTMLElement {
  const element = h('span.text')
  for (const segment of linkify(text)) {
    if (segment.href === undefined) element.append(segment.text)
    else {
      const link = {
        href: segment.href,
        target: '_blank',
        rel: 'noopener noreferrer nofollow',
      }
      element.append(h('a', link, segment.text))
    }
  }
  return element
}

function attachmentElement(context: Context, attachment: Attachment): HTMLElement {
  const { texts, session } = context
  const link = {
    href: session.fileUrl(attachment.id),
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
    referrerpolicy: 'no-referrer',
  }
  if (!IMAGE_TYPES.includes(attachment.type)) return fileElement(context, attachment, link)
  const { width, height } = fitted(attachment)
  const image = h('img', {
    src: link.href,
    width,
    height,
    alt: texts.t('image', { name: attachment.name }),
    loading: 'lazy',
    decoding: 'async',
    referrerpolicy: 'no-referrer',
    onerror: () => shown.replaceWith(fileElement(context, attachment, link)),
  })
  const shown = h('a.image', { ...link }, image)
  return shown
}

function fileElement(
  { texts }: Context,
  attachment: Attachment,
  link: Record<string, string>,
): HTMLElement {
  return h(
    'a.file',
    { ...link },
    icon('file', 20),
    h(
      'span',
      {},
      h('b', {}, attachment.name),
      h('small', {}, texts.t('file_open', { size: fileSize(attachment.size) })),
    ),
  )
}

// Its place is reserved before it has arrived.
function fitted({ width, height }: Attachment): { width: number; height: number } {
  if (width === null || height === null || width < 1 || height < 1) {
    return { width: 160, height: 120 }
  }
  const scale = Math.min(1, IMAGE_BOX.width / width, IMAGE_BOX.height / height)
  return {
    width: Math.max(24, Math.round(width * scale)),
    height: Math.max(24, Math.round(height * scale)),
  }
}
