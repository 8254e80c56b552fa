import { dayOf, type Instant, spoken } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, type StaffId } from '#core/roster.ts'
import { fen, yuan } from '#core/sums/money.ts'
import { spokenSpan } from '#core/sums/month.ts'
import { readMatter } from '#matter/store.ts'
import { notMet } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { drawable } from '#platform/sheets/fonts.ts'
import { type Cell, contactOf, type Leaf, type LeafBlock, printLeaf } from '#platform/sheets/leaf.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { type Claim, findClaim } from './claims.ts'
import { claimStates } from './contract.ts'
import { unseen } from './elsewhere.ts'
import { insurances } from './policy.ts'

/** 审批表: the months and the amount by insurance, how many months are left, and what each step said, with room to sign. */
export async function approvalPrint(tx: Tx, at: Stand, id: string, mark: string | null) {
  const claim = await findClaim(tx, at.tenant, id)
  if (!claim) return unseen
  const stand = standOf(at.office, at, claim.office)
  if (isRefusal(stand)) return stand
  if (claim.kind === 'elsewhere') return elsewhere
  const held = await readMatter(tx, at.tenant, id)
  if (!held) return unseen
  const { facts, custody } = held.matter
  const { steps = [] } = facts as CaseFacts
  const name = (staff: string) => nameOf(at.office.roster, staff as StaffId)
  const today = dayOf(at.at)
  const leaf: Leaf = {
    ...{
      title: '灵活就业人员社会保险补贴审批表',
      office: stand.org.name,
      mark,
      contact: contactOf({ ...stand.org, mark }),
    },
    number: `编号：${claim.number}`,
    note: `承办人：${name(doneAt(steps, 'firstReview')?.by ?? custody.holder.staff)}`,
    foot: `打印日期${spoken(today)}`,
    blocks: [
      { is: 'grid', rows: factsOf(claim) },
      sumsOf(claim),
      { is: 'opinions', rows: opinionsOf(steps, name) },
      { is: 'small', text: '先缴费后补贴；同一个月不重复补贴；多领的如数退回。' },
    ],
  }
  const { drawn } = drawable(leaf)
  const says = `打印${claim.number}的社会保险补贴审批表`
  return { print: () => printLeaf(drawn, today), name: `${stand.org.short}社会保险补贴审批表 ${claim.number}`, says }
}

function factsOf(claim: Claim): readonly (readonly Cell[])[] {
  const { from_month: from, to_month: to, granted_on: on } = claim
  const pair = (text: string, value: string, span = 1): readonly Cell[] => [
    { is: 'label', text },
    { text: value, span },
  ]
  return [
    [...pair('姓名', claim.name), ...pair('公民身份号码', claim.id_masked)],
    pair('补贴月份', `${spokenSpan({ from, to })}，共${claim.months}个月`, 3),
    pair('补贴期限', claim.term_says, 3),
    [
      ...pair('剩余月数', `这次批准以后还剩${claim.left_after}个月`),
      ...pair('审批情况', `${claimStates[claim.state]}${on ? `，${spoken(on)}` : ''}`),
    ],
  ]
}

function sumsOf({ parts, fen: whole }: Claim): LeafBlock {
  const asked = parts.filter((part) => part.asked > 0)
  return {
    is: 'table',
    titles: ['险种', '实际缴费（元）', '申请补贴（元）', '核定补贴（元）'],
    widths: [1.6, 1.4, 1.4, 1.4],
    rows: [
      ...asked.map(({ kind, paid, asked: sum, granted }) => [insurances[kind], yuan(paid), yuan(sum), yuan(granted)]),
      ['核定补贴总额', '', '', yuan(fen(whole))],
    ],
  }
}

type Steps = NonNullable<CaseFacts['steps']>
const doneAt = (steps: Steps, step: string) => steps.findLast((one) => one.step === step && !one.undone)

const signed = '签名：　　　　　　'
/** As much of an opinion as its box holds; the whole stands on the record. */
const room = 100

/** What was said at each step, by whom and when; what is still to come has its place. */
function opinionsOf(steps: Steps, name: (staff: string) => string) {
  return Object.entries({ firstReview: '初审意见', secondReview: '复核意见', approval: '审批意见\n（盖章）' }).map(
    ([step, label]): readonly [string, string, string] => {
      const done = doneAt(steps, step)
      if (!done) return [label, '', `${signed}　　　年　　月　　日`]
      const says = done.opinion.length > room ? `${done.opinion.slice(0, room)}……（全文见办件记录）` : done.opinion
      return [label, says, `${name(done.by)}　${signed}${spoken(dayOf(done.at as Instant))}`]
    },
  )
}

const elsewhere: Refusal = notMet('8.2', '登记的外地或单位享受月份没有审批表')
