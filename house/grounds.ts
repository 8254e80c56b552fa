import { day, dayOf, instant } from '#core/day.ts'
import type { Facts } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { followingOf } from '#core/service/enrolling.ts'
import {
  accountInput,
  aidInput,
  appealInput,
  badRatingInput,
  complaintInput,
  contactInput,
  disclosureInput,
  formOf,
  inspectionInput,
  loanInput,
  petitionInput,
  referralInput,
  samplingInput,
  taskInput,
  warningInput,
} from '#house/forms.ts'
import type { Player } from '#house/stage.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { demoStaff } from '#office/seed.ts'

/** How a table is explored: who opens it, with what form, and which of its facts make two situations differ. */
export type Opened = {
  readonly by?: Player
  readonly input: Readonly<Record<string, unknown>>
  readonly others?: readonly Readonly<Record<string, unknown>>[]
  readonly tells?: (facts: Facts) => unknown
  /** Asides that meet only on the main road: each walk leaves one of these lists of moves out. */
  readonly without?: readonly (readonly string[])[]
}

const handOver = ['hand-over', 'recall', 'take-over', 'send-back']
const together = ['join', 'part']
const extension = ['ask-extension', 'ask-late', 'extend', 'deny-extension']
const explanation = ['explain-delay', 'publish-delay', 'return-delay']

const { name: _name, phone: _phone, ...nameless } = complaintInput
const unsigned = { ...nameless, isAnonymous: true }

/** One row for each kind; a case opens with the form of its service in `house/forms.ts`. */
const grounds: Readonly<Record<string, Opened>> = {
  contact: { input: contactInput },
  accountability: {
    by: 'time',
    input: accountInput,
    tells: ({ level, rung, aggravated, prolonged, statements, decision, correction, appeal, final, breach }) => [
      ...[level, rung, aggravated !== undefined, prolonged !== undefined, statements !== undefined, final, breach],
      (decision as { by?: string } | undefined)?.by,
      (correction as { confirmedBy?: string } | undefined)?.confirmedBy !== undefined,
      (appeal as { level?: string } | undefined)?.level,
    ],
  },
  inspection: {
    by: 'head',
    input: inspectionInput,
    tells: ({ answers, findings, checkers, objections, reports, rechecks, order, confirmed }) => [
      ...[answers, findings].map((one) => Object.keys(one as object).length > 0),
      ...[checkers, objections, reports, rechecks].map((one) => Math.min((one as readonly unknown[]).length, 2)),
      Object.values(answers as Record<string, { result: string }>).some(({ result }) => result === 'fail'),
      (order as { post?: string } | undefined)?.post?.slice(-2),
      (confirmed as { by?: string } | undefined)?.by != null,
      (reports as readonly { by: string }[]).at(-1)?.by.slice(-2),
    ],
  },
  sampling: {
    by: 'head',
    input: samplingInput,
    tells: ({ items, answers, settled }) => [
      ...[items, settled].map((one) => Math.min((one as readonly unknown[]).length, 2)),
      Object.keys(answers as object).length > 0,
      Object.values(answers as Record<string, { result: string }>).some(({ result }) => result === 'fail'),
    ],
  },
  aid: {
    input: aidInput,
    without: [handOver, extension],
    tells: ({ plan, refusals, exit, employment }) => [
      ...[plan !== undefined, refusals, employment !== undefined],
      ...[(exit as { state?: string } | undefined)?.state, (exit as { by?: string } | undefined)?.by?.slice(-2)],
    ],
  },
  loan: {
    input: loanInput,
    tells: ({ referrals, banks, grant, overdue, extension, subsidies, cleared }) => [
      (referrals as readonly { answer?: { amount: number | null } }[]).at(-1)?.answer?.amount != null,
      Math.min((banks as readonly unknown[]).length, 1),
      grant !== undefined,
      (overdue as readonly { until?: string }[]).at(-1)?.until === undefined &&
        (overdue as readonly unknown[]).length > 0,
      extension !== undefined,
      (subsidies as readonly { state: string; by: string; checkedBy?: string }[])
        .slice(-1)
        .map(({ state, by, checkedBy }) => [state, by.slice(-2), checkedBy?.slice(-2)]),
      cleared !== undefined,
    ],
  },
  referral: { input: referralInput, tells: ({ lettered }) => [lettered === true] },
  task: {
    by: 'head',
    input: taskInput,
    tells: ({ more }) => [(more as { state?: string } | undefined)?.state],
  },
  warning: {
    by: 'district',
    input: warningInput,
    others: [{ ...warningInput, earlier: ['01900000-0000-7000-8000-000000000009'] }],
    tells: ({ colour, rounds, level, earlier }) => {
      const all = rounds as readonly { answer?: { late: boolean; by: string } }[]
      const last = all.at(-1)?.answer
      return [
        colour,
        level,
        Math.min(all.length, 2),
        last?.late,
        last?.by.slice(-2),
        (earlier as readonly unknown[]).length,
      ]
    },
  },
  complaint: {
    input: complaintInput,
    others: [
      { ...complaintInput, target: 'person', staff: demoStaff('head') },
      { ...unsigned, channel: 'letter' },
      { ...unsigned, channel: 'onsite' },
      { ...unsigned, channel: 'letter', target: 'person', staff: demoStaff('head') },
    ],
    tells: ({ orders = [], reached, isAboutHead }) => {
      const [last] = (orders as readonly { told?: { content: boolean } }[]).slice(-1)
      return [
        Math.min((orders as readonly unknown[]).length, 2),
        reached !== undefined,
        isAboutHead,
        last?.told?.content,
      ]
    },
  },
  rating: {
    by: 'time',
    input: badRatingInput,
    others: [
      { ...badRatingInput, isReachable: false },
      { ...badRatingInput, staff: demoStaff('head') },
    ],
    tells: ({ reached = [], verified, above, revisits = [] }) => [
      ...[reached, revisits].map((all) => {
        const tries = all as readonly { at: number; missed?: true }[]
        const days = new Set(tries.filter(({ missed }) => missed).map(({ at }) => dayOf(instant(at))))
        return [Math.min(days.size, 2), tries.some(({ missed }) => !missed)]
      }),
      ...[(verified as { finding?: string } | undefined)?.finding, above !== undefined],
    ],
  },
  appeal: { by: 'head', input: appealInput },
  disclosure: {
    by: 'head',
    input: disclosureInput,
    tells: ({ authors, shown, level, returned, until }) => [
      ...[level, returned !== undefined, until !== null],
      (authors as readonly string[]).map((one) => one.slice(-2)).sort(),
      (shown as readonly { channel: string }[])
        .map(({ channel }) => channel)
        .sort()
        .slice(0, 4),
    ],
  },
  petition: {
    input: petitionInput,
    tells: ({ approval, special }) => [approval !== undefined, special === true],
  },
}

/** The opening with which a table is explored; throws when a kind has none. */
export function groundOf({ kind, opening }: Process): Opened {
  const ground = grounds[kind]
  if (ground) return ground
  const { service } = (opening.input as { properties: { service?: { const: string } } }).properties
  if (!service) throw new RangeError(`add an opening of ${kind} to house/grounds.ts`)
  if (kind === 'enrolment') return enrolmentGround(service.const)
  const without = [
    [...together, ...explanation],
    [...handOver, ...together],
    [...extension, ...explanation],
  ]
  return { input: { service: service.const, form: formOf(service.const) }, without }
}

/** An entry of a register, as the result of a case with the usual form opens it. */
function enrolmentGround(code: string): Opened {
  const { service } = loadCatalogue().get(code)!
  const from = { id: '01900000-0000-7000-8009-000000000001', number: 'B-1', applicant: '测试甲' }
  const input = followingOf(service, formOf(code), from, day('2026-03-02'))?.opens
  if (!input) throw new RangeError(`the usual form of ${code} opens no register: house/cases.ts`)
  const exits = [
    'warn',
    'suggest',
    'remind',
    'expire',
    'found',
    'keep',
    'propose',
    'withdraw-exit',
    'confirm',
    'refuse-exit',
  ]
  const kept = ['contact', 'review', 'renew', 'again', 'end-by-case']
  const members = ['member', 'add-members']
  const asides = ['amend', 'recompute', 'reveal']
  const without = [
    [...together, ...handOver, ...asides, ...members],
    [...together, ...handOver, ...asides, ...kept, 'found', 'warn'],
    [...together, ...members, ...kept, 'amend', 'reveal', 'found', 'warn', 'lapse'],
    [...exits, ...members, ...kept, 'lapse'],
  ]
  return {
    ...{ by: 'time', input, without },
    tells: ({ proposed, records, members: household }) => {
      const known = records as readonly { result?: string }[]
      const situations = (household as readonly { situation?: string }[] | undefined)?.map(({ situation }) => situation)
      return [
        (proposed as { by: string | null } | null)?.by?.slice(-2) ?? proposed === null,
        Math.min(known.filter(({ result }) => result === 'refused').length, 3),
        ...['employed', 'jobless'].map((one) => situations?.includes(one)),
      ]
    },
  }
}
