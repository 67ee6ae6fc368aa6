import { defineFeature } from '@/services/feature'
import { loadParts } from '@/services/parts'

export default defineFeature({
  name: 'reports',
  routes: [
    {
      path: 'supervisor/reports',
      name: 'reports',
      component: async () => {
        const [page] = await Promise.all([
          import('./ReportsPage.vue'),
          loadParts('conversation.drawer'),
        ])
        return page
      },
      meta: { needs: 'see_reports', title: 'supervisor.reports', hasHeading: true },
    },
  ],
})
