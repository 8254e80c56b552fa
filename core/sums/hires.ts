import Type, { type Static } from 'typebox'
import { addMonths, type Day } from '#core/day.ts'
import { count, form } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Book, usual } from '#core/sums/book.ts'
import { calculator } from '#core/sums/calculator.ts'
import { money, monthField, rows } from '#core/sums/field.ts'
import { type Fen, fenOf, inYuan, part, roundingWords, shareOut, yuan } from '#core/sums/money.ts'
import { monthsOfYear as countedIn, type Month, month, spokenMonth, wholeYear } from '#core/sums/month.ts'
import { type AmountKey, amounts } from '#regulation/amounts.ts'

const base = `国家基准${yuan(usual.money('hires.base'))}元，最高${yuan(usual.money('hires.top'))}元；不填按${yuan(usual.money('hires.local'))}元`

const asked = form({
  year: count('计算年度', 2023, 2030),
  standard: Type.Optional(money('定额标准（元/人·年）', 100_000, { 'x-hint': `${base}，按本省公布的填写` })),
  roll: rows(
    '招用人员',
    {
      from: monthField('签订合同并缴纳社会保险费的当月'),
      to: Type.Optional(monthField('在本企业工作的最后一个月', { 'x-hint': '还在职的不填' })),
    },
    500,
    { 'x-hint': '每人一行，写起始年月和最后一个月，如2026-03 2026-10；还在职的只写起始年月。不写姓名和证件号码' },
  ),
})

/** Whether somebody had been registered as unemployed for half a year on the day of hiring: whole calendar months. */
export function isHalfYear(book: Book, registered: Day, hired: Day): boolean {
  return addMonths(registered, book.count('hires.registered')) <= hired
}

/** The months of a year for which a hire counts: from the month of contract and insurance on, no more than 36 in all. */
export function monthsOfYear(
  book: Book,
  { from, to }: { readonly from: Month; readonly to: Month | null },
  year: number,
): number {
  return countedIn({ from, to: to ?? wholeYear(year).to }, year, book.count('hires.months'))
}

/** The standard that is reckoned with: as typed, between the base and the top, else what is put in for the province. */
export function standardOf(
  book: Book,
  typed: number | undefined,
  keys: { readonly base: AmountKey; readonly top: AmountKey; readonly local: AmountKey },
): Fen | Refusal {
  if (typed === undefined) return book.money(keys.local)
  const standard = fenOf(typed)
  if (standard === null) return book.no('/standard', '金额最多写到分')
  if (standard < book.money(keys.base))
    return book.no('/standard', `定额标准不低于${yuan(book.money(keys.base))}元`, keys.base)
  if (standard > book.money(keys.top))
    return book.no('/standard', `定额标准不高于${yuan(book.money(keys.top))}元`, keys.top)
  return standard
}

/** 企业招用: months of all hires ÷ 12 × standard (JY10). */
export const hires = calculator({
  name: 'hiring-tax',
  title: '企业招用重点群体税收扣减测算',
  service: 'JY10',
  says: '按每个人本年在本企业工作的月数，算出企业本年可以扣减的税费限额。',
  form: asked,
  reckon(input, { today, book }) {
    const { year, roll } = input
    if (roll.length === 0) return book.no('/roll', '请至少填写一名招用人员')
    const standard = standardOf(book, input.standard, { base: 'hires.base', top: 'hires.top', local: 'hires.local' })
    if (isRefusal(standard)) return standard
    const wrong = wrongRow(book, input)
    if (wrong) return wrong
    const read = roll.map(({ from, to }) => ({ from: month(from), to: to === undefined ? null : month(to) }))
    const months = read.map((one) => monthsOfYear(book, one, year))
    const sum = months.reduce((all, one) => all + one, 0)
    const twelve = book.count('hires.year')
    const quota = part(standard, sum, twelve, 'down')
    const parts = shareOut(standard, months, twelve)
    const most = book.count('hires.months')
    return {
      says: `${year}年${roll.length}人共${sum}个月，扣减限额${yuan(quota)}元`,
      lines: [
        { label: '人数', says: `${roll.length}人` },
        { label: '月数合计', says: `${sum}个月` },
        {
          label: '定额标准',
          says: `${yuan(standard)}元/人·年${input.standard === undefined ? book.mark('hires.local') : ''}`,
        },
        { label: `${year}年扣减限额`, says: `${yuan(quota)}元` },
      ],
      formula: [
        `扣减限额＝每人本年在本企业工作月数之和÷${twelve}×定额标准，${roundingWords.down}`,
        `每人从签订合同并缴纳社会保险费的当月起算，最长${most}个月`,
      ],
      steps: [
        { label: '月数合计', says: `${months.length <= 12 ? `${months.join('＋')}＝` : '见下表，共'}${sum}个月` },
        { label: '扣减限额', says: `${sum}÷${twelve}×${yuan(standard)}＝${yuan(quota)}元` },
      ],
      table: {
        title: `${year}年每人的月数和折算额`,
        columns: ['序号', '起始月', '最后一个月', '本年月数', '折算额（元）'],
        rows: read.map(({ from, to }, n) => [
          ...[String(n + 1), spokenMonth(from), to ? spokenMonth(to) : '在职'],
          ...[String(months[n] ?? 0), yuan(parts[n] ?? quota)],
        ]),
      },
      notes: [
        '依次扣减增值税、城市维护建设税、教育费附加、地方教育附加和企业所得税；扣不完的怎样处理，以税务机关的规定为准。',
        `还没有到的月份按一直在职估算（今天是${Number(today.slice(0, 4))}年${Number(today.slice(5, 7))}月）。`,
        '每人折算额不是整分的，零头按名单顺序分摊，合计一分不差。',
        '测算只供参考，以企业申报和税务机关核定为准。',
      ],
      sources: book.sources([
        ...(input.standard === undefined ? (['hires.local'] as const) : []),
        ...(['hires.base', 'hires.top', 'hires.months', 'hires.year'] as const),
      ]),
      values: { people: roll.length, months: sum, standard: inYuan(standard), quota: inYuan(quota) },
    }
  },
})

function wrongRow(book: Book, { roll }: Static<typeof asked>): Refusal | null {
  for (const [n, { from, to }] of roll.entries()) {
    if (to !== undefined && to < from) return book.no(`/roll/${n}/to`, `第${n + 1}人的最后一个月早于起始月，请核对`)
    const outside = outsidePolicy(month(from), 'hires.months')
    if (outside) return book.no(`/roll/${n}/from`, `第${n + 1}人${outside}`, 'hires.months')
  }
  return null
}

/** Why a beginning lies outside the policy's years; null when it doesn't. */
export function outsidePolicy(from: Month, key: 'hires.months' | 'trader.months'): string | null {
  const { since, until } = amounts[key]
  if (from < since.slice(0, 7)) return '的起始月在这项政策执行以前，请到窗口或税务机关咨询原来的政策'
  if (from > until.slice(0, 7)) return `的起始月在${Number(until.slice(0, 4))}年底以后，不在这项政策的执行期内`
  return null
}
