import { createHash } from 'node:crypto'
import type { SheetData, SheetHead, SheetKind } from '#core/sheet.ts'
import { ownTitle } from '#matter/sheet.ts'
import type { Db, Scope, Tx } from '#platform/db/db.ts'
import { sql } from '#platform/db/db.ts'
import { renderSheet } from '#platform/sheets/render.ts'

type Row = {
  readonly id: string
  readonly kind: SheetKind
  readonly number: string
  readonly head: SheetHead
  readonly data: SheetData[SheetKind]
  readonly pdf: Buffer | null
  readonly sha256: string | null
}

const find = sql<Row>(
  'sheet.print',
  `select id, kind, number, head, data, pdf, sha256 from sheet where tenant_id = $1 and id = $2`,
)
const keep = sql<{ pdf: Buffer }>(
  'sheet.keep',
  `update sheet set pdf = coalesce(pdf, $3), sha256 = coalesce(sha256, $4) where tenant_id = $1 and id = $2 returning pdf`,
)

export type Printed = { readonly name: string; readonly bytes: Buffer }

/**
 * A paper's bytes. They are printed from its words the first time anyone asks and kept: each later copy is the same to the bit,
 * whatever the program looks like by then. Null: there is no such paper within the scope.
 */
export async function printSheet(db: Db, scope: Scope, id: string): Promise<Printed | null> {
  const row = await db.read(scope, (tx: Tx) => tx.maybe(find, [scope.tenant, id]))
  if (!row) return null
  const name = `${row.number}.pdf`
  if (row.pdf) return { name, bytes: row.pdf }
  const pdf = Buffer.from(await renderSheet(row.kind, row.data as never, row.head))
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  const kept = await db.transaction(scope, (tx) => tx.one(keep, [scope.tenant, id, pdf, sha256]))
  return { name, bytes: kept.pdf }
}

const byCode = sql<{
  kind: SheetKind
  title: string | null
  number: string
  issued_at: Date
  office: string
  sha256: string | null
  applicant: string | null
}>(
  'sheet.verify',
  `select kind, ${ownTitle} as title, number, issued_at, head->'office'->>'name' as office, sha256, data->'applicant'->>'name' as applicant
   from sheet where tenant_id = $1 and code = $2`,
)

/** What the public page may confirm of a paper: that it was issued, by whom, when; of a person no more than the first character. */
export async function verifySheet(db: Db, scope: Scope, code: string) {
  return db.read(scope, (tx) => tx.maybe(byCode, [scope.tenant, code]))
}
