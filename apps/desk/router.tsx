import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Bench } from '#apps/desk/bench/bench.tsx'
import { MatterInHand } from '#apps/desk/bench/hand.tsx'
import { Welcome } from '#apps/desk/bench/welcome.tsx'
import { Lost } from '#apps/desk/shell/lost.tsx'
import { Shell } from '#apps/desk/shell/shell.tsx'
import { Loading, Trouble } from '#ui/state.tsx'

const words = (value: unknown) => (typeof value === 'string' ? value : '')

const root = createRootRoute({ component: Shell, notFoundComponent: Lost })

const bench = createRoute({
  getParentRoute: () => root,
  id: 'bench',
  component: Bench,
  validateSearch: (search: Record<string, unknown>): { lamp?: string; kind?: string } => ({
    ...(words(search.lamp) ? { lamp: words(search.lamp) } : {}),
    ...(words(search.kind) ? { kind: words(search.kind) } : {}),
  }),
})
const welcome = createRoute({ getParentRoute: () => bench, path: '/', component: Welcome })
const matter = createRoute({ getParentRoute: () => bench, path: '/matters/$id', component: MatterInHand })

const open = createRoute({
  getParentRoute: () => root,
  path: '/open',
  component: lazyRouteComponent(() => import('#apps/desk/pages/open.tsx'), 'Open'),
  validateSearch: (search: Record<string, unknown>): { service?: string; contact?: string } => ({
    ...(words(search.service) ? { service: words(search.service) } : {}),
    ...(words(search.contact) ? { contact: words(search.contact) } : {}),
  }),
})
const fresh = createRoute({
  getParentRoute: () => root,
  path: '/new/$kind',
  component: lazyRouteComponent(() => import('#apps/desk/pages/new.tsx'), 'New'),
  validateSearch: (search: Record<string, unknown>): { contact?: string; case?: string; petition?: string } => ({
    ...(words(search.contact) ? { contact: words(search.contact) } : {}),
    ...(words(search.case) ? { case: words(search.case) } : {}),
    ...(words(search.petition) ? { petition: words(search.petition) } : {}),
  }),
})
const alarms = createRoute({
  getParentRoute: () => root,
  path: '/alarms',
  component: lazyRouteComponent(() => import('#apps/desk/pages/alarms.tsx'), 'Alarms'),
})
const office = createRoute({
  getParentRoute: () => root,
  path: '/office',
  component: lazyRouteComponent(() => import('#apps/desk/pages/office.tsx'), 'Office'),
})
const services = createRoute({
  getParentRoute: () => root,
  path: '/services',
  component: lazyRouteComponent(() => import('#apps/desk/pages/services.tsx'), 'Services'),
  validateSearch: (search: Record<string, unknown>): { code?: string } =>
    words(search.code) ? { code: words(search.code) } : {},
})
const clauses = createRoute({
  getParentRoute: () => root,
  path: '/clauses',
  component: lazyRouteComponent(() => import('#apps/desk/pages/clauses.tsx'), 'Clauses'),
})
const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  component: lazyRouteComponent(() => import('#apps/desk/pages/search.tsx'), 'Search'),
  validateSearch: (search: Record<string, unknown>): { q?: string } => (words(search.q) ? { q: words(search.q) } : {}),
})

export const router = createRouter({
  routeTree: root.addChildren([
    bench.addChildren([welcome, matter]),
    open,
    fresh,
    alarms,
    office,
    services,
    clauses,
    search,
  ]),
  basepath: '/desk',
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Loading />,
  defaultErrorComponent: ({ error, reset }) => <Trouble error={error} again={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
