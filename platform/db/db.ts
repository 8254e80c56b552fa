import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Flight } from '#platform/db/flight.ts'
import { codeOf, isLost, isOutage, isWorthAnotherTry, Outage } from '#platform/db/outage.ts'
import { openingOf, type Scope } from '#platform/db/scope.ts'
import { CommitLost, runRead, runTransaction, type Tx } from '#platform/db/transaction.ts'
import { types } from '#platform/db/types.ts'

export type { Scope } from '#platform/db/scope.ts'
export { firstId, lastId, orLast, type Statement, sql } from '#platform/db/sql.ts'
export type { Tx } from '#platform/db/transaction.ts'

/** The database as the program sees it, always as the least-privilege role. All throw `Outage` when it is away. */
export type Db = {
  /** One unit of work of one tenant. A returned refusal rolls back; deadlocks and lost serializations are tried again. */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** The same, read only: answers one round trip earlier. */
  read<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** For reference tables and technical tables only (no tenant set). */
  plain<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** How often what public pages show was changed by way of this object, counted before whoever changed it is answered. */
  changes(): number
  close(): Promise<void>
}

export type ConnectOptions = {
  readonly url: string
  /** Connections at most. */
  readonly max?: number
}

const tries = 4
const patienceMs = 5_000

/** A pool of pipelined connections. Connects on first use. */
export function connect({ url, max = 12 }: ConnectOptions): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    pipeline: true,
    types,
    stream: () => new Flight(),
    connectionTimeoutMillis: patienceMs,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'shouwen',
  })
  // A connection that breaks while idle is replaced at the next use; one in use fails its statements. Neither may end the program.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  let changes = 0
  const changed = () => void changes++
  return {
    transaction: (scope, work) => again(() => write(pool, openingOf(scope, false), work, changed)),
    plain: (work) => again(() => write(pool, openingOf(null, false), work, changed)),
    read: (scope, work) => again(() => read(pool, openingOf(scope, true), work)),
    changes: () => changes,
    close: () => pool.end(),
  }
}

async function write<T>(pool: pg.Pool, opening: string, work: (tx: Tx) => Promise<T>, changed: () => void): Promise<T> {
  const client = await take(pool)
  try {
    const result = await runTransaction(client, opening, work, changed)
    client.release()
    return result
  } catch (error) {
    client.release(isSpoilt(error))
    throw error
  }
}

async function read<T>(pool: pg.Pool, opening: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await take(pool)
  try {
    return await runRead(client, opening, work, (error) => client.release(error))
  } catch (error) {
    client.release(isSpoilt(error))
    // Asked for by us, so it is a bug here and not a server that is failing over.
    throw codeOf(error) === '25006' ? new TypeError('a write in a read-only transaction', { cause: error }) : error
  }
}

/** No connection to be had is an outage at once; one that breaks in use is tried again, since nothing was committed. */
async function take(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw isOutage(error) ? new Outage(error) : error
  }
}

/** A connection with an old plan or a broken line is not given to the next. */
function isSpoilt(error: unknown): boolean {
  return isOutage(error) || error instanceof CommitLost || isWorthAnotherTry(error)
}

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let nth = 1; ; nth++) {
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof CommitLost) throw new Outage(error.cause, true)
      if (error instanceof Outage) throw error
      if (nth < tries && (isLost(error) || isWorthAnotherTry(error))) await sleep(Math.random() * 20 * nth)
      else throw isOutage(error) ? new Outage(error) : error
    }
  }
}
