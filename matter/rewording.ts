import { setTimeout as rest } from 'node:timers/promises'
import { type Instant, iso } from '#core/day.ts'
import { noId, pageOfMatters } from '#matter/batch.ts'
import { wordsFor } from '#matter/naming.ts'
import type { World } from '#matter/world.ts'
import { type Scope, sql, type Tx } from '#platform/db/db.ts'

/** Which words matters are found by; one more whenever `wordsFor` learns to make others. 2: initials of firms, parts of codes. */
const edition = 2

type Mark = { readonly edition: number; readonly after: string; readonly done: boolean }
const marked = sql<Mark>(
  'word.mark',
  `select edition, after, done_at is not null as done from word_mark where tenant_id = $1 for update`,
)
const mark = sql(
  'word.marked',
  `insert into word_mark (tenant_id, edition, after, done_at) values ($1, $2, $3, $4)
   on conflict (tenant_id) do update set edition = excluded.edition, after = excluded.after, done_at = excluded.done_at`,
)
/** Only what lacks some is written: names of before stay among them, and a row that is right costs no write. */
const addWords = sql(
  'word.add',
  `update matter_word set words = array(select distinct unnest(words || $3::text[]))
   where tenant_id = $1 and matter_id = $2 and not words @> $3::text[]`,
)

/** So few at once that nobody who moves a matter waits; then a rest, so that the index keeps up. */
const step = 100
const restMs = 30

/**
 * Gives matters that were opened before the words of today theirs: in short transactions by id, from where it was left, at most
 * `most` a run. Answers how many it looked at; 0 once all have them.
 */
export async function reword(
  { db, processes, now }: Pick<World, 'db' | 'processes' | 'now'>,
  scope: Scope,
  most = 20_000,
): Promise<number> {
  for (let seen = 0; ; await rest(restMs)) {
    const looked = await db.transaction(scope, (tx) => rewordSome(tx, processes, scope.tenant, now()))
    seen += looked
    if (looked < step || seen >= most) return seen
  }
}

async function rewordSome(tx: Tx, processes: World['processes'], tenant: string, at: Instant): Promise<number> {
  const known = await tx.maybe(marked, [tenant])
  const isCurrent = known?.edition === edition
  if (isCurrent && known.done) return 0
  const held = await pageOfMatters(tx, tenant, isCurrent ? known.after : noId, step)
  for (const { matter, title } of held) {
    const process = processes.of(matter.kind, matter.service)
    const words = process ? wordsFor(process, matter, title) : []
    if (words.length > 0) tx.write(addWords, [tenant, matter.id, words])
  }
  const after = held.at(-1)?.matter.id ?? (isCurrent ? known.after : noId)
  tx.write(mark, [tenant, edition, after, held.length < step ? iso(at) : null])
  return held.length
}
