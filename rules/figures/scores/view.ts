import { addMonths, type Day, dayOf, type Instant, iso, spoken } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { postsOf, type StaffId } from '#core/roster.ts'
import { nameOf } from '#matter/setting.ts'
import { officesBelow } from '#office/below.ts'
import { notMet, notSeen } from '#office/refusals.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { monthOf } from '#rules/figures/policy.ts'
import {
  leastKnown,
  type Naming,
  ranked,
  type Scheme,
  type ScorePage,
  type ScoreRow,
  scoreOf,
} from '#rules/figures/scoring.ts'
import { markOf } from '#rules/figures/store.ts'
import { type Counted, countMonth } from './month.ts'
import { frozenMonth, instantOf, type NamingRow, namingsOf, schemeAt, spokenMonth } from './store.ts'

export type Look = { readonly who: Who; readonly at: Instant; readonly office: OfficeSnapshot }
type Line = Counted & {
  readonly score: number | null
  readonly scheme: Scheme
  readonly now: number | null
  readonly corrected: boolean
  readonly known: number
}

/** The office at the top of the tree: its weights hold for all. */
export function topOf({ organizations }: Pick<OfficeSnapshot, 'organizations'>): string | null {
  const all = [...organizations.values()].toSorted((a, b) => a.path.split('.').length - b.path.split('.').length)
  return all[0]?.id ?? null
}

/** A month's lines: as they were closed, with what the record says now where it was corrected; else as they stand. */
export async function linesOf(tx: Tx, office: OfficeSnapshot, tenant: string, offices: readonly string[], month: Day) {
  const [frozen, fresh, scheme] = await Promise.all([
    frozenMonth(tx, tenant, month, offices),
    countMonth(tx, office, { tenant, offices, month }),
    schemeAt(tx, tenant, month),
  ])
  const closedAt = frozen[0]?.closed_at ?? null
  if (!closedAt) {
    const lines = fresh.map((row): Line => {
      const { score, known } = scoreOf(row.inputs, scheme)
      return { ...row, score, scheme, known, now: null, corrected: false }
    })
    return { closedAt: null, scheme, lines }
  }
  const known = new Map(fresh.map((row) => [`${row.office} ${row.post ?? ''}`, row]))
  const lines = frozen.map(({ closed_at: _, month: _m, ...row }): Line => {
    const again = known.get(`${row.office} ${row.post ?? ''}`)
    const now = again ? scoreOf(again.inputs, row.scheme).score : null
    const corrected = !again || Object.entries(row.inputs).some(([key, n]) => again.inputs[key as 'done'] !== n)
    return { ...row, now, corrected, known: scoreOf(row.inputs, row.scheme).known }
  })
  return { closedAt: iso(instantOf(closedAt)), scheme: frozen[0]?.scheme ?? scheme, lines }
}

/**
 * Scores of a month, for whoever leads offices, of all below; a clerk sees those of their own office once the month is
 * closed, the reckoning only of their own post: a colleague's ratings are not for them (10.5.1).
 */
export async function scorePage(
  tx: Tx,
  { who, at, office }: Look,
  asked: { readonly month?: string; readonly office?: string },
): Promise<ScorePage | Refusal> {
  const { tenantId: tenant, isHead = false } = who
  const today = monthOf(dayOf(at))
  const month = (asked.month ? `${asked.month}-01` : addMonths(today, -1)) as Day
  if (month > today) return notMet('6.5', '这个月还没有到')
  const below: readonly string[] = isHead ? officesBelow(office, who.orgPath) : [who.orgId]
  if (asked.office !== undefined && !below.includes(asked.office)) return notSeen('没有这个单位')
  const { closedAt, scheme, lines } = await linesOf(tx, office, tenant, below, month)
  if (!isHead && closedAt === null) return notMet('6.5', '这个月还没有封存，封存以后本单位的人员可以看')
  const mark = await markOf(tx, tenant)
  const own = new Set(postsOf(office.roster, who.staffId as StaffId, at).map(({ post }) => String(post)))
  const shown = asked.office ?? (isHead ? null : who.orgId)
  const row = (line: Line & { readonly rank: number | null; readonly tied: boolean }): ScoreRow => {
    const { parts, steps, missing } = scoreOf(line.inputs, line.scheme)
    const isMine = isHead || line.post === null || own.has(line.post)
    return {
      ...{ office: line.office, post: line.post, name: line.name, officeName: nameOf(office, line.office) },
      ...{ score: line.score, rank: line.rank, tied: line.tied, volume: line.inputs.volume },
      ...{ unranked: unrankedOf(line, scheme), detail: isMine ? { parts, steps, missing } : null },
      ...{ now: isMine ? line.now : null, corrected: line.corrected },
    }
  }
  const posts = lines.filter(({ post, office: of }) => post !== null && (shown === null || of === shown))
  return {
    ...{ counted: mark?.at ? iso(instantOf(mark.at)) : null, left: mark?.left ?? 0 },
    ...{ month: month.slice(0, 7), closedAt, isHead, isTop: isHead && topOf(office) === who.orgId },
    scheme: { ...scheme, toConfirm: scheme.from === null },
    offices: ranked(
      lines.filter(({ post }) => post === null),
      scheme.least,
    ).map(row),
    posts: ranked(posts, scheme.least).map(row),
    namings: (await namingsOf(tx, tenant, below)).map((one) => namingView(one, office)),
  }
}

/** Why a line has no place: it did too little, or too little is known of it. */
function unrankedOf({ inputs, known, score }: Line, { least }: Scheme): string | null {
  if (score === null) return '没有得分'
  if (inputs.volume < least) return `办结不足${least}件`
  return known < leastKnown ? `有记录的权重不足${leastKnown}%` : null
}

export function namingView(row: NamingRow, office: OfficeSnapshot): Naming {
  return {
    ...{ id: row.id, office: row.office, officeName: nameOf(office, row.office), name: row.name },
    ...{ from: row.from_month.slice(0, 7), until: row.until_month.slice(0, 7), scores: row.scores, why: row.why },
    ...{ by: nameOf(office, row.named_by), at: spoken(dayOf(instantOf(row.named_at))), disclosure: row.disclosure },
    withdrawn: row.withdrawn_at ? `${spoken(dayOf(instantOf(row.withdrawn_at)))}撤回：${row.withdrawn_why}` : null,
  }
}

/** What a naming is called where it is made public. */
export const namingTitle = ({
  name,
  from_month,
  until_month,
}: Pick<NamingRow, 'name' | 'from_month' | 'until_month'>) =>
  `示范窗口：${name}（${from_month === until_month ? spokenMonth(from_month) : `${spokenMonth(from_month)}至${spokenMonth(until_month)}`}）`
