import type { TSchema } from 'typebox'
import { isSealed, type Matter, type Sealed } from '#core/matter.ts'
import { reveal } from '#matter/seal.ts'
import { mask, type PersonalKind } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import type { Tx } from '#platform/db/db.ts'

type Node = Readonly<Record<string, unknown>>
const numbers: readonly unknown[] = [
  'idNumber',
  'phone',
  'bankCard',
  'householdNumber',
] satisfies readonly PersonalKind[]
const stands = '首问登记时留下的号码，不用重填；换了号码的直接改'

/**
 * A form that goes on from an earlier matter, as it begins: plain facts as defaults, a number as the mask under which
 * people see it (`x-masked`). Sent back unchanged, the mask stands for the number; changed or emptied, it does not.
 */
export function beginning(shape: TSchema, values: Node): TSchema {
  const { properties } = shape as { readonly properties?: Readonly<Record<string, TSchema>> }
  if (!properties) return shape
  const filled = Object.entries(properties).map(([name, field]): readonly [string, TSchema] => {
    const value = values[name]
    if (isSealed(value)) return [name, { ...field, 'x-masked': value.masked, 'x-hint': stands }]
    if (isNode(value)) return [name, beginning(field, value)]
    return [name, value === undefined ? field : { ...field, default: value }]
  })
  return { ...shape, properties: Object.fromEntries(filled) }
}

/** The input with the numbers in the places of their masks, and the masks that were so replaced. */
export type Carried = { readonly input: Node; readonly masks: readonly string[] }

/**
 * Puts the numbers of the matter that a form goes on from into the places in which their masks were sent. Server only, in
 * the transaction that seals them anew for the new matter; whoever calls puts it on the record.
 */
export async function carried(
  keys: Keys,
  tx: Tx,
  tenant: string,
  { id, facts }: Pick<Matter, 'id' | 'facts'>,
  shape: TSchema,
  input: Node,
): Promise<Carried> {
  const known = new Map(sealedIn(facts).map((one) => [one.masked, one]))
  const masks = new Set<string>()
  const walk = async (node: unknown, value: unknown): Promise<unknown> => {
    const { properties, 'x-personal': kind } = isNode(node) ? node : {}
    const held = typeof value === 'string' && numbers.includes(kind) ? known.get(value) : undefined
    if (held) {
      const plain = await reveal(tx, keys, { tenant, matter: id, field: held.sealed })
      if (plain === null || mask(kind as PersonalKind, plain) !== held.masked) return value
      masks.add(held.masked)
      return plain
    }
    if (!isNode(properties) || !isNode(value)) return value
    const filled = Object.entries(value).map(async ([key, item]) => [key, await walk(properties[key], item)] as const)
    return Object.fromEntries(await Promise.all(filled))
  }
  const filled = known.size === 0 ? input : ((await walk(shape, input)) as Node)
  return { input: filled, masks: [...masks] }
}

/** What the auditor reads of numbers taken over unseen. */
export const carriedSays = (masks: readonly string[], from: string, to: string): string =>
  `${from} 转为 ${to}，随单带入号码 ${masks.join('、')}，没有显示号码`

function sealedIn(value: unknown): readonly Sealed[] {
  if (isSealed(value)) return [value]
  return isNode(value) ? Object.values(value).flatMap(sealedIn) : []
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
