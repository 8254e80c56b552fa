import { dayOf, type Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Change } from '#matter/effect.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { enter } from '#office/ledger.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import type { Tx } from '#platform/db/db.ts'
import { keptSeeker, minimumOf, referralsPerPlace } from './book.ts'
import type { ReferralFacts } from './contract.ts'
import { paySays } from './policy.ts'
import { referral } from './process.ts'
import { countsOf, enrolmentOf, openBetween, passedOver, putReferral } from './referrals.ts'
import { notCarriedOn } from './review.ts'
import { lockSeeker, type Seeker, saveSeeker } from './store.ts'
import { fillVacancy, lockVacancy, type Vacancy } from './vacancies.ts'

type Referred = Matter<ReferralFacts>

/** What a referral does to the two books: admitted only where both are open, counted when hired, told on either side. */
export async function followReferral(
  world: Pick<World, 'catalogue'>,
  tx: Tx,
  tenant: string,
  { before, after, path, at }: Change,
): Promise<Refusal | null> {
  const matter = after as Referred
  const { seeker: whom, vacancy: where } = matter.facts
  // Locked in one order, so that two referrals to one place wait for each other.
  const vacancy = await lockVacancy(tx, tenant, where)
  const seeker = await lockSeeker(tx, tenant, whom)
  if (!vacancy || !seeker) return notSeen('没有这个岗位或者求职人，或者它不属于您可以查看的单位')
  const refusal = before === null ? await admit(world, tx, tenant, { matter, vacancy, seeker, at }) : null
  if (refusal) return refusal
  const isHired = matter.state === 'hired' && before?.state !== 'hired'
  const enrolment = isHired ? await hired(tx, tenant, { matter, vacancy, seeker, at }) : null
  if (enrolment && 'refused' in enrolment) return enrolment
  putReferral(tx, tenant, rowOf(matter, path, enrolment?.id ?? null))
  if (before === null || before.state !== matter.state) told(tx, tenant, { matter, vacancy, seeker, at })
  return null
}

type Case = { readonly matter: Referred; readonly vacancy: Vacancy; readonly seeker: Seeker; readonly at: Instant }

/** Both open, neither too many on the way, nobody against their own word, and the names as the books have them. */
async function admit(
  { catalogue }: Pick<World, 'catalogue'>,
  tx: Tx,
  tenant: string,
  { matter, vacancy, seeker, at }: Case,
): Promise<Refusal | null> {
  const today = dayOf(at)
  const { facts, id, office: place } = matter
  const { headcount, filled, state, from_day, until_day, data } = vacancy
  if (state === 'filled' || filled >= headcount) return notMet('1.3', '这个岗位已经招满，不能再推荐')
  if (state !== 'published' || from_day > today || until_day < today)
    return notMet('1.3', '这个岗位现在没有发布，不能推荐')
  if (seeker.state !== 'open') return notMet('1.3', `求职登记${seeker.ended ?? '已经停止'}，不能推荐`)
  if (seeker.valid_until < today) return notMet('1.3', '求职登记已经到期，本人愿意的先续期再推荐')
  if (await openBetween(tx, tenant, vacancy.id, seeker.id, id)) return notMet('1.3', '已经推荐过，正在等反馈')
  const said = await passedOver(tx, tenant, seeker.id, vacancy.id)
  if (said) return notMet('1.3', `求职人事先说过不去这个岗位：${said.reason}`)
  const office = await current(tx, tenant, at)
  const wrongNow = notCarriedOn(data, minimumOf({ catalogue, office, place, at }), vacancy.opinion ?? '')
  if (wrongNow) return notMet('1.3', `不能推荐：${wrongNow}`)
  const most = (headcount - filled) * referralsPerPlace({ catalogue, office, place, at })
  const { open } = await countsOf(tx, tenant, vacancy.id, id)
  if (open >= most)
    return notMet('1.3', `还缺${headcount - filled}人，已有${open}人推荐在途，最多${most}人，等反馈后再推荐`)
  const wrong = Object.entries(namesIn(vacancy, seeker)).find(([name, value]) => facts[name] !== value)
  return wrong || data.company === undefined
    ? badInput('1.3', `/${wrong?.[0] ?? 'company'}`, '与名册不一致，请从人力资源市场页面推荐')
    : null
}

/** What the letter says of both, as the books have it on the day. */
export function namesIn({ data, ...vacancy }: Vacancy, seeker: Pick<Seeker, 'data' | 'shares'>) {
  return {
    ...{ name: seeker.data.name, shares: seeker.shares, company: data.company ?? '', job: data.jobTitle ?? '' },
    ...{ place: data.workPlace ?? '', pay: paySays(vacancy), applyBy: data.applyBy ?? '', hotline: data.hotline ?? '' },
  }
}

/** Counted on the vacancy, whose lock we hold; the seeker is placed; who keeps their registration is found. */
async function hired(
  tx: Tx,
  tenant: string,
  { matter, vacancy, seeker, at }: Case,
): Promise<{ readonly id: string } | Refusal | null> {
  const others = await countsOf(tx, tenant, vacancy.id, matter.id)
  const filled = await fillVacancy(tx, tenant, vacancy.id, others.hired + 1, at)
  if (!filled) return notMet('1.3', `这个岗位招${vacancy.headcount}人，已经招满，不能再登记录用`)
  const ended = `已到${matter.facts.company}就业（${matter.number}）`
  if (seeker.state === 'open') await saveSeeker(tx, tenant, { ...keptSeeker(seeker), state: 'placed', ended }, at)
  return enrolmentOf(tx, tenant, seeker.person)
}

function rowOf(matter: Referred, path: string, enrolment: string | null) {
  const { id, office, number, state, facts, custody, clocks, openedAt, closedAt } = matter
  const due = clocks.find((clock) => clock.is === 'running' && clock.name !== 'accept')?.dueAt ?? null
  return {
    ...{ matter_id: id, path, office, number, seeker: facts.seeker, vacancy: facts.vacancy },
    ...{ name: facts.name, company: facts.company, job: facts.job, state, is_open: closedAt === null },
    ...{ post: custody.holder.post, due, says: facts.outcome ?? null, opened: openedAt, closed: closedAt, enrolment },
    refused: state === 'declined' && facts.justified !== true,
  }
}

/** One line in the history of either entry. */
function told(tx: Tx, tenant: string, { matter, vacancy, seeker, at }: Case): void {
  const { facts, number, custody, state } = matter
  const label = referral.states[state as keyof typeof referral.states]?.label ?? state
  const outcome = facts.outcome ? `：${facts.outcome}` : ''
  const line = { tenant, at, staff: custody.holder.staff, clause: '1.3', act: state, what: { number, state } } as const
  enter(tx, {
    ...line,
    path: vacancy.org_path,
    register: 'vacancy',
    entry: vacancy.id,
    says: `${number}${label}：${facts.name}${outcome}`,
  })
  const where = `${facts.company}“${facts.job}”`
  enter(tx, {
    ...line,
    path: seeker.org_path,
    register: 'seeker',
    entry: seeker.id,
    says: `${number}${label}：${where}${outcome}`,
  })
}
