import { leaderOf, lineOf } from '#core/roster.ts'
import { peopleOf, type Stand } from '#office/register.ts'
import type { Batch, Listed } from './batches.ts'

/** Persons, not posts: a deputy who stands for whoever put a batch together is another pair of eyes. */

/** How many pairs of hands a batch takes: who puts it together, who reads it, who approves it. */
const hands = 3

/** Put together or handed in by this person. */
export const compiled = ({ made_by, frozen_by }: Pick<Batch, 'made_by' | 'frozen_by'>, staff: string): boolean =>
  staff === made_by || staff === frozen_by

/** Why an office with too few people can't bring a batch to its end; null where it can, with those who lead it. */
export function tooFew(stand: Pick<Stand, 'office' | 'org' | 'at'>): string | null {
  const { office, org, at } = stand
  const leaders = lineOf(office.roster, org.id, at).flatMap((id) => leaderOf(office.roster, id, at) ?? [])
  const people = new Set<string>([...peopleOf(stand).map(({ id }) => id), ...leaders])
  return people.size >= hands
    ? null
    : `编制、复核、审批应由三个不同的人办理，${org.name}连同上级负责人只有${people.size}人；请由下级单位编制，或先补充人员`
}

/** Why whoever has looked at rows of a batch doesn't approve it; null for who hasn't. */
export function readSays(rows: readonly Pick<Listed, 'checked_by'>[], staff: string): string | null {
  const own = rows.filter(({ checked_by }) => checked_by === staff).length
  return own === 0
    ? null
    : `编制、复核、审批应由不同的人办理，您复核过其中${own}笔，不能再审批；请由其他负责人或上级审批，或退回批次，重新提交后由其他人复核`
}

type Row = Pick<Listed, 'state' | 'account_state'> & { readonly payee: Pick<Listed['payee'], 'unit'> }

/** What is to be paid to a unit's account that holds no more: closed, sent back by the bank, or another one told since. */
export const isStopped = ({ state, account_state, payee }: Row): boolean =>
  state === 'in' && payee.unit !== null && account_state !== 'open'

const why = { closed: '已停用', returned: '被银行退回', replaced: '已更换' } as const
const most = 5

/** Which rows can't go on and what is to be done with them, in a sentence; null where all can. */
export function stoppedSays(rows: readonly Listed[], way: string): string | null {
  const found = rows.filter(isStopped)
  if (found.length === 0) return null
  const named = found.slice(0, most).map(({ payee, account_state: state }) => {
    const says = state === null || state === 'open' ? '没有登记' : why[state]
    return `${payee.name}（${payee.number}）的账户${says}`
  })
  return `${named.join('，')}${found.length > most ? `，等共${found.length}笔` : ''}，不能拨付；${way}`
}

/** The ways out, while nothing is approved and after. */
export const ways = {
  before: '请剔除，退回待入批，等负责人或上级登记新账户后进下一批；或退回批次，登记后重新提交',
  after: '请在批次里剔除，退回待入批，等负责人或上级登记新账户后进下一批，再办其余各笔',
} as const
