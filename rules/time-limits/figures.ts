import { type Instant, iso } from '#core/day.ts'
import type { World } from '#matter/world.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Step = {
  readonly service: string
  readonly version: string
  readonly state: string
  readonly cases: number
  readonly median: number
  readonly most: number
  readonly average: number
}

/** How long cases that closed in a time stood in each state, in hours of the clock; views and ratings leave a state as it is. */
const steps = sql<Step>(
  'figures.steps',
  `select service, max(service_version) as version, state, count(distinct matter_id)::int as cases,
     round((percentile_cont(0.5) within group (order by hours))::numeric, 1)::float8 as median,
     round((percentile_cont(0.9) within group (order by hours))::numeric, 1)::float8 as most, round(avg(hours)::numeric, 1)::float8 as average
   from (
     select c.service, c.service_version, j.matter_id, j.to_state as state,
       extract(epoch from lead(j.at) over (partition by j.matter_id order by j.seq) - j.at)::float8 / 3600 as hours
     from (
       select id, service, service_version, opened_at, closed_at from matter
       where tenant_id = $1 and office = any($2::uuid[]) and closed_at >= $3 and closed_at < $4 and service is not null limit 20000
     ) c join lateral (
       select seq, at, matter_id, to_state from journal where tenant_id = $1 and matter_id = c.id and at >= c.opened_at and at <= c.closed_at
         and from_state is distinct from to_state
     ) j on true
   ) e where hours is not null group by service, state order by service, min(hours)`,
)

/** 各环节耗时: where the time of a service goes, so that people can see which step to do without (7.2). */
export async function stepFigures(
  { catalogue, processes }: Pick<World, 'catalogue' | 'processes'>,
  tx: Tx,
  {
    tenant,
    offices,
    from,
    until,
  }: { readonly tenant: string; readonly offices: readonly string[]; readonly from: Instant; readonly until: Instant },
) {
  const rows = await tx.all(steps, [tenant, offices, iso(from), iso(until)])
  return rows.map(({ version, ...row }) => ({
    ...row,
    serviceName: catalogue.get(row.service)?.service.name ?? row.service,
    stateLabel: processes.of('case', { code: row.service, version })?.states[row.state]?.label ?? row.state,
  }))
}
