import Type, { type Static } from 'typebox'
import type { Instant } from '#core/day.ts'
import { choice, count, form, longText } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { openMatter } from '#matter/open.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Template, templates } from '#regulation/checks.ts'
import { findingsOf, openFindings } from '#rules/standard-conduct/drawing.ts'
import { type Finding, leads, type SamplingFacts } from '#rules/standard-conduct/drawn.ts'
import { arrange } from '#rules/standard-conduct/plan.ts'
import { unseen } from './announce.ts'

/** What becomes of a finding, with what the matter that it leads on to asks. */
export const Leading = form({
  finding: Type.String({ title: '问题', minLength: 3, maxLength: 90 }),
  lead: choice('怎样处理', leads),
  says: longText('处理意见'),
  to: Type.Optional(Type.String({ title: '承办岗位', format: 'uuid' })),
  days: Type.Optional(count('限几个工作日', 1, 60)),
  template: Type.Optional(choice('检查内容', templates)),
  date: Type.Optional(Type.String({ title: '检查日期', format: 'date' })),
  people: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { title: '被检查人员', maxItems: 60 })),
  windows: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { title: '被检查窗口', maxItems: 60 })),
  number: Type.Optional(Type.String({ title: '责任追究编号', minLength: 1, maxLength: 60, pattern: '\\S' })),
})
export type Leading = Static<typeof Leading>

type Ask = { readonly tenant: string; readonly staff: StaffId; readonly at: Instant }
type Led = { readonly id: string; readonly number: string; readonly moved: Moved | null }

const account = sql<{ id: string }>(
  'sampling.account',
  `select id from matter where tenant_id = $1 and number = $2 and kind = 'accountability' and (facts->>'case')::uuid = $3`,
)

/** Settles a finding: what it leads on to is opened by its own door, in the same transaction. */
export async function settle(
  world: World,
  tx: Tx,
  ask: Ask,
  id: string,
  wish: Leading,
  gate?: Promise<unknown>,
): Promise<{ readonly moved: Moved; readonly led: Moved | null } | Refusal> {
  const [held] = await Promise.all([readMatter(tx, ask.tenant, id), gate])
  if (held?.matter.kind !== 'sampling') return unseen
  const facts = held.matter.facts as SamplingFacts
  const finding = openFindings(facts).find(({ key }) => key === wish.finding)
  if (!finding && findingsOf(facts).some(({ key }) => key === wish.finding))
    return { refused: 'not-met', clause: '6.6', says: '这个问题已经处理过' }
  const led = finding ? await lead(world, tx, ask, held.matter.number, finding, wish) : null
  if (isRefusal(led)) return led
  const input = {
    finding: wish.finding,
    lead: wish.lead,
    says: wish.says,
    ...(led && { matter: led.id, number: led.number }),
  }
  const request = {
    tenant: ask.tenant,
    by: { staff: ask.staff },
    matter: id,
    move: 'settle',
    version: null,
    input,
    at: ask.at,
  }
  const moved = await advance(world, tx, request)
  return isRefusal(moved) ? moved : { moved, led: led?.moved ?? null }
}

async function lead(
  world: World,
  tx: Tx,
  { tenant, staff, at }: Ask,
  number: string,
  { item, question, note }: Finding,
  wish: Leading,
): Promise<Led | null | Refusal> {
  const says = `抽查（${number}）发现${item.number}：${question.words}（${question.clause}）——${note}`
  if (wish.lead === 'none') return null
  if (wish.lead === 'accountability') {
    if (wish.number === undefined) return wanted('/number', '请先提出责任追究，再填它的编号')
    const found = await tx.maybe(account, [tenant, wish.number.trim().toUpperCase(), item.matter])
    return found
      ? { id: found.id, number: wish.number.trim().toUpperCase(), moved: null }
      : wanted('/number', `没有就${item.number}提出的、这个编号的责任追究`)
  }
  if (wish.lead === 'task') {
    if (wish.to === undefined) return wanted('/to', '请选择承办岗位')
    const title = `抽查整改：${item.number}`.slice(0, 60)
    const input = {
      office: item.office,
      to: wish.to,
      title,
      content: `${says}。${wish.says}`.slice(0, 2000),
      days: wish.days ?? 5,
    }
    return ledTo(await openMatter(world, tx, { tenant, staff, kind: 'task', input, at }))
  }
  if (wish.template === undefined) return wanted('/template', '请选择检查内容')
  const mode = wish.date ? ('planned' as const) : ('spot' as const)
  const plan = {
    ...{ office: item.office, mode, template: wish.template as Template, note: says.slice(0, 2000) },
    ...{ people: wish.people ?? [], windows: wish.windows ?? [], ...(wish.date && { date: wish.date }) },
  }
  return ledTo(await arrange(world, tx, { tenant, staff, at, wish: plan }))
}

function ledTo(moved: Moved | Refusal): Led | Refusal {
  return isRefusal(moved) ? moved : { id: moved.held.matter.id, number: moved.held.matter.number, moved }
}

function wanted(at: string, says: string): Refusal {
  return { refused: 'bad-input', clause: '6.6', says, problems: [{ at, says }] }
}
