// The page's accent where people can read it, petrol where not; light or dark by the system or by
// what the page says.
import type { Config } from '../config'
import { inkOn } from '../contrast'

// Panel, canvas, and a tenth of petrol in the panel: where the accent stands as text.
const GROUNDS = {
  light: ['#FFFFFF', '#F1F4F3', '#E0F0F1'],
  dark: ['#151C1B', '#0E1413', '#123539'],
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
    const ink = inkOn(this.accent, GROUNDS[mode])
    this.root.style.setProperty('--accent', ink === null ? '' : this.accent)
    this.root.style.setProperty('--on-accent', ink)
  }
}
