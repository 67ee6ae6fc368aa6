// What a browser remembers for this widget, shared by its tabs. Without storage (private windows,
// blocked cookies) everything works until the page is left.

export interface Memory {
  get(name: string): string | null
  set(name: string, value: string): void
  remove(name: string): void
  names(): string[] // all that are set, without the widget's prefix
}

export function prefixOf(key: string): string {
  return `firstline:${key}:`
}

export function openMemory(key: string, storage: () => Storage): Memory {
  const prefix = prefixOf(key)
  const fallback = new Map<string, string>()
  const attempt = <T>(work: (store: Storage) => T, otherwise: () => T): T => {
    try {
      return work(storage())
    } catch {
      return otherwise()
    }
  }
  return {
    get: (name) =>
      attempt(
        (store) => store.getItem(prefix + name) ?? fallback.get(name) ?? null,
        () => fallback.get(name) ?? null,
      ),
    set: (name, value) =>
      attempt(
        (store) => {
          store.setItem(prefix + name, value)
          fallback.delete(name)
        },
        () => void fallback.set(name, value),
      ),
    remove: (name) => {
      fallback.delete(name)
      attempt(
        (store) => store.removeItem(prefix + name),
        () => undefined,
      )
    },
    names: () => [
      ...new Set([
        ...fallback.keys(),
        ...attempt(
          (store) =>
            Object.keys(store)
              .filter((name) => name.startsWith(prefix))
              .map((name) => name.slice(prefix.length)),
          () => [],
        ),
      ]),
    ],
  }
}
