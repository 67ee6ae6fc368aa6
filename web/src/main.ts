// The desk, the floor and the settings: one page, begun here.
import '@fontsource-variable/inter/wght.css'
import './tokens.css'
import './base.css'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { keyboardKey, platform, registryKey } from './actions'
import { Keyboard } from './actions/keyboard'
import { ActionRegistry } from './actions/registry'
import { i18n, initialLocale, setLocale, text } from './i18n'
import { ApiError } from './protocol/errors'
import { followAttention } from './services/attention'
import { followNetwork, live } from './services/connection'
import { faultOf } from './services/fault'
import { preferences } from './services/preferences'
import { unlockOnFirstPress } from './services/sounds'
import { followTheme } from './services/theme'
import { showToast } from './services/toasts'
import { makeRouter } from './shell/router'
import { passNonceToStyles } from './ui/csp_nonce'

// The first page is drawn in the letters it keeps; others would move it when these arrive.
const longestWaitForLettersMs = 500
async function letters(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, longestWaitForLettersMs))
  await Promise.race([document.fonts.load('600 1em "Inter Variable"'), late]).catch(() => undefined)
}

async function begin(): Promise<void> {
  passNonceToStyles()
  followTheme()
  await Promise.all([setLocale(initialLocale(), false), letters()])

  const registry = new ActionRegistry({
    preferences: preferences.keys,
    perform: (plan) => live.request(plan.do, plan.args),
    onError: (error) => showToast(faultOf(error).message),
  })
  const keyboard = new Keyboard({ registry, preferences: preferences.keys, platform })
  keyboard.listen()

  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false, // the live socket says what changed
        retry: (count, error) => count < 2 && error instanceof ApiError && error.isPassing,
      },
    },
  })

  createApp(App)
    .use(createPinia())
    .use(i18n)
    .use(VueQueryPlugin, { queryClient: queries })
    .use(makeRouter())
    .provide(registryKey, registry)
    .provide(keyboardKey, keyboard)
    .mount('#app')

  followAttention(text('shell.product'))
  followNetwork()
  unlockOnFirstPress()
}

void begin()
