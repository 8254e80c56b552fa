import { dayOf } from '#core/day.ts'
import { gaps, nameOf, type OfficeId } from '#core/roster.ts'
import { missing } from '#office/absent.ts'
import { type Counting, each, type Source, spoken } from '#office/gauge.ts'
import { marksIn } from '#office/marks.ts'
import type { Tx } from '#platform/db/db.ts'
import type { GaugeKey } from '#rules/commitments/gaps.ts'

/** Posts without A or B, and posts that nobody stands for now (5.4, 5.5): what the roster says, office by office. */
const ofRoster =
  (isNow: boolean) =>
  async (_tx: Tx, { office, offices, at }: Counting) =>
    each(offices, (id) => gaps(office.roster, id, at).filter(({ kind }) => (kind === 'both-away') === isNow))

/** Who should be there by now, has not signed in and is not on leave (4.2.1): one look at the day's marks of all. */
async function notSigned(tx: Tx, { tenant, office, offices, at }: Counting) {
  const marks = await marksIn(tx, tenant, offices, [dayOf(at), dayOf(at)])
  return each(offices, (id: OfficeId) =>
    missing(office, id, marks, at).map(({ staff }) => ({ says: `${nameOf(office.roster, staff)}没有签到` })),
  )
}

export const deputyGauges = [
  spoken('posts', ofRoster(false)),
  spoken('uncovered', ofRoster(true)),
  spoken('unsigned', notSigned),
] satisfies readonly Source<GaugeKey>[]
