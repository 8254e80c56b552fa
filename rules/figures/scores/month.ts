import { addDays, addMonths, type Day, instantAt, iso } from '#core/day.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import type { OfficeSums, WindowSums } from '#rules/figures/contract.ts'
import { type Inputs, noInputs } from '#rules/figures/scoring.ts'
import { sumsOf } from '#rules/figures/sums.ts'
import { type Conduct, conductOf } from './conduct.ts'

/** One line to be scored: a post, or without one the whole office. */
export type Counted = {
  readonly office: string
  readonly post: string | null
  readonly name: string
  readonly inputs: Inputs
}

type Asked = { readonly tenant: string; readonly offices: readonly string[]; readonly month: Day }

/** What the record says now of offices and their posts in a month: figures from their sums, conduct from its registers. */
export async function countMonth(tx: Tx, office: OfficeSnapshot, asked: Asked): Promise<readonly Counted[]> {
  const { tenant, offices, month } = asked
  const next = addMonths(month, 1)
  const span = { from: month, until: addDays(next, -1) }
  const ask = { tenant, offices, service: null, post: null, ...span }
  const [byOffice, byPost, conduct] = await Promise.all([
    sumsOf(tx, { ...ask, by: 'office' }),
    sumsOf(tx, { ...ask, by: 'post' }),
    conductOf(tx, { tenant, offices, from: iso(instantAt(month, 0)), until: iso(instantAt(next, 0)) }),
  ])
  const rows = new Map<string, Counted>()
  const at = (of: string, post: string | null) => {
    const key = `${of} ${post ?? ''}`
    return rows.get(key) ?? { office: of, post, name: nameOf(office, post ?? of), inputs: noInputs }
  }
  const put = (row: Counted, more: Partial<Inputs>) =>
    rows.set(`${row.office} ${row.post ?? ''}`, { ...row, inputs: { ...row.inputs, ...more } })
  const places = new Map(byOffice.places.map((row) => [row.key, row]))
  for (const sums of byOffice.windows) {
    const whole = places.get(sums.key)
    put(at(sums.key, null), { ...fromSums(sums), again: whole ? whole.again + whole.lateorders : 0 })
  }
  for (const sums of byPost.windows) {
    const of = office.roster.posts.get(sums.key as never)?.office
    if (of && offices.includes(of)) put(at(of, sums.key), fromSums(sums))
  }
  const add = (row: Counted, more: Conduct) => {
    const { office: _o, post: _p, ...counts } = more
    const sum = Object.entries(counts).map(([key, n]) => [key, row.inputs[key as keyof Inputs] + (n ?? 0)])
    put(row, Object.fromEntries(sum))
  }
  for (const one of conduct) {
    add(at(one.office, null), one)
    if (one.post) add(at(one.office, one.post), one)
  }
  return [...rows.values()]
}

function fromSums(sums: WindowSums | OfficeSums): Partial<Inputs> {
  const { closed, done, kept, visits, rated, level3, level4, level5 } = sums
  return { volume: closed, done, kept, visits, rated, content: level3 + level4 + level5 }
}
