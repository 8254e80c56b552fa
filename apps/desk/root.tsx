import { createRootRoute } from '@tanstack/react-router'
import { Lost } from '#apps/desk/shell/lost.tsx'
import { Shell } from '#apps/desk/shell/shell.tsx'

/** What every page of the desk stands in. */
export const root = createRootRoute({ component: Shell, notFoundComponent: Lost })

/** What a list may be narrowed to by days. */
export const period = { from: 'text', until: 'text' } as const
