import { lazy, Suspense } from 'react'
import { Loading } from '#ui/state.tsx'

const pages: Readonly<Record<string, ReturnType<typeof lazy>>> = {
  system: lazy(async () => ({ default: (await import('#apps/desk/pages/ground/ground.tsx')).GroundPage })),
  security: lazy(async () => ({ default: (await import('#apps/desk/pages/ground/security.tsx')).SecurityPage })),
  audit: lazy(async () => ({ default: (await import('#apps/desk/pages/audit.tsx')).AuditPage })),
}

/**
 * One of the three administrators: no business posts and no matters, so instead of a desk the page of their work. The
 * system administrator keeps offices and people, the security administrator the doors, the audit administrator the record.
 */
export function Administrator({ kind }: { kind: string }) {
  const Page = pages[kind]
  return <Suspense fallback={<Loading lines={8} />}>{Page ? <Page /> : null}</Suspense>
}
