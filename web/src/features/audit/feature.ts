import { defineFeature } from '@/services/feature'

export default defineFeature({
  name: 'audit',
  routes: [],
  parts: { 'admin.audit': () => import('./AuditViewer.vue') },
})
