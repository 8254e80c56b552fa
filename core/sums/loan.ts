import Type, { type Static } from 'typebox'
import { choice, count, form } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Answer } from '#core/sums/answer.ts'
import type { Book } from '#core/sums/book.ts'
import { calculator } from '#core/sums/calculator.ts'
import { money } from '#core/sums/field.ts'
import { type Instalment, instalments, type Loan, subsidised, ways } from '#core/sums/instalments.ts'
import { type Fen, fenOf, inYuan, part, yuan } from '#core/sums/money.ts'
import type { AmountKey } from '#regulation/amounts.ts'

const borrowers = { person: '个人创业', partners: '合伙创业', small: '小微企业' } as const
type Borrower = keyof typeof borrowers

const percent = (title: string, more: object) => Type.Number({ title, minimum: 0, maximum: 24, ...more })

const asked = form({
  borrower: choice('申请主体', borrowers),
  partners: Type.Optional(
    Type.Integer({
      title: '合伙人数',
      minimum: 2,
      maximum: 50,
      'x-when': 'form.borrower == "partners"',
      'x-required': true,
      'x-hint': '合伙创业填写，只计符合条件的合伙人，含本人',
    }),
  ),
  amount: money('贷款金额（元）', 100_000_000),
  months: count('期限（月）', 1, 120),
  rate: percent('贷款年利率（%）', { 'x-hint': '合同上的实际利率，如4.5' }),
  lpr: Type.Optional(
    percent('贷款市场报价利率（%）', { 'x-hint': '即LPR，填了可以核对利率上限；问经办银行或看中国人民银行公布的数' }),
  ),
  poor: Type.Optional(Type.Boolean({ title: '是否脱贫地区', 'x-widget': 'yesNo', 'x-hint': '不清楚的不填' })),
  way: choice('还款方式', ways),
})
type Asked = Static<typeof asked>

/** The most that may be lent, and why: one person's ceiling, 110% of all partners' together, or an enterprise's (JY09). */
export function ceilingOf(
  book: Book,
  borrower: Borrower,
  partners = 1,
): { readonly most: Fen; readonly says: string; readonly by: AmountKey } {
  const [one, small] = [book.money('loan.person'), book.money('loan.small')]
  if (borrower === 'person') return { most: one, says: `个人最高${yuan(one)}元`, by: 'loan.person' }
  if (borrower === 'small') return { most: small, says: `小微企业最高${yuan(small)}元`, by: 'loan.small' }
  const share = book.share('loan.partners')
  const together = part(one, partners * share.by, share.over, 'down')
  const most = together < small ? together : small
  return {
    most,
    says: `${yuan(one)}×${partners}人×${share.says}＝${yuan(together)}元，最高${yuan(small)}元`,
    by: 'loan.partners',
  }
}

/** A rate in per cent as millionths; null when it is finer than a hundredth of a basis point. */
export function millionthsOf(rate: number): number | null {
  const count = Math.round(rate * 10_000)
  return Math.abs(rate * 10_000 - count) < 1e-6 ? count : null
}

/** 创业担保贷款: ceiling and term, what is paid each month, and how much of the interest the state pays. */
export const loan = calculator({
  name: 'startup-loan',
  title: '创业担保贷款测算',
  service: 'JY09',
  says: '核对额度、期限和利率上限，算出每月还多少、财政贴息多少、自己负担多少。',
  form: asked,
  reckon(input, { book }) {
    const read = loanOf(book, input)
    if (isRefusal(read)) return read
    const rows = instalments(read)
    const { interest, subsidy, own, each } = subsidised(rows, book.share('loan.share'))
    return told(book, input, read, rows, { interest, subsidy, own, each })
  },
})

function loanOf(book: Book, input: Asked): Loan | Refusal {
  const { borrower, partners, months, way } = input
  const amount = fenOf(input.amount)
  if (amount === null || amount === 0) return book.no('/amount', '贷款金额应大于0，最多写到分')
  if (borrower === 'partners' && partners === undefined) return book.no('/partners', '请填写合伙人数')
  const ceiling = ceilingOf(book, borrower, partners)
  if (amount > ceiling.most) return book.no('/amount', `贷款金额超过额度：${ceiling.says}`, ceiling.by)
  const term = termKey(borrower)
  if (months > book.count(term))
    return book.no('/months', `${borrowers[borrower]}贷款期限最长${book.count(term)}个月`, term)
  const rate = millionthsOf(input.rate)
  if (rate === null) return book.no('/rate', '年利率最多写四位小数')
  return dear(book, input, rate) ?? { amount, months, rate, way }
}

function termKey(borrower: Borrower): 'loan.termSmall' | 'loan.termPerson' {
  return borrower === 'small' ? 'loan.termSmall' : 'loan.termPerson'
}

/** A rate above the cap; null when it isn't, or the reference rate wasn't given. */
function dear(book: Book, { lpr, poor }: Asked, rate: number): Refusal | null {
  if (lpr === undefined) return null
  const key = poor ? 'loan.spreadPoor' : 'loan.spread'
  const most = Math.round(lpr * 10_000) + book.count(key) * 100
  if (rate <= most) return null
  return book.no('/rate', `年利率超过上限：贷款市场报价利率${lpr}%＋${book.count(key)}个基点＝${most / 10_000}%`, key)
}

type Interest = ReturnType<typeof subsidised>

function told(
  book: Book,
  input: Asked,
  read: Loan,
  rows: readonly Instalment[],
  { interest, subsidy, own, each }: Interest,
): Answer {
  const { amount, months, rate, way } = read
  const ceiling = ceilingOf(book, input.borrower, input.partners)
  const share = book.share('loan.share')
  const first = rows[0]?.paid ?? amount
  const last = rows.at(-1)?.paid ?? amount
  const spreadKey = input.poor ? 'loan.spreadPoor' : 'loan.spread'
  return {
    says: `第一个月还${yuan(first)}元，利息合计${yuan(interest)}元，其中财政贴息${yuan(subsidy)}元`,
    lines: [
      { label: '额度', says: `${ceiling.says}；这次${yuan(amount)}元，没有超过` },
      { label: '第一个月还款', says: `${yuan(first)}元` },
      { label: '最后一个月还款', says: `${yuan(last)}元` },
      { label: '利息合计', says: `${yuan(interest)}元` },
      { label: '财政贴息', says: `${yuan(subsidy)}元${book.mark('loan.share')}` },
      { label: '自己负担的利息', says: `${yuan(own)}元` },
    ],
    formula: [
      '每月利息＝上月末尚欠本金×年利率÷12，四舍五入到分',
      ...(way === 'level'
        ? ['每月还款＝本金×月利率×（1＋月利率）的n次方÷〔（1＋月利率）的n次方－1〕，n为月数，最后一个月补齐零头']
        : []),
      ...(way === 'principal' ? ['每月还本＝贷款金额÷月数；每月还款＝还本＋当月利息'] : []),
      ...(way === 'end' ? ['每月只还利息，最后一个月连本金一起还'] : []),
      `财政贴息＝每月利息×${share.says}，不足1分的舍去；逾期和展期不贴`,
    ],
    steps: [
      { label: '第一个月利息', says: `${yuan(amount)}×${rate / 10_000}%÷12＝${yuan(rows[0]?.interest ?? amount)}元` },
      { label: '还款合计', says: `本金${yuan(amount)}＋利息${yuan(interest)}元，共${months}个月` },
      { label: '贴息', says: `每月利息×${share.says}，合计${yuan(subsidy)}元` },
      { label: '自己负担', says: `${yuan(interest)}－${yuan(subsidy)}＝${yuan(own)}元` },
    ],
    table: {
      title: `还款计划（${ways[way]}）`,
      columns: ['月', '还款（元）', '本金（元）', '利息（元）', '其中贴息（元）', '尚欠本金（元）'],
      rows: rows.map((row, n) => [
        ...[String(n + 1), yuan(row.paid), yuan(row.principal), yuan(row.interest)],
        ...[yuan(each[n] ?? row.interest), yuan(row.owed)],
      ]),
    },
    notes: [
      input.lpr === undefined
        ? '没有填贷款市场报价利率，利率上限没有核对。'
        : `利率上限已核对：贷款市场报价利率＋${book.count(spreadKey)}个基点。`,
      '是否担保、是否放款、怎样计息，以担保机构和经办银行的决定为准；贴息以审批结果为准。',
    ],
    sources: book.sources([ceiling.by, termKey(input.borrower), spreadKey, 'loan.share']),
    values: {
      ceiling: inYuan(ceiling.most),
      first: inYuan(first),
      last: inYuan(last),
      interest: inYuan(interest),
      subsidy: inYuan(subsidy),
      own: inYuan(own),
    },
  }
}
