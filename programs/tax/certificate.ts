import { dayOf, instant, spoken } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import { isRefusal } from '#core/refusal.ts'
import { rowsIn } from '#core/service/condition.ts'
import type { ResultSheet, SheetHead } from '#core/sheet.ts'
import { standingOf } from '#core/standing.ts'
import { reveal } from '#matter/seal.ts'
import { readMatter } from '#matter/store.ts'
import { notMet, notYours } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import { hidden } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { renderSheet } from '#platform/sheets/render.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { findRelief, revokedOf, unseen } from './store.ts'

type Filed = { readonly number: string; readonly head: SheetHead; readonly data: ResultSheet }
const filed = sql<Filed>(
  'tax.certificate',
  `select number, head, data from sheet where tenant_id = $1 and matter_id = $2 and kind = 'result' order by seq desc limit 1`,
)

/**
 * The certificate of JY10 as the tax office needs it: the paper on file, word for word, with the numbers of its list whole. For
 * whoever answers for the case and the heads, with a reason on the audit; it is printed and never kept.
 */
export async function wholeCertificate(tx: Tx, at: Stand, keys: Keys, id: string, reason: string) {
  const relief = await findRelief(tx, at.tenant, id)
  if (!relief) return unseen
  const stand = standOf(at.office, at, relief.office)
  if (isRefusal(stand)) return stand
  if (relief.service !== 'JY10') return notMet('6.3', '自主创业注明在本人的《就业创业证》上，没有招用人员清单')
  const held = await readMatter(tx, at.tenant, relief.matter_id)
  if (!held) return unseen
  const { matter } = held
  const as = standingOf(at.office.roster, matter, at.staff, at.at)?.as
  if (!stand.leads && !as?.has('holder') && !as?.has('deputy')) return others
  const paper = await tx.maybe(filed, [at.tenant, matter.id])
  if (!paper) return notMet('6.3', '还没有发放认定证明，发放以后才能打印')
  const [list, revoked] = await Promise.all([
    opened(tx, at.tenant, matter, keys, paper.data.list),
    revokedOf(tx, at.tenant, matter.id),
  ])
  const back = revoked.map(
    ({ nth, revoked_at: on }) => `清单第${nth}行的核发已于${spoken(dayOf(instant(on.getTime())))}撤销，不再享受。`,
  )
  const data = { ...paper.data, ...(list && { list }), notes: [...(paper.data.notes ?? []), ...back] }
  // It goes to the tax office: the code by which the visitor looks at the case stays with the visitor.
  const { visitorCode: _, rateUrl: __, ...head } = paper.head
  const says = `打印${paper.number}认定证明（完整号码${list?.rows.length ?? 0}人）；理由：${hidden(reason)}`
  return { print: () => renderSheet('result', data, head), name: `${paper.number}完整号码`, says }
}

type List = ResultSheet['list']
/** The list on file with the number of each of its rows whole: the rows are those of the form, in its order. */
async function opened(tx: Tx, tenant: string, { id, facts }: Matter, keys: Keys, list: List): Promise<List> {
  if (!list) return list
  const hires = rowsIn((facts as CaseFacts).form, 'hires')
  const rows = list.rows.map(async (cells, n) => {
    const { idNumber } = (hires[n] ?? {}) as { readonly idNumber?: unknown }
    if (!isSealed(idNumber)) return cells
    const whole = await reveal(tx, keys, { tenant, matter: id, field: idNumber.sealed })
    return cells.map((cell) => (cell === idNumber.masked ? (whole ?? '（原号码已清除）') : cell))
  })
  return { ...list, rows: await Promise.all(rows) }
}

const others = notYours('6.3', '完整号码的证明只由办件的承办人、代行的B角和负责人打印')
