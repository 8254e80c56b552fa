import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { carries } from '#apps/desk/api/sought.ts'
import { root } from '#apps/desk/root.tsx'

const supervision = createRoute({
  getParentRoute: () => root,
  path: '/supervision',
  component: lazyRouteComponent(() => import('#apps/desk/pages/supervision.tsx'), 'Supervision'),
  validateSearch: carries({ office: 'text', stage: 'text', late: 'flag' }),
})

const figures = createRoute({
  getParentRoute: () => root,
  path: '/figures',
  component: lazyRouteComponent(() => import('#apps/desk/pages/figures/figures.tsx'), 'FiguresPage'),
  validateSearch: carries({
    ...{ period: 'text', from: 'text', until: 'text', by: 'text', office: 'text', service: 'text', post: 'text' },
    topic: 'text',
  }),
})

const oversight = createRoute({
  getParentRoute: () => root,
  path: '/oversight',
  component: lazyRouteComponent(() => import('#apps/desk/pages/oversight.tsx'), 'Oversight'),
  validateSearch: carries({
    ...{ tab: 'text', office: 'text', phase: 'text', lamp: 'text', q: 'text', sort: 'text' },
    ...{ state: 'text', colour: 'text' },
  }),
})

/** The pages of the loop that makes the window better: what is complained of, ordered, put right (10.5). */
export const loop = [oversight, supervision, figures] as const
