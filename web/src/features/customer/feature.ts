import { defineFeature } from '@/services/feature'
import { conversations, workInHand } from './find_conversations'

export default defineFeature({
  name: 'customer',
  routes: [],
  parts: {
    'desk.card': () => import('./CustomerPlace.vue'),
    'shell.always': () => import('./ReadingDrawer.vue'),
  },
  search: [workInHand, conversations],
})
