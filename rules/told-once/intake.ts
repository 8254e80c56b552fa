import Type, { type Static } from 'typebox'
import { dayOf } from '#core/day.ts'
import { body, choice, form, longText, text } from '#core/field.ts'
import { isLate } from '#core/lamp.ts'
import { type Facts, isSealed, type Matter } from '#core/matter.ts'
import type { ClockStep, Condition, Move, Setting, Turn } from '#core/process.ts'
import type { Problem } from '#core/refusal.ts'
import { applicable, problemsIn, resumedIn } from '#core/service/form.ts'
import type { Service } from '#core/service/format.ts'
import { isInitiated, wordingOf } from '#core/service/wording.ts'
import { tone } from '#rules/civil-reception/policy.ts'
import type { ContactFacts } from '#rules/first-asked/contract.ts'
import type { CaseFacts } from './contract.ts'
import { gapsOf, lateDemands, noticed } from './gaps.ts'
import { acceptancePaper, noticePaper, type RefusalInput, refusalGrounds, refusalPaper } from './papers.ts'
import {
  everythingJudged,
  figuresStand,
  nothingWanting,
  reviewed,
  reviewProblems,
  reviewShape,
  somethingWanting,
} from './review.ts'

type Case = Matter<CaseFacts>

const Refusal = form({
  ground: choice('不予受理的情形', refusalGrounds),
  reason: longText('理由', tone),
  body: Type.Optional(body('有权受理的单位', 'outside')),
})

/** A refusal needs the notice before it, or a pointer to whoever is competent (8.4). */
export function refusalProblems(
  matter: Case,
  { ground, body: competent }: RefusalInput,
  setting: Setting,
): readonly Problem[] {
  const { facts, clocks } = matter
  if (ground === 'not-ours')
    return competent ? [] : [{ at: '/body', says: '不属于本单位的，要告诉服务对象向哪个单位提出' }]
  if (ground === 'not-met') {
    const failed = facts.review?.conditions.some(({ result }) => result === 'no')
    return failed ? [] : [{ at: '/ground', says: '审查记录中没有不符合的条件' }]
  }
  if (!facts.notices?.length) return [{ at: '/ground', says: '还没有发过一次性告知书，不能以材料不齐为由不予受理' }]
  const supplement = clocks.find(({ name }) => name === 'supplement')
  if (supplement?.is === 'stopped') return stillWanting(matter, setting)
  return supplement && !isLate(supplement, setting.at) ? [{ at: '/ground', says: '补正期限还没有届满' }] : []
}

/** What was brought must be looked at again before it can be called not enough (8.2, 8.4). */
function stillWanting(matter: Case, setting: Setting): readonly Problem[] {
  if (!everythingJudged.holds(matter, setting))
    return [{ at: '/ground', says: '补正后还没有审查，不能以材料不齐为由不予受理' }]
  return somethingWanting.holds(matter, setting)
    ? []
    : [{ at: '/ground', says: '审查发现已经齐全，不能以材料不齐为由不予受理' }]
}

const Handed = form({
  materials: Type.Array(Type.String(), { title: '本次补交的材料', minItems: 0, 'x-widget': 'handed' }),
  note: Type.Optional(longText('补正说明')),
})

/** Materials of the last notice, to be ticked as they come in. */
function handedShape(service: Service) {
  return ({ facts }: Case) => {
    const asked = facts.notices?.at(-1)?.gaps ?? gapsOf(service, facts)
    const rows = asked.map(({ id, name }) => ({ const: id, title: name }))
    return {
      ...Handed,
      properties: {
        ...Handed.properties,
        materials: { ...Handed.properties.materials, items: { type: 'string', oneOf: rows } },
      },
    }
  }
}

/** What came in since the notice may be judged anew; the rest of the review stands. */
function handedIn(facts: CaseFacts, { materials }: Static<typeof Handed>): CaseFacts {
  const changed = [
    ...new Set([...(facts.changed ?? []), ...materials.flatMap((id) => [`material:${id}`, `condition:${id}`])]),
  ]
  const { review: _judgedBefore, ...rest } = facts
  return { ...rest, changed }
}

/** A later demand is said to be one, in the history where everybody reads it (8.1). */
function toldSays(service: Service, facts: CaseFacts): string {
  const gaps = gapsOf(service, facts)
  const late = lateDemands(facts, gaps).map(({ name }) => name)
  const fault = late.length ? `；其中${late.join('、')}在第一次告知时就能提出，记为未一次性告知的过错` : ''
  return `一次性告知需补正的 ${gaps.length} 项内容${fault}`
}

const confirmed = { staff: { signed: '书面签字', call: '电话确认' }, visitor: { online: '本人在网上提出' } } as const

/** Taking it back: whoever does it for them says how they confirmed it; online nobody confirms for them. */
const withdrawalShape =
  (person: string): NonNullable<Move['shape']> =>
  (_matter, { actor }) =>
    form({
      reason: longText(`${person}说明`),
      confirmed: choice<string>(`${person}确认方式`, confirmed[actor ? 'staff' : 'visitor']),
    })

const notOver: Condition<CaseFacts> = {
  clause: '8.4',
  says: '补正期限已经届满',
  holds: ({ clocks }, { at }) => !clocks.some((clock) => clock.name === 'supplement' && isLate(clock, at)),
}

/** The rows of the counter: review, one-time notice, supplement, acceptance or refusal (rule 8). `working`: states after acceptance. */
// biome-ignore format: the table is read by columns
export function intake(service: Service, amendShape: (matter: Matter) => ReturnType<NonNullable<Move['shape']>>) {
  const wording = wordingOf(service)
  const resumed: ClockStep[] = [{ clock: 'supplement', do: 'stop' }, { clock: 'limit', do: 'resume' }, { clock: 'newDay', do: 'resume' }]
  const reviewAnew: ClockStep[] = service.handling === 'instant' ? [] : [{ clock: 'review', do: 'start', limit: 'case.review' }]
  return {
    check:    { label: '逐项审查', from: ['reviewing'], by: ['holder', 'deputy', 'partner'], cites: ['8.2'], shape: reviewShape(service), checks: reviewProblems(service), keeps: reviewed(service), ...(service.records && { looks: true as const }), main: true,
                says: () => '逐项审查条件和材料' },
    amend:    { label: '更正申请表', from: ['reviewing'], by: ['holder', 'deputy', 'partner'], cites: ['3.4.1', '8.2'], shape: amendShape, checks: amendProblems(service), keeps: amended(service),
                says: amendedSays(service) },
    notify:   { label: '一次性告知', from: ['reviewing'], to: 'supplementing', by: ['holder', 'deputy', 'partner'], cites: ['8.1', '2.3.1', '6.4'], needs: [everythingJudged, somethingWanting], keeps: noticed(service), paper: noticePaper(service),
                clocks: [{ clock: 'review', do: 'stop' }, { clock: 'limit', do: 'pause', why: '等待补正' }, { clock: 'newDay', do: 'pause', why: '等待补正' }, { clock: 'supplement', do: 'start', limit: 'service.supplement' }],
                says: ({ facts }: Case) => toldSays(service, facts) },
    resupply: { label: '收到补正', from: ['supplementing'], to: 'reviewing', by: ['holder', 'deputy', 'partner', 'window', 'visitor'], cites: ['8.4'], needs: [notOver], shape: handedShape(service), keeps: handedIn, clocks: [...resumed, ...reviewAnew], main: true,
                says: (_m: Case, i: Static<typeof Handed>, { actor }: Setting) => `${actor ? '收到' : '服务对象网上提交'}补正材料 ${i.materials.length} 项` },
    refuse:   { label: wording.refused, from: ['reviewing', 'supplementing'], to: 'refused', by: ['holder', 'deputy'], cites: ['8.4'], input: Refusal, checks: refusalProblems, keeps: concluded(({ reason }: RefusalInput) => `${wording.refused}：${reason}`), paper: refusalPaper(service), clocks: [{ clock: '*', do: 'stop' }],
                says: (_m: Case, i: RefusalInput) => `${wording.refused}：${i.reason}` },
    withdraw: { label: wording.withdraw, from: ['reviewing', 'supplementing'], to: 'withdrawn', by: ['holder', 'deputy', 'visitor'], cites: ['8.4'], shape: withdrawalShape(wording.person), keeps: concluded(({ reason }: { reason: string }) => `${wording.withdraw}：${reason}`), clocks: [{ clock: '*', do: 'stop' }] },
  } as const
}

/** The row of acceptance (8.3): the promised date is printed on the slip. */
// biome-ignore format: the table is read by columns
export function acceptance<S extends string>(service: Service, to: S, turn: Turn<CaseFacts>, clocks: readonly ClockStep[]) {
  return { label: wordingOf(service).accept, from: ['reviewing'], to, by: ['holder', 'deputy', 'partner'], cites: ['8.3', '6.4', '7.4'], needs: [everythingJudged, nothingWanting, ...(service.settings ? [figuresStand(service)] : [])], turn, clocks: [{ clock: 'review', do: 'stop' }, ...clocks], paper: acceptancePaper(service), main: true } as const
}

/** What the form begins with when a first contact becomes a case: name and number are not asked again (2.3.1, 6.4). */
export function fromContact({ form: fields }: Service) {
  return ({ name, phone }: ContactFacts): Readonly<Record<string, unknown>> => {
    // A landline does not fit a field for mobile numbers; its mask does not begin like one.
    const fits = (type: string) =>
      type === 'phone' || (type === 'mobile' && /^1\d\d\*{4}\d{4}$/.test(phone?.masked ?? ''))
    const number = fields.find(({ type, personal }) => personal && fits(type))?.name
    const isNamed = fields.some((field) => field.name === 'name')
    return { form: { ...(isNamed && { name }), ...(number && { [number]: phone }) } }
  }
}

/** Keeps the words that end a case. */
export function concluded<I>(says: (input: I) => string) {
  return <F extends Facts>(facts: F, input: I): F => ({ ...facts, outcome: says(input) })
}

/** An answer put right is held to what it would have been held to at first. */
function amendProblems(service: Service) {
  return ({ facts }: Case, input: { form: unknown }, { at, blind }: Setting): readonly Problem[] => [
    ...problemsIn(service, input.form, facts.form, dayOf(at), blind),
    ...somebodyElse(service, input.form, facts.form, blind),
  ]
}

/** Who applies: the person's or the firm's name, else the form's first words. */
export function applicantIn({ form: fields }: Service, answers: Readonly<Record<string, unknown>>): string {
  const field =
    fields.find(({ name }) => name === 'name' || name === 'company') ?? fields.find(({ type }) => type === 'text')
  return String((field && answers[field.name]) ?? '')
}

/** A slip of the pen changes a name or a number; both at once are another person, who applies for themselves (8.2). */
function somebodyElse(
  service: Service,
  typed: unknown,
  kept: CaseFacts['form'],
  blind: Setting['blind'],
): readonly Problem[] {
  const form = (typed ?? {}) as Readonly<Record<string, unknown>>
  const [before, number] = [kept['idNumber'], form['idNumber']]
  const isOther =
    typeof number === 'string' && isSealed(before) && number !== before.masked && blind?.(number) !== before.blind
  if (!isOther || !form['name'] || String(form['name']).trim() === kept['name']) return []
  const says = '姓名和证件号码同时改了，就成了另一个人的申请：本件请由申请人撤回，为那个人另行登记'
  return service.form.some(({ name }) => name === 'idNumber') ? [{ at: '/form/idNumber', says, clause: '8.2' }] : []
}

/** Which answers were put right, by their labels: the record says what was changed, the form what it is now (3.4.1). */
function amendedSays({ form: fields }: Service) {
  return ({ facts }: Case, { form: typed }: { form: CaseFacts['form'] }): string => {
    const same = (a: unknown, b: unknown) =>
      isSealed(a) && isSealed(b) ? a.blind === b.blind : JSON.stringify(a) === JSON.stringify(b)
    const changed = fields.filter(({ name }) => Object.hasOwn(typed, name) && !same(typed[name], facts.form[name]))
    return changed.length > 0 ? `更正申请表：${changed.map(({ label }) => label).join('、')}` : '更正申请表'
  }
}

/** In rows a mask stands for the number that was there before. An answer whose question no longer applies goes. */
function amended(service: Service) {
  return (facts: CaseFacts, input: { form: CaseFacts['form'] }, { at }: Setting): CaseFacts => {
    const { review: _stale, initiated: _before, ...rest } = facts
    const whole = { ...facts.form, ...resumedIn(service, input.form, facts.form) }
    const form = applicable(service, whole, dayOf(at))
    return {
      ...rest,
      form,
      applicant: applicantIn(service, form),
      ...(isInitiated(service, form, dayOf(at)) && { initiated: true as const }),
    }
  }
}

export const Reason = form({ reason: longText('理由', tone), basis: text('依据', { maxLength: 300 }) })
