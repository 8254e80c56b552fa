import type { Clock } from '#core/clock.ts'
import { type Day, dayOf } from '#core/day.ts'
import type { ClockStep, OwnLimit, Process } from '#core/process.ts'
import { settingKey } from '#core/service/figure.ts'
import type { Service, ServiceEnrolment } from '#core/service/format.ts'
import type { EnrolmentFacts } from './contract.ts'
import { agreedDays, followedOn, hasAgreed, morningOf, remindDays, reviewedOn, termDays, wasReached } from './policy.ts'

/** The dates of a register, by its service's file: each is a clock, and none is a constant here. */

const factsOf = (facts: Facts) => facts as EnrolmentFacts

export function labelsOf({ title, contact, review, silence, term }: ServiceEnrolment): Process['clocks'] {
  return {
    ...(contact?.every && { follow: { label: `${contact.label}期限`, of: 'office' } }),
    ...(review && { yearly: { label: `${review.label}期限`, of: 'office' } }),
    ...(silence && {
      silent: {
        label: '失联提示',
        of: 'visitor',
        due: 'warn',
        tells: `${title}：很久没有联系上本人了，再联系不上将提出退出，请设法联系`,
      },
      lost: { label: '失联建议退出', of: 'visitor', due: 'suggest' },
    }),
    ...(term && {
      remind: {
        label: '到期提醒',
        of: 'visitor',
        due: 'remind',
        tells: `${title}：登记快到期了，请核实后续期或办理退出`,
      },
      term: { label: '登记期限', of: 'visitor', due: 'expire' },
    }),
    verify: { label: '核实退出期限', of: 'office' },
    confirm: { label: '确认退出期限', of: 'office' },
    accept: { label: '接收移交期限', of: 'office' },
  }
}

/** The clock by which somebody in the register is next looked at. */
export function mainClock({ contact, review }: ServiceEnrolment): string {
  return contact?.every ? 'follow' : review ? 'yearly' : 'term'
}

/** The clocks of the register itself, which stand while an exit is looked into. */
const ownClocks = ({ contact, review, silence, term }: ServiceEnrolment): readonly string[] => [
  ...(contact?.every ? ['follow'] : []),
  ...(review ? ['yearly'] : []),
  ...(silence ? ['silent', 'lost'] : []),
  ...(term ? ['remind', 'term'] : []),
]

type Facts = Readonly<Record<string, unknown>>

/** What is written down of an earlier day moves no date, and wipes no lateness out. */
const isNewer = (name: string, on: (facts: Facts) => Day) => (clocks: readonly Clock[], facts: Facts) => {
  const clock = clocks.find((one) => one.name === name)
  if (!clock) return true
  const [from, to] = [dayOf(clock.startedAt), on(facts)]
  return from < to || (from === to && clock.lateSince === null)
}

/** Counted anew from the last contact, the agreed day if there is one. */
export const followAnew = ({ contact }: ServiceEnrolment): readonly ClockStep[] => {
  if (!contact?.every) return []
  const since = (facts: Facts) => morningOf(followedOn(facts))
  const newer = isNewer('follow', followedOn)
  return [
    {
      clock: 'follow',
      do: 'start',
      limit: 'enrolment.follow',
      since,
      when: (clocks, facts) => !hasAgreed(facts) && newer(clocks, facts),
    },
    {
      clock: 'follow',
      do: 'start',
      limit: 'enrolment.agreed',
      amount: agreedDays,
      since,
      when: (clocks, facts) => hasAgreed(facts) && newer(clocks, facts),
    },
  ]
}
/** From the last word with the person; an attempt changes nothing. */
export const silenceAnew = ({ silence }: ServiceEnrolment): readonly ClockStep[] => {
  const since = (facts: Facts) => morningOf(factsOf(facts).contacted)
  const when = (name: string) => (clocks: readonly Clock[], facts: Facts) =>
    wasReached(facts) && isNewer(name, (of) => factsOf(of).contacted)(clocks, facts)
  return silence
    ? [
        { clock: 'silent', do: 'start', limit: 'enrolment.silent', since, when: when('silent') },
        { clock: 'lost', do: 'start', limit: 'enrolment.lost', since, when: when('lost') },
      ]
    : []
}
export const yearlyAnew = ({ review }: ServiceEnrolment): readonly ClockStep[] =>
  review
    ? [
        {
          clock: 'yearly',
          do: 'start',
          limit: 'enrolment.yearly',
          since: (facts) => morningOf(reviewedOn(facts)),
          when: isNewer('yearly', reviewedOn),
        },
      ]
    : []
export const termAnew = ({ term }: ServiceEnrolment): readonly ClockStep[] => {
  const since = (facts: Facts) => morningOf(factsOf(facts).termFrom ?? factsOf(facts).registered)
  return term
    ? [
        { clock: 'remind', do: 'start', limit: 'enrolment.remind', amount: remindDays, since },
        { clock: 'term', do: 'start', limit: 'enrolment.term', amount: termDays, since },
      ]
    : []
}

/** Everything stands while somebody looks into an exit: what had run stays counted, what was late stays late. */
export const standing = (enrolment: ServiceEnrolment): readonly ClockStep[] =>
  ownClocks(enrolment).map((clock) => ({ clock, do: 'pause', why: '核实退出期间' }))

const hasStopped = (name: string) => (clocks: readonly Clock[]) =>
  clocks.some((clock) => clock.name === name && clock.is === 'stopped')

/**
 * They go on, the silence from the last word with the person, who may have been in touch meanwhile; a proposal of time that
 * somebody refused comes again after a while, as long as nothing changes.
 */
export const goingOn = (enrolment: ServiceEnrolment): readonly ClockStep[] => [
  ...ownClocks(enrolment).map((clock): ClockStep => ({ clock, do: 'resume' })),
  ...silenceAnew(enrolment),
  ...['lost', 'term']
    .filter((clock) => ownClocks(enrolment).includes(clock))
    .map((clock): ClockStep => ({ clock, do: 'start', limit: 'enrolment.again', when: hasStopped(clock) })),
]

/** Lengths of this service: those of the file, or the office's own figure of policy. */
export function limitsOf(
  service: Service,
  { contact, review, silence, term, verify, decide }: ServiceEnrolment,
): Readonly<Record<string, OwnLimit>> {
  const months = (rule: string, key: string | undefined): Record<string, OwnLimit> => {
    const setting = service.settings?.find((one) => one.key === key)
    if (key === undefined || typeof setting?.value !== 'number') return {}
    return {
      [rule]: {
        amount: setting.value,
        unit: 'months',
        rule,
        source: setting.source,
        figure: settingKey(service.code, setting),
      },
    }
  }
  const days = (rule: string, source: string): Record<string, OwnLimit> => ({
    [rule]: { amount: 1, unit: 'naturalDays', rule, source },
  })
  return {
    ...months('enrolment.follow', contact?.every),
    ...months('enrolment.yearly', review?.every),
    ...months('enrolment.silent', silence?.warn),
    ...months('enrolment.lost', silence?.exit),
    ...months('enrolment.again', silence?.again ?? term?.remind),
    ...days('enrolment.agreed', '与本人约定'),
    ...days('enrolment.remind', '登记期限'),
    ...days('enrolment.term', '登记期限'),
    'enrolment.verify': { amount: verify.amount, unit: verify.unit, rule: 'enrolment.verify', source: verify.source },
    'enrolment.decide': { amount: decide.amount, unit: decide.unit, rule: 'enrolment.decide', source: decide.source },
  }
}
