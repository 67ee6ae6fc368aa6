// Naive UI in our colours. The JSON holds both objects, built from the same tokens as tokens.css.
import { darkTheme, type GlobalTheme, type GlobalThemeOverrides } from 'naive-ui'
import source from './naive_theme.json'

export type ThemeName = 'light' | 'dark'

const sans = { fontFamily: 'var(--sans)', fontFamilyMono: 'var(--mono)' }

function overridesOf(name: ThemeName): GlobalThemeOverrides {
  const overrides = source[name] as GlobalThemeOverrides
  // What people write is ink, not the grey of secondary text.
  const ink = overrides.common?.textColor1
  return {
    ...overrides,
    common: { ...overrides.common, ...sans },
    Input: { ...overrides.Input, textColor: ink },
    Select: {
      ...overrides.Select,
      peers: {
        ...overrides.Select?.peers,
        InternalSelection: { ...overrides.Select?.peers?.InternalSelection, textColor: ink },
      },
    },
    Checkbox: { textColor: ink, border: `1px solid ${overrides.common?.borderColor}` },
  }
}

export const naiveTheme: Record<ThemeName, GlobalTheme | null> = { light: null, dark: darkTheme }
export const naiveOverrides: Record<ThemeName, GlobalThemeOverrides> = {
  light: overridesOf('light'),
  dark: overridesOf('dark'),
}
