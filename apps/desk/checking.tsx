import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { carries } from '#apps/desk/api/sought.ts'
import { root } from '#apps/desk/root.tsx'

/** The pages of 检查: inspections, spot checks by lot, scores. */
export const inspections = createRoute({
  getParentRoute: () => root,
  path: '/inspections',
  component: lazyRouteComponent(() => import('#apps/desk/pages/inspections.tsx'), 'Inspections'),
  validateSearch: carries({
    tab: 'text',
    q: 'text',
    state: 'text',
    mode: 'text',
    template: 'text',
    late: 'flag',
    office: 'text',
    by: 'text',
  }),
})

export const inspection = createRoute({
  getParentRoute: () => root,
  path: '/inspections/$id',
  component: lazyRouteComponent(() => import('#apps/desk/pages/inspection.tsx'), 'Inspection'),
})

export const scores = createRoute({
  getParentRoute: () => root,
  path: '/scores',
  component: lazyRouteComponent(() => import('#apps/desk/pages/scores.tsx'), 'Scores'),
  validateSearch: carries({ month: 'text', office: 'text' }),
})

export const samplings = createRoute({
  getParentRoute: () => root,
  path: '/samplings',
  component: lazyRouteComponent(() => import('#apps/desk/pages/samplings.tsx'), 'Samplings'),
  validateSearch: carries({ tab: 'text', q: 'text', state: 'text', source: 'text' }),
})

export const sampling = createRoute({
  getParentRoute: () => root,
  path: '/samplings/$id',
  component: lazyRouteComponent(() => import('#apps/desk/pages/sampling.tsx'), 'Sampling'),
})
