import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import { isBelow } from '#core/path.ts'
import type { Chore } from '#office/chore.ts'
import { headsWatch, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { owingOf } from './store.ts'

/** So many days ahead the head is told that something falls due. */
const soonDays = 5
const soonOf = (at: Instant) => iso(instant(at + soonDays * 86_400_000))

async function owed(tx: Tx, { tenant, org, office, at }: Stand): Promise<readonly Chore[]> {
  const under = [...office.organizations.values()].filter(({ path }) => isBelow(path, org.path))
  const [own, below] = await Promise.all([
    owingOf(tx, tenant, [org.id], soonOf(at), dayOf(at)),
    under.length > 0
      ? owingOf(
          tx,
          tenant,
          under.map(({ id }) => id),
          soonOf(at),
          dayOf(at),
        )
      : { late: 0, gone: 0 },
  ])
  const say = (n: number, clause: Chore['clause'], says: string): readonly Chore[] => (n > 0 ? [{ clause, says }] : [])
  return [
    ...say(own.late, '1.5', `有${own.late}项应公开的内容超过期限还没有公开`),
    ...say(own.gone, '1.5', `有${own.gone}项公开已经撤下，还没有新的内容`),
    ...say(own.near, '1.5', `有${own.near}项应公开的内容${soonDays}天内到期`),
    ...say(own.shows, '1.6', `有${own.shows}项公开还有渠道超过期限没有办`),
    ...say(below.late + below.gone, '1.5', `下级单位有${below.late + below.gone}项应公开的内容超期或者缺失`),
  ]
}

/** To the head: what is late, missing after it was taken down, or soon due; of the offices below in one line (1.2, 1.5, 1.6). */
export const disclosureChores = headsWatch(owed, '/disclosures')
