import { defineFeature } from '@/services/feature'

export default defineFeature({
  name: 'supervisor',
  routes: [
    {
      path: 'supervisor',
      name: 'floor',
      component: () => import('./FloorPage.vue'),
      meta: { needs: 'see_floor', title: 'supervisor.nav', hasHeading: true },
    },
  ],
  nav: [
    {
      to: '/supervisor',
      label: 'supervisor.nav',
      icon: 'chart',
      place: 'bottom',
      order: 80,
      shortcut: 'G S',
      needs: 'see_floor',
      onPhone: true,
    },
  ],
  parts: { 'conversation.drawer': () => import('./ConversationDrawer.vue') },
})
