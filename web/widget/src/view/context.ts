// What every part of the view gets: words, actions, and where files are.
import type { Texts } from '../i18n'
import type { Session } from '../session'
import type { State } from '../state'

export interface Context {
  texts: Texts
  session: Session
}

export interface View {
  readonly element: HTMLElement
  update(state: State): void
}
