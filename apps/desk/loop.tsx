import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { carries } from '#apps/desk/api/sought.ts'
import { root } from '#apps/desk/root.tsx'

const supervision = createRoute({
  getParentRoute: () => root,
  path: '/supervision',
  component: lazyRouteComponent(() => import('#apps/desk/pages/supervision.tsx'), 'Supervision'),
  validateSearch: carries({ office: 'text', stage: 'text', late: 'flag' }),
})

/** The pages of the loop that makes the window better: what is complained of, ordered, put right (10.5). */
export const loop = [supervision] as const
