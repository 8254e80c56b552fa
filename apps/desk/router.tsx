import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { enrolmentSearch } from '#apps/desk/api/enrolments.ts'
import { carries } from '#apps/desk/api/sought.ts'
import { Bench } from '#apps/desk/bench/bench.tsx'
import { MatterInHand } from '#apps/desk/bench/hand.tsx'
import { Welcome } from '#apps/desk/bench/welcome.tsx'
import { inspection, inspections, sampling, samplings, scores } from '#apps/desk/checking.tsx'
import { loop } from '#apps/desk/loop.tsx'
import { period, root } from '#apps/desk/root.tsx'
import { Loading, Trouble } from '#ui/state.tsx'

const bench = createRoute({
  getParentRoute: () => root,
  id: 'bench',
  component: Bench,
  validateSearch: carries({ lamp: 'text', kind: 'text' }),
})
const welcome = createRoute({ getParentRoute: () => bench, path: '/', component: Welcome })
const matter = createRoute({ getParentRoute: () => bench, path: '/matters/$id', component: MatterInHand })

const open = createRoute({
  getParentRoute: () => root,
  path: '/open',
  component: lazyRouteComponent(() => import('#apps/desk/pages/open.tsx'), 'Open'),
  validateSearch: carries({ service: 'text', contact: 'text' }),
})
const fresh = createRoute({
  getParentRoute: () => root,
  path: '/new/$kind',
  component: lazyRouteComponent(() => import('#apps/desk/pages/new.tsx'), 'New'),
  validateSearch: carries({ contact: 'text', case: 'text', petition: 'text' }),
})
const alarms = createRoute({
  getParentRoute: () => root,
  path: '/alarms',
  component: lazyRouteComponent(() => import('#apps/desk/pages/alarms.tsx'), 'Alarms'),
  validateSearch: carries({ all: 'flag' }),
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
  validateSearch: carries({ which: 'text', all: 'flag' }),
})
const register = createRoute({
  getParentRoute: () => root,
  path: '/registers/$kind',
  component: lazyRouteComponent(() => import('#apps/desk/pages/register.tsx'), 'Register'),
  validateSearch: carries({ q: 'text', ...period, state: 'text', holder: 'text', late: 'text', is: 'texts' }),
})
const office = createRoute({
  getParentRoute: () => root,
  path: '/office',
  component: lazyRouteComponent(() => import('#apps/desk/pages/office.tsx'), 'Office'),
})
const screens = createRoute({
  getParentRoute: () => root,
  path: '/screens',
  component: lazyRouteComponent(() => import('#apps/desk/pages/screens.tsx'), 'Screens'),
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
  validateSearch: carries({ q: 'text', from: 'text', until: 'text', state: 'text' }),
})
const accountability = createRoute({
  getParentRoute: () => root,
  path: '/accountability',
  component: lazyRouteComponent(() => import('#apps/desk/pages/accountability.tsx'), 'Accountability'),
  validateSearch: carries({ q: 'text', office: 'text', state: 'text', clause: 'text', rung: 'text', ...period }),
})
const ratings = createRoute({
  getParentRoute: () => root,
  path: '/ratings',
  component: lazyRouteComponent(() => import('#apps/desk/pages/ratings.tsx'), 'Ratings'),
  validateSearch: carries({
    ...{ level: 'text', office: 'text', service: 'text', post: 'text', channel: 'text', stage: 'text' },
    ...period,
  }),
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
  validateSearch: carries({ q: 'text', state: 'text' }),
})
const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  component: lazyRouteComponent(() => import('#apps/desk/pages/ground/security.tsx'), 'SecurityPage'),
})
const messages = createRoute({
  getParentRoute: () => root,
  path: '/messages',
  component: lazyRouteComponent(() => import('#apps/desk/pages/ground/messages.tsx'), 'MessagesPage'),
})
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  component: lazyRouteComponent(() => import('#apps/desk/pages/audit.tsx'), 'AuditPage'),
  validateSearch: carries({ from: 'text', until: 'text', who: 'text', what: 'text', failed: 'flag' }),
})
const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: lazyRouteComponent(() => import('#apps/desk/pages/password.tsx'), 'Password'),
})
const services = createRoute({
  getParentRoute: () => root,
  path: '/services',
  component: lazyRouteComponent(() => import('#apps/desk/pages/services.tsx'), 'Services'),
  validateSearch: carries({ code: 'text' }),
})
const calculators = createRoute({
  getParentRoute: () => root,
  path: '/calculators',
  component: lazyRouteComponent(() => import('#apps/desk/pages/calculators.tsx'), 'Calculators'),
  validateSearch: carries({ name: 'text' }),
})
const clauses = createRoute({
  getParentRoute: () => root,
  path: '/clauses',
  component: lazyRouteComponent(() => import('#apps/desk/pages/clauses.tsx'), 'Clauses'),
  validateSearch: carries({ q: 'text', state: 'text' }),
})
const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  component: lazyRouteComponent(() => import('#apps/desk/pages/search.tsx'), 'Search'),
  validateSearch: carries({ q: 'text' }),
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
  validateSearch: carries({ from: 'text', until: 'text' }),
})
const due = createRoute({
  getParentRoute: () => root,
  path: '/due',
  component: lazyRouteComponent(() => import('#apps/desk/pages/due.tsx'), 'DuePage'),
  validateSearch: carries({
    view: 'text',
    scope: 'text',
    when: 'text',
    kind: 'text',
    service: 'text',
    holder: 'text',
    office: 'text',
  }),
})
const lateness = createRoute({
  getParentRoute: () => root,
  path: '/lateness',
  component: lazyRouteComponent(() => import('#apps/desk/pages/due.tsx'), 'LatenessPage'),
  validateSearch: carries({ scope: 'text', kind: 'text', owed: 'flag', office: 'text' }),
})
const sitting = createRoute({
  getParentRoute: () => root,
  path: '/sitting',
  component: lazyRouteComponent(() => import('#apps/desk/pages/sitting.tsx'), 'SittingPage'),
  validateSearch: carries({ id: 'text', contact: 'text' }),
})

const badges = createRoute({
  getParentRoute: () => root,
  path: '/badges',
  component: lazyRouteComponent(() => import('#apps/desk/pages/badges.tsx'), 'Badges'),
  validateSearch: carries({ office: 'text', state: 'text', kind: 'text', q: 'text' }),
})
const venue = createRoute({
  getParentRoute: () => root,
  path: '/venue',
  component: lazyRouteComponent(() => import('#apps/desk/pages/venue.tsx'), 'VenueRegister'),
})
// biome-ignore format: one route, one line
const queue = createRoute({ getParentRoute: () => root, path: '/queue', component: lazyRouteComponent(() => import('#apps/desk/pages/queue.tsx'), 'Queue') })
const machines = createRoute({
  getParentRoute: () => root,
  path: '/machines',
  component: lazyRouteComponent(() => import('#apps/desk/pages/machines.tsx'), 'Machines'),
  validateSearch: carries({ office: 'text', month: 'text', network: 'text', q: 'text' }),
})
const opinionBox = createRoute({
  getParentRoute: () => root,
  path: '/opinion-box',
  component: lazyRouteComponent(() => import('#apps/desk/pages/opinion-box.tsx'), 'OpinionBox'),
  validateSearch: carries({ office: 'text' }),
})
const items = createRoute({
  getParentRoute: () => root,
  path: '/items',
  component: lazyRouteComponent(() => import('#apps/desk/pages/items.tsx'), 'Items'),
  validateSearch: carries({ office: 'text', show: 'text', q: 'text' }),
})
const disclosures = createRoute({
  getParentRoute: () => root,
  path: '/disclosures',
  component: lazyRouteComponent(() => import('#apps/desk/pages/disclosures.tsx'), 'Disclosures'),
  validateSearch: carries({ view: 'text', office: 'text', topic: 'text', stage: 'text', all: 'text', q: 'text' }),
})
const publications = createRoute({
  getParentRoute: () => root,
  path: '/publications',
  component: lazyRouteComponent(() => import('#apps/desk/pages/publications.tsx'), 'Publications'),
  validateSearch: carries({ office: 'text', stage: 'text', topic: 'text', q: 'text' }),
})

const reliefs = createRoute({
  getParentRoute: () => root,
  path: '/reliefs',
  component: lazyRouteComponent(() => import('#apps/desk/pages/tax.tsx'), 'Tax'),
  validateSearch: carries({ office: 'text', service: 'text', year: 'text', q: 'text' }),
})

const forms = createRoute({
  getParentRoute: () => root,
  path: '/forms',
  component: lazyRouteComponent(() => import('#apps/desk/pages/forms.tsx'), 'Forms'),
  validateSearch: carries({ group: 'text', q: 'text' }),
})
const versions = createRoute({
  getParentRoute: () => root,
  path: '/versions',
  component: lazyRouteComponent(() => import('#apps/desk/pages/versions.tsx'), 'Versions'),
  validateSearch: carries({ code: 'text', from: 'text', to: 'text' }),
})

const enrolments = createRoute({
  getParentRoute: () => root,
  path: '/enrolments',
  component: lazyRouteComponent(() => import('#apps/desk/pages/enrolments.tsx'), 'Enrolments'),
  validateSearch: carries(enrolmentSearch),
})
const market = createRoute({
  getParentRoute: () => root,
  path: '/market',
  component: lazyRouteComponent(() => import('#apps/desk/pages/market.tsx'), 'Market'),
  validateSearch: carries({ tab: 'text', office: 'text', stage: 'text', state: 'text', kind: 'text', q: 'text' }),
})

const aids = createRoute({
  getParentRoute: () => root,
  path: '/aids',
  component: lazyRouteComponent(() => import('#apps/desk/pages/aids.tsx'), 'Aids'),
  validateSearch: carries({ office: 'text', whose: 'text', days: 'text' }),
})
const loans = createRoute({
  getParentRoute: () => root,
  path: '/loans',
  component: lazyRouteComponent(() => import('#apps/desk/pages/loans.tsx'), 'Loans'),
  validateSearch: carries({ office: 'text', quarter: 'text', payment: 'text', from: 'text', until: 'text' }),
})
const importing = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  component: lazyRouteComponent(() => import('#apps/desk/pages/imports.tsx'), 'Imports'),
  validateSearch: carries({ kind: 'text', target: 'text', job: 'text' }),
})
const surveys = createRoute({
  getParentRoute: () => root,
  path: '/surveys',
  component: lazyRouteComponent(() => import('#apps/desk/pages/surveys.tsx'), 'Surveys'),
  validateSearch: carries({ office: 'text', state: 'text' }),
})
const survey = createRoute({
  getParentRoute: () => root,
  path: '/surveys/$id',
  component: lazyRouteComponent(() => import('#apps/desk/pages/survey/survey.tsx'), 'Survey'),
  validateSearch: carries({
    tab: 'text',
    area: 'text',
    kind: 'text',
    outcome: 'text',
    check: 'text',
    q: 'text',
    public: 'text',
  }),
})

const classes = createRoute({
  getParentRoute: () => root,
  path: '/classes',
  component: lazyRouteComponent(() => import('#apps/desk/pages/classes.tsx'), 'Classes'),
  validateSearch: carries({ view: 'text', office: 'text', stage: 'text', service: 'text', whose: 'text', q: 'text' }),
})
const trainingClass = createRoute({
  getParentRoute: () => root,
  path: '/classes/$id',
  component: lazyRouteComponent(() => import('#apps/desk/pages/class.tsx'), 'TrainingClass'),
})

const subsidies = createRoute({
  getParentRoute: () => root,
  path: '/subsidies',
  component: lazyRouteComponent(() => import('#apps/desk/pages/subsidies/page.tsx'), 'Subsidies'),
  validateSearch: carries({
    tab: 'text',
    batch: 'text',
    office: 'text',
    state: 'text',
    kind: 'text',
    q: 'text',
    year: 'text',
  }),
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
    screens,
    remembered,
    commendations,
    accountability,
    ratings,
    ...loop,
    forms,
    versions,
    ground,
    accounts,
    messages,
    security,
    audit,
    password,
    inspections,
    inspection,
    scores,
    samplings,
    sampling,
    services,
    calculators,
    clauses,
    badges,
    venue,
    queue,
    machines,
    opinionBox,
    items,
    aids,
    loans,
    publications,
    disclosures,
    classes,
    trainingClass,
    reliefs,
    enrolments,
    market,
    subsidies,
    sayings,
    conduct,
    due,
    lateness,
    sitting,
    importing,
    surveys,
    survey,
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
