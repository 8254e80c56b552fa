import { type Day, dayOf, type Instant } from '#core/day.ts'
import type { PostId } from '#core/roster.ts'
import { duty } from '#core/roster.ts'
import { flagsIn } from '#core/suspect.ts'
import { nameOf } from '#matter/setting.ts'
import { type Stand, someone, timed } from '#office/register.ts'
import { soonOf } from './book.ts'
import { keeps, mayReview } from './change.ts'
import {
  educations,
  isCode,
  kinds,
  runs,
  type SeekerStage,
  seekerStages,
  skillLevels,
  type VacancyStage,
  vacancyStages,
} from './contract.ts'
import type { Fit } from './policy.ts'
import { paySays } from './policy.ts'
import { referral } from './process.ts'
import type { ReferralRow } from './referrals.ts'
import { wrongIn } from './review.ts'
import type { Seeker } from './store.ts'
import type { Vacancy } from './vacancies.ts'

const today = ({ at }: Stand): Day => dayOf(at)
const soon = ({ office, org, at }: Stand): Day => soonOf({ office, place: org.id, at })
const said = (words: Readonly<Record<string, string>>, code: string | undefined) =>
  code === undefined ? '' : isCode(words, code) ? (words[code] ?? '') : code

function seekerStage({ state, valid_until }: Seeker, now: Day, next: Day): SeekerStage {
  if (state !== 'open') return state
  const run = runs(valid_until, now, next)
  return run === 'on' ? 'open' : run
}

function vacancyStage({ state, from_day, until_day }: Vacancy, now: Day, next: Day): VacancyStage {
  if (state !== 'published') return state
  if (from_day > now) return 'coming'
  const run = runs(until_day, now, next)
  return run === 'on' ? 'published' : run
}

/** Who answers for an entry now: its post, and who is on duty there. */
function ownerOf({ office, at }: Stand, post: string) {
  const { staff } = duty(office.roster, post as PostId, at)
  return { id: staff, name: nameOf(office, staff), post: nameOf(office, post) }
}

/** A seeker as the desk sees them: the phone masked, the whole one with the case. */
export function seekerView(stand: Stand, row: Seeker) {
  const stage = seekerStage(row, today(stand), soon(stand))
  const { id, number, data, shares, valid_until, ended, case_id, post } = row
  const open = row.state === 'open' && keeps(stand)
  return {
    ...{ id, number, caseId: case_id, shares, validUntil: valid_until, ended, stage, stageLabel: seekerStages[stage] },
    ...data,
    kindLabels: data.kinds.map((code) => said(kinds, code)),
    educationLabel: said(educations, data.education),
    skillLabel: data.skillLevel === 'none' ? '没有证书' : said(skillLevels, data.skillLevel),
    owner: ownerOf(stand, post),
    changedAt: timed(row.changed_at),
    offers: open ? [...(stage === 'expired' ? [] : ['match']), 'renew', 'wish', 'share', 'end'] : [],
  }
}

/** A vacancy as the desk sees it, with what is suspicious in its words while it is not yet published. */
export function vacancyView(stand: Stand, row: Vacancy) {
  const stage = vacancyStage(row, today(stand), soon(stand))
  const { id, number, case_id, service, data, headcount, filled, reason, opinion, from_day, until_day, due_day } = row
  const asked = row.state === 'draft' || row.state === 'waiting'
  return {
    ...{
      id,
      number,
      caseId: case_id,
      service,
      headcount,
      filled,
      reason,
      opinion,
      stage,
      stageLabel: vacancyStages[stage],
    },
    ...{ data, from: from_day, until: until_day, dueDay: due_day, pay: paySays(row) },
    kindLabel: said(kinds, row.kind),
    educationLabel: said(educations, data.educationAtLeast ?? 'any'),
    skillLabel: said(skillLevels, data.skillAtLeast ?? 'none'),
    flags: asked ? flagsIn(data) : [],
    authors: row.authors.map((staff) => nameOf(stand.office, staff)),
    reviewer: someone(stand.office, row.reviewer),
    reviewedAt: timed(row.reviewed_at),
    owner: ownerOf(stand, row.post),
    page: stage === 'published' || stage === 'soon' ? `/jobs/${id}` : null,
    changedAt: timed(row.changed_at),
    offers: keeps(stand) ? offersOf(stand, row, stage) : [],
  }
}

/** Whether nothing is left to fill in or to mend; the local minimum is looked at when it is put to the reviewer. */
const isWhole = (stand: Stand, { data }: Vacancy) =>
  wrongIn(data, { month: null, hour: null }, today(stand)).length === 0

/** The first of them is what one would do next. */
function offersOf(stand: Stand, row: Vacancy, stage: VacancyStage): readonly string[] {
  switch (stage) {
    case 'draft':
      return [...(isWhole(stand, row) ? ['submit', 'edit'] : ['edit', 'submit']), 'withdraw']
    case 'waiting':
      return [...(mayReview(stand, row) ? ['publish', 'return'] : []), 'withdraw']
    case 'published':
    case 'soon':
      return ['match', 'renew', 'feedback', 'revise', 'withdraw']
    case 'coming':
    case 'expired':
      return ['renew', 'feedback', 'revise', 'withdraw']
    default:
      return ['feedback']
  }
}

export function referralView(row: ReferralRow, at: Instant) {
  const { matter_id: id, number, seeker, vacancy, name, company, job, state, is_open: isOpen, says } = row
  return {
    ...{ id, number, seeker, vacancy, name, company, job, state, isOpen, says },
    stateLabel: referral.states[state as keyof typeof referral.states]?.label ?? state,
    /** A registration as unemployed that somebody has still to look at. */
    enrolment: row.enrolment !== null && row.seen_by === null,
    dueAt: timed(row.due_at),
    late: isOpen && row.due_at !== null && row.due_at.getTime() < at,
    openedAt: timed(row.opened_at),
    closedAt: timed(row.closed_at),
  }
}

/** A pair as the panel shows it: how well it fits in percent, each criterion in words, and what does not fit. */
export type PairView = {
  readonly id: string
  readonly title: string
  readonly sub: string
  readonly percent: number
  /** The office that has published it, where it is another's: it is asked there. */
  readonly elsewhere: { readonly name: string; readonly phone: string } | null
  readonly fits: readonly Fit[]
}
