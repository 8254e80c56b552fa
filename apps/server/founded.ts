import { instant } from '#core/day.ts'
import { demoTenant, seedOffice } from '#office/seed.ts'
import type { Config } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/db.ts'

/** `isNew`: the demonstration was founded just now and has no story yet. */
export type Founded = { readonly isDemo: boolean; readonly isEmpty: boolean; readonly isNew: boolean }

const tenants = sql<{ tenant_id: string }>('tenant.all', 'select tenant_id from tenant')

/**
 * Whether the data is a demonstration's, an office's, or none yet. Only a database without any office is ever given the
 * demonstration: real ground never gets its accounts.
 */
export async function founded(
  db: Db,
  { demo }: Pick<Config, 'demo'>,
  passwordHash: () => Promise<string>,
): Promise<Founded | { readonly problems: readonly string[] }> {
  const there = await db.plain((tx) => tx.all(tenants, []))
  const isDemo = there.some(({ tenant_id }) => tenant_id === demoTenant)
  if (isDemo && demo === 'off')
    return { problems: ['这个数据目录里是演示数据。请用 SHOUWEN_DATA 另选一个空目录,或去掉 SHOUWEN_DEMO=0。'] }
  if (!isDemo && there.length > 0 && demo === 'on')
    return { problems: ['这个数据目录里是正式数据,不能加入演示账号。请去掉 SHOUWEN_DEMO=1。'] }
  if (there.length > 0) return { isDemo, isEmpty: false, isNew: false }
  if (demo === 'off') return { isDemo: false, isEmpty: true, isNew: false }
  await seedOffice(db, { passwordHash: await passwordHash(), at: instant(Date.now()) })
  return { isDemo: true, isEmpty: false, isNew: true }
}
