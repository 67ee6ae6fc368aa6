// A wait, told in four steps: calm while the other side is waited for, then by the share of the
// target that has gone.
export type WaitStep = 'quiet' | 'early' | 'half' | 'late'

export function waitStep(elapsedMs: number, targetMs: number | null, isQuiet: boolean): WaitStep {
  if (isQuiet) return 'quiet'
  if (targetMs === null || elapsedMs * 2 < targetMs) return 'early'
  return elapsedMs < targetMs ? 'half' : 'late'
}
