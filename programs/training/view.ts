import { type Day, dayOf } from '#core/day.ts'
import { pointsIfAny } from '#core/sums/marks.ts'
import { inYuan } from '#core/sums/money.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { type Stand, someone, timed } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Payables } from '#programs/subsidy/contract.ts'
import { sharesOf } from './attendance.ts'
import { subjectSays, works } from './held.ts'
import { findInstitution } from './institution.ts'
import {
  failedParts,
  listStates,
  mayResit,
  nexts,
  payees,
  percentOf,
  planText,
  reaches,
  results,
  type Share,
  seatStates,
  services,
  stageOf,
  stages,
  type Terms,
} from './policy.ts'
import { type Applicant, fittingApplicants, marksOf, type Seat, seatsOf } from './seats.ts'
import { planOfClass, type Row } from './store.ts'
import { type List, listsOf } from './subsidy.ts'
import { standingOf } from './sums.ts'
import { standardFor, undecided, unsetTerms } from './terms.ts'

/** A class as lists show it, with what may be done to it by whoever looks. */
export function classView(stand: Stand, row: Row, catalogue: Catalogue) {
  const { id, number, name, service, place, phone, hours, places, taken, returned, reason, terms } = row
  const stage = stageOf(row, dayOf(stand.at))
  const next = nextShown(row, dayOf(stand.at))
  return {
    ...{
      id,
      number,
      name,
      service,
      serviceLabel: services[service],
      place,
      phone,
      hours,
      places,
      taken,
      returned,
      reason,
    },
    ...{ subject: row.subject, level: row.level, institution: row.institution },
    subjectLabel: subjectSays(catalogue, service, row.subject, row.level),
    ...{ from: row.from_day, until: row.until_day, stage, stageLabel: stages[stage], terms },
    keeper: someone(stand.office, row.keeper),
    decidedBy: someone(stand.office, row.decided_by),
    next,
    late: next !== null && next.day < dayOf(stand.at),
    printsWhole: stand.leads || stand.staff === row.keeper,
    offers: works(stand) ? offersOf(stand, row, dayOf(stand.at)) : [],
  }
}

/** From its first day on, a class that waited to begin waits for its attendance. */
function nextShown({ next_what, next_day, from_day }: Row, today: Day) {
  if (!next_what || !next_day) return null
  if (next_what !== 'start') return { what: next_what, label: nexts[next_what], day: next_day }
  const what = from_day <= today ? 'attendance' : 'start'
  return { what, label: nexts[what], day: from_day } as const
}

/** What this person may do with the class now; the doors judge again. */
function offersOf(stand: Stand, row: Row, today: string): readonly string[] {
  const judges = stand.leads && !row.authors.includes(stand.staff)
  if (row.state === 'draft') return ['submit', 'edit', 'cancel', 'keeper']
  if (row.state === 'waiting') return [...(judges ? ['approve', 'return'] : []), 'cancel']
  if (row.state !== 'approved') return row.next_what === 'tell' ? ['told'] : []
  const passes = stand.leads || stand.staff === row.keeper
  return [
    ...(row.from_day >= today ? ['enrol'] : []),
    ...(row.from_day <= today ? ['attendance', 'test', 'papers', 'subsidy'] : []),
    ...(['close', 'subsidy', 'test'].includes(row.next_what ?? '') ? ['close'] : []),
    ...(passes ? ['keeper'] : []),
    ...(stand.leads ? ['cancel'] : []),
  ]
}

/** The rest of one class: plan, roll with shares and marks, those who could be on it, its lists. */
export async function wholeClass(tx: Tx, stand: Stand, row: Row, catalogue: Catalogue, payables: Payables<Tx>) {
  const { tenant } = stand
  const [days, seats, kept, lists, institution, fitting] = await Promise.all([
    planOfClass(tx, tenant, row.id),
    seatsOf(tx, tenant, row.id),
    marksOf(tx, tenant, row.id),
    listsOf(tx, tenant, row.id),
    findInstitution(tx, tenant, row.institution),
    row.state === 'approved' && works(stand) ? fittingApplicants(tx, tenant, row) : [],
  ])
  const standing = await standingOf(tx, tenant, payables, row)
  const shares = sharesOf(days, kept, seats)
  return {
    today: dayOf(stand.at),
    institutionName: institution?.name ?? '',
    plan: planText(days),
    days: days.map(({ day, hours, topic, entered_at }) => ({ day, hours, topic, entered: timed(entered_at) })),
    marks: kept,
    seats: seats.map((seat) => seatView(stand, seat, shares.get(seat.id)!, row.terms)),
    applicants: fitting.map((one) => applicantView(one, catalogue)),
    lists: lists.map((list) => ({ ...listView(stand, list), payments: standing.get(list.id) ?? [] })),
    undecided: row.state === 'waiting' ? undecided(catalogue, stand, row.service) : [],
    /** Which figures whoever approves has to say. */
    asks: row.state === 'waiting' ? unsetTerms(catalogue, stand, row.service) : [],
    standard: standardShown(catalogue, stand, row),
  }
}

function standardShown(catalogue: Catalogue, stand: Stand, row: Row) {
  const set = standardFor(catalogue, stand, row.service)
  return set && { yuan: inYuan(set.standard), source: set.source }
}

export function seatView({ office }: Stand, seat: Seat, share: Share, terms: Terms | null) {
  const { id, name, number, state, reason, result, admitted_why, issued_on } = seat
  const enough = terms !== null && reaches(share, terms.attendance)
  return {
    ...{ id, name, number, matter: seat.applicant, idMasked: seat.id_masked, phone: seat.phone_masked },
    ...{
      way: payees[seat.way],
      state,
      stateLabel: seatStates[state],
      reason,
      toTell: state === 'gone' && !seat.told_at,
    },
    ...{ told: timed(seat.told_at), percent: percentOf(share), there: share.there, held: share.held, enough },
    admitted: seat.admitted_by ? { by: someone(office, seat.admitted_by)?.name ?? '', why: admitted_why ?? '' } : null,
    ...{ theory: pointsIfAny(seat.theory), practice: pointsIfAny(seat.practice) },
    ...{ theoryAgain: pointsIfAny(seat.theory_again), practiceAgain: pointsIfAny(seat.practice_again) },
    ...{ result, resultLabel: result && results[result], mayResit: terms !== null && mayResit(seat, terms) },
    /** What is asked at a resit. */
    failed: terms === null ? { theory: false, practice: false } : failedParts(seat, terms),
    paper: seat.sheet
      ? {
          ...{ id: seat.sheet, number: seat.paper_number ?? '', code: seat.paper_code ?? '', issuedOn: issued_on },
          ...{ url: `/api/sheets/${seat.sheet}.pdf`, revoked: seat.revoked_why },
        }
      : null,
  }
}

export function applicantView(one: Applicant, catalogue: Catalogue) {
  const { id, number, name, service, subject, subject_key, provider, way, approved_at } = one
  const level = subject_key.split(':').at(-1) ?? ''
  const code = service === 'JY15' ? 'JY15' : 'JY14'
  return {
    ...{ id, number, name, service, provider, way: payees[way], idMasked: one.id_masked, phone: one.phone_masked },
    ...{ subjectLabel: subjectSays(catalogue, code, subject, level), since: timed(approved_at) },
  }
}

export function listView(stand: Stand, list: List) {
  const { id, number, payee, state, source, people, enclosures, returned } = list
  const { leads, staff } = stand
  const did = list.made_by === staff || list.checked_by === staff
  const offers = [
    ...(state === 'made' && !did ? ['check'] : []),
    ...(state === 'checked' && !did && leads ? ['approve'] : []),
    ...(state === 'made' || state === 'checked' || (state === 'approved' && leads) ? ['return'] : []),
  ]
  return {
    ...{ id, number, payee: payees[payee], state, stateLabel: listStates[state], source, people, enclosures, returned },
    ...{ standard: inYuan(list.standard), total: inYuan(list.total), class: list.class },
    ...{ made: { at: timed(list.made_at), by: someone(stand.office, list.made_by) } },
    ...{ checked: list.checked_by && { at: timed(list.checked_at), by: someone(stand.office, list.checked_by) } },
    ...{ decided: list.decided_by && { at: timed(list.decided_at), by: someone(stand.office, list.decided_by) } },
    handed: timed(list.handed_at),
    offers: works(stand) ? offers : [],
  }
}
