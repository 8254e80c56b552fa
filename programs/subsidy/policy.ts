import type { Day } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { monthsToRetirement, type Worker } from '#core/retirement.ts'
import type { Book } from '#core/sums/book.ts'
import { graduateTerm, type Term, termOf } from '#core/sums/insurance.ts'
import { grant, isOverlap, type Ledger, ledgerOf, monthsPaid } from '#core/sums/ledger.ts'
import { type Fen, fen, fenOf, part, total, yuan } from '#core/sums/money.ts'
import { firstDayOf, isMonth, type Month, monthsIn, type Span, spokenSpan } from '#core/sums/month.ts'

/** One month of a person, and by what it is taken. */
export type Taken = { readonly month: Month; readonly number: string; readonly office: string; readonly state: string }

/** What a form asks for, as far as the machine judges it. */
export type Asked = {
  readonly kind: 'difficult' | 'graduate'
  readonly span: Span
  readonly born: Day
  readonly sex: 'male' | 'female'
  /** Which old retirement age holds for a woman; null where nobody has said. */
  readonly worker: Worker | null
  readonly near: boolean
  readonly leftSchool: Day | null
  readonly enjoyed: number
}

export const insurances = { pension: '养老保险', medical: '医疗保险', other: '失业、工伤、生育保险' } as const
export type Insurance = keyof typeof insurances
/** One insurance of one claim, in fen. */
export type Part = { readonly kind: Insurance; readonly paid: Fen; readonly asked: Fen; readonly granted: Fen }

/** What comes of a claim: how long in all, and what is left once these months are granted. */
export type Judged = {
  readonly term: Term
  readonly near: boolean
  readonly before: number
  readonly left: number
}

const clause = '8.2'
const no = (says: string): Refusal => ({ refused: 'not-met', clause, says })

/** Spans from single months, each joined to its neighbours. RangeError for a month twice. */
export function ledgerFrom(months: readonly Month[]): Ledger {
  const ledger = ledgerOf(months.map((one) => ({ from: one, to: one })))
  if (isOverlap(ledger)) throw new RangeError('a month stands twice in the ledger')
  return ledger
}

/** The months of a form, or null where they are no span. */
export function spanOf(from: unknown, to: unknown): Span | null {
  return isMonth(from) && isMonth(to) && from <= to ? { from, to } : null
}

/**
 * Judges the months of one claim against everything that this person has, in all offices: none twice, none over the cap or
 * after retirement, and the form says what the ledger says (JY13). The same arithmetic as the calculator's.
 */
export function judgeMonths(book: Book, taken: readonly Taken[], asked: Asked, placeOf: Name): Judged | Refusal {
  const twice = overlapSays(taken, asked.span, placeOf)
  if (twice) return no(twice)
  const enjoyed = enjoyedSays(taken, asked.enjoyed)
  if (enjoyed) return no(enjoyed)
  const found = judgeTerm(book, taken, asked)
  return isFault(found) ? no(found.says) : found
}

/** What the ledger says against a claim, and the conditions of JY13 that it decides. */
export type Fault = {
  readonly of: readonly string[]
  readonly says: string
  /** All months asked lie after retirement: no other answer on the form would help. */
  readonly past?: boolean
}
const isFault = (found: Judged | Fault): found is Fault => 'of' in found
const caps = ['capDifficult', 'capNear', 'capGraduate']

/** Everything that the ledger says against a claim at once, so that one notice can name it all (8.1). */
export function ledgerFaults(book: Book, taken: readonly Taken[], asked: Asked, placeOf: Name): readonly Fault[] {
  const twice = overlapSays(taken, asked.span, placeOf)
  const enjoyed = enjoyedSays(taken, asked.enjoyed)
  const { from, to } = asked.span
  const others = taken.filter(({ month }) => month < from || to < month)
  const found = judgeTerm(book, others, asked)
  return [
    ...(twice ? [{ of: ['noOverlap'], says: twice }] : []),
    ...(enjoyed ? [{ of: caps, says: enjoyed }] : []),
    ...(isFault(found) ? [found] : []),
  ]
}

/** How long somebody may be paid, and how that was reckoned where there was but one way. */
export function termSays({ steps, says }: Term): string {
  return [steps, says].filter((one) => one !== '').join('，')
}

function judgeTerm(book: Book, taken: readonly Taken[], asked: Asked): Judged | Fault {
  const [first, other] = workersOf(asked).map((worker) => underTerm(book, taken, asked, worker))
  if (!first) throw new RangeError('nobody is without a retirement age')
  if (!other) return first
  // The later age tells it for both.
  if (isFault(first) && first.past && isFault(other) && other.past) return other
  if (isFault(first) || isFault(other))
    return isFault(first) && isFault(other) && first.says === other.says ? first : unclear
  if (first.near !== other.near || first.left !== other.left) return unclear
  return { ...first, term: { ...first.term, steps: '' } }
}

const unclear: Fault = {
  of: ['workingAge'],
  says: '女性原法定退休年龄是50周岁还是55周岁没有填写，两种算法结果不同，请核对档案后更正申请表',
}

type Name = (office: string) => string

/** The months asked that are taken already, and by what; null where none is. */
export function overlapSays(taken: readonly Taken[], { from, to }: Span, placeOf: Name): string | null {
  const twice = taken.filter(({ month }) => from <= month && month <= to)
  if (twice.length === 0) return null
  const by = [...Map.groupBy(twice, ({ number, office, state }) => `${number}\0${office}\0${state}`)].map(
    ([, rows]) => {
      const { number, office, state } = rows[0]!
      const spans = ledgerFrom(rows.map(({ month }) => month)).map(spokenSpan)
      const how =
        { reserved: '正在审核', granted: '已批准待拨付', paid: '已拨付', elsewhere: '已在别处享受' }[state] ?? state
      return `${spans.join('、')}${how}（${number}，${placeOf(office)}）`
    },
  )
  return `申请的月份里${by.join('；')}，同一个月不能重复享受`
}

/** What the form says of months enjoyed before, against the ledger; what is approved and not paid yet may be counted or not. */
export function enjoyedSays(taken: readonly Taken[], said: number): string | null {
  const { least, most } = enjoyedOf(taken)
  if (said < least) return `申请表写以前已享受${said}个月，台账里是${least}个月，请更正申请表`
  if (said > most)
    return `申请表写以前已享受${said}个月，台账里只有${most}个月；在外地或由单位享受的，请先登记到个人台账`
  return null
}

/** How many months count as enjoyed: those paid here or elsewhere, and at most those approved as well. */
export function enjoyedOf(taken: readonly Taken[]): { readonly least: number; readonly most: number } {
  const least = taken.filter(({ state }) => state === 'paid' || state === 'elsewhere').length
  return { least, most: least + taken.filter(({ state }) => state === 'granted').length }
}

function workersOf({ kind, sex, worker }: Asked): readonly Worker[] {
  if (kind === 'graduate' || sex === 'male') return ['man60']
  return worker && worker !== 'man60' ? [worker] : ['woman50', 'woman55']
}

function underTerm(book: Book, taken: readonly Taken[], asked: Asked, worker: Worker): Judged | Fault {
  const { span, kind } = asked
  const ledger = ledgerFrom(taken.map(({ month }) => month))
  const begun = ledger[0]?.from
  const first = begun !== undefined && begun < span.from ? begun : span.from
  const near = kind === 'difficult' && isNear(book, worker, asked.born, first)
  const term = termFor(book, asked, worker, first)
  if (term === null) return { of: ['graduate'], says: '开始补贴时离校已满规定年限，不能按高校毕业生补贴' }
  const past = term.last !== null && span.from > term.last
  if (kind === 'difficult' && near !== asked.near && !past)
    return {
      of: caps,
      says: `${term.steps}，申请表“初次核定时距法定退休年龄是否不足5年”应为“${near ? '是' : '否'}”，请更正`,
    }
  const found = grant(ledger, span, term)
  if (isOverlap(found)) throw new RangeError('overlap is looked at before')
  const late = term.last !== null && span.to > term.last
  if (found.refused > 0)
    return { of: late ? ['workingAge'] : caps, says: tooMany(term, ledger, span, found.granted), past }
  return { term, near, before: monthsPaid(ledger), left: found.left }
}

/** Whether fewer than the five years of the rule were left at the first approval. */
function isNear(book: Book, worker: Worker, born: Day, first: Month): boolean {
  return monthsToRetirement(worker, born, firstDayOf(first)) < book.count('subsidy.near')
}

function termFor(book: Book, { kind, born, leftSchool, span }: Asked, worker: Worker, first: Month): Term | null {
  if (kind === 'difficult') return termOf(book, worker, born, first)
  return leftSchool && graduateTerm(book, leftSchool, span.from)
}

function tooMany({ most, last, says, steps }: Term, ledger: Ledger, span: Span, granted: Span | null): string {
  const late = last !== null && span.to > last
  const why = late
    ? `${steps}，${spokenSpan({ from: last, to: last })}以后不能补贴`
    : `${says}，台账里已有${monthsPaid(ledger)}个月`
  if (last !== null && span.from > last) return `${why}；申请的月份都在法定退休年龄以后，不能补贴`
  const may = granted ? `最多可申请${spokenSpan(granted)}（${monthsIn(granted)}个月）` : '没有还能补贴的月份'
  return `${why}；${may}，请更正申请的月份（期限${most}个月）`
}

export type AskedMoney = Readonly<Record<Insurance, { readonly paid: unknown; readonly asked: unknown }>>

/**
 * The parts of a claim in fen: each no more than its share of what was paid, the pension no more than the local share once
 * the office has confirmed it, the sum exactly what is asked in all.
 */
export function partsOf(book: Book, money: AskedMoney, whole: unknown): readonly Part[] | Refusal {
  const parts: Part[] = []
  for (const kind of Object.keys(insurances) as Insurance[]) {
    const paid = fenIn(money[kind].paid)
    const asked = fenIn(money[kind].asked)
    if (paid === null || asked === null) return no(`${insurances[kind]}的金额最多写到分，请更正`)
    const over = overShare(book, kind, paid, asked)
    if (over) return no(over)
    parts.push({ kind, paid, asked, granted: asked })
  }
  const sum = total(parts.map(({ asked }) => asked))
  if (sum === 0) return no('申请补贴总额为0，请更正')
  if (fenIn(whole) !== sum) return no(`各险种相加是${yuan(sum)}元，与申请补贴总额不一致，请更正`)
  return parts
}

/** Why so much can't be granted of one insurance; null when it can. Less than a fen is dropped, so that no share is passed. */
export function overShare(book: Book, kind: Insurance, paid: Fen, asked: Fen): string | null {
  const cap = book.share('subsidy.cap')
  const most = part(paid, cap.by, cap.over, 'down')
  if (asked > most)
    return `${insurances[kind]}缴费${yuan(paid)}元，按${cap.says}最多补${yuan(most)}元，${yuan(asked)}元超过上限，请更正`
  if (kind !== 'pension' || book.mark('subsidy.local') !== '') return null
  const local = book.share('subsidy.local')
  const here = part(paid, local.by, local.over, 'down')
  return asked > here ? `养老保险按本地比例${local.says}最多补${yuan(here)}元，${yuan(asked)}元超过标准，请更正` : null
}

export function granted(parts: readonly Part[]): Fen {
  return total(parts.map((one) => one.granted))
}

function fenIn(value: unknown): Fen | null {
  return typeof value === 'number' ? fenOf(value) : null
}

/** One row of a batch as its hash is made of it. */
export type Hashed = {
  readonly payable: string
  readonly fen: number
  readonly count: number
  /** The blind number, the name, the bank. */
  readonly account: readonly string[]
}

/** What a batch says to be paid, in one text: the same rows give the same, whatever their order. */
export function canonical(kind: string, rows: readonly Hashed[]): string {
  const sorted = rows.toSorted((a, b) => (a.payable < b.payable ? -1 : 1))
  return JSON.stringify([kind, sorted.map((row) => [row.payable, row.fen, row.count, ...row.account])])
}

/** The count and the sum of the rows that are still in a batch. */
export function sumOf(rows: readonly { readonly state: string; readonly fen: number }[]) {
  const kept = rows.filter(({ state }) => state !== 'struck')
  return { count: kept.length, fen: fen(kept.reduce((sum, row) => sum + row.fen, 0)) }
}
