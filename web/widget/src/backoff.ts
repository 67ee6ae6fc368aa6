// How long to wait before the next attempt: doubling, with a random half, so that fifteen thousand
// windows do not come back in the same instant after a restart.

const FIRST_MS = 500
const LONGEST_MS = 30_000

export function backoff(failures: number, random: () => number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(failures - 1, 0), 10))
  return Math.round(full / 2 + (full / 2) * random())
}
