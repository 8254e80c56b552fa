import type { TSchema } from 'typebox'
import { Set as setFormat } from 'typebox/format'
import Schema from 'typebox/schema'
import { isDay, yearOf } from '#core/day.ts'
import { nameSays } from '#core/names.ts'
import type { Problem } from '#core/refusal.ts'

/** Days that forms and filters may name: nobody alive was born before them, and the calendar still counts a while after. */
const firstYear = 1900
const lastYear = 2055
setFormat('date', (text) => isDay(text) && yearOf(text) >= firstYear && yearOf(text) <= lastYear)

/** Of a person or of a unit; that it is there at all is `minLength`'s to say. */
setFormat('name', (text) => text === '' || nameSays(text) === null)

/** One finding of the schema checker. */
export type Fault = {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
}

type Node = Readonly<Record<string, unknown>>

/** What is wrong with an input, in words that a clerk can act on; empty when it fits the schema. */
export function problemsOf(schema: TSchema, input: unknown): readonly Problem[] {
  if (Schema.Check(schema, input)) return []
  const [, faults] = Schema.Errors(schema, input)
  return spoken(schema, faults)
}

/** Findings in words that a clerk can act on; each place once, named by the schema's `title` where it has one. */
export function spoken(schema: unknown, faults: readonly Fault[]): readonly Problem[] {
  const found = new Map<string, string>()
  const choices = new Map<string, unknown[]>()
  const empty = new Set<string>()
  for (const fault of faults) {
    // A property that may not be there is reported twice: the second report is the one that names it well.
    if (fault.keyword === 'boolean' || fault.keyword === 'anyOf' || fault.keyword === 'oneOf') continue
    if (fault.keyword === 'const') {
      choices.set(fault.instancePath, [...(choices.get(fault.instancePath) ?? []), fault.params.allowedValue])
      continue
    }
    if (fault.keyword === 'enum') {
      choices.set(fault.instancePath, [...listedValues(fault.params.allowedValues)])
      continue
    }
    // That it may also be left empty is not what is wrong with it.
    if (fault.keyword === 'type' && fault.params.type === 'null') empty.add(fault.instancePath)
    else for (const [at, says] of saysOf(schema, fault)) if (!found.has(at)) found.set(at, says)
  }
  for (const [at, allowed] of choices)
    if (!found.has(at)) found.set(at, oneOf(nameOf(schema, at), allowed.map(wordFor(schema, at))))
  for (const at of empty) if (!found.has(at)) found.set(at, `${nameOf(schema, at)}应为空`)
  if (!found.size) found.set('', '填写内容不符合要求')
  return [...found].map(([at, says]) => ({ at, says }))
}

function saysOf(schema: unknown, { keyword, instancePath: at, params }: Fault): readonly (readonly [string, string])[] {
  if (keyword === 'required')
    return listed(params.requiredProperties).map((key) => {
      const place = `${at}/${escaped(key)}`
      return [place, `${nameOf(schema, place)}为必填项`] as const
    })
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties')
    return listed(params.additionalProperties ?? params.unevaluatedProperties).map(
      (key) => [`${at}/${escaped(key)}`, `不认识的字段“${key.slice(0, 40)}”`] as const,
    )
  return [[at, nameOf(schema, at) + wordsOf(keyword, params) + onward(keyword, placeOf(schema, at))]]
}

/** How to go on where a text is too long, as the schema says it. */
function onward(keyword: string, node: unknown): string {
  const says = keyword === 'maxLength' && isNode(node) ? node['x-too-long'] : undefined
  return typeof says === 'string' ? `，${says}` : ''
}

function wordsOf(keyword: string, params: Fault['params']): string {
  const limit = String(params.limit ?? '')
  switch (keyword) {
    case 'type':
      return `应为${types[String(params.type)] ?? '规定的类型'}`
    case 'format':
      return formats[String(params.format)] ?? '格式不正确'
    case 'pattern':
      return patterns[String(params.pattern).replace(/^\/|\/u?$/g, '')] ?? '格式不正确'
    case 'minLength':
      return limit === '1' ? '不能为空' : `不能少于${limit}个字符`
    case 'maxLength':
      return `不能超过${limit}个字符`
    case 'minimum':
      return `不能小于${limit}`
    case 'maximum':
      return `不能大于${limit}`
    case 'exclusiveMinimum':
      return `应大于${limit}`
    case 'exclusiveMaximum':
      return `应小于${limit}`
    case 'multipleOf':
      return `应为${String(params.multipleOf)}的倍数`
    case 'minItems':
      return `至少${limit}项`
    case 'maxItems':
      return `最多${limit}项`
    case 'uniqueItems':
      return '有重复的项'
    case 'minProperties':
      return '填写的内容太少'
    case 'maxProperties':
      return '填写的内容太多'
    default:
      return '不符合要求'
  }
}

const types: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: '“是”或“否”',
  array: '列表',
  object: '一组内容',
  null: '空',
}

/** Patterns that ask for something to be read at all. */
const patterns: Readonly<Record<string, string>> = { '\\S': '不能为空', '\\S\\s*\\S': '至少写两个字' }

const formats: Readonly<Record<string, string>> = {
  date: `应为${firstYear}年至${lastYear}年间的日期，如 2026-11-23`,
  'date-time': '应为时间，如 2026-11-23T09:30:00+08:00',
  time: '应为钟点，如 09:30:00',
  email: '应为电子邮箱地址',
  uuid: '应为有效的编号',
  uri: '应为网址',
  name: '只用文字，可以有“·”、空格和括号，不用图形符号和看不见的字符，也不能只是数字或符号',
}

function oneOf(name: string, allowed: readonly unknown[]): string {
  if (allowed.length === 1 && allowed[0] === true) return `须确认${name}`
  const words = allowed.filter((value) => value !== null).map(String)
  const areToldApart = words.length > 0 && words.length <= 12 && !words.some((word) => codeForm.test(word))
  return areToldApart ? `${name}应为下列之一：${words.join('、')}` : `${name}不在可选范围内`
}

/** A code without a word for it is nothing that people can choose by. */
const codeForm = /^[a-z]/

/** A choice as people read it: the title that the schema gives it, else the code itself. */
function wordFor(schema: unknown, at: string): (code: unknown) => unknown {
  const node = placeOf(schema, at)
  const listed = isNode(node) ? (node.oneOf ?? node.anyOf) : null
  const branches = Array.isArray(listed) ? listed.flatMap((one) => (isNode(one) && one.oneOf) || one) : []
  return (code) => branches.filter(isNode).find((branch) => branch.const === code)?.title ?? code
}

/** What the place is called: the schema's title there, else nothing, so that the sentence still reads. */
function nameOf(schema: unknown, at: string): string {
  const title = titleOf(placeOf(schema, at))
  if (title !== null) return `${rowOf(at)}“${title}”`
  const [, above, nth] = /^(.*)\/(\d+)$/.exec(at) ?? []
  const list = above === undefined ? null : titleOf(placeOf(schema, above))
  if (list !== null) return `“${list}”第${Number(nth) + 1}项`
  const whole = titleOf(placeOf(schema, at.slice(0, at.lastIndexOf('/'))))
  return at === '' ? '请求内容' : whole !== null ? `“${whole}”中的此项` : '此项'
}

/** The row in which a cell stands, counted from one. */
function rowOf(at: string): string {
  const [, nth] = /\/(\d+)\/[^/]+$/.exec(at) ?? []
  return nth === undefined ? '' : `第${Number(nth) + 1}行`
}

/** The title of the place itself, else of what may stand there. */
function titleOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (typeof node.title === 'string') return node.title
  const branches = Array.isArray(node.anyOf) ? node.anyOf : []
  const [title = null] = branches.flatMap((branch) =>
    isNode(branch) && !('const' in branch) ? (branch.title ?? []) : [],
  )
  return typeof title === 'string' ? title : null
}

function placeOf(schema: unknown, at: string): unknown {
  let node = schema
  for (const step of at.split('/').slice(1)) node = inside(node, step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return node
}

function inside(node: unknown, key: string): unknown {
  if (!isNode(node)) return null
  const properties = node.properties
  if (isNode(properties) && Object.hasOwn(properties, key)) return properties[key]
  if (node.type === 'array' || 'items' in node) return node.items
  for (const word of ['anyOf', 'oneOf', 'allOf']) {
    const branches = node[word]
    if (!Array.isArray(branches)) continue
    for (const branch of branches) {
      const found = inside(branch, key)
      if (found) return found
    }
  }
  return null
}

/** An object and no list: a place of a schema or of an input that has places inside. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listed(value: unknown): readonly string[] {
  return listedValues(value).map(String)
}

function listedValues(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A name as a step of a JSON pointer. */
export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
