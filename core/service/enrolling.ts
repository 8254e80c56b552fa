import { type Day, isDay } from '#core/day.ts'
import { isSealed, type Sealed } from '#core/matter.ts'
import type { Following, Touch } from '#core/process.ts'
import { evaluate, expressionFaults } from '#core/service/expression.ts'
import type { Field, Service, ServiceEnrolment, ServiceSetting } from '#core/service/format.ts'
import { scopeOf } from '#core/service/scope.ts'
import type { Fault } from '#core/service/shape.ts'

type Path = Fault['path']

/** What is wrong with the part `enrolment` of a service's file, each fault with its place. */
export function enrolmentFaults(service: Service): readonly Fault[] {
  const { enrolment } = service
  if (!enrolment) return []
  const at = (...path: Path): Path => ['enrolment', ...path]
  return [
    ...expressionsIn(service, enrolment, at),
    ...fieldsIn(service, enrolment, at),
    ...settingsIn(service, enrolment, at),
    ...exitsIn(service, enrolment, at),
    ...clocksIn(enrolment, at),
  ]
}

type At = (...path: Path) => Path

function expressionsIn({ form }: Service, enrolment: ServiceEnrolment, at: At): Fault[] {
  const faultOf = expressionFaults(form)
  return (['opensWhen', 'changesWhen', 'endsWhen'] as const).flatMap((key) => {
    const text = enrolment[key]
    const says = text === undefined ? null : faultOf(text)
    return says ? [{ path: at(key), says: `表达式不能用：${says}` }] : []
  })
}

/** The fields that it names are there, of the kind that it needs. */
function fieldsIn({ form }: Service, enrolment: ServiceEnrolment, at: At): Fault[] {
  const wants = (path: Path, name: string | undefined, type: Field['type'], says: string): Fault[] => {
    if (name === undefined || form.some((field) => field.name === name && field.type === type)) return []
    return [{ path, says: `${name} 应为申请表里的${says}` }]
  }
  const { since, category, members, endsOn, endsFor, endsWhen, card = [] } = enrolment
  const number = form.some(({ name, type }) => name === 'idNumber' && type === 'idNumber')
  const columns = form.find(({ name }) => name === members)?.columns ?? []
  const lacks =
    members === undefined
      ? []
      : ['name', 'idNumber', 'situation'].filter((one) => !columns.some(({ name }) => name === one))
  return [
    ...(number ? [] : [{ path: at(), says: '在册按证件号码认人，申请表要有 idNumber' }]),
    ...wants(at('since'), since, 'date', '日期'),
    ...wants(at('category'), category, 'choice', '单选'),
    ...wants(at('members'), members, 'rows', '表格'),
    ...wants(at('endsOn'), endsOn, 'date', '日期'),
    ...wants(at('endsFor'), endsFor, 'choice', '单选'),
    ...(endsWhen !== undefined && (endsOn === undefined || endsFor === undefined)
      ? [{ path: at('endsWhen'), says: '写了 endsWhen 就要写 endsOn 和 endsFor' }]
      : []),
    ...situationsIn(columns.find(({ name }) => name === 'situation')?.options, at('members')),
    ...lacks.map((name) => ({ path: at('members'), says: `${members} 要有 ${name} 一栏` })),
    ...card.flatMap((name, n) => {
      const field = form.find((one) => one.name === name)
      if (!field) return [{ path: at('card', n), says: `申请表没有 ${name} 这一项` }]
      return field.type === 'rows' || field.sensitive
        ? [{ path: at('card', n), says: `${field.label}是表格或敏感信息，不写进在册卡片` }]
        : []
    }),
  ]
}

/** Whether somebody of the household works, or could, is told by these two words. */
function situationsIn(options: Field['options'], path: Path): Fault[] {
  if (!options) return []
  const lacks = ['employed', 'jobless'].filter((one) => !options.some(({ code }) => code === one))
  return lacks.map((code) => ({ path, says: `成员状况的选项里要有 ${code}` }))
}

/** Every length is a setting of this service: policy changes it, no program. */
function settingsIn(
  { settings = [] }: Service,
  { term, contact, review, silence, refusals }: ServiceEnrolment,
  at: At,
): Fault[] {
  const wants = (path: Path, key: string | undefined, unit: ServiceSetting['unit']): Fault[] => {
    if (key === undefined) return []
    const setting = settings.find((one) => one.key === key)
    if (!setting) return [{ path, says: `settings 里没有 ${key}` }]
    if (setting.unit !== unit) return [{ path, says: `${setting.label}的单位应为 ${unit}` }]
    const isCount = typeof setting.value === 'number' && setting.value >= 1
    if (!isCount) return [{ path, says: `${setting.label}要有默认值，至少为1` }]
    return Number(setting.min ?? 0) >= 1 ? [] : [{ path, says: `${setting.label}要写 min，至少为1，单位改不成0` }]
  }
  const ordered = (path: Path, less: string | undefined, more: string | undefined): Fault[] => {
    const setting = settings.find(({ key }) => key === less)
    return !setting || setting.below === more
      ? []
      : [{ path, says: `${setting.label}要写 below: ${more}，改了也不会颠倒` }]
  }
  const amountOf = (key: string | undefined) => settings.find((one) => one.key === key)?.value
  const [warn, exit] = [amountOf(silence?.warn), amountOf(silence?.exit)]
  const [months, remind] = [amountOf(term?.months), amountOf(term?.remind)]
  return [
    ...wants(at('term', 'months'), term?.months, 'months'),
    ...wants(at('term', 'remind'), term?.remind, 'months'),
    ...wants(at('contact', 'every'), contact?.every, 'months'),
    ...wants(at('review', 'every'), review?.every, 'months'),
    ...wants(at('silence', 'warn'), silence?.warn, 'months'),
    ...wants(at('silence', 'exit'), silence?.exit, 'months'),
    ...wants(at('silence', 'again'), silence?.again, 'months'),
    ...wants(at('refusals', 'most'), refusals?.most, 'times'),
    ...ordered(at('silence', 'warn'), silence?.warn, silence?.exit),
    ...ordered(at('term', 'remind'), term?.remind, term?.months),
    ...(typeof warn === 'number' && typeof exit === 'number' && warn >= exit
      ? [{ path: at('silence', 'warn'), says: '提示的时间应早于建议退出的时间' }]
      : []),
    ...(typeof months === 'number' && typeof remind === 'number' && remind >= months
      ? [{ path: at('term', 'remind'), says: '提醒提前的时间应短于登记期限' }]
      : []),
  ]
}

function exitsIn(
  { basis, form }: Service,
  { exits, silence, refusals, endsFor, contact, members, term, overtaken }: ServiceEnrolment,
  at: At,
): Fault[] {
  const codes = exits.map(({ code }) => code)
  const known = new Set(basis.map(({ id }) => id))
  const reason = (path: Path, code: string | undefined): Fault[] =>
    code === undefined || codes.includes(code) ? [] : [{ path, says: `exits 里没有 ${code}` }]
  const own = form.find(({ name }) => name === endsFor)?.options ?? []
  const proofs = exits.flatMap(({ proof }, n) => {
    const lacks =
      (proof === 'silent' && !silence && 'silence') ||
      (proof === 'refusals' && !refusals && 'refusals') ||
      (proof === 'expired' && !term && 'term') ||
      ((proof === 'memberEmployed' || proof === 'noneInScope') && !members && 'members')
    return lacks ? [{ path: at('exits', n, 'proof'), says: `没有 ${lacks}，记录里无从核对` }] : []
  })
  return [
    ...codes.flatMap((code, n) => (codes.indexOf(code) < n ? [{ path: at('exits', n), says: `${code} 重复` }] : [])),
    ...exits.flatMap((exit, n) =>
      known.has(exit.basis) ? [] : [{ path: at('exits', n, 'basis'), says: `没有这条依据：${exit.basis}（第1.1条）` }],
    ),
    ...proofs,
    ...reason(at('silence', 'reason'), silence?.reason),
    ...reason(at('refusals', 'reason'), refusals?.reason),
    ...reason(at('overtaken', 'reason'), overtaken?.reason),
    ...(overtaken && !silence && !term
      ? [{ path: at('overtaken'), says: '没有 silence 或 term 的台账没有“建议退出待核实”这一状态' }]
      : []),
    ...own.flatMap(({ code, label }) =>
      codes.includes(code) ? [] : [{ path: at('endsFor'), says: `exits 里没有“${label}”（${code}）` }],
    ),
    ...(refusals && !contact?.results.some(({ refuses }) => refuses)
      ? [{ path: at('refusals'), says: '联系结果里没有一项标为 refuses，拒绝次数无从计数' }]
      : []),
    ...(term && !exits.some(({ proof }) => proof === 'expired')
      ? [{ path: at('term'), says: '有登记期限的，exits 里要有一项的 proof 是 expired' }]
      : []),
    ...(silence && !contact ? [{ path: at('silence'), says: '没有联系记录 contact，失联时间无从计算' }] : []),
  ]
}

/** Whoever stands in a register is looked at again by a day: nobody is forgotten there. */
function clocksIn({ contact, review, term }: ServiceEnrolment, at: At): Fault[] {
  return contact?.every || review || term
    ? []
    : [{ path: at(), says: '要有 contact.every、review 或 term 之一，在册的人才有期限（第7.4条）' }]
}

type Answers = Readonly<Record<string, unknown>>
type From = { readonly id: string; readonly number: string; readonly applicant: string }

/** Whether another result may go on with an entry: where nobody stands twice, only one that changes the category can. */
export const goesOn = ({ once, category }: ServiceEnrolment): boolean => !once || category !== undefined

/** What the result of a case brings about in the register of its service, by its file and the answers as they stand; null: nothing. */
export function followingOf(service: Service, form: Answers, from: From, today: Day): Following | null {
  const { enrolment } = service
  if (!enrolment) return null
  const scope = scopeOf(form, today)
  const so = (text: string | undefined) => text !== undefined && evaluate(service, text, scope) === true
  const { endsWhen, changesWhen, opensWhen, endsOn = '', endsFor = '' } = enrolment
  const of = isSealed(form['idNumber']) ? form['idNumber'] : null
  const origin = { case: from.id, caseNumber: from.number }
  const ends = { ...origin, on: form[endsOn], reason: form[endsFor] }
  if (so(endsWhen)) return { kind: 'enrolment', of, move: { name: 'end-by-case', input: ends } }
  const isFor = opensWhen === undefined || so(opensWhen) || so(changesWhen)
  if (!isFor) return null
  const input = { ...origin, ...cardOf(service, enrolment, form, from, today) }
  const opens = { service: service.code, ...input }
  // Where a change has a word of its own, a beginning is one: it does not go on in what began before.
  if (!goesOn(enrolment) || (changesWhen !== undefined && !so(changesWhen))) return { kind: 'enrolment', of, opens }
  return { kind: 'enrolment', of, opens, move: { name: 'again', input } }
}

/**
 * Somebody came, wrote or rang about something else: in the registers in which they stand that is a contact, so that nobody
 * is taken for lost who stood at the window last week (规定第66条: six months without any contact).
 */
export const inTouch = (
  of: Sealed,
  from: { readonly number: string; readonly what: string },
  name?: string,
): Touch => ({
  ...{ kind: 'enrolment', of, ...(name !== undefined && { name }) },
  move: { name: 'in-touch', input: { number: from.number, what: from.what } },
})

/** What a result says to the person's other registers: those that it leaves no room for are to be looked into (8.4). */
export function overtakes(service: Service, form: Answers, from: From, today: Day): Touch | null {
  const of = form['idNumber']
  if (!isSealed(of) || !followingOf(service, form, from, today)?.opens) return null
  const input = { on: today, by: `${service.name}（${from.number}）` }
  return { kind: 'enrolment', of, move: { name: overtakenBy(service.code), input } }
}
export const overtakenBy = (code: string): string => `overtaken-${code}`

/** The card: who it is, since when, and what the file keeps besides. Numbers stay sealed as the case has them. */
function cardOf(
  { form: fields }: Service,
  { since, category, members, card = [] }: ServiceEnrolment,
  form: Answers,
  { applicant }: From,
  today: Day,
): Answers {
  const phone = fields.find(({ type }) => type === 'mobile' || type === 'phone')?.name
  const day = since === undefined ? today : form[since]
  const of = (key: string, name: string | undefined) =>
    name !== undefined && form[name] !== undefined ? { [key]: form[name] } : {}
  return {
    name: applicant,
    since: isDay(day) ? day : today,
    ...of('idNumber', 'idNumber'),
    ...of('phone', phone),
    ...of('address', fields.some(({ name }) => name === 'address') ? 'address' : undefined),
    ...of('householdNumber', fields.some(({ type }) => type === 'householdNumber') ? 'householdNumber' : undefined),
    ...of('community', fields.some(({ name }) => name === 'community') ? 'community' : undefined),
    ...of('category', category),
    ...(members !== undefined && Array.isArray(form[members]) && { members: form[members].map(memberOf) }),
    card: Object.fromEntries(card.flatMap((name) => (form[name] === undefined ? [] : [[name, form[name]] as const]))),
  }
}

function memberOf(row: unknown): Answers {
  const cells = (row ?? {}) as Answers
  return Object.fromEntries(
    ['name', 'idNumber', 'relation', 'situation'].flatMap((key) =>
      cells[key] === undefined ? [] : [[key, cells[key]] as const],
    ),
  )
}
