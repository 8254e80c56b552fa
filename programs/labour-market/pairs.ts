import { dayOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { lineOf, type OfficeId } from '#core/roster.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { type Stand, standOf } from '#office/register.ts'
import { sees } from '#office/snapshot.ts'
import type { Scope, Tx } from '#platform/db/db.ts'
import { weightsOf } from './book.ts'
import { unseenVacancy } from './change.ts'
import { type Place, type Ranked, seekersFor, vacanciesFor } from './matching.ts'
import { match, paySays, type SeekerSide, type VacancySide, type Weights } from './policy.ts'
import { pairsOf } from './shared.ts'
import { findSeeker, type Seeker, seekersOf } from './store.ts'
import { findVacancy, vacanciesOf } from './vacancies.ts'
import type { PairView } from './view.ts'
import { unseenSeeker } from './wishes.ts'

const pairsOnPage = 10

type Asked = { readonly id: string; readonly after: string; readonly catalogue: Catalogue }
type Seen = { readonly seeker: Seeker; readonly stand: Stand }
export type Pairs = { readonly rows: readonly PairView[]; readonly next: string | null; readonly weights: Weights }

/** A seeker whom this person may see, and where they stand towards their office. */
export async function seekerSeen(tx: Tx, at: Stand, id: string): Promise<Seen | Refusal> {
  const seeker = await findSeeker(tx, at.tenant, id)
  if (!seeker) return unseenSeeker
  const stand = standOf(at.office, at, seeker.office)
  return isRefusal(stand) ? stand : { seeker, stand }
}

/** The whole tree of offices: what is published is read there, as the public reads it; seekers never are. */
export function wholeCity({ tenant, office, org, at }: Stand): Scope {
  const top = lineOf(office.roster, org.id, at).at(-1)
  return { tenant, paths: [office.organizations.get(top ?? org.id)?.path ?? org.path] }
}

/**
 * The vacancies that are published for a seeker in the whole city, the nearest office's first, each with its reasons: of
 * another office's only what the public reads, and who has published it. The transaction is of `wholeCity`.
 */
export async function pairsOfSeeker(tx: Tx, { seeker, stand }: Seen, { id, after, catalogue }: Asked): Promise<Pairs> {
  const { wanted, weights } = wantedBy(stand, { id, after, catalogue }, seekerGrams(seeker))
  if (seeker.state !== 'open' || seeker.valid_until < wanted.today) return { rows: [], next: null, weights }
  const found = await vacanciesFor(tx, stand.tenant, wanted)
  const rows = await vacanciesOf(
    tx,
    stand.tenant,
    found.map((one) => one.id),
  )
  return pageOf(found, weights, (one) => {
    const vacancy = rows.find((row) => row.id === one.id)
    if (!vacancy) return undefined
    const { company = '', jobTitle = '', workPlace = '' } = vacancy.data
    const sub = `${paySays(vacancy)}，${workPlace}，还缺${vacancy.headcount - vacancy.filled}人`
    const view = viewOf(one.id, `${jobTitle} · ${company}`, sub, seeker, vacancy, weights)
    return { ...view, elsewhere: elsewhere(stand, vacancy.office) }
  })
}

/** Who has published what lies outside this person's view; null where they may send there themselves. */
function elsewhere({ office, staff, at }: Stand, place: string): PairView['elsewhere'] {
  if (sees(office, staff, place as OfficeId, at)) return null
  const { name = '', phone = '' } = office.organizations.get(place as OfficeId) ?? {}
  return { name, phone: phone ?? '' }
}

/** The seekers for a vacancy, the best first. */
export async function pairsOfVacancy(tx: Tx, at: Stand, { id, after, catalogue }: Asked): Promise<Pairs | Refusal> {
  const vacancy = await findVacancy(tx, at.tenant, id)
  if (!vacancy) return unseenVacancy
  const stand = standOf(at.office, at, vacancy.office)
  if (isRefusal(stand)) return stand
  const { wanted, weights } = wantedBy(stand, { id, after, catalogue }, pairsOf(vacancy.terms))
  const isOpen =
    vacancy.state === 'published' && vacancy.until_day >= wanted.today && vacancy.filled < vacancy.headcount
  const found = isOpen ? await seekersFor(tx, at.tenant, wanted) : []
  const rows = await seekersOf(
    tx,
    at.tenant,
    found.map((one) => one.id),
  )
  return pageOf(found, weights, (one) => {
    const seeker = rows.find((row) => row.id === one.id)
    if (!seeker) return undefined
    const { name, phoneMasked, wantedJob, workPlace } = seeker.data
    return viewOf(one.id, `${name} · ${wantedJob}`, `${phoneMasked}，想在${workPlace}`, seeker, vacancy, weights)
  })
}

const seekerGrams = ({ wanted, others, skills }: SeekerSide) =>
  pairsOf([wanted, ...others, ...skills].filter((word) => word !== ''))

function wantedBy({ office, org, at }: Stand, { id, after, catalogue }: Asked, grams: readonly string[]) {
  const weights = weightsOf({ catalogue, office, place: org.id as OfficeId, at })
  return { weights, wanted: { id, grams, today: dayOf(at), weights, after: placeIn(after), limit: pairsOnPage + 1 } }
}

/** `0_8700_<id>`: where the page before ended. */
function placeIn(after: string): Place | null {
  const [, far, score, id] = /^(\d{1,2})_(\d{1,7})_([0-9a-f-]{36})$/.exec(after) ?? []
  return far === undefined || score === undefined || id === undefined
    ? null
    : { far: Number(far), score: Number(score), id }
}

function pageOf(found: readonly Ranked[], weights: Weights, view: (one: Ranked) => PairView | undefined): Pairs {
  const shown = found.slice(0, pairsOnPage)
  const last = shown.at(-1)
  const next = found.length > pairsOnPage && last ? `${last.far}_${last.score}_${last.id}` : null
  return { rows: shown.flatMap((one) => view(one) ?? []), next, weights }
}

function viewOf(
  id: string,
  title: string,
  sub: string,
  seeker: SeekerSide,
  vacancy: VacancySide,
  weights: Weights,
): PairView {
  const { percent, fits } = match(seeker, vacancy, weights)
  return { id, title, sub, percent, fits, elsewhere: null }
}
