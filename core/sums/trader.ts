import Type from 'typebox'
import { day, spoken } from '#core/day.ts'
import { form } from '#core/field.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Book, usual } from '#core/sums/book.ts'
import { calculator } from '#core/sums/calculator.ts'
import { money, monthField } from '#core/sums/field.ts'
import { outsidePolicy, standardOf } from '#core/sums/hires.ts'
import { type Fen, inYuan, part, roundingWords, shareOut, yuan } from '#core/sums/money.ts'
import { addToMonth, month, monthsIn, type Span, shared, spokenMonth, spokenSpan, wholeYear } from '#core/sums/month.ts'
import { amounts } from '#regulation/amounts.ts'

const base = `国家基准${yuan(usual.money('trader.base'))}元，最高${yuan(usual.money('trader.top'))}元；不填按${yuan(usual.money('trader.local'))}元`

export type YearQuota = { readonly year: number; readonly months: number; readonly quota: Fen }

/** The quota of each calendar year of a span; together they make up the whole to the fen. */
export function quotasOf(
  book: Book,
  span: Span,
  standard: Fen,
): { readonly whole: Fen; readonly years: readonly YearQuota[] } {
  const [first, last] = [Number(span.from.slice(0, 4)), Number(span.to.slice(0, 4))]
  const all = Array.from({ length: last - first + 1 }, (_, n) => first + n)
  const months = all.map((year) => monthsIn(shared(span, wholeYear(year)) ?? span))
  const twelve = book.count('trader.year')
  const whole = part(standard, monthsIn(span), twelve, 'down')
  const parts = shareOut(standard, months, twelve)
  return { whole, years: all.map((year, n) => ({ year, months: months[n] ?? 0, quota: parts[n] ?? whole })) }
}

/** 自主创业: 36 months from the month of registration, each year's quota by its months (JY11). */
export const trader = calculator({
  name: 'self-employed-tax',
  title: '个体经营税收扣减测算',
  service: 'JY11',
  says: '从个体工商户登记当月起36个月，算出每年可以扣减的税费限额。',
  form: form({
    registered: monthField('个体工商户登记的年月', { 'x-hint': '看营业执照上的登记日期，如2026-03' }),
    until: Type.Optional(monthField('停止经营的年月', { 'x-hint': '还在经营的不填' })),
    standard: Type.Optional(money('限额标准（元/户·年）', 100_000, { 'x-hint': `${base}，按本省公布的填写` })),
  }),
  reckon(input, { book }) {
    const from = month(input.registered)
    const outside = outsidePolicy(from, 'trader.months')
    if (outside) return book.no('/registered', `登记${outside}`, 'trader.months')
    if (input.until !== undefined && input.until < from)
      return book.no('/until', '停止经营的年月早于登记的年月，请核对')
    const standard = standardOf(book, input.standard, { base: 'trader.base', top: 'trader.top', local: 'trader.local' })
    if (isRefusal(standard)) return standard
    const most = book.count('trader.months')
    const twelve = book.count('trader.year')
    const last = addToMonth(from, most - 1)
    const span = { from, to: input.until !== undefined && input.until < last ? month(input.until) : last }
    const { whole, years } = quotasOf(book, span, standard)
    const months = monthsIn(span)
    return {
      says: `${spokenSpan(span)}共${months}个月，扣减限额合计${yuan(whole)}元`,
      lines: [
        { label: '享受期', says: `${spokenSpan(span)}，共${months}个月` },
        {
          label: '限额标准',
          says: `${yuan(standard)}元/户·年${input.standard === undefined ? book.mark('trader.local') : ''}`,
        },
        { label: '限额合计', says: `${yuan(whole)}元` },
      ],
      formula: [
        `享受期从个体工商户登记当月起，最长${most}个月`,
        `每年限额＝限额标准÷${twelve}×当年实际经营月数，${roundingWords.down}`,
      ],
      steps: [
        { label: '享受期', says: `${spokenMonth(from)}起${most}个月，到${spokenMonth(last)}` },
        ...years.map(({ year, months: count, quota }) => ({
          label: `${year}年`,
          says: `${yuan(standard)}÷${twelve}×${count}＝${yuan(quota)}元`,
        })),
        { label: '合计', says: `${years.map(({ quota }) => yuan(quota)).join('＋')}＝${yuan(whole)}元` },
      ],
      table: {
        title: '每年的限额',
        columns: ['年度', '月数', '限额（元）'],
        rows: years.map(({ year, months: count, quota }) => [`${year}年`, String(count), yuan(quota)]),
      },
      notes: [
        '依次扣减增值税、城市维护建设税、教育费附加、地方教育附加和个人所得税；当年税费小于限额的，以实际税费为限。',
        `政策执行到${spoken(day(amounts['trader.months'].until))}，到期没有享受满${most}个月的，可以继续享受到期满。`,
        '各年限额不足1分的舍去；因此合计少了的，补给舍去最多的年度，合计一分不差。',
        '测算只供参考，以本人申报和税务机关核定为准。',
      ],
      sources: book.sources([
        ...(input.standard === undefined ? (['trader.local'] as const) : []),
        ...(['trader.base', 'trader.top', 'trader.months', 'trader.year'] as const),
      ]),
      values: { from: span.from, to: span.to, months, standard: inYuan(standard), total: inYuan(whole) },
    }
  },
})
