import { type Instant, iso } from '#core/day.ts'
import { enlist, soughtIn, soughtPage } from '#matter/listing.ts'
import { orLast, sql, type Tx } from '#platform/db/db.ts'

/** The rows beside referrals, and what a seeker said no to beforehand. */
export type ReferralRow = {
  readonly matter_id: string
  readonly office: string
  readonly number: string
  readonly seeker: string
  readonly vacancy: string
  readonly name: string
  readonly company: string
  readonly job: string
  readonly state: string
  readonly is_open: boolean
  readonly post: string
  readonly due_at: Date | null
  readonly says: string | null
  readonly refused: boolean
  readonly opened_at: Date
  readonly closed_at: Date | null
  readonly enrolment: string | null
  readonly seen_by: string | null
}

const columns = `matter_id, office, number, seeker, vacancy, name, company, job, state, is_open, post, due_at, says, refused, opened_at, closed_at, enrolment, seen_by`
const put = sql(
  'referral.put',
  `insert into referral (tenant_id, matter_id, org_path, office, number, seeker, vacancy, name, company, job, state, is_open, post, due_at, says, refused,
     opened_at, closed_at, enrolment)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
   on conflict (tenant_id, matter_id) do update set state = excluded.state, is_open = excluded.is_open, post = excluded.post, due_at = excluded.due_at,
     says = excluded.says, refused = excluded.refused, closed_at = excluded.closed_at, enrolment = coalesce(excluded.enrolment, referral.enrolment)`,
)
const counts = sql<{ readonly open: number; readonly hired: number; readonly all: number }>(
  'referral.counts',
  `select count(*) filter (where is_open)::int as open, count(*) filter (where state = 'hired')::int as hired, count(*)::int as all
   from referral where tenant_id = $1 and vacancy = $2 and matter_id <> $3`,
)
const caseSeen = sql<{ readonly seen: boolean }>(
  'market.case-seen',
  `select exists (select from matter where tenant_id = $1 and id = $2) as seen`,
)
const countsOfCase = sql<{ readonly hired: number; readonly all: number; readonly wanted: number }>(
  'referral.counts-of-case',
  `select count(r.matter_id) filter (where r.state = 'hired')::int as hired, count(r.matter_id)::int as all,
     (select coalesce(sum(w.headcount), 0)::int from vacancy w where w.tenant_id = $1 and w.case_id = $2) as wanted
   from vacancy v left join referral r on r.tenant_id = v.tenant_id and r.vacancy = v.id where v.tenant_id = $1 and v.case_id = $2`,
)
const between = sql<{ readonly matter_id: string }>(
  'referral.between',
  `select matter_id from referral where tenant_id = $1 and vacancy = $2 and seeker = $3 and is_open and matter_id <> $4 limit 1`,
)
const ofSeeker = sql<ReferralRow>(
  'referral.of-seeker',
  `select ${columns} from referral where tenant_id = $1 and seeker = $2 order by matter_id desc limit 50`,
)
const ofVacancy = sql<ReferralRow>(
  'referral.of-vacancy',
  `select ${columns} from referral where tenant_id = $1 and vacancy = $2 order by matter_id desc limit 50`,
)
const has = "($5::text[] is null or concat_ws(' ', name, company, job, number) ilike all($5))"
const pageBy = (name: string, stage: string) => {
  const own = `office = $2 and matter_id < ${orLast('$3')} and ${stage}`
  const order = 'matter_id desc'
  const walk = (also: string) =>
    `select ${columns} from referral where tenant_id = $1 and ${own} and ${also} order by ${order} limit $6`
  const sought = { list: 'referral', id: 'matter_id', columns, own, has, walk, order, scope: '= $2' } as const
  return {
    all: sql<ReferralRow>(name, walk(has)),
    found: soughtPage<ReferralRow>(`${name}-found`, { ...sought, given: ['$7', '$8', '$6'] }),
  }
}
const page = pageBy('referral.page', '$4::text is null')
const pageOfOpen = pageBy('referral.page-of-open', `is_open and $4::text = 'open'`)
const pageOfState = pageBy('referral.page-of-state', 'state = $4')
const onFilled = sql<{ readonly matter_id: string }>(
  'referral.on-filled',
  `select r.matter_id from vacancy v join referral r on r.tenant_id = v.tenant_id and r.vacancy = v.id and r.is_open
     join matter m on m.tenant_id = r.tenant_id and m.id = r.matter_id
   where v.tenant_id = $1 and v.state = 'filled' and m.facts->'full' is null order by r.matter_id limit 500`,
)
const unseen = sql<ReferralRow>(
  'referral.unseen',
  `select ${columns} from referral where tenant_id = $1 and office = $2 and enrolment is not null and seen_by is null order by matter_id limit 50`,
)
const seen = sql<ReferralRow>(
  'referral.seen',
  `update referral set seen_by = $3 where tenant_id = $1 and matter_id = $2 and enrolment is not null and seen_by is null returning ${columns}`,
)
const byId = sql<ReferralRow>(
  'referral.by-id',
  `select ${columns} from referral where tenant_id = $1 and matter_id = $2`,
)
/**
 * The person's registration as unemployed, by the blind form of their number: the one that is followed; where none ever was,
 * the newest case that was granted.
 */
const enrolment = sql<{ readonly id: string }>(
  'referral.enrolment',
  `with mine as materialized (select matter_id from secret where tenant_id = $1 and blind = $2 limit 200),
     known as (select m.id, m.kind, m.state, m.closed_at, m.opened_at from mine join matter m on m.tenant_id = $1 and m.id = mine.matter_id
       where m.service = 'JY01' and m.kind in ('enrolment', 'case'))
   select id from known
   where (kind = 'enrolment' and closed_at is null) or (kind = 'case' and state = 'done' and not exists (select from known k where k.kind = 'enrolment'))
   order by opened_at desc, id desc limit 1`,
)
const matterOf = sql<{ readonly number: string; readonly holder_post: string }>(
  'referral.enrolment-of',
  `select number, holder_post from matter where tenant_id = $1 and id = $2`,
)
const passOver = sql(
  'passed-over.add',
  `insert into passed_over (tenant_id, seeker, vacancy, org_path, reason, at, staff) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
)
const passed = sql<{ readonly reason: string }>(
  'passed-over.one',
  `select reason from passed_over where tenant_id = $1 and seeker = $2 and vacancy = $3`,
)

const nobody = '00000000-0000-0000-0000-000000000000'

type Put = Omit<ReferralRow, 'seen_by' | 'opened_at' | 'closed_at' | 'due_at'> & {
  readonly path: string
  readonly opened: Instant
  readonly closed: Instant | null
  readonly due: Instant | null
}

export function putReferral(tx: Tx, tenant: string, r: Put): void {
  const told = { number: r.number, names: [r.name, r.company, r.job] }
  enlist(tx, tenant, { list: 'referral', id: r.matter_id, scope: r.office }, told)
  const time = (at: Instant | null) => (at === null ? null : iso(at))
  tx.write(put, [
    ...[tenant, r.matter_id, r.path, r.office, r.number, r.seeker, r.vacancy, r.name, r.company, r.job, r.state],
    ...[r.is_open, r.post, time(r.due), r.says, r.refused, time(r.opened), time(r.closed), r.enrolment],
  ])
}

/** How many others of a vacancy are under way, hired, and there in all. */
export const countsOf = (tx: Tx, tenant: string, vacancy: string, besides: string | null = null) =>
  tx.one(counts, [tenant, vacancy, besides ?? nobody])
/** Whether the case of an entry lies where this person may look. */
export const seesCase = async (tx: Tx, tenant: string, id: string) => (await tx.one(caseSeen, [tenant, id])).seen
/** What came of all that a case asked for: the results that an employer's service is answered with (JY03). */
export const resultsOf = (tx: Tx, tenant: string, id: string) => tx.one(countsOfCase, [tenant, id])
export const openBetween = (tx: Tx, tenant: string, vacancy: string, seeker: string, besides: string | null = null) =>
  tx.maybe(between, [tenant, vacancy, seeker, besides ?? nobody])
export const referralsOfSeeker = (tx: Tx, tenant: string, id: string) => tx.all(ofSeeker, [tenant, id])
export const referralsOfVacancy = (tx: Tx, tenant: string, id: string) => tx.all(ofVacancy, [tenant, id])
export const findReferral = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
/** Open referrals to vacancies that are filled, which do not say so yet. */
export const openOnFilled = (tx: Tx, tenant: string) => tx.all(onFilled, [tenant])
export const unseenAt = (tx: Tx, tenant: string, office: string) => tx.all(unseen, [tenant, office])
export const markSeen = (tx: Tx, tenant: string, id: string, staff: string) => tx.maybe(seen, [tenant, id, staff])
export const enrolmentOf = (tx: Tx, tenant: string, person: string) => tx.maybe(enrolment, [tenant, person])
export const enrolmentCase = (tx: Tx, tenant: string, id: string) => tx.maybe(matterOf, [tenant, id])
export const passedOver = (tx: Tx, tenant: string, seeker: string, vacancy: string) =>
  tx.maybe(passed, [tenant, seeker, vacancy])

export function addPassedOver(
  tx: Tx,
  tenant: string,
  p: { seeker: string; vacancy: string; path: string; reason: string; staff: string },
  at: Instant,
): void {
  tx.write(passOver, [tenant, p.seeker, p.vacancy, p.path, p.reason, iso(at), p.staff])
}

type Filter = { readonly state: string | null; readonly q: string | null; readonly after: string | null }
/** The office's referrals, the newest first, a page at a time. */
export function referralPage(tx: Tx, tenant: string, office: string, f: Filter, limit: number) {
  const { like, pieces, exact } = soughtIn('referral', f.q)
  const asked = [tenant, office, f.after, f.state, like, limit]
  const { all, found } = f.state === null ? page : f.state === 'open' ? pageOfOpen : pageOfState
  return pieces ? tx.all(found, [...asked, pieces, exact]) : tx.all(all, asked)
}
