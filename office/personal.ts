import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type Instant, spokenAt } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import { officesBelow } from '#office/below.ts'
import type { OfficeNeeds } from '#office/caller.ts'
import { current } from '#office/current.ts'
import { leads } from '#office/keeper.ts'
import { notYours } from '#office/refusals.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { hidden } from '#platform/crypto/personal.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Book, exportReason, sendBook } from '#platform/sheets/book.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** What whoever exports a list of persons says: why, and whether names and numbers are needed whole. */
export const leaving = {
  reason: exportReason,
  whole: Type.Optional(Type.Boolean({ title: '完整姓名和号码' })),
}
export type Leaving = { readonly reason: string; readonly whole?: boolean }

/** A book of persons: covered, or whole for whoever may have it so. */
export type PersonalBook<Row> = Omit<Book<Row>, 'reason' | 'says' | 'heading'> & {
  /** The sentence for the auditor, of so many rows; `how` says whether names and numbers were covered. */
  readonly says: (rows: number, how: string) => string
  /** Opens the numbers of some rows (`matter/opening.ts`); asked for a whole book only. */
  readonly open?: (rows: readonly Row[]) => Promise<readonly Row[]>
}
type Work<Row> = (tx: Tx, who: Who, at: Instant, whole: boolean) => Promise<Refusal | PersonalBook<Row>>

/** Rows whose numbers are opened together. */
const atOnce = 500

/**
 * The one door by which a list of persons leaves the house: covered for whoever may see it; whole for whoever leads all that
 * is in their sight, with whose copy it is and why in the file itself and on the audit (6.3, 10.3.2; 个人信息保护法 28).
 */
export function sendPersonal<Row>(
  needs: OfficeNeeds,
  request: FastifyRequest,
  reply: FastifyReply,
  { clause, reason, whole = false }: Leaving & { readonly clause: ClauseId },
  work: Work<Row>,
): Promise<FastifyReply> {
  return sendBook(needs, request, reply, async (tx, who, at) => {
    const office = await current(tx, who.tenantId, at)
    if (whole && !leadsAll(office, who, at)) return notYours(clause, '完整的姓名和号码由单位负责人说明理由后导出')
    const made = await work(tx, who, at, whole)
    if (isRefusal(made)) return made
    const how = whole ? '完整姓名和号码' : '号码和姓名已遮盖'
    const book = { ...made, reason, says: (rows: number) => made.says(rows, how) }
    const columns = made.columns.map(({ whole: open, ...column }) =>
      whole && open ? { ...column, value: open } : column,
    )
    return whole ? { ...book, columns, ...signed(made, office, who, at, reason) } : { ...book, columns }
  })
}

/** Does this person lead each office in their sight? Nobody does who only works there. */
function leadsAll(office: OfficeSnapshot, who: Who, at: Instant): boolean {
  const by = { tenant: who.tenantId, staff: who.staffId, at }
  return officesBelow(office, who.orgPath).every((id) => leads(office, by, id))
}

/** A whole book: its numbers opened as they come, its name and first line say whose copy it is. */
function signed<Row>(
  { sheet, name, rows, open }: PersonalBook<Row>,
  office: OfficeSnapshot,
  who: Who,
  at: Instant,
  reason: string,
) {
  return {
    sheet: `${sheet}（含个人信息）`,
    ...(name && { name: `${name}（含个人信息）` }),
    heading: headingOf(office, who, at, reason),
    ...(open && { rows: inPieces(rows, open) }),
  }
}

/** By whom, when and why a whole book was taken out: the first line of it. */
export function headingOf({ organizations }: OfficeSnapshot, who: Who, at: Instant, reason: string): string {
  const place = organizations.get(who.orgId as OfficeId)?.name ?? ''
  return `含完整个人信息，不得转发；${place}${who.name}于${spokenAt(at)}导出；理由：${hidden(reason)}`
}

async function* inPieces<Row>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  open: (rows: readonly Row[]) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  let some: Row[] = []
  for await (const row of rows) {
    some.push(row)
    if (some.length < atOnce) continue
    yield* await open(some)
    some = []
  }
  if (some.length > 0) yield* await open(some)
}
