import { dayOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { weightsOf } from './book.ts'
import { unseenVacancy } from './change.ts'
import { type Place, type Ranked, seekersFor, vacanciesFor } from './matching.ts'
import { match, paySays, type SeekerSide, type VacancySide, type Weights } from './policy.ts'
import { pairsOf } from './shared.ts'
import { findSeeker, seekersOf } from './store.ts'
import { findVacancy, vacanciesOf } from './vacancies.ts'
import type { PairView } from './view.ts'
import { unseenSeeker } from './wishes.ts'

const pairsOnPage = 10

type Asked = { readonly id: string; readonly after: string; readonly catalogue: Catalogue }
export type Pairs = { readonly rows: readonly PairView[]; readonly next: string | null; readonly weights: Weights }

/** The vacancies that are open for a seeker, the best first, each with its reasons. */
export async function pairsOfSeeker(tx: Tx, at: Stand, { id, after, catalogue }: Asked): Promise<Pairs | Refusal> {
  const seeker = await findSeeker(tx, at.tenant, id)
  if (!seeker) return unseenSeeker
  const stand = standOf(at.office, at, seeker.office)
  if (isRefusal(stand)) return stand
  const { wanted, weights } = wantedBy(stand, { id, after, catalogue }, seekerGrams(seeker))
  if (seeker.state !== 'open' || seeker.valid_until < wanted.today) return { rows: [], next: null, weights }
  const found = await vacanciesFor(tx, at.tenant, wanted)
  const rows = await vacanciesOf(
    tx,
    at.tenant,
    found.map((one) => one.id),
  )
  return pageOf(found, weights, (one) => {
    const vacancy = rows.find((row) => row.id === one.id)
    const { company = '', jobTitle = '', workPlace = '' } = vacancy?.data ?? {}
    const left = vacancy ? vacancy.headcount - vacancy.filled : 0
    return (
      vacancy &&
      viewOf(
        one.id,
        `${jobTitle} · ${company}`,
        `${paySays(vacancy)}，${workPlace}，还缺${left}人`,
        seeker,
        vacancy,
        weights,
      )
    )
  })
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

/** `8700_<id>`: where the page before ended. */
function placeIn(after: string): Place | null {
  const [, score, id] = /^(\d{1,7})_([0-9a-f-]{36})$/.exec(after) ?? []
  return score === undefined || id === undefined ? null : { score: Number(score), id }
}

function pageOf(found: readonly Ranked[], weights: Weights, view: (one: Ranked) => PairView | undefined): Pairs {
  const shown = found.slice(0, pairsOnPage)
  const last = shown.at(-1)
  const next = found.length > pairsOnPage && last ? `${last.score}_${last.id}` : null
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
  return { id, title, sub, percent, fits }
}
