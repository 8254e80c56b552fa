import { randomUUID } from 'node:crypto'
import { type Instant, parseInstant } from '#core/day.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { listRoutes } from '#matter/lists.ts'
import { matterRoutes } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'
import { accountsOf } from '#office/account.ts'
import { demoStaff, demoTenant } from '#office/seed.ts'
import { idOf, newToken } from '#platform/auth/token.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { connect, type Db, type Scope, type Tx } from '#platform/db/db.ts'
import { buildHttp } from '#platform/http/app.ts'
import { contact } from '#rules/first-asked/process.ts'
import { registration, turns } from './life.ts'

/** A statement as it went to the database; statements of one flight were sent before an answer came. */
export type Sent = {
  readonly flight: number
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
}
export type Taped = { readonly scope: Scope; readonly readOnly: boolean; readonly sent: readonly Sent[] }

export type Tape = {
  readonly matter: string
  readonly open: Taped
  readonly turns: readonly Taped[]
  readonly desk: Taped
  readonly page: Taped
  readonly search: Taped
}

/**
 * What the program sends to the database for each thing that the benchmark asks of it, written down by a transaction
 * that listens. The routes are the server's own; only the database is looked over the shoulder.
 */
export async function record(appUrl: string, keysFolder: string): Promise<Tape> {
  const db = connect({ url: appUrl, max: 2 })
  const tapes: Taped[] = []
  const listened = listening(db, (tape) => tapes.push(tape))
  const app = await door(listened, keysFolder)
  const say = async (who: 'wang' | 'zhao', method: 'GET' | 'POST', url: string, payload?: object) => {
    const request = {
      method,
      url,
      headers: { cookie: `shouwen=${tokens[who]}`, ...(payload && { 'idempotency-key': randomUUID() }) },
      ...(payload && { payload }),
    }
    // Twice for a question: the first may still have to read the office.
    if (method === 'GET') await app.inject(request)
    tapes.length = 0
    const reply = await app.inject(request)
    const [tape] = tapes
    if (reply.statusCode >= 300 || !tape) throw new Error(`${url}: ${reply.statusCode} ${reply.body.slice(0, 300)}`)
    return { body: reply.json() as { matter: { id: string; version: number } }, tape }
  }
  const open = () => say('wang', 'POST', '/api/matters', { kind: 'contact', input: registration('想办理失业登记') })
  await open()
  const opened = await open()
  const { id } = opened.body.matter
  const moved: Taped[] = []
  for (const [i, { who, move, input }] of turns.entries()) {
    const { tape } = await say(who, 'POST', `/api/matters/${id}/moves/${move}`, { version: i + 1, ...input })
    moved.push(tape)
  }
  const desk = await say('wang', 'GET', '/api/desk?limit=20')
  const page = await say('wang', 'GET', `/api/matters/${id}`)
  const search = await say('wang', 'GET', `/api/search?q=${encodeURIComponent('测试甲')}&limit=20`)
  await app.close()
  await db.close()
  return { matter: id, open: opened.tape, turns: moved, desk: desk.tape, page: page.tape, search: search.tape }
}

const tokens = { wang: newToken(), zhao: newToken() }
const at = (): Instant => parseInstant('2026-11-23T09:45:00+08:00')

/** The server's routes of matters, behind sessions that are simply there. */
async function door(db: Db, keysFolder: string) {
  const accounts = accountsOf(db)
  const staff = new Map((['wang', 'zhao'] as const).map((name) => [idOf(tokens[name]), demoStaff(name)]))
  const quiet = {
    info() {},
    warn() {},
    error: (event: string, fields?: object) => process.stderr.write(`${event} ${JSON.stringify(fields)}\n`),
  }
  const sessions = {
    knows: () => true,
    find: async (id: string) => {
      const who = await accounts.findStaff(demoTenant, staff.get(id)!, at())
      return who && { id, who, expiresAt: parseInstant('2026-11-23T23:00:00+08:00') }
    },
  }
  const app = await buildHttp({ log: quiet, sessions, ready: async () => [] })
  const processes: World['processes'] = {
    kinds: ['contact'],
    of: () => contact,
    opening: () => ({ process: contact, service: null }),
  }
  const world: World = {
    db,
    now: at,
    processes,
    catalogue: loadCatalogue(),
    keys: openKeys(keysFolder),
    address: 'http://127.0.0.1',
    mark: null,
    touched() {},
  }
  await app.register(matterRoutes, { world })
  await app.register(listRoutes, { world })
  return app
}

function listening(db: Db, keep: (tape: Taped) => void): Db {
  const around = (scope: Scope, readOnly: boolean, run: Db['transaction']): Db['transaction'] => {
    return (asked, work) => {
      const sent: Sent[] = []
      return run(asked, async (tx) => {
        const result = await work(spy(tx, sent))
        keep({ scope, readOnly, sent })
        return result
      })
    }
  }
  return {
    ...db,
    transaction: (scope, work) => around(scope, false, db.transaction)(scope, work),
    read: (scope, work) => around(scope, true, db.read)(scope, work),
  }
}

function spy(tx: Tx, sent: Sent[]): Tx {
  let flight = 0
  let answered = false
  const note = (statement: Named, values: readonly unknown[]) => {
    if (answered) flight++
    answered = false
    sent.push({ flight, name: statement.name, text: statement.text, values })
  }
  const heard = <T>(promise: Promise<T>): Promise<T> => {
    promise.then(
      () => (answered = true),
      () => {},
    )
    return promise
  }
  const asked =
    (ask: Asked): Asked =>
    (statement, values) => {
      note(statement, values)
      return heard(ask(statement, values))
    }
  return {
    all: asked(tx.all as Asked) as Tx['all'],
    one: asked(tx.one as Asked) as Tx['one'],
    maybe: asked(tx.maybe as Asked) as Tx['maybe'],
    write(statement, values) {
      note(statement, values)
      tx.write(statement, values)
    },
  }
}

type Named = { readonly name: string; readonly text: string }
type Asked = (statement: Named, values: readonly unknown[]) => Promise<unknown>
