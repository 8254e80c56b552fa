import { Environment, type ParseResult } from '@marcbachmann/cel-js'
import { day } from '#core/day.ts'
import { isSealed, type Sealed } from '#core/matter.ts'
import { type Figures, figuresOn } from '#core/service/figure.ts'
import type { Column, Field, FieldType, Service, ServiceSetting } from '#core/service/format.ts'
import { inChinese, typesIn } from '#core/service/mistaken.ts'
import { Citizen } from '#core/service/person.ts'
import { countMonths, mixNumbers } from '#core/service/reckoning.ts'
import { Entry, type Look, sameIn } from '#core/service/record.ts'

/**
 * What a CEL expression of a service may read: `form`, `today`, once it was handed in the day of that as `applied`, the
 * figures of policy as `setting`, and about the applicant `age`, `sex` and `pastRetirement`, and what the office holds of them as `record.JY01`. Rows are lists of objects;
 * `ageOf(row.idNumber)`, `sexOf` and `pastRetirementOf` tell of the person in a row, `row.idNumber.record.JY01` what is held
 * of them, `household.record.JY05` what is held of the number of the household, `sum(form.rows, 'column')` adds a column up.
 */
export type Scope = {
  readonly form: Readonly<Record<string, unknown>>
  readonly today: string
  /** The day on which the case was opened. */
  readonly applied?: string
  readonly age?: number
  readonly sex?: 'male' | 'female'
  readonly pastRetirement?: boolean
  readonly setting?: Figures
  /** The fingerprint of the applicant's number, by which records of them are found. */
  readonly blind?: string
  /** The number of the household, by whose fingerprint records of it are found. */
  readonly household?: Sealed
  readonly look?: Look
}

/** Unknown: something that the expression needs isn't there, so a person is asked. */
export type Verdict = true | false | 'unknown'

const celTypes = {
  text: 'string',
  longText: 'string',
  idNumber: 'string',
  creditCode: 'string',
  mobile: 'string',
  phone: 'string',
  date: 'string',
  number: 'double',
  money: 'double',
  choice: 'string',
  yesNo: 'bool',
  list: 'list<string>',
  integer: 'int',
  month: 'string',
  bankCard: 'string',
  householdNumber: 'string',
  rows: 'list',
  staff: 'string',
} as const satisfies Record<FieldType, string>

type Figure = Pick<ServiceSetting, 'key' | 'unit'>
/** What an expression may be about, apart from the form: one's figures, records, and the rows that are judged one by one. */
type Known = {
  readonly settings?: readonly Figure[] | undefined
  readonly records?: Service['records'] | undefined
  readonly each?: string | undefined
  /** While it is filled in: there is no day of application yet. */
  readonly filling?: true
}

/** What is held of one person, by service. */
class Records {
  readonly [service: string]: Entry
  constructor(entries: Readonly<Record<string, Entry>>) {
    Object.assign(this, entries)
  }
}

/** CEL hands on whole only what is of a class that it knows: each rows field has one for its rows. */
type RowClass = new (cells: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
type Language = { readonly environment: Environment; readonly rows: ReadonlyMap<string, RowClass> }

function rowClass(): RowClass {
  return class {
    readonly [column: string]: unknown
    constructor(cells: Readonly<Record<string, unknown>>) {
      Object.assign(this, cells)
    }
  }
}

function languageOf(fields: readonly Field[], known: Known): Language {
  const rows = new Map(fields.flatMap(({ name, columns }) => (columns ? [[name, rowClass()] as const] : [])))
  return { environment: environmentOf(fields, known, rows), rows }
}

function environmentOf(
  fields: readonly Field[],
  { settings = [], records = [], each, filling }: Known,
  rows: Language['rows'],
): Environment {
  const environment = new Environment({ unlistedVariablesAreDyn: false })
  if (records.length > 0) recordTypes(environment, records)
  environment.registerType('Citizen', {
    ctor: Citizen,
    fields: { number: 'string', ...(records.length > 0 && { record: 'Records' }) },
  })
  for (const { name, columns } of fields) {
    const ctor = rows.get(name)
    const cells = columns?.map((column) => [column.name, cellType(column)] as const)
    if (ctor && cells) environment.registerType(rowType(name), { ctor, fields: Object.fromEntries(cells) })
  }
  const schema = Object.fromEntries(
    fields.map(({ name, type, columns }) => [name, columns ? `list<${rowType(name)}>` : celTypes[type]]),
  )
  if (settings.length > 0) {
    const figures = settings.map(({ key, unit }) => [key, unit === 'day' ? 'string' : 'double'] as const)
    environment.registerVariable({ name: 'setting', schema: Object.fromEntries(figures) })
  }
  if (each !== undefined && rows.has(each)) environment.registerVariable('row', rowType(each))
  if (!filling) environment.registerVariable('applied', 'string')
  if (records.length > 0 && fields.some(({ type }) => type === 'householdNumber'))
    environment.registerVariable('household', 'Citizen')
  mixNumbers(environment)
  countMonths(environment)
  return environment
    .registerVariable({ name: 'form', schema })
    .registerVariable('today', 'string')
    .registerVariable('age', 'int')
    .registerVariable('sex', 'string')
    .registerVariable('pastRetirement', 'bool')
    .registerFunction('sum(list, string): double', summed)
    .registerFunction('ageOf(Citizen): int', ({ age }: Citizen) => BigInt(told(age)))
    .registerFunction('sexOf(Citizen): string', ({ sex }: Citizen) => told(sex))
    .registerFunction('pastRetirementOf(Citizen): bool', ({ past }: Citizen) => told(past))
}

function recordTypes(environment: Environment, records: NonNullable<Service['records']>): void {
  environment
    .registerType('Entry', {
      ctor: Entry,
      fields: {
        found: 'bool',
        active: 'bool',
        here: 'bool',
        since: 'string',
        until: 'string',
        ended: 'string',
        category: 'string',
      },
    })
    .registerType('Records', {
      ctor: Records,
      fields: Object.fromEntries(records.map(({ service }) => [service, 'Entry'])),
    })
    .registerVariable('record', 'Records')
    .registerFunction('at(Entry, string): Entry', (entry: Entry, on: string) => entry.at(on))
    .registerFunction('covers(Entry, string, string): bool', (entry: Entry, from: string, to: string) => {
      if (!entry.found) throw new RangeError('nothing was found')
      return entry.covers(from, to)
    })
}

const rowType = (field: string): string => `Row_${field}`
const cellType = ({ type }: Column): string => (type === 'idNumber' ? 'Citizen' : celTypes[type])

/** What a number doesn't tell makes the expression unknown, so that a person is asked. */
function told<T>(known: T | undefined): T {
  if (known === undefined) throw new RangeError('not told')
  return known
}

/** A column added up; RangeError where a row has no number there. Sums of money stay exact to the sixth decimal. */
function summed(rows: readonly Readonly<Record<string, unknown>>[], column: string): number {
  const total = rows.reduce((sum, row) => {
    const cell = row[column]
    if (typeof cell !== 'number' && typeof cell !== 'bigint') throw new RangeError('not a number')
    return sum + Number(cell)
  }, 0)
  return Math.round(total * 1e6) / 1e6
}

const ofColumn = /\bsum\s*\(.*?,\s*["']([^"']*)["']\s*\)/g

/** A column named in `sum` is a text to CEL: whether there is such a column of numbers is told here. */
function sumFault(fields: readonly Field[], text: string): string | null {
  const numbers = fields.flatMap(({ columns = [] }) =>
    columns.filter(({ type }) => ['number', 'money', 'integer'].includes(type)).map(({ name }) => name),
  )
  const [unknown] = [...text.matchAll(ofColumn)].flatMap(([, name = '']) => (numbers.includes(name) ? [] : [name]))
  return unknown === undefined ? null : `没有可以相加的栏 ${unknown}`
}

/**
 * A checker of expressions over one form. It answers null when one is good, else why not: it doesn't parse, names a
 * field that isn't in the form, mixes types, or isn't a yes/no (`answers`: a number or text). Nothing is run.
 */
export function expressionFaults(
  fields: readonly Field[],
  settings: readonly Figure[] = [],
  more: Omit<Known, 'settings'> & { readonly answers?: true } = {},
): (text: string) => string | null {
  const { environment } = languageOf(fields, { ...more, settings })
  const names = new Set(fields.map(({ name }) => name))
  const wanted = more.answers ? ['string', 'int', 'double'] : ['bool']
  return (text) => faultIn(environment, text, wanted) ?? strangerIn(names, text) ?? sumFault(fields, text)
}

function faultIn(environment: Environment, text: string, wanted: readonly string[]): string | null {
  const checked = environment.check(text)
  if (!checked.valid) return inChinese(text, checked.error)
  if (wanted.includes(String(checked.type))) return null
  return `结果应为${wanted.includes('bool') ? '真或假' : '数或文字'}，现为${typesIn(String(checked.type))}`
}

/** The fields that an expression names; what stands in quotes names none. */
export function fieldsIn(text: string): readonly string[] {
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
  return [...bare.matchAll(/\bform\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name)
}

/** The checker takes `has(form.anything)` for good, which would then be false for ever. */
function strangerIn(names: ReadonlySet<string>, text: string): string | null {
  const stranger = fieldsIn(text).find((name) => !names.has(name))
  return stranger === undefined ? null : `申请表没有 ${stranger} 这一项`
}

type Compiled = Language & { readonly expressions: Map<string, ParseResult> }
const compiled = new WeakMap<Service, Map<string, Compiled>>()

/** The row that is judged just now, of the field whose rows are judged one by one. */
export type EachRow = { readonly each: string; readonly row: unknown }

/**
 * Answers an expression of a service: true, false, or 'unknown' where the data that it needs is missing or malformed.
 * Never throws on people's data; a text that doesn't compile is a bug and throws (loading a service refuses it).
 */
export function evaluate(service: Service, text: string, scope: Scope, one?: EachRow): Verdict {
  const answer = run(service, text, scope, one)
  return typeof answer === 'boolean' ? answer : 'unknown'
}

/** What an expression of a service comes to, as a text; null where something that it needs is missing. */
export function reckon(service: Service, text: string, scope: Scope): string | null {
  const answer = run(service, text, scope)
  if (typeof answer === 'number') return Number.isInteger(answer) ? String(answer) : answer.toFixed(2)
  return typeof answer === 'string' || typeof answer === 'bigint' ? String(answer) : null
}

function run(service: Service, text: string, scope: Scope, one?: EachRow): unknown {
  const language = compiledFor(service, one?.each)
  let expression = language.expressions.get(text)
  if (!expression) {
    expression = language.environment.parse(text)
    language.expressions.set(text, expression)
  }
  const { whole, cellsOf } = contextOf(service, scope, language)
  const field = one && service.form.find(({ name }) => name === one.each)
  try {
    return expression(field ? { ...whole, row: cellsOf(field, one.row as object) } : whole)
  } catch {
    return undefined
  }
}

function compiledFor(service: Service, each: string | undefined): Compiled {
  const { form, settings, records } = service
  const known = compiled.get(service) ?? new Map<string, Compiled>()
  compiled.set(service, known)
  const found = known.get(each ?? '')
  if (found) return found
  const made = { ...languageOf(form, { settings, records, each }), expressions: new Map<string, ParseResult>() }
  known.set(each ?? '', made)
  return made
}

/** What expressions of one language read of a scope; a row is made once, however many conditions look at it. */
type Context = { readonly whole: Readonly<Record<string, unknown>>; readonly cellsOf: CellsOf }
type CellsOf = (field: Field, row: object) => object | undefined

const contexts = new WeakMap<Scope, Map<Language, Context>>()

/** The same for all conditions of one review and for each of their rows: made once a scope, so that the work grows with the rows. */
function contextOf(service: Service, scope: Scope, language: Language): Context {
  const known = contexts.get(scope) ?? new Map<Language, Context>()
  contexts.set(scope, known)
  const had = known.get(language)
  if (had) return had
  const cellsOf = cellsIn(scope, language.rows, recordsFor(service, scope))
  const made = { whole: wholeOf(service, scope, cellsOf), cellsOf }
  known.set(language, made)
  return made
}

function cellsIn({ today }: Scope, rows: Language['rows'], recordOf: RecordsOf): CellsOf {
  const made = new Map<object, object>()
  return ({ name, columns }, row) => {
    const Row = rows.get(name)
    if (!columns || !Row) return undefined
    const cells = made.get(row) ?? new Row(rowIn(columns, row, today, recordOf))
    made.set(row, cells)
    return cells
  }
}

/** An empty answer is no answer: it must make the expression unknown, not compare as an empty text. */
function wholeOf(service: Service, scope: Scope, cellsOf: CellsOf): Record<string, unknown> {
  const { form, today, applied, age, sex, pastRetirement, blind, household } = scope
  const typed = service.form.filter(({ type }) => type === 'rows' || type === 'integer')
  return {
    form: {
      ...given(form),
      ...Object.fromEntries(typed.flatMap((field) => typedIn(field, form[field.name], cellsOf))),
    },
    today,
    ...(applied !== undefined && { applied }),
    ...(blind !== undefined && scope.look && { record: recordsFor(service, scope)(blind) }),
    ...(household && {
      household: new Citizen(household, day(today), recordsFor(service, scope)(household.blind)),
    }),
    setting: scope.setting ?? figuresOn(service, day(today)),
    ...(age === undefined ? {} : { age: BigInt(age) }),
    ...(sex === undefined ? {} : { sex }),
    ...(pastRetirement === undefined ? {} : { pastRetirement }),
  }
}

function given(form: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form).filter(([, value]) => value !== '' && value !== null && value !== undefined),
  )
}

type RecordsOf = (blind: string) => Records | undefined

/** What was found of somebody; a service that nobody has looked into is not there, and makes the expression unknown. */
function recordsFor({ records = [] }: Service, { look, today, form }: Scope): RecordsOf {
  return (blind) => {
    if (!look || records.length === 0) return undefined
    const found = records.flatMap(({ service, alike }) => {
      const all = look(service, blind)
      return all ? [[service, new Entry(sameIn(all, alike, form), today)] as const] : []
    })
    return new Records(Object.fromEntries(found))
  }
}

type Entries = readonly (readonly [string, unknown])[]

/** Whole numbers as CEL counts them, rows as lists of objects. */
function typedIn(field: Field, value: unknown, cellsOf: CellsOf): Entries {
  const { name, columns } = field
  if (!columns) return Number.isSafeInteger(value) ? [[name, BigInt(value as number)]] : []
  if (!Array.isArray(value)) return []
  const rows = value.filter((row: unknown) => typeof row === 'object' && row !== null)
  return [[name, rows.map((row: object) => cellsOf(field, row))]]
}

function rowIn(columns: readonly Column[], row: object, today: string, recordOf: RecordsOf): Record<string, unknown> {
  const cells = given(row as Record<string, unknown>)
  const known = columns.flatMap(({ name, type }): Entries => {
    const cell = cells[name]
    if (cell === undefined) return []
    const record = isSealed(cell) ? recordOf(cell.blind) : undefined
    if (type === 'idNumber') return [[name, new Citizen(cell, day(today), record)]]
    if (type === 'integer') return Number.isSafeInteger(cell) ? [[name, BigInt(cell as number)]] : []
    return [[name, isSealed(cell) ? cell.masked : cell]]
  })
  return Object.fromEntries(known)
}
