import { randomUUIDv7 } from 'node:crypto'
import { dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, officeOf, type StaffId } from '#core/roster.ts'
import { paperNumber } from '#matter/number.ts'
import { badInput, notMet, notYours } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { unprintable } from '#platform/sheets/fonts.ts'
import type { ClassAsk } from './contract.ts'
import { type Desk, type Done, held, named, optionsOf, tell, works } from './held.ts'
import { cannotTeach, clause, findInstitution } from './institution.ts'
import { type PlanDay, planOf, subjectKey } from './policy.ts'
import { settled } from './progress.ts'
import { addClass, type Row, savePlan, type Written } from './store.ts'
import { figureFor, termsFor, undecided } from './terms.ts'

type Content = Written & { readonly days: readonly PlanDay[] }

/** A class as a draft: nobody is on its roll before somebody else has approved it. */
export async function write(tx: Tx, desk: Desk, ask: ClassAsk): Done {
  const { stand } = desk
  if (!works(stand)) return notYours(clause, `培训班由${stand.org.name}的工作人员申请`)
  const content = await contentOf(tx, desk, ask)
  if (isRefusal(content)) return content
  const { days, ...kept } = content
  const { tenant, org, at, staff } = stand
  const number = await paperNumber(tx, tenant, org, '培', at)
  const fresh = { ...kept, id: randomUUIDv7(), org_path: org.path, office: org.id, number }
  const row = await addClass(tx, tenant, fresh, staff, at)
  savePlan(tx, tenant, row, days)
  tell(tx, stand, row, 'write', `起草${named(row)}：${days.length}天${row.hours}学时，名额${row.places}人`)
  return row
}

/** Other words or days, until it is put to the head. */
export async function edit(tx: Tx, desk: Desk, id: string, ask: ClassAsk): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'draft') return notMet(clause, '只有草稿可以修改；待批准的先退回')
  if (ask.service !== row.service) return badInput(clause, '/service', '培训类别不能改，请另建一个班')
  const content = await contentOf(tx, found, ask)
  if (isRefusal(content)) return content
  const { days, ...kept } = content
  savePlan(tx, stand.tenant, row, days)
  const authors = [...new Set([...row.authors, stand.staff])]
  const done = await settled(tx, stand.tenant, { ...row, ...kept, authors })
  tell(tx, stand, done, 'edit', `修改${named(done)}`)
  return done
}

/** Puts the class to whoever may open it. */
export async function submit(tx: Tx, desk: Desk, id: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'draft') return notMet(clause, '只有草稿可以申请开班')
  const wrong = await cannotOpen(tx, found, row)
  if (wrong) return wrong
  const authors = [...new Set([...row.authors, stand.staff])]
  const asked = { state: 'waiting', authors, asked_at: new Date(stand.at), returned: null } as const
  const done = await settled(tx, stand.tenant, { ...row, ...asked })
  tell(tx, stand, done, 'submit', `申请开班：${named(done)}，${spoken(row.from_day)}开班`)
  return done
}

export type Approval = {
  readonly opinion: string
  readonly attendance?: number
  readonly theory?: number
  readonly practice?: number
}

/** Opens it: by the head or above, never by those who wrote it. What the office hasn't set is decided with the opinion. */
export async function approve(tx: Tx, desk: Desk, id: string, ask: Approval): Done {
  const found = await judged(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand, catalogue } = found
  const wrong = await cannotOpen(tx, found, row)
  if (wrong) return wrong
  const terms = termsFor(catalogue, stand, row.service, ask)
  if (isRefusal(terms)) return terms
  const open = undecided(catalogue, stand, row.service)
  const decided = { state: 'approved', terms, decided_at: new Date(stand.at), decided_by: stand.staff } as const
  const done = await settled(tx, stand.tenant, { ...row, ...decided })
  const own = open.length > 0 ? `；本单位没有定${open.join('、')}，由批准人决定` : ''
  const measured = `出勤率${terms.attendance}%，理论${terms.theory}分、实操${terms.practice}分合格`
  tell(tx, stand, done, 'approve', `批准${named(done)}开班：${ask.opinion}（${measured}${own}）`, { terms })
  return done
}

/** Back to the writer with what is to be put right. */
export async function sendBack(tx: Tx, desk: Desk, id: string, reason: string): Done {
  const found = await judged(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const done = await settled(tx, stand.tenant, { ...row, state: 'draft', returned: reason })
  tell(tx, stand, done, 'return', `退回${named(done)}：${reason}`)
  return done
}

/** Somebody else of the office answers for the class from now on. */
export async function passOn(tx: Tx, desk: Desk, id: string, keeper: string, reason: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (!stand.leads && stand.staff !== row.keeper) return notYours(clause, '由班级负责人本人或单位负责人移交')
  if (row.next_what === null && row.state !== 'draft') return notMet(clause, '培训班已经办完，不用移交')
  const stranger = strangerTo(stand, keeper)
  if (stranger) return stranger
  const done = await settled(tx, stand.tenant, { ...row, keeper })
  const to = nameOf(stand.office.roster, keeper as StaffId)
  tell(tx, stand, done, 'keeper', `${named(done)}改由${to}负责：${reason}`)
  return done
}

/** A class that waits for this person's word. */
async function judged(tx: Tx, desk: Desk, id: string) {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'waiting') return notMet(clause, '只有申请了开班的可以批准或退回')
  if (!stand.leads) return notYours(clause, `开班由${stand.org.name}负责人或上级批准`)
  return row.authors.includes(stand.staff) ? notYours(clause, '自己申请的班不能自己批准，请由上级批准') : found
}

/** What stands against opening this class today: the institution, the day, the office's own limits. */
async function cannotOpen(tx: Tx, { stand, catalogue }: Desk, row: Content | Row): Promise<Refusal | null> {
  const today = dayOf(stand.at)
  if (row.from_day <= today) return badInput(clause, '/plan', `${spoken(row.from_day)}已到，开班日期要晚于今天`)
  const at = await findInstitution(tx, stand.tenant, row.institution)
  const cannot = cannotTeach(at, stand.org.id, row.service, row.until_day)
  if (cannot) return badInput(clause, '/institution', cannot)
  const most = figureFor(catalogue, stand, row.service, 'mostPlaces')
  if (most !== null && row.places > most) return badInput('6.2', '/places', `每班最多${most}人`)
  const least = figureFor(catalogue, stand, row.service, 'leastHours')
  if (least !== null && row.hours < least) return badInput('6.2', '/plan', `总学时${row.hours}，不少于${least}学时`)
  return null
}

async function contentOf(tx: Tx, desk: Desk, ask: ClassAsk): Promise<Content | Refusal> {
  const { stand, catalogue } = desk
  const { service, name, institution, place, phone, places, keeper } = ask
  const subject = subjectOf(ask)
  if (isRefusal(subject)) return subject
  const [what, code] = service === 'JY14' ? (['level', subject.level] as const) : (['course', subject.subject] as const)
  if (!optionsOf(catalogue, service).some((one) => one.code === code))
    return badInput(clause, `/${what}`, `请从${what === 'level' ? '等级' : '课程'}里选一项`)
  const plan = planOf(ask.plan)
  if ('faults' in plan) return badInput(clause, '/plan', plan.faults.join('；'))
  const stranger = strangerTo(stand, keeper)
  if (stranger) return stranger
  const missing = unprintable([name, subject.subject, place])
  if (missing.length > 0) return badInput(clause, '/name', `“${missing.join('')}”印不出来，请改用常用字`)
  const { days } = plan
  const content = {
    ...{ service, ...subject, subject_key: subjectKey(service, subject.subject, subject.level), name: name.trim() },
    ...{ institution, place: place.trim(), phone, places, keeper, days },
    ...{ hours: days.reduce((all, { hours }) => all + hours, 0), from_day: days[0]!.day, until_day: days.at(-1)!.day },
  }
  return (await cannotOpen(tx, desk, content)) ?? content
}

function subjectOf({ service, trade, level, course }: ClassAsk) {
  if (service === 'JY15') return course ? { subject: course, level: '' } : badInput(clause, '/course', '请选课程')
  if (!trade) return badInput(clause, '/trade', '请填写工种')
  return level ? { subject: trade.normalize('NFKC').trim(), level } : badInput(clause, '/level', '请选等级')
}

function strangerTo({ office, org, at }: Stand, keeper: string): Refusal | null {
  const person = office.roster.staff.get(keeper as StaffId)
  const here = person?.active && !person.administrator && officeOf(office.roster, person.id, at) === org.id
  return here ? null : badInput(clause, '/keeper', '不是本单位的在岗人员')
}
