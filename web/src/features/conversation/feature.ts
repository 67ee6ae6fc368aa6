import { defineFeature } from '@/services/feature'

export default defineFeature({
  name: 'conversation',
  routes: [],
  parts: {
    'desk.conversation': () => import('./ConversationPane.vue'),
    'desk.preview': () => import('./OfferPreview.vue'),
    'conversation.reader': () => import('./ConversationReader.vue'),
  },
})
