import { defineFeature } from '@/services/feature'

export default defineFeature({
  name: 'presence',
  routes: [],
  parts: { 'shell.always': () => import('./PresenceControl.vue') },
})
