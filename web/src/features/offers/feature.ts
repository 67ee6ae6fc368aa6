import { defineFeature } from '@/services/feature'

export default defineFeature({
  name: 'offers',
  routes: [],
  parts: {
    'shell.always': () => import('./OfferKeeper.vue'),
    'desk.dock': () => import('./OfferDock.vue'),
    'desk.line': () => import('./OfferLine.vue'),
  },
})
