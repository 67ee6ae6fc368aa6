import type { RouteRecordRaw } from 'vue-router'
import { defineFeature } from '@/services/feature'
import { useSession } from '@/services/session'
import { sections } from './sections'

// Seeing all conversations alone does not bring somebody here; it only lets them see who is blocked.
const needs = ['manage_users', 'manage_catalog', 'manage_canned', 'see_audit'] as const

// The first one this person may open.
function firstSection(): string {
  const session = useSession()
  return sections.find((section) => session.may(section.needs))?.path ?? '/admin/users'
}

const page = (
  path: string,
  name: string,
  component: RouteRecordRaw['component'],
): RouteRecordRaw => {
  const section = sections.find((one) => one.path === `/admin/${name}`)
  return {
    path,
    name: `admin.${name}`,
    component,
    meta: { needs: section?.needs, title: section?.label },
  } as RouteRecordRaw
}

export default defineFeature({
  name: 'admin',
  routes: [
    {
      path: 'admin',
      component: () => import('./AdminPage.vue'),
      meta: { title: 'admin.nav', hasHeading: true },
      children: [
        // Not a redirect: that is followed before anybody knows who is signed in.
        { path: '', component: { render: () => null }, beforeEnter: firstSection },
        page('users/:id?', 'users', () => import('./UsersPage.vue')),
        page('agents/:id?', 'agents', () => import('./AgentsPage.vue')),
        page('skills/:kind(skills|teams)?/:id?', 'skills', () => import('./SkillsPage.vue')),
        page('queues/:id?', 'queues', () => import('./QueuesPage.vue')),
        page('capacity', 'capacity', () => import('./CapacityPage.vue')),
        page('canned/:id?', 'canned', () => import('./CannedPage.vue')),
        page('widgets/:id?', 'widgets', () => import('./WidgetsPage.vue')),
        page('blocked', 'blocked', () => import('./BlockedPage.vue')),
        page('audit', 'audit', () => import('./AuditPage.vue')),
      ],
    },
  ],
  nav: [
    {
      to: '/admin',
      label: 'admin.nav',
      icon: 'settings',
      place: 'bottom',
      order: 90,
      shortcut: 'G A',
      needs,
      onPhone: false,
    },
  ],
})
