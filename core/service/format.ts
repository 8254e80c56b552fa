import Type from 'typebox'
import { enrolmentSchema } from '#core/service/enrolled.ts'
import { cel, confidence, day, field, known, name, strict, words } from '#core/service/fields.ts'
import { followsSchema } from '#core/service/following.ts'

export { columnTypes, type FieldType, fieldTypes } from '#core/service/fields.ts'

/**
 * A service is data: this is the format of one file in `services/`. What the file says is what runs, what the
 * portal shows and what is frozen into every matter opened under it (1.2.i, 6.2).
 */

const post = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' })

export const limitUnits = ['workingDays', 'naturalDays', 'months', 'workingMinutes'] as const
export const unitLabels = {
  workingDays: '个工作日',
  naturalDays: '日',
  months: '个月',
  workingMinutes: '分钟',
} as const satisfies Record<(typeof limitUnits)[number], string>

const limit = Type.Object(
  { amount: Type.Integer({ minimum: 0, maximum: 3650 }), unit: Type.Enum(limitUnits), ...known },
  strict,
)

const basis = Type.Object(
  {
    id: name,
    title: words,
    number: Type.Union([words, Type.Null()]),
    article: Type.Union([words, Type.Null()]),
    region: words,
    from: Type.Union([day, Type.Null()]),
    to: Type.Optional(day),
    confidence,
  },
  strict,
)

export const settingUnits = [
  'yuan',
  'yuanPerMonth',
  'yuanPerHour',
  'yuanPerYear',
  'months',
  'years',
  'times',
  'persons',
  'percent',
  'share',
  'hours',
  'days',
  'points',
  'day',
  'monthOfYear',
] as const
export const settingUnitLabels = {
  yuan: '元',
  yuanPerMonth: '元/月',
  yuanPerHour: '元/小时',
  yuanPerYear: '元/年',
  months: '个月',
  years: '年',
  times: '次',
  persons: '人',
  percent: '%',
  share: '',
  hours: '学时',
  days: '天',
  points: '分',
  day: '',
  monthOfYear: '月',
} as const satisfies Record<(typeof settingUnits)[number], string>

/**
 * A number or day that policy sets and may change: conditions read it as `setting.key`. A `share` is written as a fraction
 * (`2/3`), a `day` as a day; null: nobody has told it yet, so a person is asked until the office fills it in.
 */
const figure = Type.Object(
  {
    key: name,
    label: words,
    value: Type.Union([
      Type.Number({ minimum: 0 }),
      Type.String({ pattern: '^(\\d{1,6}/[1-9]\\d{0,5}|\\d{4}-\\d{2}-\\d{2})$' }),
      Type.Null(),
    ]),
    unit: Type.Enum(settingUnits),
    /** What an office's own value may be, a share as a fraction. `law`: which of the two its source says; the other only keeps slips out. */
    min: Type.Optional(Type.Union([Type.Number({ minimum: 0 }), Type.String({ pattern: '^\\d{1,6}/[1-9]\\d{0,5}$' })])),
    max: Type.Optional(Type.Union([Type.Number({ minimum: 0 }), Type.String({ pattern: '^\\d{1,6}/[1-9]\\d{0,5}$' })])),
    law: Type.Optional(Type.Enum(['min', 'max', 'both'])),
    /** Another setting of this service that it stays below (`notAbove`: or is the same as), on every day. */
    below: Type.Optional(name),
    notAbove: Type.Optional(name),
    region: words,
    from: Type.Union([day, Type.Null()]),
    /** The last day on which it holds. */
    to: Type.Optional(day),
    /** The service whose figure of this key it is: offices set it there, once for all that read it. */
    of: Type.Optional(Type.String({ pattern: '^JY\\d{2}$' })),
    ...known,
  },
  strict,
)

/**
 * Records of another service that conditions read as `record.JY01`: those of the applicant, and of each row with a citizen
 * number (`row.idNumber.record.JY01`). `cases`: its closed cases count, where nothing is kept of it after the result; `alike`:
 * those only in which these answers were the same as in this form.
 */
const record = Type.Object(
  {
    service: Type.String({ pattern: '^JY\\d{2}$' }),
    label: Type.String({ maxLength: 20, pattern: '\\S' }),
    cases: Type.Optional(Type.Boolean()),
    alike: Type.Optional(Type.Array(name, { minItems: 1 })),
  },
  strict,
)

/** What is reckoned from the form when it is decided, for the result to say: `{name}`. */
const reckoned = Type.Object({ name, label: words, value: cel }, strict)

const condition = Type.Object(
  {
    id: name,
    label: words,
    basis: name,
    when: Type.Optional(cel),
    check: Type.Optional(cel),
    /** The `rows` field that is judged row by row, each as `row`: the row that fails is named. */
    each: Type.Optional(name),
    /** A person must confirm it even where the machine finds it true. */
    askPerson: Type.Optional(Type.Boolean()),
    /** What the machine finds untrue is no answer yet: a person looks (records that the office may hold elsewhere). */
    otherwise: Type.Optional(Type.Enum(['ask'])),
    /** Words of a vacancy (`core/suspect.ts`) that the law never allows, or that a person must speak to: each is named at its place. */
    suspects: Type.Optional(Type.Enum(['refused', 'asked'])),
    how: Type.Optional(words),
    fails: words,
  },
  strict,
)

const material = Type.Object(
  {
    id: name,
    name: words,
    required: Type.Boolean(),
    when: Type.Optional(cel),
    whenSays: Type.Optional(words),
    kind: Type.Enum(['original', 'copy', 'originalAndCopy', 'electronic', 'form']),
    copies: Type.Integer({ minimum: 0, maximum: 20 }),
    /** The paper by a word that other services use too: in one sitting it is asked for and looked at once (6.4). */
    paper: Type.Optional(name),
    source: words,
    basis: name,
    confidence,
    /** Not asked for when data sharing answers: by whom it is looked up. */
    exempt: Type.Optional(words),
    standard: words,
    sample: Type.Optional(words),
    problems: Type.Array(words, { minItems: 1 }),
  },
  strict,
)

export const stepKinds = ['review', 'publicNotice', 'approval'] as const

const single = Type.Object(
  {
    id: name,
    label: words,
    kind: Type.Enum(stepKinds),
    by: Type.String({ pattern: '^(holder|head|superior|post:[a-z][a-z0-9-]{0,39})$' }),
    /** The step that somebody else must have done: two pairs of eyes. */
    differentFrom: Type.Optional(name),
    /** Working days. */
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
    says: words,
    source: Type.Optional(words),
    confidence: Type.Optional(confidence),
    /** What is written down at this step; a result text names it as `{step.field}`. */
    form: Type.Optional(Type.Array(field, { minItems: 1 })),
    /** What must be true of it beside the application: `row` is what was written down, `form` what was applied for. */
    checks: Type.Optional(Type.Array(Type.Object({ check: cel, at: name, fails: words }, strict), { minItems: 1 })),
    /** Done by two members of staff together: the second signs what the first wrote (5.2). */
    together: Type.Optional(Type.Literal(2)),
  },
  strict,
)

/**
 * Steps side by side (并联, 6.4): each post has its own on its desk at once, in any order; the next step begins when all
 * have passed. `countersign`: all must sign, and all opinions stand on the result (会签). `denied`: one denial ends the
 * case, or sends it back to the step before.
 */
const group = Type.Object(
  {
    id: name,
    label: words,
    parallel: Type.Array(single, { minItems: 2 }),
    countersign: Type.Optional(Type.Boolean()),
    denied: Type.Enum(['ends', 'back']),
    says: words,
  },
  strict,
)
const step = Type.Union([single, group])

/** The paper that they came for: what it is called, what it states beside the text, and what to mind afterwards. */
const document = Type.Object(
  {
    title: Type.String({ maxLength: 30, pattern: '\\S' }),
    facts: Type.Optional(Type.Array(Type.Object({ label: words, text: words }, strict))),
    /** Rows of the form as a numbered list on the paper. */
    list: Type.Optional(
      Type.Object(
        {
          title: Type.String({ maxLength: 20, pattern: '\\S' }),
          rows: name,
          columns: Type.Array(name, { minItems: 1, maxItems: 9 }),
        },
        strict,
      ),
    ),
    notes: Type.Optional(Type.Array(words)),
  },
  strict,
)
const result = Type.Object({ id: name, name: words, text: words, document: Type.Optional(document) }, strict)
const remedy = Type.Object({ text: words, ...known }, strict)
const fact = Type.Object({ says: words, ...known }, strict)

/** The parts of the eight opens (6.2) that nothing else in the file says. */
const opens = Type.Object({ fee: fact, licence: fact, handler: Type.Object({ post, says: words }, strict) }, strict)

/** 个人信息保护法 art. 17: what must be told before personal information is taken. */
const consent = Type.Object(
  {
    ground: Type.Enum(['duty', 'consent']),
    purpose: words,
    sensitive: Type.Optional(words),
    retention: words,
    rights: words,
  },
  strict,
)

/** The public notice (1.5): what its texts may name is listed in `words.ts`. */
const notice = Type.Object({ title: words, text: words, objection: words }, strict)

/**
 * What comes into a book of the labour market (`programs/labour-market`): which answer is which of its fields. `after`: when
 * this step is passed; else with the result. `reviewed`: the step by which a second person has looked at it. `rows`: one
 * entry for each row of that field. `codes`: where the form has other words than the book.
 */
const market = Type.Object(
  {
    book: Type.Enum(['seekers', 'vacancies']),
    after: Type.Optional(name),
    reviewed: Type.Optional(name),
    rows: Type.Optional(name),
    fields: Type.Record(name, name),
    codes: Type.Optional(
      Type.Record(name, Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 40 }))),
    ),
  },
  strict,
)

export const serviceSchema = Type.Object(
  {
    code: Type.String({ pattern: '^JY\\d{2}$' }),
    name: words,
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    object: Type.Enum(['person', 'company', 'household']),
    handling: Type.Enum(['instant', 'limited', 'initiated']),
    summary: words,
    scope: words,
    region: words,
    /** Where the office goes to people, nothing may be promised by a day. */
    limits: Type.Object(
      { statutory: Type.Union([limit, Type.Null()]), promised: Type.Union([limit, Type.Null()]) },
      strict,
    ),
    /** 主动服务: when somebody asked for it all the same, and is answered as an applicant is. */
    appliedWhen: Type.Optional(cel),
    publicNoticeCountsInLimit: Type.Boolean(),
    /** What a denial after acceptance is called; 不予认定 unless said. */
    deniedLabel: Type.Optional(Type.String({ maxLength: 12, pattern: '^不' })),
    /** Working minutes from acceptance to done, for 即办 (7.3). */
    instantMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 480 })),
    opens,
    standards: Type.Array(words, { minItems: 1 }),
    basis: Type.Array(basis, { minItems: 1 }),
    form: Type.Array(field, { minItems: 1 }),
    settings: Type.Optional(Type.Array(figure)),
    records: Type.Optional(Type.Array(record, { minItems: 1 })),
    reckoned: Type.Optional(Type.Array(reckoned, { minItems: 1 })),
    conditions: Type.Array(condition, { minItems: 1 }),
    materials: Type.Array(material),
    steps: Type.Array(step),
    results: Type.Array(result, { minItems: 1 }),
    remedies: Type.Array(remedy, { minItems: 1 }),
    supplement: limit,
    /** The register that its result opens. */
    enrolment: Type.Optional(enrolmentSchema),
    /** The matter of another kind that its result opens. */
    follows: Type.Optional(followsSchema),
    notice: Type.Optional(notice),
    market: Type.Optional(market),
    consent,
  },
  strict,
)

/** The list of all services (1.3), of which some are still being prepared. */
export const catalogueSchema = Type.Array(
  Type.Object(
    {
      code: Type.String({ pattern: '^JY\\d{2}$' }),
      name: words,
      object: serviceSchema.properties.object,
      handling: serviceSchema.properties.handling,
      formerly: Type.Optional(words),
    },
    strict,
  ),
  { minItems: 1 },
)

type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T

export type Service = Frozen<Type.Static<typeof serviceSchema>>
export type Limit = NonNullable<Service['limits']['promised']>
export type Basis = Service['basis'][number]
export type Field = Service['form'][number]
export type Column = NonNullable<Field['columns']>[number]
export type ServiceSetting = NonNullable<Service['settings']>[number]
export type ConditionRow = Service['conditions'][number]
export type Material = Service['materials'][number]
export type ServiceStep = Frozen<Type.Static<typeof single>>
export type StepGroup = Frozen<Type.Static<typeof group>>
export type ServiceResult = Service['results'][number]
export type ServiceEnrolment = NonNullable<Service['enrolment']>
export type ServiceObject = Service['object']
export type Handling = Service['handling']

export const objectLabels = { person: '个人', company: '单位', household: '家庭' } as const satisfies Record<
  ServiceObject,
  string
>
export const handlingLabels = { instant: '即办', limited: '限时办结', initiated: '主动服务' } as const satisfies Record<
  Handling,
  string
>

/** One published version, frozen into each matter opened under it; `digest` is SM3 over its canonical JSON. */
export type ServiceVersion = {
  readonly code: string
  readonly version: number
  readonly digest: string
  readonly service: Service
}

/** What is wrong in a service file: where, and in Chinese why. */
export type FileProblem = Place & { readonly file: string; readonly says: string }

/** A place in a file, line and column each from 1. */
export type Place = { readonly line: number; readonly column: number }

/** Finds the place of a path inside the parsed file. */
export type PlaceOf = (path: readonly (string | number)[]) => Place
