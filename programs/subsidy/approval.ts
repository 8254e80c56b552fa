import { dayOf, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { fen, yuan } from '#core/sums/money.ts'
import { spokenSpan } from '#core/sums/month.ts'
import { notMet } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { drawable } from '#platform/sheets/fonts.ts'
import { printList } from '#platform/sheets/list.ts'
import { findClaim } from './claims.ts'
import { claimStates } from './contract.ts'
import { unseen } from './elsewhere.ts'
import { insurances } from './policy.ts'

/** 审批表: the months and the amount by insurance, how many months that makes in all and how many are left. */
export async function approvalPrint(tx: Tx, at: Stand, id: string, mark: string | null) {
  const claim = await findClaim(tx, at.tenant, id)
  if (!claim) return unseen
  const stand = standOf(at.office, at, claim.office)
  if (isRefusal(stand)) return stand
  if (claim.kind === 'elsewhere') return elsewhere
  const { from_month: from, to_month: to } = claim
  const parts = claim.parts
    .filter(({ asked }) => asked > 0)
    .map(({ kind, paid, asked, granted }) => [
      `${insurances[kind]}补贴`,
      `缴费${yuan(paid)}元，申请${yuan(asked)}元，核定${yuan(granted)}元`,
    ])
  const rows = [
    ['办件编号', claim.number],
    ['姓名', claim.name],
    ['公民身份号码', claim.id_masked],
    ['补贴月份', `${spokenSpan({ from, to })}，共${claim.months}个月`],
    ...parts,
    ['核定补贴总额', `${yuan(fen(claim.fen))}元`],
    ['补贴期限', claim.term_says],
    ['剩余月数', `这次批准以后还剩${claim.left_after}个月`],
    ['审批情况', `${claimStates[claim.state]}${claim.granted_on ? `，${spoken(claim.granted_on)}` : ''}`],
    ['初审意见', '　\n　'],
    ['复核意见', '　\n　'],
    ['审批意见（盖章）', '　\n　'],
  ]
  const list = {
    ...{ title: '灵活就业人员社会保险补贴审批表', org: stand.org.name, day: dayOf(at.at), mark, wide: false },
    note: `打印日期${spoken(dayOf(at.at))}。先缴费后补贴；同一个月不重复补贴；多领的如数退回。`,
    titles: ['项目', '内容'],
    widths: [1, 3],
    rows: drawable(rows).drawn,
  }
  const says = `打印${claim.number}的社会保险补贴审批表`
  return { print: () => printList(list), name: `${stand.org.short}社会保险补贴审批表 ${claim.number}`, says }
}

const elsewhere: Refusal = notMet('8.2', '登记的外地或单位享受月份没有审批表')
