import type { Day, Instant } from '#core/day.ts'
import { iso } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import type { Count, Quota, Share } from './policy.ts'

/** The clause of the service whose survey it is, and of every line of its history. */
export const clause: ClauseId = '1.3'

export type Round = {
  readonly id: string
  readonly office: string
  readonly title: string
  readonly from_day: Day
  readonly until_day: Day
  readonly service_version: number
  readonly basis: string
  readonly notice: string
  readonly check_share: number
  readonly checker: string
  readonly previous: string | null
  readonly state: 'open' | 'closed'
  readonly made_by: string
  readonly made_at: Date
  readonly closed_by: string | null
  readonly closed_at: Date | null
  readonly closed_reason: string | null
}

const columns = `id, office, title, from_day, until_day, service_version, basis, notice, check_share, checker, previous, state, made_by, made_at, closed_by,
  closed_at, closed_reason`
const insert = sql<Round>(
  'survey.round-insert',
  `insert into survey_round (tenant_id, id, office, title, from_day, until_day, service_version, basis, notice, check_share, checker, previous, state,
     made_by, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open', $13, $14) on conflict do nothing returning ${columns}`,
)
const update = sql<Round>(
  'survey.round-update',
  `update survey_round set until_day = $3, checker = $4, check_share = $5, state = $6, closed_by = $7, closed_at = $8, closed_reason = $9
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const byId = sql<Round>('survey.round', `select ${columns} from survey_round where tenant_id = $1 and id = $2`)
const lock = sql<Round>(
  'survey.round-lock',
  `select ${columns} from survey_round where tenant_id = $1 and id = $2 for update`,
)
const share = sql<Round>(
  'survey.round-share',
  `select ${columns} from survey_round where tenant_id = $1 and id = $2 for share`,
)
const page = sql<Round>(
  'survey.round-page',
  `select ${columns} from survey_round
   where tenant_id = $1 and office = any($2::uuid[]) and ($3::text is null or state = $3) and ($4::uuid is null or id < $4)
   order by id desc limit $5`,
)
const open = sql<Round>(
  'survey.round-open',
  `select ${columns} from survey_round where tenant_id = $1 and state = 'open' and office = any($2::uuid[]) order by until_day, id limit 50`,
)

export const pageSize = 50
export const roundPage = (
  tx: Tx,
  tenant: string,
  offices: readonly string[],
  state: string | null,
  after: string | null,
) => tx.all(page, [tenant, offices, state, after, pageSize + 1])
export const openRounds = (tx: Tx, tenant: string, offices: readonly string[]) => tx.all(open, [tenant, offices])
export const findRound = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockRound = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
/** Held open while something is entered: nobody closes it meanwhile, and others enter beside. */
export const holdRound = (tx: Tx, tenant: string, id: string) => tx.maybe(share, [tenant, id])

type Fresh = Pick<
  Round,
  | 'id'
  | 'office'
  | 'title'
  | 'from_day'
  | 'until_day'
  | 'service_version'
  | 'basis'
  | 'notice'
  | 'check_share'
  | 'checker'
  | 'previous'
>

/** Null where the office has a round of this title. */
export function addRound(tx: Tx, tenant: string, r: Fresh, by: string, at: Instant): Promise<Round | null> {
  const kept = [
    r.office,
    r.title,
    r.from_day,
    r.until_day,
    r.service_version,
    r.basis,
    r.notice,
    r.check_share,
    r.checker,
    r.previous,
  ]
  return tx.maybe(insert, [tenant, r.id, ...kept, by, iso(at)])
}

export function saveRound(tx: Tx, tenant: string, r: Round): Promise<Round> {
  const kept = [r.until_day, r.checker, r.check_share, r.state, r.closed_by, r.closed_at, r.closed_reason]
  return tx.one(update, [tenant, r.id, ...kept])
}

const quotas = sql<Quota>(
  'survey.quotas',
  `select area, kind, amount, due_day as due from survey_quota where tenant_id = $1 and round = $2 order by area, kind limit 5000`,
)
const shares = sql<Share>(
  'survey.shares',
  `select area, kind, staff, amount from survey_share where tenant_id = $1 and round = $2 order by area, kind, staff limit 20000`,
)
const sharesOfStaff = sql<Share & { readonly round: string; readonly due: Day }>(
  'survey.shares-of-staff',
  `select s.round, s.area, s.kind, s.staff, s.amount, q.due_day as due
   from survey_share s
     join survey_round r on r.tenant_id = s.tenant_id and r.id = s.round and r.state = 'open'
     join survey_quota q on q.tenant_id = s.tenant_id and q.round = s.round and q.area = s.area and q.kind = s.kind
   where s.tenant_id = $1 and s.staff = $2 order by q.due_day, s.round, s.area, s.kind limit 200`,
)
/** No place: who leads a round counts all its areas, who surveys one counts as far as they see. */
const counts = sql<Count>(
  'survey.counts',
  `select area, kind, staff, outcome, count(*)::int as count, (count(check_state))::int as drawn,
     (count(*) filter (where check_state <> 'drawn'))::int as checked
   from survey_entry where tenant_id = $1 and round = $2 group by area, kind, staff, outcome`,
)
const putQuota = sql(
  'survey.quota-put',
  `insert into survey_quota (tenant_id, round, area, kind, amount, due_day) values ($1, $2, $3, $4, $5, $6)
   on conflict (tenant_id, round, area, kind) do update set amount = excluded.amount, due_day = excluded.due_day`,
)
const dropQuota = sql(
  'survey.quota-drop',
  `delete from survey_quota where tenant_id = $1 and round = $2 and area = $3 and kind = $4`,
)
const putShare = sql(
  'survey.share-put',
  `insert into survey_share (tenant_id, round, area, kind, staff, amount) values ($1, $2, $3, $4, $5, $6)
   on conflict (tenant_id, round, area, kind, staff) do update set amount = excluded.amount`,
)
const dropShare = sql(
  'survey.share-drop',
  `delete from survey_share where tenant_id = $1 and round = $2 and area = $3 and kind = $4 and staff = $5`,
)

export const quotasOf = (tx: Tx, tenant: string, round: string) => tx.all(quotas, [tenant, round])
export const sharesOf = (tx: Tx, tenant: string, round: string) => tx.all(shares, [tenant, round])
export const sharesWith = (tx: Tx, tenant: string, staff: string) => tx.all(sharesOfStaff, [tenant, staff])
export const countsOf = (tx: Tx, tenant: string, round: string) => tx.all(counts, [tenant, round])

export function saveQuota(tx: Tx, tenant: string, round: string, { area, kind, amount, due }: Quota): void {
  if (amount === 0) tx.write(dropQuota, [tenant, round, area, kind])
  else tx.write(putQuota, [tenant, round, area, kind, amount, due])
}

export function saveShare(tx: Tx, tenant: string, round: string, { area, kind, staff, amount }: Share): void {
  if (amount === 0) tx.write(dropShare, [tenant, round, area, kind, staff])
  else tx.write(putShare, [tenant, round, area, kind, staff, amount])
}
