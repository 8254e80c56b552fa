import { type Day, dayOf, type Instant } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Db, orLast, sql } from '#platform/db/db.ts'
import { educations, type Kind, kinds, skillLevels, type VacancyData } from './contract.ts'
import { paySays } from './policy.ts'
import { pairsOf, plain, plains } from './shared.ts'
import { keysOf } from './store.ts'

/** What everybody may read of a vacancy: what the employer gave to be published, nothing of their contact and of nobody who applied. */
export type Job = {
  readonly id: string
  readonly jobTitle: string
  readonly company: string
  readonly companyIntro: string
  readonly kind: string
  readonly pay: string
  readonly place: string
  readonly left: number
  readonly education: string
  readonly skill: string
  readonly requirement: string
  readonly duties: string
  readonly benefits: string
  readonly hiringSteps: string
  readonly applyBy: string
  readonly hotline: string
  readonly fair: string
  readonly from: Day
  readonly until: Day
  readonly office: string
  readonly officePhone: string
}

type Row = {
  readonly id: string
  readonly office: string
  readonly data: VacancyData
  readonly headcount: number
  readonly filled: number
  readonly kind: string
  readonly pay_unit: string
  readonly pay_low: number
  readonly pay_top: number
  readonly from_day: Day
  readonly until_day: Day
}

const columns = 'id, office, data, headcount, filled, kind, pay_unit, pay_low, pay_top, from_day, until_day'
/** The days are asked of each reading: no job can be late, and none lets out too much. */
const living = `tenant_id = $1 and state = 'published' and from_day <= $2 and until_day >= $2`
const list = sql<Row>(
  'jobs.list',
  `select ${columns} from vacancy where ${living} and id < ${orLast('$3')} and ($4::text is null or kind = $4)
     and ($5::text is null or place like $5) order by id desc limit $6`,
)
/** The index of words answers first, so that no rare word walks through the whole list. */
const found = sql<Row>(
  'jobs.found',
  `with found as materialized (select ${columns}, place from vacancy
     where ${living} and id in (select entry from market_word where tenant_id = $1 and keys @> $7::text[]))
   select ${columns} from found where ($3::uuid is null or id < $3) and ($4::text is null or kind = $4) and ($5::text is null or place like $5)
   order by id desc limit $6`,
)
/** Once public and over by itself; what was taken down is as if it never was. */
const over = sql<Pick<Row, 'data' | 'until_day'> & { readonly state: string }>(
  'jobs.over',
  `select data, until_day, state from vacancy
   where tenant_id = $1 and id = $3 and (state = 'filled' or (state = 'published' and until_day < $2))`,
)
const one = sql<Row>('jobs.one', `select ${columns} from vacancy where ${living} and id = $3`)

type Place = { readonly tenant: string; readonly path: string }
export type JobsWanted = {
  readonly q: string
  readonly kind: Kind | null
  readonly place: string
  readonly after: string | null
}

const onPage = 30

/** A page of what is published now, the newest first. */
export function jobsList(db: Db, place: Place, wanted: JobsWanted, at: Instant, limit = onPage) {
  const grams = pairsOf(plains([...wanted.q.split(/\s+/), wanted.place]))
  // Of signs alone nothing is found, and not everything.
  const isVoid = [wanted.q, wanted.place].some((text) => text.trim() !== '' && plain(text) === '')
  const where = plains([wanted.place])[0]
  const near = where === undefined ? null : `%${where.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const asked = [place.tenant, dayOf(at), wanted.after, wanted.kind, near, limit + 1]
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const [office, rows] = await Promise.all([
      current(tx, place.tenant, at),
      isVoid
        ? []
        : grams.length > 0
          ? tx.all(found, [...asked, keysOf('vacancy', 'words', grams)])
          : tx.all(list, asked),
    ])
    const shown = rows.slice(0, limit)
    return {
      rows: shown.map((row) => jobOf(office, row)),
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}

/** One vacancy, if it is published now. */
export function jobsItem(db: Db, place: Place, id: string, at: Instant): Promise<Job | null> {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const [office, row] = await Promise.all([
      current(tx, place.tenant, at),
      tx.maybe(one, [place.tenant, dayOf(at), id]),
    ])
    return row && jobOf(office, row)
  })
}

/** A vacancy that was published and is filled or past its last day: enough to tell whoever kept the address. */
export type FormerJob = Pick<Job, 'jobTitle' | 'company' | 'until'> & { readonly isFilled: boolean }

export function jobsFormer(db: Db, place: Place, id: string, at: Instant): Promise<FormerJob | null> {
  return db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => {
    const row = await tx.maybe(over, [place.tenant, dayOf(at), id])
    if (!row) return null
    const { jobTitle = '', company = '' } = row.data
    return { jobTitle, company, until: row.until_day, isFilled: row.state === 'filled' }
  })
}

function jobOf({ organizations }: OfficeSnapshot, { data, ...row }: Row): Job {
  const org = organizations.get(row.office as OfficeId)
  const { fairName, fairPlace, fairFrom, fairTo } = data
  return {
    ...{
      id: row.id,
      jobTitle: data.jobTitle ?? '',
      company: data.company ?? '',
      companyIntro: data.companyIntro ?? '',
    },
    ...{
      kind: kinds[row.kind as Kind] ?? '',
      pay: paySays(row),
      place: data.workPlace ?? '',
      left: row.headcount - row.filled,
    },
    education: educations[data.educationAtLeast ?? 'any'],
    skill: skillLevels[data.skillAtLeast ?? 'none'],
    ...{ requirement: data.requirement ?? '', duties: data.duties ?? '', benefits: data.benefits ?? '' },
    ...{ hiringSteps: data.hiringSteps ?? '', applyBy: data.applyBy ?? '', hotline: data.hotline ?? '' },
    fair: fairName
      ? [fairName, fairPlace, fairFrom && fairTo && `${fairFrom}至${fairTo}`].filter(Boolean).join('，')
      : '',
    ...{ from: row.from_day, until: row.until_day, office: org?.name ?? '', officePhone: org?.phone ?? '' },
  }
}
