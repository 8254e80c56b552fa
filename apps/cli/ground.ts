import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { processesOf } from '#apps/server/processes.ts'
import { type Instant, instant } from '#core/day.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import type { World } from '#matter/world.ts'
import type { Config } from '#platform/config.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { type Ground, openGround } from '#platform/db/ground.ts'
import { WrongUse } from './words.ts'

export const now = (): Instant => instant(Date.now())

/**
 * Works on the data of the server that runs on this folder, or starts the database for itself. A folder without data is a
 * slip of the pen, unless something is to begin there (`mayBegin`): an empty place must not pass for a clean one.
 */
export async function onGround<T>(
  { data, databaseUrl }: Pick<Config, 'data' | 'databaseUrl'>,
  work: (ground: Ground) => Promise<T>,
  { mayBegin = false }: { readonly mayBegin?: boolean } = {},
): Promise<T> {
  if (!mayBegin && databaseUrl === null && !existsSync(join(data, 'database')))
    throw new WrongUse(`数据目录 ${data} 里没有数据，请检查 SHOUWEN_DATA。`)
  const ground = await openGround({ data, databaseUrl, mayJoin: true, max: 4 })
  try {
    return await work(ground)
  } finally {
    await ground.close()
  }
}

/** A world without doors: nobody watches and no paper is printed. */
export function worldOf({ db }: Pick<Ground, 'db'>, { data }: Pick<Config, 'data'>): World {
  const catalogue = loadCatalogue()
  return {
    db,
    now,
    catalogue,
    processes: processesOf(catalogue),
    keys: openKeys(data),
    address: '',
    mark: null,
    touched: () => {},
  }
}
