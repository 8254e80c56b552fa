import assert from 'node:assert/strict'
import { reviewOf } from '#apps/server/forms.ts'
import type { Page } from '#apps/server/testing.ts'
import type { Answer, Person } from '#house/desk.ts'
import { formOf } from '#house/forms.ts'

/** 测试数据：号码校验位正确，没有这些人。 */
export const numbers: Readonly<Record<string, string>> = {
  测试甲: '220202199001010012',
  测试乙: '220204198512310023',
  测试丙: '220211200002290038',
  测试丁: '220202196504011232',
  测试戊: '220203197512311017',
}

export type Form = Readonly<Record<string, unknown>>

/** A form of JY13 for somebody and some months; a thousand yuan of pension a month, half of it asked. */
export function subsidyForm(name: string, from: string, to: string, more: Form = {}): Form {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1
  const paid = Math.max(1, months) * 1000
  return {
    ...formOf('JY13'),
    ...{ name, accountName: name, idNumber: numbers[name], periodFrom: from, periodTo: to },
    ...{ monthsPaid: Math.max(0, months), pensionPaid: paid, pensionAsked: paid / 2, totalAsked: paid / 2, ...more },
  }
}

/** Makes the moves of a case one after another; the first that is refused ends it, and is answered. */
export async function moved(by: Person, id: string, ...moves: readonly string[]): Promise<Answer & Page> {
  let last = await by.look<Page>(`/api/matters/${id}`)
  for (const move of moves) {
    assert.ok(last.matter, `${by.name} ${move}: ${last.says}`)
    const offer = last.offers.find((one) => one.move === move)
    const { properties = {} } = (offer?.input ?? {}) as { properties?: object }
    const input = move === 'check' ? reviewOf(last) : 'opinion' in properties ? { opinion: '符合条件（测试数据）' } : {}
    const { version } = last.matter
    last = await by.post<Page>(`/api/matters/${id}/moves/${move}`, { version, ...input })
    if (last.status >= 400) return last
  }
  return last
}
