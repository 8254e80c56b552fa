import type { Facts } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import {
  accountInput,
  complaintInput,
  contactInput,
  formOf,
  inspectionInput,
  petitionInput,
  taskInput,
} from '#house/forms.ts'
import type { Player } from '#house/stage.ts'
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
  task: {
    by: 'head',
    input: taskInput,
    tells: ({ more }) => [(more as { state?: string } | undefined)?.state],
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
  const without = [
    [...together, ...explanation],
    [...handOver, ...together],
    [...extension, ...explanation],
  ]
  return { input: { service: service.const, form: formOf(service.const) }, without }
}
