// Builds elements. Text is text: there is no way here to pass markup.

type Child = Node | string | null | undefined | false
type Value = string | number | boolean | null | undefined
type Handler = (event: never) => void

// `what` is a tag with its classes: 'div.place.kept'. Attributes go by name; a function under
// `onclick` and the like becomes a listener. A button submits nothing unless it says so.
export function h<K extends keyof HTMLElementTagNameMap>(
  what: K | `${K}.${string}`,
  attributes: Record<string, Value | Handler> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const [tag, ...classes] = what.split('.') as [K, ...string[]]
  const element = document.createElement(tag)
  if (classes.length > 0) element.className = classes.join(' ')
  if (tag === 'button') setAttribute(element, 'type', 'button')
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value as unknown as EventListener)
    } else setAttribute(element, name, value)
  }
  element.append(...(children.filter((child) => child != null && child !== false) as Node[]))
  return element
}

export function setAttribute(element: Element, name: string, value: Value): void {
  if (value === null || value === undefined || value === false) element.removeAttribute(name)
  else if (element.getAttribute(name) !== String(value) || value === true) {
    element.setAttribute(name, value === true ? '' : String(value))
  }
}

// Writes only what changed, so that screen readers hear only what is new.
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

export function show(element: HTMLElement, isShown: boolean): void {
  if (element.hidden === isShown) element.hidden = !isShown
}

// Makes `parent` hold exactly these elements in this order, moving as few as possible.
export function arrange(parent: Element, wanted: readonly Element[]): void {
  const kept = new Set(wanted)
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove()
  wanted.forEach((element, i) => {
    const current = parent.children[i]
    if (current !== element) parent.insertBefore(element, current ?? null)
  })
}
