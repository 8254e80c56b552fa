import { exitProofs } from '#core/service/enrolled.ts'
import type { FieldType } from '#core/service/fields.ts'
import { handlingLabels, objectLabels, type Service, settingUnitLabels, unitLabels } from '#core/service/format.ts'
import { speaker } from '#core/service/spoken.ts'
import { stepsOf } from '#core/service/steps.ts'
import { confidenceLabels } from '#regulation/confidence.ts'

type Words = Readonly<Record<string, string>>

const types: Readonly<Record<FieldType, string>> = {
  ...{ text: '文字', longText: '长文字', idNumber: '公民身份号码', creditCode: '统一社会信用代码' },
  ...{ mobile: '手机号码', phone: '电话号码', date: '日期', number: '数', money: '金额', choice: '单选' },
  ...{
    yesNo: '是或否',
    list: '多项',
    integer: '整数',
    month: '月份',
    bankCard: '银行卡号',
    householdNumber: '户口簿编号',
    rows: '表格',
    staff: '工作人员',
  },
}
const units: Words = { ...unitLabels, ...settingUnitLabels, share: '比例', day: '日期' }
const people: Words = { holder: '承办人', head: '负责人', superior: '上级' }
const posts: Words = { review: '复核岗', employment: '就业服务岗' }
const bound: Words = { today: '当天', birth: '出生日期' }

/** Codes by the key that they stand under, as people say them; one code may mean different things under different keys. */
export const codesOf: Readonly<Record<string, Words>> = {
  ...{ object: objectLabels, handling: handlingLabels, type: types, unit: units, confidence: confidenceLabels },
  kind: {
    ...{ original: '原件', copy: '复印件', originalAndCopy: '原件和复印件', electronic: '电子件', form: '表格' },
    ...{ review: '审核', publicNotice: '公示', approval: '核准' },
    ...{ aid: '就业援助', loan: '创业担保贷款' },
  },
  ...{ by: people, confirm: people, min: bound, max: bound, proof: exitProofs },
  ...{ ground: { duty: '履行职责', consent: '本人同意' }, denied: { ends: '办件终止', back: '退回上一环节' } },
  law: { min: '下限', max: '上限', both: '上下限' },
  ...{
    otherwise: { ask: '请人核对' },
    suspects: { refused: '一律不发布', asked: '逐句核对' },
    book: { seekers: '求职登记', vacancies: '岗位登记' },
  },
}

/** Fields of what a result opens that its own form calls otherwise, and the words of a book for its own codes. */
const targets: Words = {
  ...{ name: '姓名', phone: '联系电话', jobTitle: '岗位名称', workKind: '工作性质', kinds: '工作性质' },
  ...{ months: '期限（月）', shares: '同意提供给招聘单位', wish: '意向岗位', wantedBank: '意向银行', amount: '金额' },
  measures: '援助措施',
  ...{ full: '全职', part: '兼职', temporary: '临时' },
}

const named = {
  basis: ['basis'],
  setting: ['months', 'remind', 'every', 'warn', 'exit', 'again', 'most', 'below', 'notAbove'],
  field: [
    'since',
    'category',
    'members',
    'endsOn',
    'endsFor',
    'card',
    'rows',
    'each',
    'alike',
    'unique',
    'columns',
    'at',
    'holder',
  ],
  step: ['differentFrom', 'after', 'reviewed'],
  exit: ['reason'],
} as const

/** A service in words throughout: codes as people say them, and what names another part of the file by that part's own name. */
export function inPlain(service: Service): Readonly<Record<string, unknown>> {
  const { market, follows, ...rest } = service
  const of = namesIn(service)
  const reckoned = service.reckoned?.map((one) => ({ ...one, value: of.say(one.value) }))
  const told = walk({ ...rest, ...(reckoned && { reckoned }) }, '', of) as Readonly<Record<string, unknown>>
  const answers = (fields: Words) =>
    Object.fromEntries(Object.entries(fields).map(([key, name]) => [target(key, of), of.field.get(name) ?? name]))
  return {
    ...told,
    ...(market && {
      market: {
        ...(walk({ ...market, fields: undefined, codes: undefined }, '', of) as object),
        fields: answers(market.fields),
        ...(market.codes && { codes: pairsIn(market, of) }),
      },
    }),
    ...(follows && {
      follows: { ...(walk({ ...follows, fields: undefined }, '', of) as object), fields: answers(follows.fields) },
    }),
  }
}

/** Keys under which expressions stand. */
const expressions = new Set(['check', 'when', 'appliedWhen', 'opensWhen', 'changesWhen', 'endsWhen'])

type Names = Readonly<Record<keyof typeof named | 'option', ReadonlyMap<string, string>>> & {
  readonly say: (expression: string) => string
}

function namesIn(service: Service): Names {
  const { basis, settings = [], form, enrolment } = service
  const steps = stepsOf(service)
  const columns = form.flatMap(({ columns: own = [] }) => own)
  const written = steps.flatMap(({ id, form: own = [] }) =>
    own.flatMap(({ name, label }) => [[name, label] as const, [`${id}.${name}`, label] as const]),
  )
  const options = [...form, ...columns].flatMap(({ name, options: own = [] }) =>
    own.map(({ code, label }) => [`${name}.${code}`, label] as const),
  )
  return {
    basis: new Map(basis.map(({ id, title }) => [id, title])),
    setting: new Map(settings.map(({ key, label }) => [key, label])),
    // The form's own fields last: they stand before a column or a step's field of the same name.
    field: new Map([...written, ...[...columns, ...form].map(({ name, label }) => [name, label] as const)]),
    step: new Map(steps.map(({ id, label }) => [id, label])),
    exit: new Map(enrolment?.exits.map(({ code, label }) => [code, label])),
    option: new Map(options),
    say: speaker(service),
  }
}

const target = (key: string, { field }: Names): string => targets[key] ?? field.get(key) ?? key

/** Where the form has other words than the book: which answer is which of the book's. */
function pairsIn({ fields, codes = {} }: NonNullable<Service['market']>, of: Names) {
  const pairs = Object.entries(codes).map(([key, words]) => {
    const told = Object.entries(words).map(([code, book]) => [
      of.option.get(`${fields[key]}.${code}`) ?? code,
      targets[book] ?? book,
    ])
    return [target(key, of), Object.fromEntries(told)] as const
  })
  return Object.fromEntries(pairs)
}

function walk(value: unknown, key: string, of: Names): unknown {
  if (Array.isArray(value)) return value.map((one) => walk(one, key, of))
  if (typeof value === 'string') return said(value, key, of)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name, of)]))
}

function said(value: string, key: string, of: Names): string {
  const code = codesOf[key]?.[value]
  if (code !== undefined) return code
  if (expressions.has(key)) return of.say(value)
  if (key === 'post' || value.startsWith('post:')) return posts[value.replace('post:', '')] ?? '指定的岗位'
  const whose = (Object.keys(named) as (keyof typeof named)[]).find((one) =>
    (named[one] as readonly string[]).includes(key),
  )
  return (whose && of[whose].get(value)) ?? value
}
