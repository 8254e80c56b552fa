import { randomUUIDv7 } from 'node:crypto'
import { addMonths, type Day, dayOf } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { duty, type PostId } from '#core/roster.ts'
import { openMatter } from '#matter/open.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { officesBelow } from '#office/below.ts'
import { enter } from '#office/ledger.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import type { Tx } from '#platform/db/db.ts'
import { monthOf } from '#rules/figures/policy.ts'
import { indicatorKeys, ranked, type Scheme } from '#rules/figures/scoring.ts'
import { keepNaming, keepScheme, namingOf, publishNaming, spokenMonth, withdrawNaming } from './store.ts'
import { type Look, linesOf, namingTitle, topOf } from './view.ts'

export type SchemeWish = Pick<Scheme, 'weights' | 'least' | 'source'> & { readonly from: string }

/** The weights from a month on, by the head of the office at the top; months that have begun before stay as they were. */
export function setScheme(tx: Tx, { who, at, office }: Look, wish: SchemeWish): Refusal | { readonly from: string } {
  if (!who.isHead || topOf(office) !== who.orgId) return notYours('6.5', '评分权重由最高一级单位的负责人设定')
  const from = `${wish.from}-01` as Day
  if (from < monthOf(dayOf(at))) return badInput('6.5', '/from', '只能从本月或者以后的月份起执行，已经过去的月份不改')
  const sum = indicatorKeys.reduce((all, key) => all + wish.weights[key], 0)
  if (sum !== 100) return badInput('6.5', '/weights', `各项权重合计应为100，现在是${sum}`)
  const { weights, least, source } = wish
  const by = { tenant: who.tenantId, staff: who.staffId, at }
  keepScheme(tx, by, { id: randomUUIDv7(), from, weights, least, source })
  enter(tx, {
    ...{ tenant: who.tenantId, path: who.orgPath, register: 'score-scheme', entry: who.orgId, at, staff: who.staffId },
    ...{ clause: '6.5', act: 'scheme', what: { ...wish } },
    says: `示范窗口评分权重自${spokenMonth(wish.from)}起：${indicatorKeys.map((key) => weights[key]).join('、')}，最低业务量${least}件，依据：${source}`,
  })
  return { from: wish.from }
}

export type NamingWish = { readonly post: string; readonly from: string; readonly until: string; readonly why: string }

/** A head names a window for closed months in each of which it was ranked. The scores never do it by themselves (6.5). */
export async function name(
  tx: Tx,
  { who, at, office }: Look,
  wish: NamingWish,
): Promise<Refusal | { readonly id: string }> {
  if (!who.isHead) return notYours('6.5', '示范窗口由单位负责人或上级确认')
  const post = office.roster.posts.get(wish.post as PostId)
  const below = officesBelow(office, who.orgPath)
  if (!post || !below.includes(post.office)) return notSeen('没有这个窗口')
  if (duty(office.roster, post.id, at).staff === who.staffId) return notYours('6.3', '不能把自己的窗口命名为示范窗口')
  const [from, until] = [`${wish.from}-01` as Day, `${wish.until}-01` as Day]
  if (from > until) return badInput('6.5', '/until', '截止月份不能早于开始月份')
  if (addMonths(from, 12) <= until) return badInput('6.5', '/until', '一次最多评一年')
  const scores: { month: string; score: number; rank: number }[] = []
  for (let month = from; month <= until; month = addMonths(month, 1)) {
    const { closedAt, scheme, lines } = await linesOf(tx, office, who.tenantId, below, month)
    const said = spokenMonth(month)
    if (closedAt === null) return notMet('6.5', `${said}还没有封存，封存以后才能评`)
    const row = ranked(
      lines.filter((line) => line.post !== null),
      scheme.least,
    ).find((line) => line.post === wish.post)
    if (!row || row.rank === null || row.score === null)
      return notMet('6.5', `${said}这个窗口没有参加排名：办结不足${scheme.least}件，或者有记录的权重不足一半`)
    scores.push({ month: month.slice(0, 7), score: row.score, rank: row.rank })
  }
  const id = randomUUIDv7()
  const path = office.organizations.get(post.office)?.path ?? who.orgPath
  const row = { id, path, office: post.office, post: post.id, name: `${nameOf(office, post.office)} ${post.name}` }
  const by = { tenant: who.tenantId, staff: who.staffId, at }
  keepNaming(tx, by, { ...row, from_month: from, until_month: until, scores, why: wish.why })
  tell(
    tx,
    { who, at, office },
    row,
    'name',
    `命名${namingTitle({ ...row, from_month: from, until_month: until })}：${wish.why}`,
  )
  return { id }
}

/** Made public as other things are: a duty of disclosure is opened, written, approved and shown by its own rule (1.4). */
export async function publish(
  world: World,
  tx: Tx,
  look: Look,
  id: string,
): Promise<Refusal | { readonly disclosure: string; readonly number: string }> {
  const row = await seenNaming(tx, look, id)
  if (isRefusal(row)) return row
  if (row.withdrawn_at) return notMet('6.5', '已经撤回，不能公开')
  if (row.disclosure) return notMet('6.5', '已经登记公开')
  const { tenantId: tenant, staffId: staff } = look.who
  const input = { topic: 'affair', name: namingTitle(row).slice(0, 60) }
  const opened = await openMatter(world, tx, { tenant, staff, kind: 'disclosure', input, at: look.at })
  if (isRefusal(opened)) return opened
  const { id: disclosure, number } = opened.held.matter
  publishNaming(tx, tenant, id, disclosure)
  return { disclosure, number }
}

export async function withdraw(
  tx: Tx,
  look: Look,
  id: string,
  why: string,
): Promise<Refusal | { readonly id: string }> {
  const row = await seenNaming(tx, look, id)
  if (isRefusal(row)) return row
  if (row.withdrawn_at) return notMet('6.5', '已经撤回')
  const { who, at } = look
  withdrawNaming(tx, { tenant: who.tenantId, staff: who.staffId, at }, id, why)
  const path = look.office.organizations.get(row.office as never)?.path ?? who.orgPath
  tell(tx, look, { id, path }, 'withdraw', `撤回${namingTitle(row)}：${why}`)
  return { id }
}

async function seenNaming(tx: Tx, { who, office }: Look, id: string) {
  if (!who.isHead) return notYours('6.5', '示范窗口由单位负责人或上级确认')
  const row = await namingOf(tx, who.tenantId, id)
  const isBelow = row && (officesBelow(office, who.orgPath) as readonly string[]).includes(row.office)
  return isBelow ? row : notSeen('没有这次命名')
}

function tell(tx: Tx, { who, at }: Look, { id, path }: { id: string; path: string }, act: string, says: string): void {
  enter(tx, {
    ...{ tenant: who.tenantId, path, register: 'model-window', entry: id, at, staff: who.staffId },
    ...{ clause: '6.5', act, says, what: {} },
  })
}
