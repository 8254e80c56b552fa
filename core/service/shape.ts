import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'

/** A fault at a path inside a parsed file. */
export type Fault = { readonly path: readonly (string | number)[]; readonly says: string }

type Path = readonly (string | number)[]

/**
 * Compares a parsed value with a schema and says in Chinese everything that is wrong. Objects and lists are walked here
 * rather than by the validator, which stops at its eighth error and calls an unknown key "schema is false". `names`: what
 * the keys at the top are called, so that whoever left one out knows what it is.
 */
export function shapeFaults(
  schema: TSchema,
  value: unknown,
  path: Path = [],
  names: Readonly<Record<string, string>> = {},
): Fault[] {
  const { properties, items, required, minItems = 0 } = schema as ObjectOrList
  if (properties) {
    if (!isRecord(value)) return [{ path, says: notKeys(value, path, required ?? Object.keys(properties)) }]
    return [
      ...(required ?? [])
        .filter((key) => !(key in value))
        .map((key) => ({ path, says: missing(key, names[key], properties[key]) })),
      ...Object.keys(value).flatMap((key) => {
        const inner = properties[key]
        return inner
          ? shapeFaults(inner, value[key], [...path, key])
          : [{ path: [...path, key], says: unknown(key, Object.keys(properties)) }]
      }),
    ]
  }
  if (items) {
    if (!Array.isArray(value)) return [{ path, says: '应为列表' }]
    return [
      ...(value.length < minItems ? [{ path, says: '列表不能为空' }] : []),
      ...value.flatMap((item, index) => shapeFaults(items, item, [...path, index])),
    ]
  }
  return alternativeFaults(schema, value, path)
}

/** A union is walked as the side whose keys the value has most of, so that its faults are as exact as anywhere else. */
function alternativeFaults(schema: TSchema, value: unknown, path: Path): Fault[] {
  if (Value.Check(schema, value)) return []
  const { anyOf } = schema as { anyOf?: TSchema[] }
  const structured = isRecord(value) ? likest(anyOf ?? [], value) : undefined
  if (structured && isRecord(value)) return shapeFaults(structured, value, path)
  const shown = value === undefined ? '空' : JSON.stringify(value)
  return [{ path, says: `${path.at(-1) ?? '文件'} 的值 ${shown} 不对：${expected(schema)}` }]
}

function likest(schemas: readonly TSchema[], value: Record<string, unknown>): TSchema | undefined {
  const common = (one: TSchema) =>
    Object.keys(value).filter((key) => key in ((one as ObjectOrList).properties ?? {})).length
  return schemas.filter((one) => 'properties' in one).toSorted((a, b) => common(b) - common(a))[0]
}

type ObjectOrList = {
  properties?: Record<string, TSchema>
  items?: TSchema
  required?: readonly string[]
  minItems?: number
}

type Leaf = {
  type?: string
  enum?: readonly unknown[]
  anyOf?: TSchema[]
  pattern?: string
  minimum?: number
  maximum?: number
  maxLength?: number
}

function expected(schema: TSchema): string {
  const leaf = schema as Leaf
  if (leaf.enum) return `应为 ${leaf.enum.join('、')} 之一`
  if (leaf.anyOf) return leaf.anyOf.map(expected).join('，或')
  if (leaf.pattern && leaf.maxLength === undefined) return `格式应为 ${leaf.pattern}`
  if (leaf.type === 'integer' || leaf.type === 'number') {
    const from = leaf.minimum === undefined ? '' : `，不小于 ${leaf.minimum}`
    const to = leaf.maximum === undefined ? '' : `，不大于 ${leaf.maximum}`
    return `应为${leaf.type === 'integer' ? '整数' : '数'}${from}${to}`
  }
  if (leaf.type === 'boolean') return '应为 true 或 false'
  if (leaf.type === 'null') return '应为 null'
  return `应为不空的文字${leaf.maxLength === undefined ? '' : `，不超过 ${leaf.maxLength} 字`}`
}

/** No keys at all: what was written there, and what belongs there. */
function notKeys(value: unknown, path: Path, keys: readonly string[]): string {
  const shown = value === null || value === undefined ? '空' : JSON.stringify(value).slice(0, 40)
  return `${path.at(-1) ?? '文件'} 应为一组“键: 值”，现为 ${shown}；请写 ${keys.slice(0, 8).join('、')}${keys.length > 8 ? '等' : ''}`
}

/** A key that is not known, with the one that was probably meant. */
function unknown(key: string, keys: readonly string[]): string {
  const near = keys.map((one) => [apart(key, one), one] as const).toSorted(([a], [b]) => a - b)[0]
  return near && near[0] <= 2 && near[0] < key.length ? `不认识 ${key}，是不是 ${near[1]}` : `不认识 ${key}`
}

/** How many signs have to be changed, added or left out, or two of them turned round. */
function apart(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const turned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const same = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, same, turned ? rows[i - 2]![j - 2]! + 1 : same)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

/** A key that is left out, and what to write under it. */
function missing(key: string, name: string | undefined, schema: TSchema | undefined): string {
  const called = name === undefined ? key : `${key}（${name}）`
  return schema ? `缺少 ${called}：请写 ${key}，${underneath(schema)}` : `缺少 ${called}`
}

function underneath(schema: TSchema): string {
  const { properties, items, required = [] } = schema as ObjectOrList
  if (properties) return `下面写 ${(required.length > 0 ? required : Object.keys(properties)).join('、')}`
  return items ? '下面每项一行，前面加短横“-”' : expected(schema)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
