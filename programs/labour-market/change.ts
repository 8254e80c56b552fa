import { workingDaysAfter } from '#core/calendar.ts'
import { type Day, dayOf, spoken } from '#core/day.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import { duty, officeOf } from '#core/roster.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { settingOf } from '#matter/setting.ts'
import { numberOf } from '#office/number.ts'
import { notMet, notSeen, notYours } from '#office/refusals.ts'
import { entered, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Ground, keptVacancy, minimumOf, renewedUntil, renewMonths, vacancySide } from './book.ts'
import type { VacancyText } from './contract.ts'
import { notCarriedOn, unanswered, wrongIn } from './review.ts'
import { lockVacancy, saveVacancy, type Vacancy } from './vacancies.ts'

/** The labour market is part of the services of clause 1.3, which must really be done. */
export const clause = '1.3'

export type Desk = { readonly stand: Stand; readonly catalogue: Catalogue }
type Done = Promise<Vacancy | Refusal>

export const groundOf = ({ stand: { office, org, at }, catalogue }: Desk): Ground => ({
  ...{ catalogue, office, at },
  place: org.id,
})

/** Who keeps an office's books: whoever belongs to it, and whoever leads it. */
export function keeps({ office, org, staff, at, leads }: Stand): boolean {
  return leads || officeOf(office.roster, staff, at) === org.id
}

/** Who may review: the head, or who is on duty for the reviewing post; and never who took it down or changed it. */
export function mayReview(stand: Stand, { authors }: Pick<Vacancy, 'authors'>): boolean {
  return !authors.includes(stand.staff) && (stand.leads || reviewerOf(stand) === stand.staff)
}

/** The person on duty for the post that reviews, of this office. */
export function reviewerOf({ office, org, at }: Pick<Stand, 'office' | 'org' | 'at'>) {
  const post = settingOf({}, { office, place: org.id, at }, null, null).post('review')
  return post && duty(office.roster, post, at).staff
}

/** Completes or corrects a draft; whoever does so is one of its authors. */
export async function edit(tx: Tx, desk: Desk, id: string, ask: VacancyText): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'draft') return notMet(clause, '只有草稿可以修改；已经发布的先撤下改正')
  const data = { ...row.data, ...ask }
  const authors = [...new Set([...row.authors, stand.staff])]
  const next = { ...row, ...vacancySide(data, dayOf(stand.at)), data, authors }
  return write(tx, stand, next, 'edit', `修改岗位“${ask.jobTitle}”`)
}

/** Puts a draft to the reviewer: what the law never allows, and what is missing, is told at once, each at its place. */
export async function submit(tx: Tx, desk: Desk, id: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'draft') return notMet(clause, '只有草稿可以提交审核')
  const today = dayOf(stand.at)
  const wrong = wrongIn(row.data, minimumOf(groundOf({ ...desk, stand })), today)
  if (wrong.length > 0) return refusal(wrong)
  const amount = numberOf(stand.office, stand.org.id, 'vacancy.review')
  const due_day = workingDaysAfter(stand.office.calendar(stand.org.id), today, amount).day
  const authors = [...new Set([...row.authors, stand.staff])]
  const next = {
    ...keptVacancy(row),
    state: 'waiting',
    authors,
    due_day,
    submitted_at: new Date(stand.at),
    reason: null,
  } as const
  return write(tx, stand, next, 'submit', `提交审核，应在${spoken(due_day)}前由另一名工作人员审核`)
}

/** The second pair of eyes (人力资源市场暂行条例 26): flagged words are spoken to, then everybody may read it. */
export async function publish(tx: Tx, desk: Desk, id: string, opinion: string): Done {
  const found = await judged(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const today = dayOf(stand.at)
  const minimum = minimumOf(groundOf({ ...desk, stand }))
  const wrong = [...wrongIn(row.data, minimum, today), ...unanswered(row.data, minimum, opinion)]
  if (wrong.length > 0) return refusal(wrong)
  const from_day = row.from_day > today ? row.from_day : today
  const kept = { ...keptVacancy(row), state: 'published', from_day, due_day: null } as const
  const next = { ...kept, reviewer: stand.staff, reviewed_at: new Date(stand.at), opinion, reason: null }
  return write(tx, stand, next, 'publish', `审核通过，${spoken(from_day)}起发布到${spoken(row.until_day)}：${opinion}`)
}

/** Back to who took it down, with what is to be put right. */
export async function sendBack(tx: Tx, desk: Desk, id: string, reason: string): Done {
  const found = await judged(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const next = { ...keptVacancy(row), state: 'draft', due_day: null, submitted_at: null, reason } as const
  return write(tx, stand, next, 'return', `退回修改：${reason}`)
}

/** Off the list before its day, for good. Who is on the way there is answered all the same. */
export async function withdraw(tx: Tx, desk: Desk, id: string, reason: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state === 'filled') return notMet(clause, '已经招满撤下')
  const next = { ...keptVacancy(row), state: 'withdrawn', due_day: null, reason } as const
  return write(tx, stand, next, 'withdraw', `撤下：${reason}`)
}

/** Off the list to be put right: what comes back is reviewed anew. */
export async function revise(tx: Tx, desk: Desk, id: string, reason: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'published') return notMet(clause, '只有发布过的可以撤下改正')
  const next = {
    ...keptVacancy(row),
    state: 'draft',
    reviewer: null,
    reviewed_at: null,
    opinion: null,
    reason,
  } as const
  return write(tx, stand, next, 'revise', `撤下改正：${reason}`)
}

/** One more term from its last day, or from today where that is over. */
export async function renew(tx: Tx, desk: Desk, id: string): Done {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'published') return notMet(clause, '只有发布过、没有招满的岗位可以续期')
  const wrong = notCarriedOn(row.data, minimumOf(groundOf({ ...desk, stand })), row.opinion ?? '')
  if (wrong) return notMet(clause, `不能续期：${wrong}`)
  const until_day = renewedUntil(row.until_day, dayOf(stand.at), renewMonths(groundOf({ ...desk, stand }), 'JY08'))
  const data = { ...row.data, publishUntil: until_day }
  return write(
    tx,
    stand,
    { ...keptVacancy({ ...row, data }), until_day },
    'renew',
    `单位确认还在招，续期到${spoken(until_day)}`,
  )
}

/** What the employer says of what came of it, at the latest. */
export async function feedBack(tx: Tx, desk: Desk, id: string, feedback: string): Done {
  const found = await held(tx, desk, id, true)
  if (isRefusal(found)) return found
  const { row, stand } = found
  return write(tx, stand, keptVacancy({ ...row, data: { ...row.data, feedback } }), 'feedback', `单位反馈：${feedback}`)
}

export const unseenVacancy = notSeen('没有这个岗位，或者它不属于您可以查看的单位')

async function held(
  tx: Tx,
  { stand: at }: Desk,
  id: string,
  closed = false,
): Promise<{ row: Vacancy; stand: Stand } | Refusal> {
  const row = await lockVacancy(tx, at.tenant, id)
  if (!row) return unseenVacancy
  const stand = standOf(at.office, at, row.office)
  if (isRefusal(stand)) return stand
  if (!keeps(stand)) return notYours(clause, `这个岗位由${stand.org.name}的工作人员办理`)
  return row.state === 'withdrawn' && !closed
    ? notMet(clause, '已经撤下，不能再改；还在招的请重新采集')
    : { row, stand }
}

async function judged(tx: Tx, desk: Desk, id: string) {
  const found = await held(tx, desk, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  if (row.state !== 'waiting') return notMet(clause, '这个岗位没有在等待审核')
  if (row.authors.includes(stand.staff))
    return notYours(
      clause,
      '采集、修改或提交的人不能自己审核，由另一名工作人员审核（《人力资源市场暂行条例》第二十六条）',
    )
  return mayReview(stand, row) ? found : notYours(clause, `由${stand.org.name}的复核岗或负责人审核`)
}

export function refusal(problems: readonly Problem[]): Refusal {
  const [first] = problems
  const says = problems.length > 1 ? `${first?.says}（共 ${problems.length} 处）` : (first?.says ?? '填写有误')
  return { refused: 'bad-input', clause, says, problems }
}

async function write(
  tx: Tx,
  stand: Stand,
  next: ReturnType<typeof keptVacancy>,
  act: string,
  says: string,
): Promise<Vacancy> {
  const row = await saveVacancy(tx, stand.tenant, next, stand.at)
  const what = { state: row.state, until: row.until_day as Day }
  entered(tx, stand, { register: 'vacancy', entry: row.id, clause, act, says, what })
  return row
}
