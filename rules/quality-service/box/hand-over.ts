import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { openMatter } from '#matter/open.ts'
import type { World } from '#matter/world.ts'
import { notMet, notYours } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { levels } from '#rules/quality-service/policy.ts'
import type { ComplaintAsk } from './contract.ts'
import { concerns, tell, unseenPaper } from './paper.ts'
import { handPaper, lockedPaper, type PaperRow } from './store.ts'

/**
 * What was written into the box and is a complaint, or a bad rating that no visit is known of, goes to the register of
 * complaints in the words of the paper (10.5.2, 10.5.3): channel 意见箱, unsigned unless the checker reads a name on it.
 */
export async function toComplaint(
  world: World,
  tx: Tx,
  at: Stand,
  id: string,
  { name, phone, ...ask }: ComplaintAsk,
): Promise<(PaperRow & { readonly hint: string }) | Refusal> {
  const row = await lockedPaper(tx, at.tenant, id)
  if (!row) return unseenPaper
  const stand = standOf(at.office, at, row.office)
  if (isRefusal(stand)) return stand
  if (!mayHand(stand, row)) return notYours('10.5.3', '由录入、核对的人或者单位负责人转办')
  const refused = await concerns(tx, stand, row.matter_id, row.member)
  if (refused) return refused
  if (row.state !== 'kept' && row.state !== 'untied')
    return notMet('10.5.3', '核对以后、还没有转办的意见才能转投诉登记')
  const level = row.level === null ? '' : `评价表：${levels[row.level as keyof typeof levels]}。`
  const input = {
    ...{ office: row.office, channel: 'box', ...ask, matter: `${level}${row.words ?? '没有写具体情况'}` },
    ...(name || phone ? { name, phone, isAnonymous: false } : { isAnonymous: true }),
  }
  const opened = await openMatter(world, tx, {
    ...{ tenant: at.tenant, staff: at.staff as StaffId, kind: 'complaint', input, at: at.at },
  })
  if (isRefusal(opened)) return opened
  const { id: complaint, number } = opened.after
  const done = await handPaper(tx, at.tenant, id, complaint)
  tell(tx, stand, done, 'complaint', `第${done.nth}张转投诉登记：${number}`)
  return { ...done, hint: `投诉编号${number}` }
}

export const mayHand = ({ staff, leads }: Stand, { entered_by, checked_by }: PaperRow): boolean =>
  leads || staff === entered_by || staff === checked_by
