// Starts the widget on a foreign page: own element, own shadow tree, one global name.
import { readConfig, type Config } from './config'
import type { SocketLike } from './connection'
import { langOf, textsFor } from './i18n'
import { Session } from './session'
import { openMemory, prefixOf } from './storage'
import { sendFile } from './upload'
import type { Context } from './view/context'
import { h } from './view/dom'
import { launcherView } from './view/launcher'
import { panelView } from './view/panel'
import { Theme } from './view/theme'
import css from './view/widget.css?inline'
import type { Cart, Page } from './wire'

interface Api {
  open(): void
  close(): void
  page(page: Page): void
  cart(cart: Cart | null): void
  identify(identity: string): void
}

declare global {
  interface Window {
    Firstline?: Partial<Api> & { queue?: [keyof Api, unknown][] }
  }
}

function sessionFor(config: Config): Session {
  return new Session(
    config,
    {
      memory: openMemory(config.key, () => window.localStorage),
      fetch: (input, init) => window.fetch(input, init),
      openSocket: (url, protocols) => new WebSocket(url, protocols) as unknown as SocketLike,
      sendFile,
      random: Math.random,
      newId,
      isVisible: () => document.visibilityState === 'visible',
      alone: (work) =>
        'locks' in navigator
          ? (navigator.locks.request(prefixOf(config.key), work) as ReturnType<typeof work>)
          : work(),
    },
    { url: location.href, title: document.title },
  )
}

// crypto.randomUUID exists on secure pages only.
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function styled(shadow: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    shadow.adoptedStyleSheets = [sheet]
  } catch {
    shadow.append(h('style', {}, css)) // browsers before 2023
  }
}

function mount(config: Config, session: Session): void {
  const texts = textsFor(config.locale)
  const context: Context = { texts, session }
  const host = document.createElement('firstline-widget')
  const shadow = host.attachShadow({ mode: 'open' })
  styled(shadow)
  const draft = openMemory(config.key, () => window.sessionStorage)
  const panel = panelView(context, {
    read: () => draft.get('draft') ?? '',
    write: (text) => (text === '' ? draft.remove('draft') : draft.set('draft', text)),
  })
  const launcher = launcherView(context, () => panel.focusFirst())
  const root = h(
    'div',
    { class: `root ${config.side}`, lang: langOf(config.locale) },
    panel.element,
    launcher.element,
  )
  // The page's own shortcuts must not answer to what is typed here.
  for (const type of ['keydown', 'keyup', 'keypress']) {
    root.addEventListener(type, (event) => event.stopPropagation())
  }
  const theme = new Theme(root, config)
  let wasOpen = false
  session.watch((state) => {
    theme.setAccent(state.accent)
    const hadFocus = shadow.activeElement !== null
    panel.update(state)
    launcher.update(state)
    root.classList.toggle('open', state.isOpen)
    if (state.isOpen !== wasOpen) {
      wasOpen = state.isOpen
      if (hadFocus && !state.isOpen) launcher.element.focus()
    }
  })
  shadow.append(root)
  document.body.append(host)
  followViewport(root)
}

// A phone's keyboard covers the page without resizing it; the window keeps to what can be seen.
function followViewport(root: HTMLElement): void {
  const viewport = window.visualViewport
  if (!viewport) return
  const follow = (): void => {
    root.style.setProperty('--seen-height', `${viewport.height}px`)
    root.style.setProperty('--seen-top', `${viewport.offsetTop}px`)
  }
  viewport.addEventListener('resize', follow)
  viewport.addEventListener('scroll', follow)
  follow()
}

function listen(config: Config, session: Session): void {
  const prefix = prefixOf(config.key)
  window.addEventListener('storage', (event) => {
    if (event.key?.startsWith(prefix)) {
      session.remembered(event.key.slice(prefix.length), event.newValue)
    }
  })
  window.addEventListener('online', () => session.wake())
  window.addEventListener('pageshow', () => session.wake())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') session.wake()
  })
  setInterval(() => {
    if (session.state.isOpen && document.visibilityState === 'visible') session.tick()
  }, 1000)
}

function publish(session: Session): void {
  const api: Api = {
    open: () => session.open(),
    close: () => session.hide(),
    page: (page) => session.setPage({ url: String(page.url), title: String(page.title) }),
    cart: (cart) => session.setCart(cart),
    identify: (identity) => void session.identify(String(identity)),
  }
  // What the page said before this script had arrived: Firstline = { queue: [['cart', …]] }.
  const early = window.Firstline?.queue ?? []
  window.Firstline = api
  for (const [name, value] of early) (api[name] as (value: unknown) => void)(value)
  window.dispatchEvent(new CustomEvent('firstline:ready'))
}

function begin(script: HTMLScriptElement): void {
  const config = readConfig(script, navigator.languages)
  if (config === null) {
    console.error('Firstline: the script element needs data-key="…"')
    return
  }
  if (document.querySelector('firstline-widget') !== null) return
  const session = sessionFor(config)
  publish(session)
  mount(config, session)
  listen(config, session)
  session.begin()
  if (config.isOpenAtOnce) session.open()
}

const script = (document.currentScript ??
  document.querySelector('script[data-key][src*="widget.js"]')) as HTMLScriptElement | null
if (script !== null) {
  if (document.body !== null) begin(script)
  else document.addEventListener('DOMContentLoaded', () => begin(script))
}
