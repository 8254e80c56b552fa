import { dayOf } from '#core/day.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { column, each, type Source, spoken } from '#office/gauge.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'
import { owedIn } from './disclosure/store.ts'

/** What must be open and is not (1.5), and what posts do that is not published whole yet (6.2). */
export function openGauges(catalogue: Pick<Catalogue, 'list'>): readonly Source<GaugeKey>[] {
  const unpublished = spoken('services', async (_tx, { office, offices }) => {
    const waiting = new Map(catalogue.list().flatMap(({ code, name, ready }) => (ready ? [] : [[code, name] as const])))
    return each(offices, (id) => {
      const posts = (office.roster.postsIn.get(id) ?? []).filter(({ id: post }) => !office.closedPosts.has(post))
      const codes = new Set(posts.flatMap(({ services }) => services))
      return [...codes].flatMap((code) => (waiting.has(code) ? [{ says: `${waiting.get(code)}还没有公布` }] : []))
    })
  })
  const disclosures: Source<'disclosures'> = {
    keys: ['disclosures'],
    count: async (tx, { tenant, offices, at }) => ({
      disclosures: column(await owedIn(tx, tenant, offices, dayOf(at)), ({ owed }) => owed),
    }),
  }
  return [unpublished, disclosures]
}
