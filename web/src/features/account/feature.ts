import { defineFeature } from '@/services/feature'

export default defineFeature({
  name: 'account',
  routes: [
    {
      path: 'account',
      name: 'account',
      component: () => import('./AccountPage.vue'),
      meta: { title: 'account.title', hasHeading: true },
    },
  ],
})
