// How a part of the product joins the page. Each folder src/features/<name>/ has a feature.ts whose
// default export is one of these; the shell finds it by itself.
import type { RouteRecordRaw } from 'vue-router'
import type { Action } from '@/actions'
import type { MessageKey } from '@/i18n'
import type { Permission } from '@/protocol/values'
import type { IconName } from '@/ui/icons'
import type { PaletteItem } from '@/ui/Palette.vue'
import type { PartLoader, PartName } from './parts'

export interface NavEntry {
  to: string
  label: MessageKey
  tab?: MessageKey // shorter, on a phone
  icon: IconName
  place: 'top' | 'bottom' // of the column on the left
  order: number
  shortcut?: string // "G D"
  needs?: Permission | readonly Permission[] // shown only with it, or with any of them
  onPhone?: boolean // also in the tab bar
  count?: () => number // in the red dot: only what is this person's to do
}

// Results for the palette, beside the actions.
export interface SearchSource {
  name: string
  group: MessageKey
  search: (query: string, signal: AbortSignal) => Promise<(PaletteItem & { run: () => unknown })[]>
}

export interface Feature {
  name: string
  routes: RouteRecordRaw[] // below the shell; meta.needs and meta.title are looked at
  nav?: NavEntry[]
  actions?: Action[] // wherever one is; those of a page are bound by the page with useActions
  search?: SearchSource[]
  parts?: Partial<Record<PartName, PartLoader>> // that pages of other features show
}

export function defineFeature(feature: Feature): Feature {
  return feature
}

declare module 'vue-router' {
  interface RouteMeta {
    needs?: Permission | readonly Permission[]
    title?: MessageKey // of the browser tab, and the page's first heading for screen readers
    hasHeading?: boolean // the page shows an <h1> of its own
    isPublic?: boolean // without signing in
    hasDesk?: boolean // the desk itself is on this page
  }
}
