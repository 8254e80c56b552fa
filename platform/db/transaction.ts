import type pg from 'pg'
import { isRefusal } from '#core/refusal.ts'
import { codeOf, isOutage } from '#platform/db/outage.ts'
import { noteUse, shownChannel } from '#platform/db/shown.ts'
import type { Statement } from '#platform/db/sql.ts'

/** A transaction in hand. Stores take it first and required, so that nothing slips outside. */
export type Tx = {
  /** Sends at once (pipelined with neighbours), resolves with rows. */
  all<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]>
  /** Throws `RowCount` if there is not exactly one row. */
  one<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row>
  /** The row or null; throws `RowCount` if there are several. */
  maybe<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row | null>
  /** Sends at once, checked at commit: a failed write fails the transaction. Pipelined with the commit. */
  write(statement: Statement<unknown>, values: readonly unknown[]): void
}

/** A statement that must answer one row answered none or several: a bug, not a refusal. */
export class RowCount extends Error {
  constructor(name: string, count: number) {
    super(`${name}: ${count} rows`)
    this.name = 'RowCount'
  }
}

/** What became of the commit when it was sent and no answer came. */
export class CommitLost extends Error {
  constructor(cause: unknown) {
    super('no answer to commit', { cause })
    this.name = 'CommitLost'
  }
}

type Sent = {
  readonly tx: Tx
  readonly send: (query: string) => Promise<pg.QueryResult>
  readonly settled: () => Promise<void>
  readonly failures: unknown[]
  /** Whether what public pages show is changed. */
  readonly changes: () => boolean
  readonly over: () => void
}

/**
 * Runs `work` between the opening and commit. Nothing waits for the opening or for deferred writes: they travel with
 * their neighbours, and every answer is looked at before success is. A refusal, or anything thrown, rolls back. Where it
 * changed what public pages show, the other nodes hear of it with the commit, and this one by `changed` before anybody is
 * answered, also where nobody knows what became of the commit.
 */
export async function runTransaction<T>(
  client: pg.PoolClient,
  opening: string,
  work: (tx: Tx) => Promise<T>,
  changed: () => void,
): Promise<T> {
  const sent = sender(client)
  sent.send(opening)
  const result = await settleWork(sent, work)
  if (isRefusal(result)) {
    await rollBack(sent)
    return result
  }
  if (sent.failures.length > 0) {
    await rollBack(sent)
    throw sent.failures[0]
  }
  if (sent.changes()) sent.send(`notify ${shownChannel}`)
  const commit = sent.send('commit')
  sent.over()
  await sent.settled()
  if (sent.changes()) changed()
  const [first] = sent.failures
  // What the server refused is not kept. A line that broke after commit was sent says nothing either way.
  if (first !== undefined) throw sent.failures.find((failure) => !isOutage(failure)) ?? new CommitLost(first)
  const { command } = await commit
  if (command !== 'COMMIT') throw new Error(`the database answered ${command} to commit`)
  return result
}

/** For a read-only transaction: the answer need not wait for the end of it. `done` says when the connection is free. */
export async function runRead<T>(
  client: pg.PoolClient,
  opening: string,
  work: (tx: Tx) => Promise<T>,
  done: (error?: Error) => void,
): Promise<T> {
  const sent = sender(client)
  sent.send(opening)
  const result = await settleWork(sent, work)
  await sent.settled()
  if (sent.failures.length > 0) {
    await rollBack(sent)
    throw sent.failures[0]
  }
  const commit = sent.send('commit')
  sent.over()
  commit.then(() => done(), done)
  return result
}

async function settleWork<T>(sent: Sent, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await work(sent.tx)
  } catch (error) {
    await rollBack(sent)
    // After a failed statement the server only says "aborted"; the first failure is the reason.
    throw codeOf(error) === '25P02' ? (sent.failures[0] ?? error) : error
  }
}

async function rollBack(sent: Sent): Promise<void> {
  sent.send('rollback')
  sent.over()
  await sent.settled()
}

function sender(client: pg.PoolClient): Sent {
  const answers: Promise<unknown>[] = []
  const failures: unknown[] = []
  let isOver = false
  let changes = false
  const send = (query: string | pg.QueryConfig<unknown[]>): Promise<pg.QueryResult> => {
    if (isOver) throw new Error('this transaction is over: await what you start in it')
    const answer = client.query(query)
    // Waited for, and not kept: an export of any length goes through one transaction, and its rows don't stay behind.
    answers.push(
      answer.then(
        () => {},
        (error: unknown) => {
          failures.push(error)
        },
      ),
    )
    return answer
  }
  const ask = (statement: Statement<unknown>, values: readonly unknown[]): Promise<pg.QueryResult> => {
    if (noteUse(statement)) changes = true
    return send({ name: statement.name, text: statement.text, values: values.map(toWire) })
  }
  const all = async <Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> =>
    (await ask(statement, values)).rows
  const tx: Tx = {
    all: (statement, values) => quiet(all(statement, values)),
    one: (statement, values) =>
      quiet(
        all(statement, values).then((rows) => {
          const [first] = rows
          if (rows.length !== 1 || first === undefined) throw new RowCount(statement.name, rows.length)
          return first
        }),
      ),
    maybe: (statement, values) =>
      quiet(
        all(statement, values).then((rows) => {
          if (rows.length > 1) throw new RowCount(statement.name, rows.length)
          return rows[0] ?? null
        }),
      ),
    write(statement, values) {
      ask(statement, values)
    },
  }
  const settled = async (): Promise<void> => {
    await Promise.all(answers)
  }
  return { tx, send, settled, failures, changes: () => changes, over: () => (isOver = true) }
}

/**
 * Objects become JSON here and now: left to the client, a value that cannot be written would fail without the server
 * knowing, and the commit behind it would pass. Arrays become PostgreSQL arrays; stringify one meant as JSON.
 */
function toWire(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(toWire)
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value
  return JSON.stringify(value)
}

/** A promise that nobody waits for may fail without ending the program; whoever does wait still sees it fail. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
