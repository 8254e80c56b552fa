import { parse } from '@marcbachmann/cel-js'
import type { Column, Field, Service } from '#core/service/format.ts'
import { stepsOf } from '#core/service/steps.ts'

/** An expression of a service in the words of the office, so that who publishes it reads what the machine will judge (6.2). */

type Node = { readonly op: string; readonly args: unknown }
type Asked = Field | Column
type Tongue = {
  readonly fields: readonly Asked[]
  readonly columns: readonly Asked[]
  readonly settings: ReadonlyMap<string, string>
  readonly records: ReadonlyMap<string, string>
}

/** What the words for it are missing: then the text itself is shown. */
class Wordless extends Error {}

/** A speaker for the expressions of one service; what it has no words for it gives back as it is written. */
export function speaker(service: Service): (text: string) => string {
  const written = stepsOf(service).flatMap(({ form = [] }) => form)
  const all = [...service.form, ...written]
  const tongue = {
    fields: all,
    columns: [...all.flatMap(({ columns = [] }) => columns), ...written],
    settings: new Map((service.settings ?? []).map(({ key, label }) => [key, label])),
    records: new Map((service.records ?? []).map(({ service: code, label }) => [code, label])),
  }
  return (text) => {
    const node = parsed(text)
    return (node && (orNothing(() => judged(tongue, node)) ?? orNothing(() => valued(tongue, node)))) ?? text
  }
}

function parsed(text: string): Node | null {
  try {
    const ast: unknown = parse(text).ast
    return isNode(ast) ? ast : null
  } catch {
    return null
  }
}

function orNothing(say: () => string): string | null {
  try {
    return say()
  } catch (error) {
    if (error instanceof Wordless) return null
    throw error
  }
}

const argsOf = ({ args }: Node): readonly Node[] => args as readonly Node[]
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'op' in value

/** The names that a chain of dots is made of; null: it isn't one. */
function chainOf({ op, args }: Node): readonly string[] | null {
  if (op === 'id') return [String(args)]
  if (op !== '.') return null
  const [of, name] = args as readonly [Node, string]
  const before = chainOf(of)
  return before && [...before, name]
}

function fieldOf({ fields, columns }: Tongue, node: Node): Asked | undefined {
  const [root, name, more] = chainOf(node) ?? []
  if (more !== undefined || name === undefined || root === 'setting' || root === 'record') return undefined
  return (root === 'form' ? fields : [...columns, ...fields]).find((one) => one.name === name)
}

/** A yes or no: conditions joined, compared, or told by the record. */
function judged(tongue: Tongue, node: Node): string {
  const { op } = node
  const is = (one: Node): string => judged(tongue, one)
  if (op === '&&' || op === '||') {
    const parts = argsOf(node).map((one) =>
      ['&&', '||', '?:'].includes(one.op) && one.op !== op ? `（${is(one)}）` : is(one),
    )
    return parts.join(op === '&&' ? '，并且' : '，或者')
  }
  if (op === '?:') {
    const [when, then, otherwise] = argsOf(node)
    return `如果${is(when!)}，则${is(then!)}；否则${is(otherwise!)}`
  }
  if (op === '!_') return denied(tongue, node.args as Node)
  if (signs[op]) return compared(tongue, node)
  if (op === 'in') return among(tongue, node, '')
  return told(tongue, node, true)
}

/** What is denied, said the way people do. */
function denied(tongue: Tongue, node: Node): string {
  if (node.op === 'in') return among(tongue, node, '不')
  if (['&&', '||', '?:', ...Object.keys(signs)].includes(node.op)) return `不是：（${judged(tongue, node)}）`
  return told(tongue, node, false)
}

const signs: Readonly<Record<string, readonly [string, string]>> = {
  ...{ '==': ['是', '是'], '!=': ['不是', '不是'], '<': ['小于', '早于'], '<=': ['不大于', '不晚于'] },
  ...{ '>': ['大于', '晚于'], '>=': ['不小于', '不早于'] },
}
const days = new Set(['since', 'until', 'ended', 'today', 'applied'])
const spans = new Set(['monthsLater', 'daysLater', 'dayAfter', 'later', 'earlier', 'spokenMonth'])

function isDated(tongue: Tongue, node: Node): boolean {
  const type = fieldOf(tongue, node)?.type
  if (type === 'date' || type === 'month') return true
  if (node.op === 'call') return spans.has(String((node.args as readonly unknown[])[0]))
  return days.has(String(node.op === '.' ? (node.args as readonly unknown[])[1] : node.args))
}

function compared(tongue: Tongue, node: Node): string {
  const [a, b] = argsOf(node) as readonly [Node, Node]
  const [usual, dated] = signs[node.op]!
  if (b.op === 'value' && b.args === '') return `${valued(tongue, a)}${node.op === '==' ? '为空' : '不为空'}`
  const sign = isDated(tongue, a) || isDated(tongue, b) ? dated : usual
  const isTruth = ['==', '!=', '<', '>', 'in', '&&', '||'].includes(b.op)
  if (isTruth) return `${valued(tongue, a)}与（${judged(tongue, b)}）${node.op === '==' ? '一致' : '不一致'}`
  return `${valued(tongue, a, b)}${sign}${valued(tongue, b, a)}`
}

function among(tongue: Tongue, node: Node, not: string): string {
  const [one, many] = argsOf(node) as readonly [Node, Node]
  if (many.op === 'list') {
    const words = argsOf(many).map((code) => valued(tongue, code, one))
    return `${valued(tongue, one)}${not}是${words.join('、')}${words.length > 1 ? '之一' : ''}`
  }
  return `${valued(tongue, many)}${not}包含${valued(tongue, one, many)}`
}

/** What a record tells of itself, with its opposite. */
const entries: Readonly<Record<string, readonly [string, string]>> = {
  ...{ found: ['有记录', '没有记录'], active: ['在册', '不在册'], here: ['由本单位登记', '不由本单位登记'] },
}

function told(tongue: Tongue, node: Node, yes: boolean): string {
  const field = fieldOf(tongue, node)
  if (field) return `${valued(tongue, node)}${yes ? '选“是”' : '选“否”'}`
  if (node.op === 'id' && node.args === 'pastRetirement') return yes ? '已过法定退休年龄' : '没有超过法定退休年龄'
  if (node.op === '.') {
    const [of, name] = node.args as readonly [Node, string]
    const words = entries[name]
    if (words) return `${valued(tongue, of)}${words[yes ? 0 : 1]}`
  }
  if (node.op === 'call') return asked(tongue, node.args as readonly [string, readonly Node[]], yes)
  if (node.op === 'rcall') return ofEach(tongue, node.args as readonly [string, Node, readonly Node[]], yes)
  throw new Wordless()
}

function asked(tongue: Tongue, [name, args]: readonly [string, readonly Node[]], yes: boolean): string {
  const [a = '', b = '', c = ''] = args.map((one) => valued(tongue, one))
  if (name === 'has') return `${a}${yes ? '已填写' : '没有填写'}`
  if (name === 'pastRetirementOf') return `${a}的人${yes ? '已过' : '没有超过'}法定退休年龄`
  if (name === 'covers') return `${a}在${b}至${c}期间${yes ? '一直' : '不一直'}在册`
  throw new Wordless()
}

function ofEach(tongue: Tongue, [name, of, args]: readonly [string, Node, readonly Node[]], yes: boolean): string {
  const whole = valued(tongue, of)
  const what = args.at(-1)!
  if (name === 'all') return `${whole}${yes ? '每一行都要' : '不是每一行都'}：${judged(tongue, what)}`
  if (name === 'exists') return `${whole}${yes ? '至少有一行' : '没有一行'}：${judged(tongue, what)}`
  if (name === 'matches') return `${whole}的格式${yes ? '正确' : '不对'}`
  if (name === 'startsWith') return `${whole}${yes ? '' : '不'}以${valued(tongue, what)}开头`
  throw new Wordless()
}

const roots: Readonly<Record<string, string>> = {
  ...{ today: '今天', applied: '申请之日', age: '年龄', sex: '性别', row: '该行' },
  pastRetirement: '是否超过法定退休年龄',
}
const parts: Readonly<Record<string, string>> = {
  ...{ since: '的起始日期', until: '的截止日期', ended: '的结束日期', category: '的类别', number: '' },
  ...{ found: '是否有记录', active: '是否在册', here: '是否由本单位登记' },
}
const codes: Readonly<Record<string, string>> = { female: '女', male: '男' }
const counts: Readonly<Record<string, string>> = { '+': '加', '-': '减', '*': '乘以', '/': '除以' }

/** A value: an answer by its label, a code by the words of what it is compared with. */
function valued(tongue: Tongue, node: Node, beside?: Node): string {
  const { op, args } = node
  if (op === 'value') return literal(tongue, args, beside)
  if (op === '.' || op === 'id') return named(tongue, node)
  if (op === 'call') return reckoned(tongue, args as readonly [string, readonly Node[]])
  if (op === '?:') return judgedValue(tongue, node)
  if (counts[op]) {
    const [a, b] = argsOf(node).map((one) =>
      counts[one.op] && '*/'.includes(op) ? `（${valued(tongue, one)}）` : valued(tongue, one),
    )
    return `${a}${counts[op]}${b}`
  }
  if (op === 'rcall') {
    const [name, of, [from, to]] = args as readonly [string, Node, readonly Node[]]
    if (name === 'substring' && from && to)
      return `${valued(tongue, of)}的第${Number(from.args) + 1}至${Number(to.args)}位`
  }
  throw new Wordless()
}

function judgedValue(tongue: Tongue, node: Node): string {
  const [when, then, otherwise] = argsOf(node)
  return `（如果${judged(tongue, when!)}，为${valued(tongue, then!)}，否则为${valued(tongue, otherwise!)}）`
}

function literal(tongue: Tongue, value: unknown, beside: Node | undefined): string {
  if (typeof value === 'boolean') return value ? '“是”' : '“否”'
  if (typeof value !== 'string') return String(value)
  const known = beside && fieldOf(tongue, beside)?.options?.find(({ code }) => code === value)?.label
  const elsewhere = tongue.fields.flatMap(({ options = [] }) => options).find(({ code }) => code === value)?.label
  return `“${known ?? codes[value] ?? elsewhere ?? value}”`
}

function named(tongue: Tongue, node: Node): string {
  const field = fieldOf(tongue, node)
  const [root = ''] = chainOf(node) ?? []
  if (field) return `${root === 'form' ? '' : '该行'}“${field.label}”`
  if (node.op === 'id') {
    const word = roots[String(node.args)]
    if (word) return word
    throw new Wordless()
  }
  const [of, name] = node.args as readonly [Node, string]
  const chain = chainOf(node)
  if (root === 'setting' && chain?.length === 2) return `“${tongue.settings.get(name) ?? name}”`
  if (chain?.at(-2) === 'record') {
    const whose = root === 'record' ? '' : root === 'household' ? '本户的' : '该行的人的'
    return `${whose}“${tongue.records.get(name) ?? name}”`
  }
  const part = parts[name]
  if (part === undefined) throw new Wordless()
  return `${valued(tongue, of)}${part}`
}

/** What the program counts, by the name of the function. */
const functions: Readonly<Record<string, (...of: readonly string[]) => string>> = {
  size: (a) => `${a}的行数`,
  double: (a) => a!,
  string: (a) => a!,
  ageOf: (a) => `${a}的人的年龄`,
  sexOf: (a) => `${a}的人的性别`,
  at: (entry, on) => `${on}当天${entry}`,
  months: (a, b) => `${a}到${b}的整月数`,
  years: (a, b) => `${a}到${b}的整年数`,
  monthsInclusive: (a, b) => `${a}到${b}的月数（首尾都算）`,
  monthsLater: (a, n) => `${a}起满${n}（月）的日子`,
  daysLater: (a, n) => `${a}之后${n}（天）的日子`,
  dayAfter: (a) => `${a}的次日`,
  later: (a, b) => `${a}和${b}中较晚的`,
  earlier: (a, b) => `${a}和${b}中较早的`,
  monthsInYear: (a, b, year, most) => `${a}到${b}在${year}这一年里的月数（不超过${most}）`,
  spokenMonth: (a) => `${a}的年月`,
  yuan: (a) => `${a}（写作元）`,
  quotaOf: (months, standard) => `按${months}和${standard}算出的限额`,
  yearlyQuotas: (from, most, before, standard) =>
    `从${from}起按${standard}算出的各年限额（最多${most}，以前已用${before}）`,
  sum: (rows, column) => `${rows}各行${column}合计`,
}

function reckoned(tongue: Tongue, [name, args]: readonly [string, readonly Node[]]): string {
  const say = functions[name]
  if (!say || !args.every(isNode)) throw new Wordless()
  const words = args.map((one) => {
    const column = name === 'sum' && one.op === 'value' && tongue.columns.find((own) => own.name === one.args)
    return column ? `“${column.label}”` : valued(tongue, one)
  })
  return say(...words)
}
