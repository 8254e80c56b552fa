import { instant } from '#core/day.ts'
import { demoTenant, seedOffice } from '#office/seed.ts'
import type { Config } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/db.ts'
import type { Place } from '#rules/quality-service/visitor/claim.ts'

export type Founded = {
  readonly isDemo: boolean
  /** The demonstration was founded just now and has no story yet. */
  readonly isNew: boolean
  /** The tenant and the root of its tree; null while there is none. */
  readonly place: Place | null
}

const roots = sql<Place>(
  'tenant.root',
  `select tenant_id as tenant, path::text from organization_place where parent is null and valid_until is null order by valid_from limit 1`,
)

/**
 * Whether the data is a demonstration's, an office's, or none yet. Only a database without any office is ever given the
 * demonstration: real ground never gets its accounts.
 */
export async function founded(
  db: Db,
  { demo }: Pick<Config, 'demo'>,
  passwordHash: () => Promise<string>,
): Promise<Founded | { readonly problems: readonly string[] }> {
  const place = await db.plain((tx) => tx.maybe(roots, []))
  const isDemo = place?.tenant === demoTenant
  if (isDemo && demo === 'off')
    return { problems: ['这个数据目录里是演示数据。请用 SHOUWEN_DATA 另选一个空目录，或去掉 SHOUWEN_DEMO=0。'] }
  if (place && !isDemo && demo === 'on')
    return { problems: ['这个数据目录里是正式数据，不能加入演示账号。请去掉 SHOUWEN_DEMO=1。'] }
  if (place || demo === 'off') return { isDemo, isNew: false, place }
  await seedOffice(db, { passwordHash: await passwordHash(), at: instant(Date.now()) })
  return { isDemo: true, isNew: true, place: await db.plain((tx) => tx.one(roots, [])) }
}
