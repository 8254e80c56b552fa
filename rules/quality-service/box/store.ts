import { type Instant, iso } from '#core/day.ts'
import { lastId, sql, type Tx } from '#platform/db/db.ts'
import type { OpeningState, PaperKind, PaperState, Seal } from './contract.ts'

export type OpeningRow = {
  readonly id: string
  readonly office: string
  readonly number: string
  readonly opened_at: Date
  readonly papers: number
  readonly seal: Seal
  readonly note: string
  readonly state: OpeningState
  readonly first: string
  readonly first_at: Date
  readonly second: string
  readonly second_at: Date | null
  readonly declined: string | null
}

export type PaperRow = {
  readonly id: string
  readonly office: string
  readonly opening: string
  readonly nth: number
  readonly scan: string
  readonly kind: PaperKind
  readonly level: number | null
  readonly items: readonly string[]
  readonly words: string | null
  readonly number: string | null
  readonly matter_id: string | null
  readonly member: string | null
  readonly entered_by: string
  readonly entered_at: Date
  readonly state: PaperState
  readonly tries: number
  readonly checked_by: string | null
  readonly checked_at: Date | null
  readonly complaint: string | null
}

const opening = 'id, office, number, opened_at, papers, seal, note, state, first, first_at, second, second_at, declined'
const paper =
  'id, office, opening, nth, scan, kind, level, items, words, number, matter_id, member, entered_by, entered_at, state, tries, checked_by, checked_at, complaint'

const open = sql<OpeningRow>(
  'box.open',
  `insert into box_opening (tenant_id, id, org_path, office, number, opened_at, papers, seal, note, state, first, first_at, second)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10, $11, $12) on conflict do nothing returning ${opening}`,
)
const answer = sql<OpeningRow>(
  'box.answer',
  `update box_opening set state = $3, second_at = $4, declined = $5 where tenant_id = $1 and id = $2 and state = 'waiting' returning ${opening}`,
)
const openingById = sql<OpeningRow>('box.by-id', `select ${opening} from box_opening where tenant_id = $1 and id = $2`)
const lockOpening = sql<OpeningRow>(
  'box.lock',
  `select ${opening} from box_opening where tenant_id = $1 and id = $2 for update`,
)
const page = sql<OpeningRow>(
  'box.page',
  `select ${opening} from box_opening where tenant_id = $1 and office = $2 and id < $3::uuid order by id desc limit $4`,
)
const last = sql<OpeningRow>(
  'box.last',
  `select ${opening} from box_opening where tenant_id = $1 and office = $2 and state = 'agreed' order by id desc limit 1`,
)
const waiting = sql<OpeningRow>(
  'box.waiting',
  `select ${opening} from box_opening where tenant_id = $1 and office = $2 and state = 'waiting'`,
)
const papersOf = sql<PaperRow>(
  'box.papers',
  `select ${paper} from box_paper where tenant_id = $1 and opening = any($2::uuid[]) order by opening, nth`,
)
const paperById = sql<PaperRow>('box.paper', `select ${paper} from box_paper where tenant_id = $1 and id = $2`)
const lockPaper = sql<PaperRow>(
  'box.paper-lock',
  `select ${paper} from box_paper where tenant_id = $1 and id = $2 for update`,
)
const enter = sql<PaperRow>(
  'box.enter',
  `insert into box_paper (tenant_id, id, org_path, office, opening, nth, scan, kind, level, items, words, number, matter_id, member, entered_by, entered_at, state)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'entered') returning ${paper}`,
)
const again = sql<PaperRow>(
  'box.again',
  `update box_paper set kind = $3, level = $4, items = $5, words = $6, number = $7, matter_id = $8, member = $9, entered_at = $10, state = 'entered'
   where tenant_id = $1 and id = $2 returning ${paper}`,
)
const differing = sql<PaperRow>(
  'box.differs',
  `update box_paper set state = 'differs', tries = tries + 1 where tenant_id = $1 and id = $2 returning ${paper}`,
)
const settle = sql<PaperRow>(
  'box.settle',
  `update box_paper set state = $3, checked_by = $4, checked_at = $5 where tenant_id = $1 and id = $2 returning ${paper}`,
)
const hand = sql<PaperRow>(
  'box.hand',
  `update box_paper set state = 'complaint', complaint = $3 where tenant_id = $1 and id = $2 returning ${paper}`,
)
const openPapers = sql<{ readonly count: number; readonly entered_by: string; readonly state: PaperState }>(
  'box.open-papers',
  `select entered_by, state, count(*)::int as count from box_paper where tenant_id = $1 and office = $2 and state in ('entered', 'differs') group by 1, 2`,
)
/** Of openings that were agreed to: how many papers are still not entered. */
const unentered = sql<{ readonly number: string; readonly left: number }>(
  'box.unentered',
  `select o.number, o.papers - count(p.id)::int as left from box_opening o left join box_paper p on p.tenant_id = $1 and p.opening = o.id
   where o.tenant_id = $1 and o.office = $2 and o.state = 'agreed' and o.id > $3::uuid group by o.id, o.number, o.papers having o.papers > count(p.id) order by o.id`,
)

export const openingPageSize = 20

export type FreshOpening = {
  readonly id: string
  readonly path: string
  readonly office: string
  readonly number: string
  readonly openedAt: Instant
  readonly papers: number
  readonly seal: Seal
  readonly note: string
  readonly first: string
  readonly second: string
  readonly at: Instant
}
export const addOpening = (tx: Tx, tenant: string, o: FreshOpening) =>
  tx.maybe(open, [
    ...[tenant, o.id, o.path, o.office, o.number, iso(o.openedAt), o.papers, o.seal, o.note],
    ...[o.first, iso(o.at), o.second],
  ])
export const answerOpening = (
  tx: Tx,
  tenant: string,
  id: string,
  state: OpeningState,
  at: Instant,
  why: string | null,
) => tx.maybe(answer, [tenant, id, state, iso(at), why])
export const findOpening = (tx: Tx, tenant: string, id: string) => tx.maybe(openingById, [tenant, id])
export const lockedOpening = (tx: Tx, tenant: string, id: string) => tx.maybe(lockOpening, [tenant, id])
export const openingsOf = (tx: Tx, tenant: string, office: string, after: string | undefined, limit: number) =>
  tx.all(page, [tenant, office, after || lastId, limit])
export const lastOpening = (tx: Tx, tenant: string, office: string) => tx.maybe(last, [tenant, office])
export const waitingOpening = (tx: Tx, tenant: string, office: string) => tx.maybe(waiting, [tenant, office])

export const papersIn = (tx: Tx, tenant: string, openings: readonly string[]) =>
  openings.length === 0 ? Promise.resolve([]) : tx.all(papersOf, [tenant, openings])
export const findPaper = (tx: Tx, tenant: string, id: string) => tx.maybe(paperById, [tenant, id])
export const lockedPaper = (tx: Tx, tenant: string, id: string) => tx.maybe(lockPaper, [tenant, id])
export const openPapersOf = (tx: Tx, tenant: string, office: string) => tx.all(openPapers, [tenant, office])
export const unenteredOf = (tx: Tx, tenant: string, office: string, since: string) =>
  tx.all(unentered, [tenant, office, since])

/** One reading of a paper. */
export type Reading = Pick<PaperRow, 'kind' | 'level' | 'items' | 'words' | 'number' | 'matter_id' | 'member'>
const read = (r: Reading) => [r.kind, r.level, r.items, r.words, r.number, r.matter_id, r.member]

export type FreshPaper = Reading & {
  readonly id: string
  readonly path: string
  readonly office: string
  readonly opening: string
  readonly nth: number
  readonly scan: string
  readonly by: string
  readonly at: Instant
}
export const addPaper = (tx: Tx, tenant: string, p: FreshPaper) =>
  tx.one(enter, [tenant, p.id, p.path, p.office, p.opening, p.nth, p.scan, ...read(p), p.by, iso(p.at)])
export const enterAgain = (tx: Tx, tenant: string, id: string, reading: Reading, at: Instant) =>
  tx.one(again, [tenant, id, ...read(reading), iso(at)])
export const markDiffering = (tx: Tx, tenant: string, id: string) => tx.one(differing, [tenant, id])
export const settlePaper = (tx: Tx, tenant: string, id: string, state: PaperState, by: string, at: Instant) =>
  tx.one(settle, [tenant, id, state, by, iso(at)])
export const handPaper = (tx: Tx, tenant: string, id: string, complaint: string) =>
  tx.one(hand, [tenant, id, complaint])
