// The page's accent where people can read it, petrol where not; light or dark by the system or by
// what the page says.
import type { Config } from '../config'
import { accentFor } from '../contrast'

const GROUND = {
  light: { panel: '#FFFFFF', canvas: '#F1F4F3' },
  dark: { panel: '#151C1B', canvas: '#0E1413' },
}

export class Theme {
  private readonly dark: MediaQueryList
  private accent = ''

  constructor(
    private readonly root: HTMLElement,
    private readonly config: Config,
  ) {
    this.dark = window.matchMedia('(prefers-color-scheme: dark)')
    this.dark.addEventListener('change', () => this.paint())
  }

  setAccent(accent: string): void {
    if (accent === this.accent && this.root.dataset.theme !== undefined) return
    this.accent = accent
    this.paint()
  }

  private paint(): void {
    const { theme } = this.config
    const mode = theme === 'auto' ? (this.dark.matches ? 'dark' : 'light') : theme
    this.root.dataset.theme = mode
    const colours = accentFor(this.accent, GROUND[mode].panel, GROUND[mode].canvas)
    const values = {
      '--accent': colours?.accent,
      '--on-accent': colours?.onAccent,
      '--accent-soft': colours?.soft,
      '--accent-line': colours?.line,
    }
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) this.root.style.removeProperty(name)
      else this.root.style.setProperty(name, value)
    }
  }
}
