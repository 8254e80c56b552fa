import { isRefusal, type Refusal } from '#core/refusal.ts'
import { officeOf } from '#core/roster.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import { clause } from './institution.ts'
import { type Code, states } from './policy.ts'
import { lockClass, type Row } from './store.ts'

/** Who does it, and the services whose files say how. */
export type Desk = { readonly stand: Stand; readonly catalogue: Catalogue }
export type Done = Promise<Row | Refusal>
type Held = Desk & { readonly row: Row }

export const unseenClass = notSeen('没有这个培训班，或者它不属于您可以查看的单位')

/** Belongs to the office, or leads it. */
export function works({ office, org, staff, at, leads }: Stand): boolean {
  return leads || officeOf(office.roster, staff, at) === org.id
}

/** The class with its row locked, seen from its own office; only whoever works there changes it. */
export async function held(tx: Tx, { stand: at, catalogue }: Desk, id: string): Promise<Held | Refusal> {
  const row = await lockClass(tx, at.tenant, id)
  if (!row) return unseenClass
  const stand = standOf(at.office, at, row.office)
  if (isRefusal(stand)) return stand
  return works(stand) ? { row, stand, catalogue } : notYours(clause, `培训班由${stand.org.name}的工作人员办理`)
}

/** The same of a class that was approved and still runs. */
export async function running(tx: Tx, desk: Desk, id: string): Promise<Held | Refusal> {
  const found = await held(tx, desk, id)
  if (isRefusal(found) || found.row.state === 'approved') return found
  return notMet(clause, `培训班${states[found.row.state]}，不能再办理`)
}

/** The same of a class that was opened, also after its end: papers and sums outlive it. */
export async function opened(tx: Tx, desk: Desk, id: string): Promise<Held | Refusal> {
  const found = await held(tx, desk, id)
  if (isRefusal(found) || found.row.state === 'approved' || found.row.state === 'closed') return found
  return notMet(clause, `培训班${states[found.row.state]}，不能办理`)
}

export const named = (row: Pick<Row, 'number' | 'name'>) => `${row.name}（${row.number}）`

/** A line of the class's history. */
export function tell(
  tx: Tx,
  stand: Stand,
  row: Row,
  act: string,
  says: string,
  more: object = {},
  by: ClauseId = clause,
) {
  entered(tx, stand, {
    register: 'training-class',
    entry: row.id,
    clause: by,
    act,
    says,
    what: { number: row.number, ...more },
  })
}

type Option = { readonly code: string; readonly label: string }

/** The levels of a trade, or the brands, as the service's file lists them. */
export function optionsOf(catalogue: Catalogue, service: Code): readonly Option[] {
  const name = service === 'JY14' ? 'level' : 'course'
  return catalogue.get(service)?.service.form.find((field) => field.name === name)?.options ?? []
}

/** What is taught, in words: `养老护理员 初级工（五级）`, or the brand. */
export function subjectSays(catalogue: Catalogue, service: Code, subject: string, level: string): string {
  const labelOf = (code: string) => optionsOf(catalogue, service).find((one) => one.code === code)?.label ?? code
  return service === 'JY15' ? labelOf(subject) : `${subject}${level === 'none' ? '' : ` ${labelOf(level)}`}`
}
