import Type, { type Static } from 'typebox'
import { choice, day, form, longText, member, named, phone, text } from '#core/field.ts'
import { causes, targets } from '#rules/quality-service/complaint.ts'
import { items, type Level } from '#rules/quality-service/contract.ts'
import { levels } from '#rules/quality-service/policy.ts'

/** The opinion box (10.5.1): opened by two, each paper entered from its scan by one and checked by another. */
export const seals = { whole: '封条完好', broken: '封条有破损', none: '没有封条，只有锁' } as const
export type Seal = keyof typeof seals
export const openingStates = { waiting: '待第二人确认', agreed: '已确认', declined: '第二人不同意' } as const
export type OpeningState = keyof typeof openingStates

export const paperKinds = { rating: '评价表', words: '意见、投诉' } as const
export type PaperKind = keyof typeof paperKinds

/** What became of a paper. `untied`: a rating whose visit nobody can tell, counted apart; `double`: its visit has one already. */
export const paperStates = {
  entered: '待核对',
  differs: '两人不一致，待重录',
  counted: '已计入评价',
  double: '这次服务已评价过，不重复计',
  untied: '对应不上服务，单独统计',
  kept: '已记入意见',
  complaint: '已转投诉登记',
} as const
export type PaperState = keyof typeof paperStates

export const mostPapers = 500

export const OpeningBody = form({
  second: member('一起开箱的人', { 'x-hint': '开箱要两人在场；对方用自己的账号确认以后才能录入' }),
  openedAt: Type.String({ title: '开箱时间', format: 'date-time', 'x-widget': 'dateTime' }),
  papers: Type.Integer({ title: '箱内纸张数', minimum: 0, maximum: mostPapers }),
  seal: choice('封条', seals),
  note: Type.Optional(longText('其他情况', { maxLength: 500, 'x-hint': '封条破损的写明情况' })),
})
export const AgreeBody = form({})
export const DeclineBody = form({ reason: longText('与实际不符的地方', { maxLength: 500 }) })

/** What may be ticked under one level; the form shows the items of the level that was ticked, as the paper has them in a row. */
const ticked = (level: Level) =>
  Type.Optional(
    Type.Array(choice('评价指标', items[level] as Readonly<Record<string, string>>), {
      title: `勾选的具体情况（${levels[level]}）`,
      ...{ maxItems: 8, uniqueItems: true, 'x-when': `form.kind == "rating" && form.level == ${level}` },
    }),
  )
const isRating = { 'x-when': 'form.kind == "rating"' }

/** What stands on one paper, as it was written: nothing is added, nothing left out. */
const written = {
  kind: choice('这张纸是', paperKinds),
  level: Type.Optional(
    Type.Unsafe<Level>({
      ...{ type: 'integer', title: '评价等级', 'x-widget': 'choice', ...isRating, 'x-required': true },
      oneOf: ([5, 4, 3, 2, 1] as const).map((level) => ({ const: level, title: levels[level] })),
    }),
  ),
  items5: ticked(5),
  items4: ticked(4),
  items3: ticked(3),
  items2: ticked(2),
  items1: ticked(1),
  words: Type.Optional(
    Type.String({ title: '写的话', maxLength: 2000, 'x-widget': 'longText', 'x-hint': '照写的录，评价表最多150字' }),
  ),
  number: Type.Optional(
    text('写明的编号', { maxLength: 60, 'x-hint': '单子上的编号，或者排队号；看不清、没写的空着，单独统计' }),
  ),
  on: Type.Optional(day('写明的日期', { 'x-hint': '写的是排队号的，要有办事那天的日期' })),
  member: Type.Optional(member('写明的工作人员', { 'x-hint': '纸上写了姓名、工号的才选；与本人有关的由别人录入' })),
}

/** What is entered, with the scan that was taken in before; the checker sees the same scan and reads for themselves. */
export const PaperBody = form({
  scan: Type.String({ title: '扫描件', format: 'uuid', 'x-widget': 'hidden' }),
  ...written,
})
export const CheckBody = form(written)
export const ComplaintBody = form({
  target: choice('投诉对象', targets),
  cause: choice('投诉类别', causes),
  staff: Type.Optional(member('被投诉的工作人员', { 'x-when': 'form.target == "person"', 'x-required': true })),
  window: Type.Optional(
    text('被投诉的窗口', { 'x-widget': 'window', 'x-when': 'form.target == "window"', 'x-required': true }),
  ),
  name: Type.Optional(named('纸上写的姓名', { maxLength: 60, 'x-hint': '没有写姓名和电话的按匿名投诉登记' })),
  phone: Type.Optional(phone('纸上写的电话')),
})

export type OpeningAsk = Static<typeof OpeningBody>
export type PaperAsk = Static<typeof PaperBody>
export type Written = Static<typeof CheckBody>
export type ComplaintAsk = Static<typeof ComplaintBody>

export type Plain = {
  readonly kind: PaperKind
  readonly level?: number | undefined
  readonly items: readonly string[]
  readonly words?: string | undefined
  readonly number?: string | undefined
  readonly member?: string | undefined
}

/** What was ticked under the level that was ticked. */
export function itemsOf(
  ask: Pick<Written, 'level' | 'items5' | 'items4' | 'items3' | 'items2' | 'items1'>,
): readonly string[] {
  const { level } = ask
  return (level === undefined ? undefined : ask[`items${level as Level}`]) ?? []
}

/** Two readings of one paper, field by field: where they are not the same, in words. Blanks at the ends don't count. */
export function differences(one: Plain, other: Plain): readonly string[] {
  const plain = (words = '') => words.normalize('NFKC').replace(/\s+/g, '')
  const listed = (codes: readonly string[]) => codes.toSorted().join()
  const isSame = {
    这张纸是: one.kind === other.kind,
    评价等级: one.level === other.level,
    勾选的具体情况: listed(one.items) === listed(other.items),
    写的话: plain(one.words) === plain(other.words),
    写明的编号: plain(one.number).toUpperCase() === plain(other.number).toUpperCase(),
    写明的工作人员: one.member === other.member,
  }
  return Object.entries(isSame).flatMap(([name, same]) => (same ? [] : [name]))
}
