import { workingDaysAfter } from '#core/calendar.ts'
import { dayOf, spoken } from '#core/day.ts'
import { isRefusal } from '#core/refusal.ts'
import { isHeadOf, officeOf, type PostId, postsOf } from '#core/roster.ts'
import type { Chore, ChoreSource } from '#office/chore.ts'
import { numberOf } from '#office/number.ts'
import { standOf } from '#office/register.ts'
import { minimumSet, soonOf } from './book.ts'
import { clause, reviewerOf } from './change.ts'
import { enrolmentCase, unseenAt } from './referrals.ts'
import { leastSays } from './review.ts'
import { seekersEnding } from './store.ts'
import { draftsBy, vacanciesBelow, vacanciesEnding, waitingAt } from './vacancies.ts'

/**
 * To who keeps an entry: what is soon over (they ask and renew with one click), what is to be completed; to the reviewer:
 * what waits; to who keeps a registration as unemployed: that the person was hired.
 */
export const marketChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const place = officeOf(office.roster, staff, at)
  if (!place) return []
  const stand = standOf(office, { tenant, staff, at }, place)
  if (isRefusal(stand)) return []
  const today = dayOf(at)
  const until = soonOf({ office, place, at })
  const ground = { office, place, at }
  const minimum = { month: minimumSet(ground, 'month'), hour: minimumSet(ground, 'hour') }
  const [seekers, vacancies, drafts, below, waiting, hired] = await Promise.all([
    seekersEnding(tx, tenant, place, today, until),
    vacanciesEnding(tx, tenant, place, today, until),
    draftsBy(tx, tenant, place),
    vacanciesBelow(tx, tenant, place, today, minimum.month?.least ?? null, minimum.hour?.least ?? null),
    waitingAt(tx, tenant, place),
    unseenAt(tx, tenant, place),
  ])
  const mine = new Set<string>(postsOf(office.roster, staff, at).map(({ post }) => post))
  const by = (post: string) => mine.has(post as PostId)
  const judges = reviewerOf(stand) === staff || isHeadOf(office.roster, staff, place, at)
  const told: Chore[] = [
    ...seekers
      .filter(({ post }) => by(post))
      .map(({ number, until: last }) => ({
        ...({ clause, to: '/market?tab=seekers&stage=soon' } as const),
        says: `${number}位求职人的登记即将到期，最早${spoken(last)}：问本人是否继续，愿意的续期`,
      })),
    ...vacancies
      .filter(({ post }) => by(post))
      .map(({ number, until: last }) => ({
        ...({ clause, to: '/market?tab=vacancies&stage=soon' } as const),
        says: `${number}个招聘岗位即将到期，最早${spoken(last)}：问单位是否还招，还招的续期`,
      })),
    ...drafts
      .filter(({ post }) => by(post))
      .map(({ number }) => ({
        ...({ clause, to: '/market?tab=vacancies&stage=draft' } as const),
        says: `${number}个招聘岗位还是草稿，补全后提交审核`,
      })),
    ...below
      .filter(({ post }) => by(post))
      .flatMap((low) => belowChore(ground, minimum[low.hourly ? 'hour' : 'month'], low)),
    ...waiting
      .filter(({ authors }) => judges && !authors.includes(staff))
      .map(({ title, due_day }) => ({
        ...({ clause, to: '/market?tab=vacancies&stage=waiting', decides: true } as const),
        says: `招聘岗位“${title}”等待发布前审核，应在${spoken(due_day)}前审核${due_day < today ? '，已经超过' : ''}`,
      })),
  ]
  const enrolled = await Promise.all(
    hired.map(async (row): Promise<Chore[]> => {
      const found = row.enrolment ? await enrolmentCase(tx, tenant, row.enrolment) : null
      if (!found || !by(found.holder_post)) return []
      const says = `失业登记${found.number}的${row.name}经推荐到${row.company}就业（${row.number}），请核对是否退出失业登记`
      return [{ clause, says, to: '/market?tab=referrals&state=hired' }]
    }),
  )
  return [...told, ...enrolled.flat()]
}

type Low = Awaited<ReturnType<typeof vacanciesBelow>>[number]
type Here = Parameters<typeof minimumSet>[0]

/** What is public below a minimum that was set or raised later: to be mended within the time of a review from that day. */
function belowChore({ office, place, at }: Here, set: ReturnType<typeof minimumSet>, low: Low): Chore[] {
  if (!set) return []
  const { hourly, number, names } = low
  const due = workingDaysAfter(office.calendar(place), set.since, numberOf(office, place, 'vacancy.review')).day
  const which = `${names.join('、')}${number > names.length ? '等' : ''}`
  const why = `薪资低于最低工资${leastSays(set.least, hourly)}（${spoken(set.since)}起）`
  const late = due < dayOf(at) ? '，已经超过' : ''
  const says = `${number}个正在发布的岗位${why}：${which}，应在${spoken(due)}前撤下改正${late}`
  return [{ clause, says, to: '/market?tab=vacancies' }]
}
