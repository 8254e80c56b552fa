import { addDays, addMonths, type Day, dayOf, type Instant, instant, instantAt, iso } from '#core/day.ts'
import { type OfficeId, superiorOffice } from '#core/roster.ts'
import { nameOf } from '#matter/setting.ts'
import { numberOf } from '#office/number.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Colour, type Fact, type Ground, grounds } from '#rules/commitments/contract.ts'
import type { Branch } from '#rules/commitments/gaps.ts'

const lateness = sql<{ office: string; count: number }>(
  'warning.lateness',
  `select office, count(*)::int as count from lateness where tenant_id = $1 and office = any($2::uuid[]) and noted_at >= $3::timestamptz group by office`,
)
const months = sql<{ office: string; month: string; done: number; late: number }>(
  'warning.months',
  `select office, day::text as month, sum(done)::int as done, sum(late)::int as late from figure_month
   where tenant_id = $1 and office = any($2::uuid[]) and day >= $3 and day < $4 group by office, day having sum(done) > 0`,
)
const before = sql<{ id: string; office: string; ground: Ground; open: boolean }>(
  'warning.before',
  `select id, office, facts->>'ground' as ground, closed_at is null as open from matter
   where tenant_id = $1 and office = any($2::uuid[]) and kind = 'warning' and state <> 'withdrawn' and opened_at >= $3::timestamptz`,
)

/** What the record gives reason to write to an office about; whether to write, a person decides (6.6). */
export type Proposal = {
  readonly office: { readonly id: string; readonly name: string }
  readonly ground: Ground
  readonly groundLabel: string
  readonly colour: Colour
  readonly found: string
  readonly facts: readonly Fact[]
  readonly earlier: readonly string[]
  /** It is right below whoever looks: theirs to write. */
  readonly mine: boolean
}
type Reason = { readonly ground: Ground; readonly found: string; readonly facts: readonly Fact[] }
type Asked = { readonly tenant: string; readonly own: OfficeId; readonly at: Instant; readonly office: OfficeSnapshot }

const year = 365 * 86_400_000

/** For all offices below whoever looks, from the numbers that their tree shows and the record of the last months. */
export async function proposalsFor(tx: Tx, asked: Asked, branches: readonly Branch[]): Promise<readonly Proposal[]> {
  const { tenant, own, at, office } = asked
  const below = branches.filter(({ id }) => id !== own)
  const ids = below.map(({ id }) => id)
  if (ids.length === 0) return []
  const today = dayOf(at)
  const first = monthStart(today)
  const many = Math.max(1, numberOf(office, own, 'warning.behind'))
  const [lates, known, figures] = await Promise.all([
    tx.all(lateness, [tenant, ids, iso(instantAt(addDays(today, -30), 0))]),
    tx.all(before, [tenant, ids, iso(instant(at - year))]),
    tx.all(months, [tenant, ids, addMonths(first, -many), first]),
  ])
  const lateOf = new Map(lates.map((row) => [row.office, row.count]))
  const behind = behindIn(office, figures, many)
  return below.flatMap((branch): readonly Proposal[] => {
    const mine = superiorOffice(office.roster, branch.id as OfficeId, at) === own
    const reasons = [
      ...fromGauges(branch),
      ...repeated(branch, lateOf.get(branch.id) ?? 0, numberOf(office, branch.id as OfficeId, 'warning.late')),
      ...(behind.get(branch.id) ?? []),
    ]
    const here = known.filter((row) => row.office === branch.id)
    return reasons.flatMap((reason) => {
      const same = here.filter(({ ground }) => ground === reason.ground)
      if (same.some(({ open }) => open)) return []
      const earlier = same.map(({ id }) => id)
      return {
        ...reason,
        ...{ office: { id: branch.id, name: nameOf(office, branch.id) }, groundLabel: grounds[reason.ground].label },
        ...{ colour: earlier.length > 0 ? 'red' : 'yellow', earlier, mine },
      }
    })
  })
}

const monthStart = (day: Day): Day => `${day.slice(0, 8)}01` as Day
const at = (page: string, office: string, more = ''): string => `${page}?office=${office}${more}`

function fromGauges({ id, own }: Branch): readonly Reason[] {
  const { overdue = 0, disclosures = 0, rectify = 0 } = own
  const reason = (n: number, ground: Ground, found: string, to: string): readonly Reason[] =>
    n > 0 ? [{ ground, found, facts: [{ says: found, to }] }] : []
  return [
    ...reason(
      overdue,
      'orders',
      `有${overdue}件投诉督办过了期限没有书面回报`,
      at('/supervision', id, '&stage=ordered&late=true'),
    ),
    ...reason(disclosures, 'disclosure', `有${disclosures}项应公开的内容超过期限没有公开`, at('/disclosures', id)),
    ...reason(rectify, 'rectify', `有${rectify}件检查整改逾期`, at('/inspections', id, '&late=true')),
  ]
}

function repeated({ id, own }: Branch, count: number, limit: number): readonly Reason[] {
  if (count < Math.max(1, limit)) return []
  const { late = 0, unexplained = 0 } = own
  const lines = at('/lateness', id, '&scope=below')
  const facts: readonly Fact[] = [
    { says: `近三十日超期${count}次`, to: lines },
    ...(late > 0 ? [{ says: `现有${late}件超期在办`, to: at('/due', id, '&scope=below&when=late') }] : []),
    ...(unexplained > 0 ? [{ says: `有${unexplained}件超期没有说明原因`, to: `${lines}&owed=true` }] : []),
  ]
  return [{ ground: 'late', found: facts.map(({ says }) => says).join('；'), facts }]
}

type Month = { readonly office: string; readonly month: string; readonly done: number; readonly late: number }

/** Last among the offices of its level in each of the last whole months, with something late in each: behind (E12). */
function behindIn({ roster }: OfficeSnapshot, rows: readonly Month[], many: number) {
  const levelOf = ({ office }: Month) => roster.offices.get(office as OfficeId)?.level ?? ''
  const worst = [...Map.groupBy(rows, (row) => `${levelOf(row)} ${row.month}`).values()].flatMap((same) => {
    const share = ({ done, late }: Month) => late / done
    const most = Math.max(...same.map(share))
    return same.length < 2 || most === 0 ? [] : same.filter((row) => share(row) === most)
  })
  const found = [...Map.groupBy(worst, ({ office }) => office)].filter(([, last]) => last.length >= many)
  return new Map(
    found.map(([id, last]): readonly [string, readonly Reason[]] => {
      const facts = last
        .toSorted((a, b) => (a.month < b.month ? -1 : 1))
        .map(
          ({ month, done, late }): Fact => ({
            says: `${spokenMonth(month)}有承诺期限的办结${done}件，超期${late}件，同级末位`,
          }),
        )
      return [id, [{ ground: 'behind', found: `连续${last.length}个月按期办结率同级末位`, facts }]]
    }),
  )
}

const spokenMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`
