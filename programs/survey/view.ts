import { dayOf } from '#core/day.ts'

import { nameOf, type OfficeId, type StaffId } from '#core/roster.ts'
import { type Stand, someone, timed } from '#office/register.ts'
import { checks, kinds, methods, outcomes } from './contract.ts'
import { hiddenAddress, masksOf } from './entry.ts'
import type { AreaProgress } from './policy.ts'
import { areaName, reachesArea, type Seat } from './seat.ts'
import type { Entry, Member } from './shelf.ts'
import type { Round } from './store.ts'

const states = { open: '进行中', closed: '已结束' } as const

/** A round as the list shows it. */
export function roundView({ stand, round, leads }: Seat) {
  const { office, at } = stand
  const today = dayOf(at)
  const late = round.state === 'open' && today > round.until_day
  return {
    ...{ id: round.id, title: round.title, state: round.state, stateLabel: states[round.state] },
    office: { id: round.office, name: office.organizations.get(round.office as OfficeId)?.name ?? '' },
    ...{ from: round.from_day, until: round.until_day, basis: round.basis, notice: round.notice, late },
    ...{
      version: round.service_version,
      checkShare: round.check_share,
      checker: someone(office, round.checker),
      leads,
    },
    ...{ closedAt: timed(round.closed_at), closedReason: round.closed_reason, previous: round.previous },
    offers:
      round.state === 'closed'
        ? []
        : [
            ...(leads ? ['quota', 'share', 'alter', 'close'] : []),
            ...(leads || round.checker === stand.staff ? ['draw'] : []),
          ],
  }
}

export function progressView(stand: Stand, rows: readonly AreaProgress[]) {
  return rows
    .map((row) => ({
      ...{
        ...row,
        areaName: areaName(stand, row.area),
        kindLabel: kinds[row.kind],
        reached: reachesArea(stand, row.area),
      },
      people: row.people.map((one) => ({ ...one, name: nameOf(stand.office.roster, one.staff as StaffId) })),
    }))
    .toSorted((a, b) => (`${a.areaName} ${a.kind}` < `${b.areaName} ${b.kind}` ? -1 : 1))
}

const checkWords = { drawn: '待复核', ...checks } as const

/** One entry as a list shows it: the name, not the address; numbers only as masks. */
export function entryView({ stand, round, leads }: Seat, row: Entry) {
  const { office, staff } = stand
  const open = round.state === 'open'
  const mayCheck = row.check_state === 'drawn' && row.staff !== staff && (leads || round.checker === staff)
  return {
    ...{
      id: row.id,
      number: row.number,
      name: row.name,
      kind: row.kind,
      kindLabel: kinds[row.kind],
      version: row.version,
    },
    ...{ area: row.area, areaName: areaName(stand, row.area), people: row.people, reason: row.reason },
    ...{ outcome: row.outcome, outcomeLabel: outcomes[row.outcome], surveyedOn: row.surveyed_on },
    ...{ method: row.method, methodLabel: methods[row.method as keyof typeof methods] },
    ...{ surveyor: someone(office, row.staff), enteredAt: timed(row.entered_at) },
    check: row.check_state && {
      ...{ state: row.check_state, label: checkWords[row.check_state], note: row.check_note },
      ...{ by: someone(office, row.checked_by), at: timed(row.checked_at) },
    },
    offers: open ? [...(mayCheck ? ['check'] : []), ...(leads || row.staff === staff ? ['correct'] : [])] : [],
  }
}

/** The whole of an entry for who opens it: its answers, numbers under their masks. */
export function wholeView(seat: Seat, row: Entry, members: readonly Member[]) {
  return {
    ...entryView(seat, row),
    answers: { ...row.facts, ...masksOf(row.sealed) },
    address: row.address === null ? null : hiddenAddress,
    members: members.map(({ nth, name, facts, sealed, contact, contact_number }) => ({
      nth,
      answers: { name, ...facts, ...masksOf(sealed) },
      contact: contact && { id: contact, number: contact_number },
      /** Somebody who wants something, and may be handed to the window if they agree. */
      wishes: wishesOf(facts),
    })),
  }
}

const wishWords = { wantsJob: '就业', wantsBusiness: '创业', wantsTraining: '培训' } as const

function wishesOf(facts: Member['facts']): readonly string[] {
  return Object.entries(wishWords).flatMap(([name, word]) => (facts[name] === true ? [word] : []))
}

/** Rounds that this one may be compared with: earlier ones of the same office. */
export function earlierRounds(rounds: readonly Round[], office: string) {
  return rounds.filter((round) => round.office === office).map(({ id, title }) => ({ id, name: title }))
}
