import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { dayOf, type Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { audit, lineFor } from '#platform/auth/audit.ts'
import { scopeOf, type Who } from '#platform/auth/who.ts'
import { hidden } from '#platform/crypto/personal.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { csvOf, csvType } from '#platform/sheets/csv.ts'
import { attached, bookOf, type ExcelSheet, xlsxType } from '#platform/sheets/excel.ts'
import { jsonLinesOf, jsonLinesType } from '#platform/sheets/json-lines.ts'
import { type Spooled, spool } from '#platform/sheets/spool.ts'

/** Why a list leaves the house: a field of every export that asks for it. */
export const exportReason = Type.String({ title: '导出理由', minLength: 2, maxLength: 100, pattern: '\\S\\s*\\S' })

/** How the address of an export ends: by this whoever guards them finds each one in the API document. */
export const leaves = /(\/export|\/report|\.xlsx|\.csv|\.jsonl)$/

/** A sheet that leaves the house, and what the audit keeps of that. */
export type Book<Row> = ExcelSheet<Row> & {
  /** The audit's word for it. */
  readonly what: string
  readonly about?: string | null
  /** The sentence for the auditor, of so many rows; the reason, if one was asked for, is added to it. */
  readonly says: string | ((rows: number) => string)
  readonly reason?: string
  /** Name of the file without its ending; else the sheet's and the day. */
  readonly name?: string
}

const book = { ending: '.xlsx', type: xlsxType, of: bookOf } as const
const shapes = [
  { ending: '.csv', type: csvType, of: csvOf },
  { ending: '.jsonl', type: jsonLinesType, of: jsonLinesOf },
] as const

type Needs = { readonly db: Db; readonly now: () => Instant }
type Work<Row> = (tx: Tx, who: Who, at: Instant) => Promise<Refusal | Book<Row>>

/**
 * The door by which every table leaves, however long, as an Excel book or, where the address ends so, as CSV or lines of JSON: `work` gives the rows or refuses, they are written aside as they
 * come, and the line of the audit is written in the transaction that read them. For routes with a session whose address says that
 * they export; throws elsewhere, and where columns that cover persons do not come through `office/personal.ts`.
 */
export async function sendBook<Row>(
  { db, now }: Needs,
  request: FastifyRequest,
  reply: FastifyReply,
  work: Work<Row>,
): Promise<FastifyReply> {
  const who = request.session?.who
  const { url = '' } = request.routeOptions
  if (!who) throw new TypeError(`a book for nobody: ${url}`)
  if (!leaves.test(url)) throw new TypeError(`an export that is not called one: ${url}`)
  const as = shapes.find(({ ending }) => url.endsWith(ending)) ?? book
  const at = now()
  let aside: Spooled | null = null
  const sent = await db
    .transaction(scopeOf(who), async (tx) => {
      const made = await work(tx, who, at)
      if (isRefusal(made)) return made
      if (made.columns.some((column) => column.whole)) throw new TypeError(`persons by the wrong door: ${url}`)
      const { what, about = null, reason } = made
      const rows = counted(made.rows)
      await aside?.drop()
      const sheet = { ...made, rows: rows.each() }
      aside = await spool(as.of(sheet))
      const told = typeof made.says === 'string' ? made.says : made.says(rows.count())
      const says = reason === undefined ? told : `${told}；理由：${hidden(reason)}`
      await audit(tx, { ...lineFor(who, at), what, about, succeeded: true, says })
      return { name: made.name ?? `${made.sheet} ${dayOf(at)}`, aside }
    })
    .catch(async (error: unknown) => {
      await aside?.drop()
      throw error
    })
  if (isRefusal(sent)) return reply.refuse(sent)
  return reply
    .type(as.type)
    .header('content-disposition', attached(`${sent.name}${as.ending}`))
    .header('content-length', sent.aside.bytes)
    .send(sent.aside.read())
}

/** Counts what passes. */
function counted<Row>(rows: Iterable<Row> | AsyncIterable<Row>) {
  let count = 0
  async function* each() {
    for await (const row of rows) {
      count += 1
      yield row
    }
  }
  return { each, count: () => count }
}
