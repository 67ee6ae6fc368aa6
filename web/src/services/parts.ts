// Parts that one feature gives to a page of another, so that features need not know each other.
// A feature names them in its feature.ts; the page renders <Part name="desk.card" />.
import { shallowReactive, type Component } from 'vue'

export type PartName =
  | 'shell.always' // mounted while somebody is signed in, on every page
  | 'desk.dock' // at the bottom of the rail
  | 'desk.line' // one line above the composer, on a phone
  | 'desk.conversation' // in the centre
  | 'desk.preview' // in the centre, of an offer
  | 'desk.card' // on the right
  | 'conversation.reader' // any conversation, read-only; takes `conversation`
  | 'conversation.drawer' // the same as it happens, over the page; takes `conversation` or null, tells `close`
  | 'admin.audit' // in the settings

export type PartLoader = () => Promise<{ default: Component }>

const loaders = new Map<PartName, PartLoader[]>()
const loaded = shallowReactive(new Map<PartName, readonly Component[]>())

export function registerParts(parts: Partial<Record<PartName, PartLoader>>): void {
  for (const [name, load] of Object.entries(parts) as [PartName, PartLoader][]) {
    loaders.set(name, [...(loaders.get(name) ?? []), load])
  }
}

// A page loads its parts together with itself, so that nothing appears later and pushes.
export async function loadParts(...names: PartName[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      if (loaded.has(name)) return
      const modules = await Promise.all((loaders.get(name) ?? []).map((load) => load()))
      loaded.set(name, modules.map((module) => module.default))
    }),
  )
}

export function partsOf(name: PartName): readonly Component[] {
  return loaded.get(name) ?? []
}
