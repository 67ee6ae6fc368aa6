// Addresses. Pages of features stand below the shell and need a session; the pages of signing in
// stand alone.
import { createRouter, createWebHistory, type RouteRecordRaw, type Router } from 'vue-router'
import { text } from '@/i18n'
import { setPageTitle } from '@/services/attention'
import { useSession } from '@/services/session'
import { features } from './features'

const publicRoutes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./pages/SignInPage.vue'),
    meta: { isPublic: true, title: 'shell.signIn.title' },
  },
  {
    path: '/forgot',
    name: 'forgot',
    component: () => import('./pages/ForgotPage.vue'),
    meta: { isPublic: true, title: 'shell.forgot.title' },
  },
  {
    path: '/reset/:token',
    name: 'reset',
    component: () => import('./pages/TokenPage.vue'),
    props: (route) => ({ token: route.params.token, isInvitation: false }),
    meta: { isPublic: true, title: 'shell.reset.title' },
  },
  {
    path: '/invite/:token',
    name: 'invite',
    component: () => import('./pages/TokenPage.vue'),
    props: (route) => ({ token: route.params.token, isInvitation: true }),
    meta: { isPublic: true, title: 'shell.invite.title' },
  },
]

const stories: RouteRecordRaw[] = import.meta.env.DEV
  ? [
      {
        path: '/stories',
        component: () => import('../stories/StoriesPage.vue'),
        meta: { isPublic: true },
      },
      {
        path: '/stories/shell',
        component: () => import('./AppShell.vue'),
        meta: { isPublic: true, title: 'desk.nav' },
        children: [{ path: '', component: () => import('../stories/ShellStory.vue') }],
      },
      {
        path: '/stories/desk',
        component: () => import('./AppShell.vue'),
        meta: { isPublic: true, title: 'desk.nav', hasHeading: true, hasDesk: true },
        children: [{ path: '', component: () => import('../stories/DeskStory.vue') }],
      },
    ]
  : []

export function makeRouter(): Router {
  const pages = features.flatMap((feature) => feature.routes)
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      ...publicRoutes,
      ...stories,
      {
        path: '/',
        component: () => import('./AppShell.vue'),
        children: [
          ...pages,
          { path: '/:rest(.*)*', component: () => import('./pages/MissingPage.vue') },
        ],
      },
    ],
  })
  router.beforeEach(async (to) => {
    if (to.matched.some((record) => record.meta.isPublic)) return true
    const session = useSession()
    if (session.me === null && !(await session.restore())) {
      return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
    }
    return true
  })
  router.afterEach((to) => setPageTitle(to.meta.title ? text(to.meta.title) : ''))
  return router
}
