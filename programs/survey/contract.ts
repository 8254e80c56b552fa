import Type, { type Static } from 'typebox'
import { choice, day, longText, named, text } from '#core/field.ts'

const strict = { additionalProperties: false } as const
const id = (title: string, more = {}) => Type.String({ title, format: 'uuid', ...more })

/** Whom a round asks. */
export const kinds = { household: '住户', enterprise: '用人单位' } as const
export type Kind = keyof typeof kinds
/** What they are counted by. */
export const units = { household: '户', enterprise: '家' } as const

/** What came of a visit. Only the first fills a quota. */
export const outcomes = {
  answered: '已调查',
  refused: '拒访',
  empty: '空户',
  moved: '已搬迁',
  away: '多次无人',
} as const
export type Outcome = keyof typeof outcomes

export const methods = { visit: '上门', call: '电话', window: '窗口' } as const

/** How a second look by somebody else ended. */
export const checks = { agrees: '一致', differs: '不一致', unreached: '未联系上' } as const
export type CheckResult = keyof typeof checks

const checker = id('复核人', { 'x-hint': '抽查复核由他办；他自己调查的由负责人复核' })
const checkShare = Type.Integer({
  title: '复核比例（%）',
  minimum: 0,
  maximum: 100,
  'x-hint': '占已调查的百分比，按表别分社区计，尾数进一',
})
const until = day('截止日期')

export const RoundBody = Type.Object(
  {
    title: text('轮次名称', { maxLength: 50, 'x-hint': '例如2026年第四季度' }),
    from: day('开始日期'),
    until,
    basis: text('依据', { maxLength: 200, 'x-hint': '本轮调查方案的名称和文号' }),
    notice: longText('告知内容', {
      maxLength: 1000,
      'x-hint': '入户先念给被调查人听：为什么调查、有什么用、哪些可以不填',
    }),
    checker,
    checkShare,
    previous: Type.Optional(id('与哪一轮比较')),
  },
  strict,
)
export const RoundChange = Type.Object(
  { until, checker, checkShare, reason: text('调整原因', { maxLength: 200 }) },
  strict,
)

const area = id('社区或单位')
const kind = choice('表别', kinds)
export const QuotaBody = Type.Object(
  {
    area,
    kind,
    amount: Type.Integer({ title: '名额', minimum: 0, maximum: 1_000_000, 'x-hint': '填0取消这个名额' }),
    due: day('完成日期'),
  },
  strict,
)
export const ShareBody = Type.Object(
  {
    area,
    kind,
    staff: id('调查员'),
    amount: Type.Integer({ title: '分到的名额', minimum: 0, maximum: 1_000_000, 'x-hint': '填0收回' }),
  },
  strict,
)
export const CloseBody = Type.Object(
  { reason: Type.Optional(text('没有完成的原因', { maxLength: 500, 'x-hint': '名额或复核没有完成的，必须写明' })) },
  strict,
)

const answers = Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object', title: '调查内容' })
const answered = {
  outcome: choice('调查结果', outcomes),
  address: Type.Optional(
    text('住址', { maxLength: 200, 'x-personal': 'text', 'x-hint': '写到门牌，同一轮里一个住址只收一次' }),
  ),
  name: Type.Optional(named('户主姓名或单位名称', { maxLength: 100 })),
  reason: Type.Optional(text('情况说明', { maxLength: 200, 'x-hint': '没有调查成的，写明情况' })),
  method: choice('调查方式', methods),
  surveyedOn: day('调查日期'),
  answers: Type.Optional(answers),
  members: Type.Optional(Type.Array(answers, { title: '家庭成员', maxItems: 50 })),
}

/** One household or enterprise as a tablet sends it. `entry` is made on the device: sent twice, it is there once. */
export const EntryBody = Type.Object(
  {
    entry: id('记录编号', { 'x-widget': 'hidden' }),
    area,
    kind,
    number: text('户编号或统一社会信用代码', { maxLength: 30, 'x-hint': '户编号由调查名单给出，不是户口簿号码' }),
    ...answered,
  },
  strict,
)
const version = Type.Integer({ title: '版本', minimum: 1, 'x-widget': 'hidden' })
export const CorrectBody = Type.Object(
  { version, why: text('更正或补访说明', { maxLength: 200 }), ...answered },
  strict,
)
export const CheckBody = Type.Object(
  {
    version,
    result: choice('复核结果', checks),
    note: Type.Optional(text('复核情况', { maxLength: 300, 'x-hint': '不一致或未联系上的，写明情况' })),
  },
  strict,
)
export const HelpBody = Type.Object(
  {
    nth: Type.Integer({ title: '第几名成员', minimum: 0, maximum: 49 }),
    consent: Type.Boolean({ title: '本人同意把姓名、电话和愿望交给窗口联系' }),
    wish: text('希望得到的帮助', { maxLength: 200 }),
  },
  strict,
)
export const RevealBody = Type.Object({ reason: text('查看理由', { maxLength: 100, minLength: 2 }) }, strict)
export const NoneBody = Type.Object({}, strict)

export type RoundAsk = Static<typeof RoundBody>
export type QuotaAsk = Static<typeof QuotaBody>
export type ShareAsk = Static<typeof ShareBody>
export type EntryAsk = Static<typeof EntryBody>
export type CorrectAsk = Static<typeof CorrectBody>
export type CheckAsk = Static<typeof CheckBody>
export type HelpAsk = Static<typeof HelpBody>
/** What was answered, however it came. */
export type Answered = Omit<EntryAsk, 'entry' | 'area'>
