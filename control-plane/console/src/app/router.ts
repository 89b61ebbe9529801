import { createRouter, createWebHistory } from 'vue-router';
import { safeNext, useSession } from '../session';
import LoginPage from '../session/LoginPage.vue';
import { focusHeading } from './focusHeading';

const { email } = useSession();

/** The console's pages. Those that need a session send whoever has none to `/`, and back after it. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: LoginPage },
    {
      path: '/titles',
      name: 'titles',
      component: () => import('../titles/TitlesPage.vue'),
      meta: { needsSession: true },
    },
    {
      path: '/titles/:id',
      name: 'title',
      component: () => import('../titles/TitlePage.vue'),
      props: true,
      meta: { needsSession: true },
    },
    {
      path: '/channels',
      name: 'channels',
      component: () => import('../live/ChannelsPage.vue'),
      meta: { needsSession: true },
    },
    {
      path: '/channels/:id',
      name: 'channel',
      component: () => import('../live/ChannelPage.vue'),
      props: true,
      meta: { needsSession: true },
    },
    {
      path: '/jobs',
      name: 'jobs',
      component: () => import('../jobs/JobsPage.vue'),
      meta: { needsSession: true },
    },
    {
      path: '/nodes',
      name: 'nodes',
      component: () => import('../operation/NodesPage.vue'),
      meta: { needsSession: true },
    },
    {
      path: '/watch/:id',
      name: 'watch',
      component: () => import('../watch/WatchPage.vue'),
      props: true,
    },
    {
      path: '/forgotten-password',
      name: 'forgotten-password',
      component: () => import('../session/ForgottenPasswordPage.vue'),
    },
    {
      path: '/reset-password',
      name: 'reset-password',
      component: () => import('../session/ResetPasswordPage.vue'),
    },
    {
      path: '/confirm-email',
      name: 'confirm-email',
      component: () => import('../session/ConfirmEmailPage.vue'),
    },
    { path: '/:rest(.*)*', name: 'nothing', component: () => import('./NothingPage.vue') },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

router.beforeEach((to) => {
  if (to.meta['needsSession'] && email.value === null) {
    return { name: 'home', query: { next: to.fullPath } };
  }
  return to.name === 'home' && email.value !== null ? safeNext(to.query['next']) : true;
});

router.afterEach((to, from) => {
  if (from.matched.length > 0 && to.path !== from.path) focusHeading();
});
