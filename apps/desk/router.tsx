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
const duty = createRoute({
  getParentRoute: () => root,
  path: '/duty',
  component: lazyRouteComponent(() => import('#apps/desk/pages/duty.tsx'), 'DutyPage'),
})
const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  component: lazyRouteComponent(() => import('#apps/desk/pages/tasks.tsx'), 'TaskPage'),
})
const register = createRoute({
  getParentRoute: () => root,
  path: '/registers/$kind',
  component: lazyRouteComponent(() => import('#apps/desk/pages/register.tsx'), 'Register'),
})
const office = createRoute({
  getParentRoute: () => root,
  path: '/office',
  component: lazyRouteComponent(() => import('#apps/desk/pages/office.tsx'), 'Office'),
})
const remembered = createRoute({
  getParentRoute: () => root,
  path: '/remembered',
  component: lazyRouteComponent(() => import('#apps/desk/pages/remembered.tsx'), 'RememberedPage'),
})
const commendations = createRoute({
  getParentRoute: () => root,
  path: '/commendations',
  component: lazyRouteComponent(() => import('#apps/desk/pages/commendations.tsx'), 'Commendations'),
})
const accountability = createRoute({
  getParentRoute: () => root,
  path: '/accountability',
  component: lazyRouteComponent(() => import('#apps/desk/pages/accountability.tsx'), 'Accountability'),
})
const ground = createRoute({
  getParentRoute: () => root,
  path: '/ground',
  component: lazyRouteComponent(() => import('#apps/desk/pages/ground/ground.tsx'), 'GroundPage'),
})
const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  component: lazyRouteComponent(() => import('#apps/desk/pages/accounts.tsx'), 'Accounts'),
})
const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  component: lazyRouteComponent(() => import('#apps/desk/pages/ground/security.tsx'), 'SecurityPage'),
})
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  component: lazyRouteComponent(() => import('#apps/desk/pages/audit.tsx'), 'AuditPage'),
})
const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: lazyRouteComponent(() => import('#apps/desk/pages/password.tsx'), 'Password'),
})
const inspections = createRoute({
  getParentRoute: () => root,
  path: '/inspections',
  component: lazyRouteComponent(() => import('#apps/desk/pages/inspections.tsx'), 'Inspections'),
  validateSearch: (search: Record<string, unknown>): { tab?: string } =>
    words(search.tab) ? { tab: words(search.tab) } : {},
})
const inspection = createRoute({
  getParentRoute: () => root,
  path: '/inspections/$id',
  component: lazyRouteComponent(() => import('#apps/desk/pages/inspection.tsx'), 'Inspection'),
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
const sayings = createRoute({
  getParentRoute: () => root,
  path: '/phrases',
  component: lazyRouteComponent(() => import('#apps/desk/pages/phrases.tsx'), 'Phrases'),
})
const conduct = createRoute({
  getParentRoute: () => root,
  path: '/conduct',
  component: lazyRouteComponent(() => import('#apps/desk/pages/conduct.tsx'), 'Conduct'),
})
const due = createRoute({
  getParentRoute: () => root,
  path: '/due',
  component: lazyRouteComponent(() => import('#apps/desk/pages/due.tsx'), 'DuePage'),
  validateSearch: (search: Record<string, unknown>): { view?: string } =>
    words(search.view) ? { view: words(search.view) } : {},
})
const lateness = createRoute({
  getParentRoute: () => root,
  path: '/lateness',
  component: lazyRouteComponent(() => import('#apps/desk/pages/due.tsx'), 'LatenessPage'),
})
const sitting = createRoute({
  getParentRoute: () => root,
  path: '/sitting',
  component: lazyRouteComponent(() => import('#apps/desk/pages/sitting.tsx'), 'SittingPage'),
  validateSearch: (search: Record<string, unknown>): { id?: string; contact?: string } => ({
    ...(words(search.id) ? { id: words(search.id) } : {}),
    ...(words(search.contact) ? { contact: words(search.contact) } : {}),
  }),
})

const badges = createRoute({
  getParentRoute: () => root,
  path: '/badges',
  component: lazyRouteComponent(() => import('#apps/desk/pages/badges.tsx'), 'Badges'),
})
const venue = createRoute({
  getParentRoute: () => root,
  path: '/venue',
  component: lazyRouteComponent(() => import('#apps/desk/pages/venue.tsx'), 'VenueRegister'),
})
const machines = createRoute({
  getParentRoute: () => root,
  path: '/machines',
  component: lazyRouteComponent(() => import('#apps/desk/pages/machines.tsx'), 'Machines'),
})
const items = createRoute({
  getParentRoute: () => root,
  path: '/items',
  component: lazyRouteComponent(() => import('#apps/desk/pages/items.tsx'), 'Items'),
})
const publications = createRoute({
  getParentRoute: () => root,
  path: '/publications',
  component: lazyRouteComponent(() => import('#apps/desk/pages/publications.tsx'), 'Publications'),
})

const supervision = createRoute({
  getParentRoute: () => root,
  path: '/supervision',
  component: lazyRouteComponent(() => import('#apps/desk/pages/supervision.tsx'), 'Supervision'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    bench.addChildren([welcome, matter]),
    open,
    fresh,
    register,
    alarms,
    duty,
    tasks,
    office,
    remembered,
    commendations,
    accountability,
    supervision,
    ground,
    accounts,
    security,
    audit,
    password,
    inspections,
    inspection,
    services,
    clauses,
    badges,
    venue,
    machines,
    items,
    publications,
    sayings,
    conduct,
    due,
    lateness,
    sitting,
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
