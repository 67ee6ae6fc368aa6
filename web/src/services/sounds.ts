// The three sounds, made on the spot: no files, so no loading and no licence. Browsers keep a page
// silent until the person has pressed something on it; `unlock` is called from that press.
import { computed, ref } from 'vue'
import { preferences } from './preferences'

export type SoundName = 'offer' | 'waiting' | 'promise'

interface Note {
  hz: number
  at: number // s
  length: number // s
  gain: number // 0 to 1
}
const notes: Record<SoundName, readonly Note[]> = {
  // Two notes up.
  offer: [
    { hz: 587.33, at: 0, length: 0.22, gain: 0.5 },
    { hz: 880, at: 0.16, length: 0.42, gain: 0.5 },
  ],
  // One soft note.
  waiting: [{ hz: 440, at: 0, length: 0.7, gain: 0.28 }],
  // Three short notes down, like a knock.
  promise: [
    { hz: 783.99, at: 0, length: 0.16, gain: 0.32 },
    { hz: 659.25, at: 0.14, length: 0.16, gain: 0.32 },
    { hz: 523.25, at: 0.28, length: 0.36, gain: 0.32 },
  ],
}
const offerEveryMs = 4000
const waitingAtMostEveryMs = 30_000
const duringCallGain = 0.25 // 12 dB lower

let context: AudioContext | null = null
const state = ref<AudioContextState | 'none'>('none')
const isInCall = ref(false)

// True if the person wants sounds but the browser does not let them through.
export const isBlocked = computed(() => preferences.sounds && state.value !== 'running')

// Call from a press of the person. Resolves to whether sound is possible now.
export async function unlock(): Promise<boolean> {
  if (typeof AudioContext === 'undefined') return false
  if (context === null) {
    context = new AudioContext()
    context.onstatechange = () => (state.value = context?.state ?? 'none')
  }
  if (context.state !== 'running') await context.resume()
  state.value = context.state
  return context.state === 'running'
}

// A page that was reloaded may sound again after the next press or key, whatever it is.
export function unlockOnFirstPress(): void {
  const once = () => {
    if (navigator.userActivation?.isActive === false) return // a modifier alone does not count
    window.removeEventListener('pointerdown', once, true)
    window.removeEventListener('keydown', once, true)
    if (preferences.sounds) void unlock()
  }
  window.addEventListener('pointerdown', once, true)
  window.addEventListener('keydown', once, true)
}

// While a call is on, sounds are 12 dB lower.
export function setInCall(inCall: boolean): void {
  isInCall.value = inCall
}

function playNote(audio: AudioContext, note: Note, loudness: number): void {
  const start = audio.currentTime + note.at
  const oscillator = audio.createOscillator()
  const gain = audio.createGain()
  oscillator.type = 'sine'
  oscillator.frequency.value = note.hz
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(note.gain * loudness, start + 0.012)
  gain.gain.exponentialRampToValueAtTime(0.0001, start + note.length)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(start)
  oscillator.stop(start + note.length + 0.02)
}

// Plays it once, if the person wants sounds and the browser allows them.
export function play(name: SoundName): void {
  if (!preferences.sounds || context === null || context.state !== 'running') return
  const loudness = (preferences.volume / 100) * (isInCall.value ? duringCallGain : 1)
  if (loudness <= 0) return
  for (const note of notes[name]) playNote(context, note, loudness)
}

let ringing: ReturnType<typeof setInterval> | undefined

// Two notes every 4 s until stopRinging.
export function startRinging(): void {
  if (ringing !== undefined) return
  play('offer')
  ringing = setInterval(() => play('offer'), offerEveryMs)
}

export function stopRinging(): void {
  clearInterval(ringing)
  ringing = undefined
}

let lastWaiting = Number.NEGATIVE_INFINITY

// At most one per 30 s; that a wait is told only once is up to the caller.
export function playWaiting(now: number = Date.now()): void {
  if (now - lastWaiting < waitingAtMostEveryMs) return
  lastWaiting = now
  play('waiting')
}
