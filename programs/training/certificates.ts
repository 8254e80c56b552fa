import type { Static } from 'typebox'
import { dayOf, iso, spoken } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import type { SheetHead, TrainingCertificate } from '#core/sheet.ts'
import { pointsIfAny } from '#core/sums/marks.ts'
import { numbersOf } from '#matter/opening.ts'
import { issuePaper } from '#matter/sheet.ts'
import type { World } from '#matter/world.ts'
import { notMet, notYours } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import { hidden } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { certificatePages } from '#platform/sheets/certificates.ts'
import { renderPages } from '#platform/sheets/render.ts'
import { namesOf } from './attendance.ts'
import type { PrintBody } from './contract.ts'
import { type Desk, type Done, named, opened, subjectSays, tell } from './held.ts'
import { clause, findInstitution } from './institution.ts'
import { paidSeats, settled } from './progress.ts'
import { noSeat } from './roll.ts'
import { type Seat, saveSeat, seatsOf } from './seats.ts'
import type { Row } from './store.ts'

type Needs = Pick<World, 'address' | 'mark' | 'keys'>

/**
 * Issues 合格证 to all who qualified and have none, or to those named: numbered, with a code, kept as issued. The paper lies
 * with the case too, so that whoever asks about the case sees how it ended.
 */
export async function issueAll(tx: Tx, desk: Desk, world: Needs, id: string, which?: readonly string[]): Done {
  const found = await opened(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand, catalogue } = found
  const roll = (await seatsOf(tx, stand.tenant, id)).filter(({ state }) => state === 'in')
  const wanted = which ? roll.filter((seat) => which.includes(seat.id)) : roll.filter(mayHave)
  if (which && wanted.length < which.length) return noSeat
  const wrong = wanted.find((seat) => !mayHave(seat))
  if (wrong)
    return notMet(clause, `${wrong.name}${wrong.result === 'qualified' ? '已有合格证' : '没有合格成绩'}，不能发证`)
  if (wanted.length === 0) return notMet(clause, '没有要发合格证的学员')
  const institution = await findInstitution(tx, stand.tenant, row.institution)
  const subject = subjectSays(catalogue, row.service, row.subject, row.level)
  for (const seat of wanted) {
    const data = dataOf(row, seat, subject, institution?.name ?? '', stand)
    const paper = { kind: 'training-certificate', data } as const
    const issue = { matter: seat.applicant, seq: 1_000_000, path: seat.org_path, at: stand.at, by: stand.staff }
    const sheet = await issuePaper(tx, world, stand.tenant, { ...issue, paper, office: stand.org })
    const papers = { sheet: sheet.id, paper_number: sheet.number, paper_code: sheet.code, issued_on: dayOf(stand.at) }
    saveSeat(tx, stand.tenant, { ...seat, ...papers, revoked_at: null, revoked_why: null })
  }
  const done = await settled(tx, stand.tenant, row)
  tell(tx, stand, done, 'papers', `制发${named(done)}合格证${wanted.length}份：${namesOf(wanted)}`)
  return done
}

/** Qualified, and without a living paper. */
const mayHave = ({ result, sheet, revoked_at }: Seat): boolean =>
  result === 'qualified' && (sheet === null || revoked_at !== null)

function dataOf(
  row: Row,
  seat: Seat,
  subject: string,
  institution: string,
  { office, staff }: Stand,
): TrainingCertificate {
  const { name, id_masked, number } = seat
  return {
    title: row.service === 'JY14' ? '职业培训合格证' : '创业培训合格证',
    applicant: { name, idMasked: id_masked },
    ...{ caseNumber: number, subject, className: row.name, classNumber: row.number, institution },
    ...{ from: spoken(row.from_day), until: spoken(row.until_day), hours: row.hours },
    theory: pointsIfAny(seat.theory_again ?? seat.theory) ?? 0,
    practice: pointsIfAny(seat.practice_again ?? seat.practice) ?? 0,
    handler: { name: office.roster.staff.get(staff as never)?.name ?? '' },
  }
}

/** Declares a paper void, by the head, with the reason; the public page says so from then on. */
export async function revoke(tx: Tx, desk: Desk, id: string, which: string, reason: string): Done {
  const found = await opened(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!stand.leads) return notYours(clause, `合格证的作废由${stand.org.name}负责人办理`)
  const seat = (await seatsOf(tx, stand.tenant, id)).find((one) => one.id === which)
  if (!seat) return noSeat
  if (!seat.sheet || seat.revoked_at) return notMet(clause, `${seat.name}没有在用的合格证`)
  if ((await paidSeats(tx, stand.tenant, id)).has(seat.id))
    return notMet(clause, `${seat.name}已列入补贴名册，先退回名册再作废合格证`)
  saveSeat(tx, stand.tenant, { ...seat, revoked_at: new Date(stand.at), revoked_why: reason })
  const { sheet, paper_code, org_path } = seat
  tx.write(voided, [stand.tenant, paper_code, org_path, sheet, iso(stand.at), stand.staff, reason])
  const done = await settled(tx, stand.tenant, row)
  tell(tx, stand, done, 'revoke', `作废${seat.name}的合格证${seat.paper_number}：${reason}`, { sheet: seat.sheet })
  return done
}

const voided = sql(
  'training.void',
  `insert into training_void (tenant_id, code, org_path, sheet, at, by_staff, why) values ($1, $2, $3, $4, $5, $6, $7)`,
)

type Kept = {
  readonly id: string
  readonly matter_id: string
  readonly head: SheetHead
  readonly data: TrainingCertificate
}
const kept = sql<Kept>(
  'training.papers',
  `select id, matter_id, head, data from sheet where tenant_id = $1 and id = any($2::uuid[]) and kind = 'training-certificate' order by issued_at, number`,
)

/** The living papers of a class, or of those named, from the words under which they were issued. */
async function livingPapers(tx: Tx, stand: Stand, row: Row, which?: readonly string[]) {
  const seats = (await seatsOf(tx, stand.tenant, row.id)).filter(
    ({ id, sheet, revoked_at }) => sheet && !revoked_at && (!which || which.includes(id)),
  )
  if (which && seats.length < new Set(which).size) return notMet(clause, '其中有学员没有在用的合格证')
  if (seats.length === 0) return notMet(clause, '这个班还没有可印的合格证')
  return tx.all(kept, [stand.tenant, seats.map(({ sheet }) => sheet)])
}

/**
 * The same with the citizen numbers whole, as whoever takes them to an employer needs them. For the keeper of the class and the
 * heads, with a reason on the audit; printed and never kept.
 */
export async function wholePapers(tx: Tx, stand: Stand, keys: Keys, row: Row, ask: Static<typeof PrintBody>) {
  if (!stand.leads && stand.staff !== row.keeper)
    return notYours(clause, '完整号码的合格证只由班级负责人和单位负责人打印')
  const papers = await livingPapers(tx, stand, row, ask.seats)
  if (isRefusal(papers)) return papers
  const shown = ({ matter_id: matter, data }: Kept) => ({
    ...{ matter, kind: 'idNumber' as const, masked: data.applicant.idMasked },
  })
  const open = await numbersOf(tx, keys, stand.tenant, papers.map(shown))
  const whole = papers.map(({ head, data, ...one }) => {
    const applicant = { ...data.applicant, idMasked: open(shown({ head, data, ...one })) ?? data.applicant.idMasked }
    return { head, data: { ...data, applicant } }
  })
  const says = `打印${named(row)}合格证（完整号码${papers.length}人）；理由：${hidden(ask.reason)}`
  return {
    print: () => renderPages('certificates', certificatePages(whole)),
    name: `${row.name}合格证（完整号码）`,
    says,
  }
}

/** All living papers of a class in one print, as they are filed. */
export async function papersOf(tx: Tx, stand: Stand, row: Row) {
  const papers = await livingPapers(tx, stand, row)
  if (isRefusal(papers)) return papers
  const says = `印制${named(row)}合格证${papers.length}份`
  return { print: () => renderPages('certificates', certificatePages(papers)), name: `${row.name}合格证`, says }
}
