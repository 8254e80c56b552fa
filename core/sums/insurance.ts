import Type, { type Static } from 'typebox'
import { addMonths, type Day, isDay } from '#core/day.ts'
import { choice, day, form } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { monthsToRetirement, retirement } from '#core/retirement.ts'
import type { Answer } from '#core/sums/answer.ts'
import type { Book } from '#core/sums/book.ts'
import { calculator } from '#core/sums/calculator.ts'
import { money, monthField, rows } from '#core/sums/field.ts'
import { type Bounds, type Grant, grant, isOverlap, type Ledger, ledgerOf, monthsPaid } from '#core/sums/ledger.ts'
import { type Fen, fen, fenOf, inYuan, part, roundingWords, yuan } from '#core/sums/money.ts'
import {
  addToMonth,
  firstDayOf,
  type Month,
  month,
  monthsIn,
  type Span,
  spokenMonth,
  spokenSpan,
} from '#core/sums/month.ts'
import { workers } from '#core/sums/retire.ts'
import type { AmountKey } from '#regulation/amounts.ts'

const kinds = { difficult: '就业困难人员', graduate: '离校2年内未就业高校毕业生' } as const
const difficult = { 'x-when': 'form.kind == "difficult"', 'x-required': true } as const
const graduate = { 'x-when': 'form.kind == "graduate"', 'x-required': true } as const

const asked = form({
  kind: choice('补贴对象', kinds),
  worker: Type.Optional(choice('人员类别', workers, { ...difficult, 'x-hint': '就业困难人员填写' })),
  birth: Type.Optional(day('出生日期', { ...difficult, 'x-hint': '就业困难人员填写，用来算距退休还有几个月' })),
  leftSchool: Type.Optional(day('毕业离校日期', { ...graduate, 'x-hint': '高校毕业生填写' })),
  from: monthField('申请补贴的第一个月'),
  to: monthField('申请补贴的最后一个月'),
  pension: money('每月基本养老保险缴费额（元）', 100_000),
  other: money('每月其他险种缴费额（元）', 100_000, { 'x-hint': '医疗等，没有缴的填0' }),
  enjoyed: Type.Optional(
    rows('以前享受过的月份', { from: monthField('从'), to: monthField('到') }, 60, {
      'x-hint': '每行一段，写起止年月，如2024-01 2024-12；没有享受过的不填',
    }),
  ),
})
type Asked = Static<typeof asked>

/** How long somebody may be paid: the rule that holds for them, and where its months end. */
export type Term = Bounds & { readonly says: string; readonly steps: string; readonly by: readonly AmountKey[] }

/**
 * The longest subsidy for somebody in need of help: 36 months, or up to retirement when less than five years were left at
 * the first approval (JY13). `first` is the first month that was ever approved.
 */
export function termOf(book: Book, worker: keyof typeof workers, birth: Day, first: Month): Term {
  const most = book.count('subsidy.most')
  const near = book.count('subsidy.near')
  const { month: reached } = retirement(worker, birth)
  const left = monthsToRetirement(worker, birth, firstDayOf(first))
  const last = addToMonth(reached, book.count('subsidy.reached') - 1)
  const steps = `${spokenMonth(reached)}达到法定退休年龄，初次核定${spokenMonth(first)}时${left > 0 ? `还有${left}个月` : '已到龄'}`
  const by: AmountKey[] = ['subsidy.most', 'subsidy.near', 'subsidy.reached', 'retire.schedule']
  if (left >= near) return { most, last, by, steps, says: `最长${most}个月` }
  const untilThen = monthsIn({ from: first, to: last })
  return { most: untilThen, last, by, steps: `${steps}，不足${near}个月`, says: `可延至退休，共${untilThen}个月` }
}

/** 社会保险补贴: months, cap and amount, by the ledger of what was paid before. */
export const insurance = calculator({
  name: 'insurance-subsidy',
  title: '灵活就业社会保险补贴测算',
  service: 'JY13',
  says: '算出还能享受几个月、这次可以补几个月、最多补多少钱。同一个月不能重复享受。',
  form: asked,
  reckon(input, { today, book }) {
    const read = readSpans(book, input)
    if (isRefusal(read)) return read
    const { ledger, span } = read
    const term = termFor(book, input, earlier(ledger[0]?.from, span.from), today)
    if (isRefusal(term)) return term
    const granted = grant(ledger, span, term)
    if (isOverlap(granted))
      return book.no(
        '/from',
        `${granted.overlap.map(spokenSpan).join('、')}已享受过补贴，同一个月不能重复享受`,
        'subsidy.most',
      )
    const pension = fenOf(input.pension)
    const other = fenOf(input.other)
    if (pension === null) return book.no('/pension', '金额最多写到分，如812.50')
    if (other === null) return book.no('/other', '金额最多写到分，如812.50')
    return told(book, input, term, ledger, granted, { pension, other })
  },
})

function earlier(a: Month | undefined, b: Month): Month {
  return a !== undefined && a < b ? a : b
}

function readSpans(
  book: Book,
  { from, to, enjoyed = [] }: Asked,
): { readonly ledger: Ledger; readonly span: Span } | Refusal {
  if (to < from) return book.no('/to', '最后一个月早于第一个月，请核对')
  const turned = enjoyed.findIndex((one) => one.to < one.from)
  if (turned >= 0) return book.no(`/enjoyed/${turned}/to`, `以前享受的第${turned + 1}段，截止月早于起始月，请核对`)
  const ledger = ledgerOf(enjoyed.map((one) => ({ from: month(one.from), to: month(one.to) })))
  if (isOverlap(ledger))
    return book.no(
      '/enjoyed',
      `以前享受的月份有重复：${ledger.overlap.map(spokenSpan).join('、')}，请核对`,
      'subsidy.most',
    )
  return { ledger, span: { from: month(from), to: month(to) } }
}

function termFor(
  book: Book,
  { kind, worker, birth, leftSchool, from }: Asked,
  first: Month,
  today: Day,
): Term | Refusal {
  if (kind === 'difficult') {
    if (!worker) return book.no('/worker', '请选择人员类别，用来计算法定退休年月')
    if (!isDay(birth)) return book.no('/birth', '请填写出生日期，用来计算法定退休年月')
    if (birth > today) return book.no('/birth', '出生日期在今天以后，请核对')
    const term = termOf(book, worker, birth, first)
    if (term.last !== null && from > term.last)
      return book.no('/from', `${spokenMonth(term.last)}以后已达到法定退休年龄，不能补贴`, 'retire.schedule')
    return term
  }
  if (!isDay(leftSchool)) return book.no('/leftSchool', '请填写毕业离校日期，用来核对是否在2年内')
  return graduateTerm(book, leftSchool, month(from)) ?? book.no('/from', '开始补贴时离校已满2年', 'subsidy.left')
}

/** The longest subsidy for a graduate without work; null where too long has passed since school when it begins. */
export function graduateTerm(book: Book, leftSchool: Day, from: Month): Term | null {
  if (firstDayOf(from) >= addMonths(leftSchool, book.count('subsidy.left'))) return null
  const most = book.count('subsidy.graduate')
  return { most, last: null, says: `最长${most}个月`, steps: '高校毕业生', by: ['subsidy.graduate', 'subsidy.left'] }
}

type Paid = { readonly pension: Fen; readonly other: Fen }

function told(
  book: Book,
  input: Asked,
  term: Term,
  ledger: Ledger,
  { granted, refused, left }: Grant,
  { pension, other }: Paid,
): Answer {
  const months = granted ? monthsIn(granted) : 0
  const cap = book.share('subsidy.cap')
  const local = book.share('subsidy.local')
  const paid = fen((pension + other) * months)
  const most = part(paid, cap.by, cap.over, 'down')
  const here = part(fen(pension * months), local.by, local.over, 'down')
  const before = monthsPaid(ledger)
  return {
    says: granted
      ? `这次可补${months}个月（${spokenSpan(granted)}），最多不超过${yuan(most)}元`
      : '可享受的月数已经用完，这次不能补贴',
    lines: [
      { label: '补贴期限', says: term.says },
      { label: '以前享受', says: `${before}个月` },
      { label: '这次可补', says: granted ? `${months}个月，${spokenSpan(granted)}` : '0个月' },
      ...(refused > 0 ? [{ label: '这次不能补', says: `${refused}个月，超过了期限` }] : []),
      { label: '以后还剩', says: `${left}个月` },
      { label: '补贴上限（全国）', says: `${yuan(most)}元` },
      { label: '按吉林省办法测算', says: `${yuan(here)}元${book.mark('subsidy.local')}` },
    ],
    formula: [
      '可补月数＝申请的月份里没有超过期限的月数；期限－以前享受的月数＝还能享受的月数',
      `补贴上限＝实际缴费合计×${cap.says}，${roundingWords.down}`,
      `按吉林省办法＝基本养老保险缴费合计×${local.says}，${roundingWords.down}`,
    ],
    steps: [
      { label: '期限', says: `${term.steps}，${term.says}` },
      { label: '还能享受', says: `${term.most}－${before}＝${Math.max(0, term.most - before)}个月` },
      { label: '实际缴费', says: `（${yuan(pension)}＋${yuan(other)}）×${months}＝${yuan(paid)}元` },
      { label: '补贴上限', says: `${yuan(paid)}×${cap.says}＝${yuan(most)}元` },
      { label: '按吉林省办法', says: `${yuan(pension)}×${months}×${local.says}＝${yuan(here)}元` },
    ],
    table: null,
    notes: [
      '先缴费后补贴，只补已经缴费的月份；补贴的险种、档次和比例以本地现行规定和审批结果为准。',
      ...(input.kind === 'difficult'
        ? [`距退休不足${book.count('subsidy.near')}个月的，以初次核定时的年龄为准。`]
        : []),
    ],
    sources: book.sources([...term.by, 'subsidy.cap', 'subsidy.local', 'subsidy.rounding']),
    values: {
      months,
      refused,
      left,
      from: granted?.from ?? null,
      to: granted?.to ?? null,
      most: inYuan(most),
      local: inYuan(here),
      term: term.most,
    },
  }
}
