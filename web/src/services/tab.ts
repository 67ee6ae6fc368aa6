// Several tabs of one person share the browser's storage. Each keeps what it has not sent under a
// key of its own, held by a lock while the tab lives; what a closed tab left is adopted by the next.
const tabName = 'firstline.tab'

let held: Promise<string> | null = null

// The name of this tab: the same after a reload, another one in a duplicated tab.
export function tabId(locks: LockManager | undefined = navigator.locks): Promise<string> {
  held ??= take(locks)
  return held
}

async function take(locks: LockManager | undefined): Promise<string> {
  const before = sessionStorage.getItem(tabName)
  if (before !== null && (await hold(locks, before))) return before
  const fresh = crypto.randomUUID()
  await hold(locks, fresh)
  sessionStorage.setItem(tabName, fresh)
  return fresh
}

// True if nobody else had it; then it is ours until the tab closes.
function hold(locks: LockManager | undefined, id: string): Promise<boolean> {
  if (locks === undefined) return Promise.resolve(true)
  return new Promise((resolve) => {
    void locks.request(`${tabName}.${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock === null ? undefined : new Promise<never>(() => undefined)
    })
  })
}

export async function tabKey(prefix: string): Promise<string> {
  return `${prefix}.${await tabId()}`
}

// Puts lists that closed tabs left under `prefix` in front of the list under `own`.
export async function adoptOrphans(
  prefix: string,
  own: string,
  storage: Storage = localStorage,
  locks: LockManager | undefined = navigator.locks,
): Promise<void> {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
  for (const key of keys) {
    if (!key.startsWith(`${prefix}.`) || key === own) continue
    await ifFree(locks, key.slice(prefix.length + 1), () => move(storage, key, own))
  }
}

async function ifFree(locks: LockManager | undefined, id: string, run: () => void): Promise<void> {
  if (locks === undefined) return run()
  await locks.request(`${tabName}.${id}`, { ifAvailable: true }, (lock) => {
    if (lock !== null) run()
  })
}

function move(storage: Storage, from: string, to: string): void {
  const left = readList(storage.getItem(from))
  const all = [...left, ...readList(storage.getItem(to))]
  storage.removeItem(from)
  if (all.length > 0) storage.setItem(to, JSON.stringify(all))
}

function readList(text: string | null): unknown[] {
  try {
    const list = JSON.parse(text ?? '[]') as unknown
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}
