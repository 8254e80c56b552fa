import { randomBytes } from 'node:crypto'
import { dayOf, type Instant, iso, spoken } from '#core/day.ts'
import { type Paper, type SheetHead, type SheetKind, sheetTitle } from '#core/sheet.ts'
import { newId } from '#matter/id.ts'
import { paperNumber } from '#matter/number.ts'
import { rateAddress, ratedUntil, ratingMark } from '#matter/rating-mark.ts'
import { visitorCode } from '#matter/visitor.ts'
import type { World } from '#matter/world.ts'
import type { Organization } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { numberWords, takenAlong } from '#platform/sheets/heading.ts'

/** The series in which a paper is counted: who leaves a register was not denied anything, so that has its own. */
export function seriesOf(paper: Paper): string {
  return paper.kind === 'denial' && paper.data.leaves ? '退册' : numberWords[paper.kind]
}

const insert = sql(
  'sheet.insert',
  `insert into sheet (tenant_id, id, matter_id, org_path, office, kind, number, code, head, data, issued_at, issued_by, seq)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
)

type Issue = {
  readonly matter: string | null
  /** The matter's number, where the visitor may rate by this paper. */
  readonly rates?: string
  readonly seq: number
  readonly paper: Paper
  readonly path: string
  readonly at: Instant
  readonly by: string | null
  readonly office: Organization
}

/** Issues a paper with the move that makes it: numbered, coded, its words complete. The bytes are printed from these rows. */
export async function issuePaper(
  tx: Tx,
  world: Pick<World, 'address' | 'mark' | 'keys'>,
  tenant: string,
  issue: Issue,
): Promise<SheetRow> {
  const { matter, rates, seq, paper, path, at, by, office } = issue
  const number = await paperNumber(tx, tenant, office, seriesOf(paper), at)
  const code = randomCode()
  const head: SheetHead = {
    number,
    code,
    issuedAt: spoken(dayOf(at)),
    office: {
      name: office.name,
      phone: office.phone,
      supervisionPhone: office.supervisionPhone,
      address: office.address,
    },
    verifyUrl: `${world.address}/verify/${code}`,
    ...(world.mark && { mark: world.mark }),
    ...(matter && !closed.has(paper.kind) && { visitorCode: visitorCode(world.keys, matter) }),
    ...(matter &&
      rates &&
      takenAlong.includes(paper.kind) && {
        rateUrl: rateAddress(world.address, rates, ratingMark(world.keys, matter, 'qr', ratedUntil(office, at))),
      }),
  }
  const id = newId(at)
  tx.write(insert, [tenant, id, matter, path, office.id, paper.kind, number, code, head, paper.data, iso(at), by, seq])
  return { id, kind: paper.kind, title: sheetTitle(paper), number, code, issued_at: new Date(at) }
}

/** Shown to others than the visitor: these must open nobody's matter. */
const closed: ReadonlySet<SheetKind> = new Set([
  'public-notice',
  'training-certificate',
  'referral-letter',
  'handover-slip',
  'accountability',
  'inspection-record',
  'sampling-record',
  'loan-referral',
  'rectification-notice',
  'supervision-order',
  'supervision-reply',
  'warning-notice',
  'warning-reply',
])

/** A code that cannot be guessed and can be read out: no 0 O 1 I. */
function randomCode(): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const code = Array.from(randomBytes(12), (byte) => letters[byte % 32]).join('')
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

export type SheetRow = {
  readonly id: string
  readonly kind: SheetKind
  /** Its own title, where its kind has none that fits all; null: the kind's. */
  readonly title: string | null
  readonly number: string
  readonly code: string
  readonly issued_at: Date
}

/** In SQL what `sheetTitle` says of a paper on file, null where its kind says enough. */
export const ownTitle = `case kind when 'training-certificate' then data->>'title' when 'public-notice' then data->>'title' when 'result' then data->>'title' when 'denial' then (data->>'decision') || '通知书' end`

/** The papers of a matter, oldest first. */
export const sheetsOf = sql<SheetRow>(
  'sheet.of',
  `select id, kind, number, code, issued_at, ${ownTitle} as title from sheet where tenant_id = $1 and matter_id = $2 order by seq`,
)
