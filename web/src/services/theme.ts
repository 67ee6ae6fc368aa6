// Which of the two appearances is shown now: the person's choice, else the computer's.
import { computed, ref, watchEffect } from 'vue'
import type { ThemeName } from '@/ui/theme'
import { preferences } from './preferences'

const query = window.matchMedia?.('(prefers-color-scheme: dark)')
const systemIsDark = ref(query?.matches ?? false)
query?.addEventListener('change', (event) => (systemIsDark.value = event.matches))

export const theme = computed<ThemeName>(() => {
  if (preferences.theme !== 'system') return preferences.theme
  return systemIsDark.value ? 'dark' : 'light'
})

// Call once, before the first paint.
export function followTheme(): void {
  watchEffect(() => {
    document.documentElement.dataset.theme = theme.value
  })
}
