// The variants of the service level, as definitions.md writes them. Pure functions of counts.
export interface Counts {
  answered: number // A
  answered_within: number // A_T
  abandoned: number // B
  abandoned_within: number // B_T
  abandoned_short: number // B_s
}

export const variants = ['SL-1', 'SL-2', 'SL-3', 'SL-4', 'SL-5'] as const
export type Variant = (typeof variants)[number]

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null // nothing to answer is "no data yet", not 0 %
}

export function serviceLevel(variant: Variant, c: Counts): number | null {
  const all = c.answered + c.abandoned
  switch (variant) {
    case 'SL-1':
      return share(c.answered_within + c.abandoned_within, all)
    case 'SL-2':
      return share(c.answered_within, c.answered)
    case 'SL-3':
      return share(c.answered_within, all)
    case 'SL-4':
      return share(c.answered_within, all - c.abandoned_within)
    case 'SL-5':
      return share(c.answered_within + c.abandoned_short, all)
  }
}

// Share of those who left before an answer.
export function leftShare(c: Counts): number | null {
  return share(c.abandoned, c.answered + c.abandoned)
}

export function sumOf(counts: readonly Counts[]): Counts {
  const sum: Counts = {
    answered: 0, answered_within: 0, abandoned: 0, abandoned_within: 0, abandoned_short: 0,
  }
  for (const one of counts) {
    for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += one[key]
  }
  return sum
}
