import { sql, type Tx } from '#platform/db/db.ts'

/** A matter, and the contact or case that belongs to it. */
const related = sql<{ readonly matter: string; readonly of: string }>(
  'box.related',
  `select m.id as matter, r.id as of from matter m
   cross join lateral (values (m.id), ((m.facts->>'contact')::uuid), ((m.facts->>'case')::uuid)) as r (id)
   where m.tenant_id = $1 and m.id = any($2::uuid[]) and r.id is not null`,
)
/** By their own ids, so that each month's journal is walked by its key and not read. */
const hands = sql<{ readonly of: string; readonly staff: string }>(
  'box.hands',
  `select distinct j.matter_id as of, j.actor as staff from journal j
   where j.tenant_id = $1 and j.matter_id = any($2::uuid[]) and j.actor is not null and j.from_state is distinct from j.to_state
   union select c.matter_id, c.staff from custody c where c.tenant_id = $1 and c.matter_id = any($2::uuid[])`,
)

/** Whom each of these matters concerns: who served, decided, or answers for it. They neither enter nor check what was said of it. */
export async function concernedIn(
  tx: Tx,
  tenant: string,
  matters: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (matters.length === 0) return new Map()
  const pairs = await tx.all(related, [tenant, matters])
  const found = await tx.all(hands, [tenant, [...new Set(pairs.map(({ of }) => of))]])
  const by = Map.groupBy(found, ({ of }) => of)
  const staffOf = (matter: string) =>
    pairs.flatMap((one) => (one.matter === matter ? (by.get(one.of) ?? []).map(({ staff }) => staff) : []))
  return new Map(matters.map((id) => [id, new Set(staffOf(id))]))
}
