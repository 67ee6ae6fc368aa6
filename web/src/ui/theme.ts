// Naive UI in our colours. The JSON holds both objects, built from the same tokens as tokens.css.
import { darkTheme, type GlobalTheme, type GlobalThemeOverrides } from 'naive-ui'
import source from './naive_theme.json'

export type ThemeName = 'light' | 'dark'

const sans = { fontFamily: 'var(--sans)', fontFamilyMono: 'var(--mono)' }

function overridesOf(name: ThemeName): GlobalThemeOverrides {
  const overrides = source[name] as GlobalThemeOverrides
  return { ...overrides, common: { ...overrides.common, ...sans } }
}

export const naiveTheme: Record<ThemeName, GlobalTheme | null> = { light: null, dark: darkTheme }
export const naiveOverrides: Record<ThemeName, GlobalThemeOverrides> = {
  light: overridesOf('light'),
  dark: overridesOf('dark'),
}
