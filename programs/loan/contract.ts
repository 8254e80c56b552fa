import Type, { type Static } from 'typebox'
import { body, choice, count, day, form, idNumber, longText, named, phone, post, text } from '#core/field.ts'
import type { Sealed } from '#core/matter.ts'
import { ways } from '#core/sums/instalments.ts'
import type { Stretch } from '#core/sums/interest.ts'
import { tone } from '#rules/civil-reception/policy.ts'

/** 创业担保贷款 (JY09) after the review of eligibility: who has it now, what they answered, what is paid, what is subsidised. */
export const borrowers = { person: '个人创业', partners: '合伙创业', small: '小微企业' } as const
export type Borrower = keyof typeof borrowers
export const told = { face: '当面', call: '电话', message: '短信', mail: '邮寄' } as const
export const conditions = {
  normal: '正常还款',
  overdue: '逾期',
  recovered: '逾期已还清，恢复正常',
} as const
export const endings = { repaid: '到期还清', early: '提前还清', compensated: '担保机构代偿' } as const
/** What became of an approved quarter on its way to the account. */
export const paymentStates = {
  none: '金额为0，不用拨付',
  waiting: '列入拨付',
  paid: '已拨付',
  returned: '银行退回',
  refused: '不予拨付',
  recovered: '已追回',
  before: '已移交（改为批次拨付以前）',
} as const
export const subsidyStates = {
  proposed: '待复核',
  checked: '待审批',
  approved: '已批准',
  returned: '已退回',
} as const

/** To whom the subsidy of a quarter goes; the bank where nothing is said. */
export const payTos = { bank: '经办银行', borrower: '借款人' } as const
const onDay = (title: string) => Type.Optional(day(title, { 'x-hint': '不填就是今天' }))
const most = 1_000_000_000
/** A sum in yuan that is at least a fen. */
const sum = (title: string, more: object = {}) =>
  Type.Number({ title, minimum: 0.01, maximum: most, 'x-widget': 'money', ...more })

export const Registration = form({
  case: Type.Optional(Type.String({ title: '创业担保贷款办件', format: 'uuid', 'x-widget': 'hidden' })),
  name: named('借款人（小微企业填法定代表人）', { maxLength: 50 }),
  idNumber: idNumber('公民身份号码'),
  phone: phone('联系电话'),
  borrower: choice('申请主体', borrowers),
  partners: Type.Optional(
    Type.Integer({
      title: '合伙人数（含本人）',
      minimum: 2,
      maximum: 50,
      'x-when': 'form.borrower == "partners"',
      'x-required': true,
    }),
  ),
  businessName: named('经营实体名称'),
  creditCode: Type.String({
    title: '统一社会信用代码',
    pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$',
    'x-widget': 'creditCode',
    'x-found': 'creditCode',
  }),
  businessAddress: Type.Optional(text('经营地址')),
  amount: sum('资格审核同意的金额（元）'),
  months: count('资格审核同意的期限（月）', 1, 120),
  usage: text('贷款用途'),
  loansBefore: count('以前享受过几次', 0, 20),
  approval: Type.Optional(
    text('资格审核意见文号', {
      maxLength: 60,
      'x-hint': '由本系统办件转来的不用填；系统启用以前已经审核的，填写审核意见的文号',
    }),
  ),
  wantedBank: Type.Optional(text('意向经办银行', { maxLength: 50 })),
})

/** 补录: what went out on paper before this system was in use keeps the day of its paper, with the reason and on the record. */
const backfill = {
  backfilled: Type.Optional(
    Type.Boolean({ title: '补录：系统启用以前已经送出', 'x-hint': '现在送出的不勾选；补录的按原件填写，全部留痕' }),
  ),
  on: Type.Optional(day('原件日期', { 'x-when': 'form.backfilled', 'x-required': true })),
  why: Type.Optional(
    longText('补录原因', {
      ...{ maxLength: 300, 'x-when': 'form.backfilled', 'x-required': true },
      'x-hint': '写明原件的名称、编号，为什么现在补录',
    }),
  ),
}
export const Referral = form({
  to: body('担保机构', 'outside', 'guarantor'),
  amount: sum('推荐金额（元）', { 'x-hint': '不超过资格审核同意的金额和规定的额度' }),
  months: count('推荐期限（月）', 1, 120),
  checked: Type.Boolean({
    title: '已凭征信等核实本人及配偶没有其他未结清贷款',
    'x-hint': '由经办人核实，系统不代替判断；助学、扶贫、住房、购车和5万元以下小额消费贷款除外',
  }),
  ...backfill,
})
export const Guaranteed = form({
  amount: sum('同意担保的金额（元）'),
  on: onDay('答复日期'),
  number: text('担保文书编号', { maxLength: 60 }),
})
export const Declined = form({ reason: longText('不同意的理由', { maxLength: 500 }), on: onDay('答复日期') })
export const Forwarding = form({
  to: body('经办银行', 'outside', 'bank'),
  note: Type.Optional(longText('转送说明', { maxLength: 300 })),
  ...backfill,
})
export const Reminder = form({ said: longText('催办情况', { maxLength: 300, 'x-hint': '找了谁、对方怎么答复' }) })
export const Granting = form({
  amount: sum('放款金额（元）'),
  months: count('贷款期限（月）', 1, 120),
  rate: Type.Number({ title: '年利率（%）', minimum: 0.01, maximum: 24, 'x-hint': '合同上的利率，如4.5' }),
  lpr: Type.Number({
    title: '签订合同时的贷款市场报价利率（%）',
    minimum: 0.01,
    maximum: 24,
    'x-hint': '即LPR，用来核对利率上限；以中国人民银行授权公布的为准',
  }),
  poor: Type.Boolean({ title: '脱贫地区' }),
  way: choice('还款方式', ways),
  from: onDay('放款日期'),
  contract: text('借款合同编号', { maxLength: 60 }),
})
export const Correcting = form({
  ...Granting.properties,
  reason: longText('更正原因', { maxLength: 300, 'x-hint': '写明与哪份合同或凭证核对、原来错在哪里' }),
})
export const Telling = form({
  says: longText('告知本人的内容', { ...tone, maxLength: 500 }),
  told: choice('告知本人方式', told),
})
export const Status = form({
  condition: choice('还款情况', conditions),
  owed: sum('尚欠本金（元）', { minimum: 0 }),
  on: onDay('从哪天起'),
  said: longText('查询情况', { maxLength: 500, 'x-hint': '向哪家银行、谁、怎样查的' }),
})
export const Extension = form({
  months: count('展期几个月', 1, 12),
  number: text('展期协议编号', { maxLength: 60 }),
  known: Type.Boolean({ title: '已告知本人展期期间不贴息' }),
})
export const subsidyFields = {
  taken: sum('银行这一季实际收取的利息（元）', { 'x-hint': '按银行利息清单填，不含罚息、复利' }),
  voucher: text('利息清单编号', { maxLength: 60 }),
  payTo: Type.Optional(choice('拨给', payTos)),
  why: Type.Optional(
    longText('实收高于合同应付利息的原因', { maxLength: 300, 'x-hint': '高出百分之五以上才填，写入记录和贴息名册' }),
  ),
}
export const Opinion = form({ opinion: longText('意见', { maxLength: 300 }) })
export const SendBack = form({ reason: longText('退回理由', { maxLength: 300 }) })
export const Settlement = form({
  how: choice('还清方式', endings),
  on: onDay('还清日期'),
  number: text('结清证明编号', { maxLength: 60 }),
})
export const Closing = form({
  says: longText('结案说明', { maxLength: 300 }),
  waived: Type.Optional(
    Type.Boolean({ title: '还没有提出贴息的季度不再贴息，已告知本人', 'x-hint': '各季都提出了的不填' }),
  ),
})
export const Withdrawal = form({ reason: longText('本人撤回的理由', { maxLength: 300 }) })
export const HandOver = form({ to: post('接收岗位'), note: longText('移交说明', { maxLength: 300 }) })
export const Declining = form({ reason: longText('退回理由') })

/** The day of the original paper, and why it is entered only now. */
export type Backfill = { readonly on: string; readonly why: string }
/** Sums are in fen, rates in millionths. */
export type Referred = {
  readonly to: string
  readonly amount: number
  readonly months: number
  readonly at: number
  readonly backfill?: Backfill
  readonly answer?: { readonly amount: number | null; readonly on: string; readonly says: string }
}
export type Sent = {
  readonly to: string
  readonly at: number
  readonly backfill?: Backfill
  readonly answer?: { readonly granted: boolean; readonly on: string; readonly says: string }
}
export type Granted = {
  readonly bank: string
  readonly amount: number
  readonly months: number
  readonly rate: number
  readonly way: keyof typeof ways
  readonly from: string
  readonly contract: string
  /** Who wrote it down: somebody else corrects it. */
  readonly by?: string
}
/** A grant as it stood before somebody put it right. */
export type Corrected = { readonly at: number; readonly by: string; readonly reason: string; readonly before: Granted }
/** The interest subsidy of one quarter: what it was reckoned from, and who answers for it. */
export type Subsidy = {
  readonly quarter: string
  readonly pieces: readonly Stretch[]
  readonly days: number
  readonly interest: number
  readonly taken: number
  readonly base: number
  readonly share: string
  readonly amount: number
  readonly voucher: string
  readonly payTo?: keyof typeof payTos
  /** Why the bank took more than the contract's interest. */
  readonly why?: string
  readonly state: keyof typeof subsidyStates
  readonly by: string
  readonly at: number
  readonly checkedBy?: string
  readonly approvedBy?: string
  readonly approvedOn?: string
  readonly reason?: string
}
export type StatusKept = {
  readonly at: number
  readonly by: string
  readonly on: string
  readonly condition: keyof typeof conditions
  readonly owed: number
  readonly said: string
}
/** What the form says, its numbers sealed on the way in and its sum in yuan. */
export type Entered = Readonly<Record<string, unknown>> &
  Omit<Static<typeof Registration>, 'idNumber' | 'phone'> & { readonly idNumber: Sealed; readonly phone: Sealed }
export type LoanFacts = Entered & {
  /** As the review of eligibility agreed to it, in fen. */
  readonly amount: number
  /** How many loans one may have in all, as the office had it when this one was opened. */
  readonly timesMost: number | null
  readonly referrals: readonly Referred[]
  readonly banks: readonly Sent[]
  readonly grant?: Granted
  readonly corrections?: readonly Corrected[]
  /** For the register. */
  readonly granted?: string
  readonly bank?: string
  readonly statuses: readonly StatusKept[]
  readonly overdue: readonly { readonly from: string; readonly until?: string }[]
  readonly extension?: { readonly months: number; readonly until: string; readonly number: string }
  readonly subsidies: readonly Subsidy[]
  readonly cleared?: { readonly how: keyof typeof endings; readonly on: string; readonly number: string }
  /** How often a body outside was late with its answer: its lateness, not the office's. */
  readonly outsideLate: number
  readonly outcome?: string
}
