// Every feature that is part of this build, in the order of its navigation.
import type { Feature, NavEntry } from '@/services/feature'
import { registerParts } from '@/services/parts'

const modules = import.meta.glob<{ default: Feature }>('../features/*/feature.ts', { eager: true })

export const features: readonly Feature[] = Object.values(modules).map((module) => module.default)

for (const feature of features) registerParts(feature.parts ?? {})

export const navEntries: readonly NavEntry[] = features
  .flatMap((feature) => feature.nav ?? [])
  .sort((a, b) => a.order - b.order)
