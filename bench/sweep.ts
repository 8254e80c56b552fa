import { parseInstant } from '#core/day.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { sweep } from '#matter/sweep.ts'
import type { World } from '#matter/world.ts'
import { demoPath, demoTenant } from '#office/seed.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { connect } from '#platform/db/db.ts'
import { contact } from '#rules/first-asked/process.ts'

/** Matters that time has overtaken, moved a second: all clocks of open contacts run out at once, in a year's time. */
export async function measureSweep(appUrl: string, keysFolder: string) {
  const db = connect({ url: appUrl, max: 4 })
  const at = parseInstant('2027-03-01T09:30:00+08:00')
  const processes: World['processes'] = {
    kinds: ['contact'],
    of: (kind) => (kind === 'contact' ? contact : null),
    opening: () => null,
  }
  const world: World = {
    db,
    now: () => at,
    processes,
    catalogue: loadCatalogue(),
    keys: openKeys(keysFolder),
    address: 'http://127.0.0.1',
    mark: null,
    touched() {},
  }
  const from = performance.now()
  const swept = await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at })
  const seconds = (performance.now() - from) / 1000
  await db.close()
  return { ...swept, seconds, perSecond: swept.moved / seconds }
}
