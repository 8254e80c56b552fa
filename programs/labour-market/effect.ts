import { addMonths, dayOf, type Instant, instant, iso, spoken } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Service } from '#core/service/format.ts'
import type { Effect } from '#matter/effect.ts'
import { newId } from '#matter/id.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { enter } from '#office/ledger.ts'
import type { Tx } from '#platform/db/db.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { answersOf, keptSeeker, minimumOf, renewMonths, seekerSide, vacancySide } from './book.ts'
import { isCode, kinds, payUnits, type SeekerData, type VacancyData } from './contract.ts'
import { followReferral } from './following.ts'
import { unanswered, wrongIn } from './review.ts'
import { addSeeker, openOf, saveSeeker } from './store.ts'
import { addVacancy, vacanciesOfCase } from './vacancies.ts'

type Case = Matter<CaseFacts>
type Seen = {
  readonly tx: Tx
  readonly tenant: string
  readonly path: string
  readonly at: Instant
  readonly service: Service
  readonly case: Case
}

/** What the results of cases put in the books, as their files say (`market`), and what referrals do to them. */
export const marketEffect =
  (world: Pick<World, 'catalogue'>): Effect =>
  async (tx, tenant, change) => {
    const { before, after, path, at } = change
    if (after.kind === 'referral') return followReferral(world, tx, tenant, change)
    if (after.kind !== 'case' || after.service === null) return null
    const service = world.catalogue.version(after.service.code, Number(after.service.version))?.service
    if (!service?.market) return null
    const seen: Seen = { tx, tenant, path, at, service, case: after as Case }
    const { after: step, reviewed, book } = service.market
    if (reviewed && passedNow(before as Case | null, after as Case, reviewed)) return judged(world, seen, reviewed)
    const comes = step
      ? passedNow(before as Case | null, after as Case, step)
      : after.state === 'done' && before?.state !== 'done'
    if (!comes) return null
    if (book === 'seekers') await enterSeeker(world, seen)
    else await enterVacancies(seen)
    return null
  }

const passedIn = ({ facts }: Case, step: string) => facts.steps?.find((one) => one.step === step && !one.undone)
const passedNow = (before: Case | null, after: Case, step: string): boolean =>
  passedIn(after, step) !== undefined && (before === null || passedIn(before, step) === undefined)

/** The review before publishing, inside the case: what the law never allows takes the step back, flagged words must be spoken to. */
async function judged(world: Pick<World, 'catalogue'>, seen: Seen, step: string): Promise<Refusal | null> {
  const office = await current(seen.tx, seen.tenant, seen.at)
  const { service, at } = seen
  const minimum = minimumOf({ catalogue: world.catalogue, office, place: seen.case.office, at })
  const opinion = passedIn(seen.case, step)?.opinion ?? ''
  const found = vacanciesIn(service, seen.case.facts.form).flatMap((data) => [
    ...wrongIn(data, minimum, dayOf(at)),
    ...unanswered(data, minimum, opinion),
  ])
  const [first] = found
  if (!first) return null
  const problems = found.map(({ says }) => ({ at: '/opinion', says }))
  return { refused: 'bad-input', clause: '1.3', says: first.says, problems }
}

async function enterSeeker(
  world: Pick<World, 'catalogue'>,
  { tx, tenant, path, at, service, case: matter }: Seen,
): Promise<void> {
  const { id, number, office, custody, facts } = matter
  const { of, text, list, number: numeral } = answersOf(service.market!, facts.form)
  const person = of('idNumber')
  const data: SeekerData = {
    ...{ name: text('name') ?? facts.applicant, phoneMasked: text('phone') ?? '', wantedJob: text('wantedJob') ?? '' },
    ...{
      otherJobs: list('otherJobs'),
      skills: list('skills'),
      workPlace: text('workPlace') ?? '',
      kinds: list('kinds'),
    },
    ...{ payLow: numeral('payLow') ?? 0, startFrom: text('startFrom') ?? dayOf(at) },
    ...given({
      major: text('major'),
      education: text('education'),
      skillLevel: text('skillLevel'),
      payTop: numeral('payTop'),
    }),
    ...given({ remark: text('remark') }),
    working: of('working') === true,
  }
  const own = Number(of('months'))
  const months =
    own > 0
      ? own
      : renewMonths({ catalogue: world.catalogue, office: await current(tx, tenant, at), place: office, at }, 'JY07')
  const until = addMonths(dayOf(at), months)
  const blind = isSealed(person) ? person.blind : id
  for (const earlier of await openOf(tx, tenant, blind, id)) {
    await saveSeeker(tx, tenant, { ...keptSeeker(earlier), state: 'ended', ended: `重新登记（${number}）` }, at)
    const line = {
      tenant,
      path: earlier.org_path,
      register: 'seeker',
      entry: earlier.id,
      at,
      staff: custody.holder.staff,
    }
    enter(tx, { ...line, clause: '1.3', act: 'end', says: `本人重新登记，由${number}接续`, what: { by: number } })
  }
  addSeeker(
    tx,
    tenant,
    {
      ...{
        id,
        org_path: path,
        office,
        case_id: id,
        number,
        person: blind,
        post: custody.holder.post,
        staff: custody.holder.staff,
      },
      ...{ data, shares: of('shares') === true, months, valid_until: until, ...seekerSide(data) },
    },
    at,
  )
  const line = { tenant, path, register: 'seeker', entry: id, at, staff: custody.holder.staff, clause: '1.3' } as const
  enter(tx, {
    ...line,
    act: 'enter',
    says: `求职登记${number}办结，列入求职者名册，有效到${spoken(until)}`,
    what: { number, until },
  })
}

/** The vacancies that a case tells of: itself, or one for each row of its needs. */
function vacanciesIn({ market }: Service, form: CaseFacts['form']): readonly VacancyData[] {
  const rows = market?.rows === undefined ? [undefined] : form[market.rows]
  if (!market || !Array.isArray(rows)) return []
  return rows.map((row) => {
    const { of, text, number } = answersOf(market, form, row as CaseFacts['form'] | undefined)
    const words = [
      'company',
      'creditCode',
      'companyIntro',
      'hotline',
      'contact',
      'jobTitle',
      'jobType',
      'requirement',
      'duties',
      'benefits',
    ] as const
    const more = [
      'workPlace',
      'hiringSteps',
      'applyBy',
      'publishFrom',
      'publishUntil',
      'fairName',
      'fairPlace',
      'fairFrom',
      'fairTo',
      'remark',
    ] as const
    const kind = text('workKind')
    const unit = text('payUnit')
    return {
      ...given(Object.fromEntries([...words, ...more].map((name) => [name, text(name)]))),
      ...given({
        phoneMasked: text('phone'),
        headcount: number('headcount'),
        payLow: number('payLow'),
        payTop: number('payTop'),
      }),
      ...given({ educationAtLeast: text('educationAtLeast'), skillAtLeast: text('skillAtLeast') }),
      ...(isCode(kinds, kind) && { workKind: kind }),
      ...(isCode(payUnits, unit) && { payUnit: unit }),
      charges: of('charges') === true,
    } as VacancyData
  })
}

async function enterVacancies({ tx, tenant, path, at, service, case: matter }: Seen): Promise<void> {
  const { id: case_id, number, office, custody, facts } = matter
  const known = new Set((await vacanciesOfCase(tx, tenant, case_id)).map(({ line }) => line))
  const step = service.market?.reviewed
  const release = step === undefined ? undefined : passedIn(matter, step)
  const takers = [...new Set([custody.first.staff, custody.holder.staff, ...doersBefore(matter, step)])]
  const isReviewed = release !== undefined && !takers.includes(release.by as never)
  const today = dayOf(at)
  vacanciesIn(service, facts.form).forEach((data, line) => {
    if (known.has(line)) return
    const id = newId(at)
    const side = vacancySide(data, today)
    const from_day = side.from_day > today ? side.from_day : today
    const state = isReviewed ? 'published' : release ? 'waiting' : 'draft'
    addVacancy(
      tx,
      tenant,
      {
        ...{
          ...side,
          id,
          org_path: path,
          office,
          service: service.code,
          case_id,
          line,
          number,
          post: custody.holder.post,
        },
        ...{ authors: takers, state, data, from_day: state === 'published' ? from_day : side.from_day },
        ...{ submitted_at: state === 'draft' ? null : new Date(at), due_day: state === 'waiting' ? today : null },
        ...{
          reviewer: isReviewed ? release.by : null,
          reviewed_at: isReviewed ? new Date(iso(instant(release.at))) : null,
        },
        opinion: isReviewed ? release.opinion : null,
      },
      at,
    )
    const says = {
      published: `岗位“${data.jobTitle ?? ''}”经另一名工作人员审核，随${number}办结发布，到${spoken(side.until_day)}`,
      waiting: `岗位“${data.jobTitle ?? ''}”由${number}列入，等待另一名工作人员审核`,
      draft: `用工服务${number}的需求“${data.jobTitle ?? ''}”列为草稿，补全后提交审核`,
    }[state]
    const entry = { tenant, path, register: 'vacancy', entry: id, at, staff: custody.holder.staff } as const
    enter(tx, { ...entry, clause: '1.3', act: 'enter', says, what: { number, state } })
  })
}

/** Who did the steps of the case before its review. */
function doersBefore({ facts }: Case, review: string | undefined): readonly string[] {
  return (facts.steps ?? []).filter((one) => one.step !== review && !one.undone).map(({ by }) => by)
}

/** Only what was answered. */
function given<T extends object>(all: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
