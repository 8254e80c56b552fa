import { type Day, dayOf, type Instant, isDay } from '#core/day.ts'
import { isSealed, type Matter, type Sealed } from '#core/matter.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Book } from '#core/sums/book.ts'
import { fen } from '#core/sums/money.ts'
import { monthsIn } from '#core/sums/month.ts'
import type { Change, Effect } from '#matter/effect.ts'
import { current } from '#office/current.ts'
import { enter } from '#office/ledger.ts'
import { notMet } from '#office/refusals.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { againstLedger, wasChecked } from '#rules/told-once/ledger.ts'
import { addClaim, type Claim, lockClaim, saveClaim } from './claims.ts'
import { freeMonths, heldMonths, monthsOfPerson, takeMonths, turnMonths } from './months.ts'
import { type PayableFollower, payables } from './payables.ts'
import {
  type Asked,
  granted,
  judgeMonths,
  ledgerFaults,
  overlapSays,
  type Part,
  partsOf,
  spanOf,
  termSays,
} from './policy.ts'

export const service = 'JY13'
export const register = 'subsidy'
const clause = '8.2'

/** The amounts of an office on a day, as its calculators reckon. */
export type BookOf = (office: OfficeSnapshot, id: Matter['office'], at: Instant) => Book

type Stage = 'reserved' | 'granted' | 'released' | null

/** What a case of this state has of its months: asked for when it is accepted, granted once approved, given back when it ends. */
function stageOf(state: string): Stage {
  if (state === 'granted' || state === 'done') return 'granted'
  if (state.startsWith('at-')) return 'reserved'
  return ['denied', 'refused', 'withdrawn'].includes(state) ? 'released' : null
}

/**
 * Follows a case of JY13: its months are taken when it is accepted, in the same transaction, so that whoever comes second
 * is refused at the counter, in whatever office and however close behind.
 */
export function subsidyEffect(bookOf: BookOf): Effect {
  return async (tx, tenant, change) => {
    const { before, after } = change
    if (after.kind !== 'case' || after.service?.code !== service) return null
    if (before && wasChecked(before, after)) return checked(tx, tenant, change, bookOf)
    const stage = stageOf(after.state)
    if (stage === null || (before && stageOf(before.state) === stage)) return null
    if (stage === 'released') return release(tx, tenant, change)
    const claim = (await lockClaim(tx, tenant, after.id)) ?? (await reserve(tx, tenant, change, bookOf))
    if (isRefusal(claim) || stage === 'reserved') return isRefusal(claim) ? claim : null
    return grant(tx, tenant, change, claim)
  }
}

/** Judged against the ledger where it is judged, so that the one notice names it and acceptance finds nothing new (8.1). */
async function checked(tx: Tx, tenant: string, { after, at }: Change, bookOf: BookOf): Promise<Refusal | null> {
  const office = await current(tx, tenant, at)
  const book = bookOf(office, after.office, at)
  const facts = (after as Case).facts
  const read = readCase(facts.form, book)
  if (isRefusal(read)) return null
  const taken = await monthsOfPerson(tx, tenant, read.sealed.blind)
  const placeOf = (id: string) => office.organizations.get(id as Matter['office'])?.short ?? ''
  return againstLedger(facts, ledgerFaults(book, taken, read.asked, placeOf), conditionNames)
}

/** The conditions of JY13 that the ledger decides, as its file calls them. */
export const conditionNames: Readonly<Record<string, string>> = {
  noOverlap: '申请的月份没有享受过社会保险补贴',
  capDifficult: '就业困难人员累计不超过最长月数',
  capNear: '初次核定时距法定退休年龄不足5年的，补到退休为止',
  capGraduate: '高校毕业生累计不超过最长月数',
  workingAge: '申请的月份都在法定退休年龄以前',
  graduate: '开始补贴时离校不满2年并未就业',
}

/** A case as this program reads it: the form's answers, the number sealed. */
type Case = Matter<CaseFacts>
type Person = { readonly sealed: Sealed; readonly asked: Asked; readonly parts: readonly Part[] }

async function reserve(tx: Tx, tenant: string, { after, path, at }: Change, bookOf: BookOf): Promise<Claim | Refusal> {
  const office = await current(tx, tenant, at)
  const book = bookOf(office, after.office, at)
  const facts = (after as Case).facts
  const read = readCase(facts.form, book)
  if (isRefusal(read)) return read
  const { sealed, asked, parts } = read
  const taken = await heldMonths(tx, tenant, sealed.blind)
  const placeOf = (id: string) => office.organizations.get(id as Matter['office'])?.short ?? ''
  const judged = judgeMonths(book, taken, asked, placeOf)
  if (isRefusal(judged)) return { ...judged, says: `审查以后台账有了变动：${judged.says}` }
  const { id, number } = after
  const claimant = { id, number, person: sealed.blind, office: after.office }
  const took = await takeMonths(tx, tenant, claimant, asked.span, 'reserved')
  if (took < monthsIn(asked.span)) {
    const now = await heldMonths(tx, tenant, sealed.blind)
    return notMet(clause, overlapSays(now, asked.span, placeOf) ?? '申请的月份刚被占用，请重新核对')
  }
  const { from, to } = asked.span
  return addClaim(
    tx,
    tenant,
    {
      ...{ id, org_path: path, office: after.office, number, person: sealed.blind, name: facts.applicant },
      ...{ id_masked: sealed.masked, kind: asked.kind, from_month: from, to_month: to, months: monthsIn(asked.span) },
      ...{ state: 'reserved', parts, fen: granted(parts), term: judged.term.most, source: '申请' },
      ...{ term_says: termSays(judged.term), left_after: judged.left },
    },
    at,
  )
}

/** What the form asks; a refusal where it can't be reckoned with. */
export function readCase(form: CaseFacts['form'], book: Book): Person | Refusal {
  const { idNumber: sealed, kind, periodFrom, periodTo } = form
  const span = spanOf(periodFrom, periodTo)
  if (!isSealed(sealed) || !isDay(sealed.born) || !sealed.sex)
    return notMet(clause, '公民身份号码核对不出出生日期，不能核算补贴月数')
  if (!span) return notMet(clause, '补贴起止月有误，请更正申请表')
  const money = (name: string) => ({ paid: form[`${name}Paid`], asked: form[`${name}Asked`] })
  const parts = partsOf(
    book,
    { pension: money('pension'), medical: money('medical'), other: money('other') },
    form['totalAsked'],
  )
  if (isRefusal(parts)) return parts
  const asked: Asked = {
    ...{ kind: kind === 'graduate' ? 'graduate' : 'difficult', span, born: sealed.born, sex: sealed.sex },
    worker: form['oldAge'] === 'woman50' || form['oldAge'] === 'woman55' ? form['oldAge'] : null,
    near: form['nearRetirement'] === true,
    leftSchool: isDay(form['leftSchool']) ? (form['leftSchool'] as Day) : null,
    enjoyed: Number(form['enjoyedMonths'] ?? 0),
  }
  return { sealed, asked, parts }
}

/** Approved: the months are granted and the sum goes where batches collect from. */
async function grant(tx: Tx, tenant: string, { after, path, at }: Change, claim: Claim): Promise<Refusal | null> {
  const form = (after as Case).facts.form
  const { accountName, bankName, account } = form
  if (!isSealed(account)) return notMet(clause, '没有银行账号，不能列入拨付')
  await turnMonths(tx, tenant, claim.id, ['reserved'], 'granted')
  await saveClaim(tx, tenant, { ...claim, state: 'granted', granted_on: dayOf(at) })
  line(
    tx,
    tenant,
    path,
    claim,
    at,
    'grant',
    `${claim.number}批准${claim.months}个月，累计后还剩${claim.left_after}个月`,
  )
  return payables.put(tx, tenant, {
    ...{ kind: 'insurance', matter: claim.id, number: claim.number, office: claim.office, path },
    ...{ person: claim.person, name: claim.name, masked: claim.id_masked },
    ...{
      span: { from: claim.from_month, to: claim.to_month },
      count: claim.months,
      fen: fen(claim.fen),
      on: dayOf(at),
    },
    account: { name: String(accountName ?? ''), bank: String(bankName ?? ''), number: account },
  })
}

/** Denied or withdrawn: the months are free again. */
async function release(tx: Tx, tenant: string, { after, path, at }: Change): Promise<Refusal | null> {
  const back = await payables.withdraw(tx, tenant, 'insurance', after.id)
  if (back) return back
  const claim = await lockClaim(tx, tenant, after.id)
  if (!claim || claim.state === 'released') return null
  const count = await freeMonths(tx, tenant, claim.id, ['reserved', 'granted'])
  await saveClaim(tx, tenant, { ...claim, state: 'released', granted_on: null })
  line(tx, tenant, path, claim, at, 'release', `${claim.number}没有批准，释放${count}个月`)
  return null
}

function line(tx: Tx, tenant: string, path: string, claim: Claim, at: Instant, act: string, says: string): void {
  const what = { number: claim.number, from: claim.from_month, to: claim.to_month, fen: claim.fen }
  enter(tx, { tenant, path, register, entry: claim.id, at, staff: null, clause, act, says, what })
}

/** What becomes of a sum in its batch, in the months that it is for. */
export const insuranceFollower: PayableFollower = async (tx, tenant, row, event) => {
  if (event === 'paid') await turnMonths(tx, tenant, row.matter, ['granted'], 'paid')
  if (event === 'returned') await turnMonths(tx, tenant, row.matter, ['paid'], 'granted')
  if (event === 'refused') {
    const claim = await lockClaim(tx, tenant, row.matter)
    await freeMonths(tx, tenant, row.matter, ['granted'])
    if (claim) await saveClaim(tx, tenant, { ...claim, state: 'released', granted_on: null })
  }
}
