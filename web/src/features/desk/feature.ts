import { defineFeature } from '@/services/feature'
import { loadParts } from '@/services/parts'
import { useDesk } from '@/services/desk'

export default defineFeature({
  name: 'desk',
  routes: [
    {
      path: '',
      name: 'desk',
      // With everything that is seen on it, so that nothing appears later and pushes.
      component: async () => {
        const [page] = await Promise.all([
          import('./DeskPage.vue'),
          loadParts('desk.dock', 'desk.line', 'desk.conversation', 'desk.preview', 'desk.card'),
        ])
        return page
      },
      meta: { needs: 'answer', title: 'desk.nav', hasHeading: true, hasDesk: true },
    },
  ],
  nav: [
    {
      to: '/',
      label: 'desk.nav',
      tab: 'desk.tab',
      icon: 'chat',
      place: 'top',
      order: 10,
      shortcut: 'G D',
      needs: 'answer',
      onPhone: true,
      count: () => useDesk().lateCount,
    },
  ],
  parts: { 'shell.always': () => import('./DeskKeeper.vue') },
})
