import { defineFeature } from '@/services/feature'

export default defineFeature({
  name: 'customer',
  routes: [],
  parts: { 'desk.card': () => import('./CustomerPlace.vue') },
})
