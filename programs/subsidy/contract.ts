import Type, { type Static } from 'typebox'
import type { Day, Instant } from '#core/day.ts'
import { choice, day, form, longText, named, text } from '#core/field.ts'
import type { Sealed } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import { money, monthField } from '#core/sums/field.ts'
import type { Fen } from '#core/sums/money.ts'
import type { Span } from '#core/sums/month.ts'

/** What is paid in batches. Each kind has its own: a batch holds one. `unit`: what is counted. */
export const payableKinds = {
  insurance: { label: '灵活就业社会保险补贴', unit: '个月' },
  training: { label: '职业培训补贴', unit: '人' },
  startup: { label: '创业培训补贴', unit: '人' },
  interest: { label: '创业担保贷款贴息', unit: '期' },
} as const satisfies Record<string, { readonly label: string; readonly unit: string }>
export type PayableKind = keyof typeof payableKinds

/** An account as a case has it: the number is sealed under a field of that case. */
export type Account = { readonly name: string; readonly bank: string; readonly number: Sealed }

/** One approved sum of one claim, to be paid in a batch of its kind. */
export type Payable = {
  readonly kind: PayableKind
  /** The case, class or loan that it comes from, and which claim of it: with the kind the key that is paid once. */
  readonly matter: string
  readonly claim?: string
  readonly number: string
  readonly office: string
  readonly path: string
  /** The payee by their blind number, so that one person is one in the figures. */
  readonly person: string
  readonly name: string
  readonly masked: string
  readonly span: Span | null
  readonly count: number
  readonly fen: Fen
  /** What it is for, without anybody's name. */
  readonly subject?: string
  /** The institution or bank that is paid, whose account the office keeps; absent: the person of the case. */
  readonly unit?: string
  /** Null: nobody has told it yet; it waits, and no batch takes it. */
  readonly account: Account | null
  /** The day of approval, by which batches collect. */
  readonly on: string
}

/** What becomes of a sum after it was put in: its program follows with its own books. */
export type PayableEvent = 'paid' | 'returned' | 'refused' | 'recovered'
/** Who did it and when, and what is said of it in the books of the program. */
export type Followed = { readonly at: Instant; readonly staff: string; readonly on: Day; readonly says: string }
/** A sum as its program knows it again. */
export type Sum = Pick<Payable, 'matter' | 'number' | 'name'> & {
  readonly claim: string
  readonly org_path: string
  readonly fen: number
}
/** What a program does in its own books when something becomes of its sum. */
export type Follower<Tx> = (tx: Tx, tenant: string, sum: Sum, event: PayableEvent, by: Followed) => Promise<void>
/** Where a sum stands, for the room that it comes from. */
export type Standing = {
  readonly matter: string
  readonly claim: string
  readonly state: keyof typeof payableStates
  readonly hasAccount: boolean
  readonly batch: string | null
  readonly batchNumber: string | null
}

/**
 * The door through which another program's cases put sums into batches, handed to it where the house is put together.
 * `put` refuses a second sum of the same kind and case; `withdraw` one that is in a batch or paid.
 */
export type Payables<Tx> = {
  readonly put: (tx: Tx, tenant: string, one: Payable) => Promise<Refusal | null>
  readonly withdraw: (
    tx: Tx,
    tenant: string,
    kind: PayableKind,
    matter: string,
    claim?: string,
  ) => Promise<Refusal | null>
  readonly standing: (
    tx: Tx,
    tenant: string,
    kind: PayableKind,
    matters: readonly string[],
  ) => Promise<readonly Standing[]>
}

export const payableStates = {
  waiting: '待入批',
  batched: '已入批',
  paid: '已拨付',
  returned: '银行退回',
  refused: '不予拨付',
  withdrawn: '已撤回',
} as const
export const batchStates = {
  open: '汇集中',
  frozen: '待复核审批',
  approved: '待拨付',
  settled: '已拨付完',
  dissolved: '已解散',
} as const
export const rowStates = { in: '在批', struck: '已剔除', paid: '已拨付', returned: '银行退回' } as const
export const claimStates = {
  reserved: '审核中，已占用',
  granted: '已批准',
  released: '已释放',
  elsewhere: '外地或单位已享受',
  removed: '已更正删除',
} as const
export const monthStates = { reserved: '审核中', granted: '已批准', paid: '已拨付', elsewhere: '外地或单位' } as const
export const accountStates = { open: '在用', returned: '银行退回，待核对', closed: '已停用' } as const
export const recoveryStates = { open: '追回中', done: '已追回', dropped: '已撤销' } as const

export const kindWord = choice('补贴种类', payableKinds)
const uuid = (title: string) => Type.String({ title, format: 'uuid' })
const ids = (title: string) => Type.Array(uuid('编号'), { title, minItems: 1, maxItems: 500 })
const reason = (title: string, more = {}) => longText(title, { maxLength: 300, minLength: 2, ...more })

export const BatchBody = form({
  kind: kindWord,
  until: day('汇集到哪一天批准的', { 'x-hint': '这一天及以前批准、还没有入批的都汇集进来，含下级单位' }),
  due: day('计划拨付完成日期', { 'x-hint': '到这一天还没有拨付完的，提醒承办人' }),
})
export const GatherBody = form({ until: day('汇集到哪一天批准的') })
export const NoneBody = form({})
export const CheckBody = form({ rows: ids('复核通过的各笔') })
export const StrikeBody = form({
  row: Type.String({ title: '剔除的一笔', format: 'uuid', 'x-widget': 'hidden' }),
  after: choice('剔除以后', { next: '退回待入批，进下一批', refuse: '不予拨付，释放月份' }),
  reason: reason('剔除理由'),
})
export const SendBackBody = form({ reason: reason('退回原因') })
/** `hash`: what was looked at. It is approved as it was seen, or not at all. */
export const ApproveBody = form({
  hash: Type.String({ title: '批次校验码', minLength: 8, maxLength: 64, pattern: '^[0-9a-f]+$', 'x-widget': 'hidden' }),
  opinion: reason('审批意见'),
})
export const PaidBody = form({
  rows: Type.Optional(
    Type.Array(uuid('编号'), { title: '已到账的各笔', minItems: 1, maxItems: 500, 'x-widget': 'hidden' }),
  ),
  on: day('拨付日期'),
  voucher: text('拨款凭证号', { maxLength: 60 }),
})
export const ReturnBody = form({
  row: Type.String({ title: '退回的一笔', format: 'uuid', 'x-widget': 'hidden' }),
  reason: reason('银行退回原因', { 'x-hint': '按银行回单写，如账号户名不符' }),
  due: day('请在哪天以前联系本人更正', { 'x-hint': '到这一天还没有更正的，提醒本单位负责人' }),
})
export const OwnerBody = form({
  owner: Type.String({ title: '承办人', format: 'uuid' }),
  due: day('计划拨付完成日期'),
  reason: reason('调整原因'),
})
export const AccountBody = form({
  accountName: named('银行户名', { maxLength: 50, 'x-hint': '须为本人账户' }),
  bank: text('开户银行和支行'),
  account: Type.String({
    title: '银行账号',
    pattern: '^[0-9][0-9 -]{11,28}[0-9]$',
    'x-hint': '13至19位数字，可以带空格',
  }),
  statement: reason('本人书面说明', { 'x-hint': '写明何时、以什么方式提出，说明存档' }),
})
export const UnitBody = form({
  name: named('单位名称（银行户名）', { maxLength: 60, 'x-hint': '须与单位名称一致' }),
  creditCode: Type.String({
    title: '统一社会信用代码',
    pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$',
    'x-widget': 'creditCode',
  }),
  bank: text('开户银行和支行'),
  account: Type.String({
    title: '银行账号',
    pattern: '^[0-9][0-9 -]{7,30}[0-9]$',
    'x-hint': '9至30位数字，可以带空格；密封保存，只显示后4位',
  }),
  statement: reason('依据', { 'x-hint': '如单位盖章的账户说明、开户许可证，写明文号或日期' }),
})
export const CloseBody = form({ reason: reason('停用原因', { 'x-hint': '如单位说明账户已销户' }) })
export const ConfirmBody = form({
  reason: reason('核实情况', { 'x-hint': '写明向谁、什么时候核实的，如开户银行电话答复：退回系系统故障，账户正常' }),
})
export const WithdrawBody = form({
  reason: reason('不再拨付的理由', { 'x-hint': '如本人死亡、本人书面撤回；写明依据' }),
})
export const CorrectBody = form({
  pension: money('养老保险补贴额（元）', 1_000_000),
  medical: money('医疗保险补贴额（元）', 1_000_000),
  other: money('其他险种补贴额（元）', 1_000_000),
  reason: reason('核算调整的理由', { 'x-hint': '告知本人的原话' }),
})
export const ElsewhereBody = form({
  name: named('姓名', { maxLength: 50 }),
  idNumber: Type.String({
    title: '公民身份号码',
    minLength: 18,
    maxLength: 18,
    pattern: '^\\d{17}[\\dXx]$',
    'x-widget': 'idNumber',
  }),
  from: monthField('从哪个月'),
  to: monthField('到哪个月'),
  source: longText('依据', {
    maxLength: 200,
    minLength: 2,
    'x-hint': '如外地经办机构的证明、本人申报、单位补贴名单，写明文号或日期',
  }),
})
export const RemoveBody = form({ reason: reason('删除理由') })
export const PersonBody = form({ idNumber: ElsewhereBody.properties.idNumber })
export const RecoveryBody = form({
  from: Type.Optional(monthField('多发的第一个月', { 'x-hint': '按月的补贴填写；全部追回的不填' })),
  to: Type.Optional(monthField('多发的最后一个月')),
  amount: money('追回金额（元）', 10_000_000),
  reason: reason('追回理由'),
  due: day('限期退回日期'),
})
export const ReceiveBody = form({
  amount: money('退回金额（元）', 10_000_000),
  voucher: text('入账凭证号', { maxLength: 60 }),
})
/** Whole account numbers leave the house with a reason only. */
export const WholeBody = form({
  reason: Type.String({ title: '导出理由', minLength: 2, maxLength: 100, pattern: '\\S\\s*\\S' }),
})

export type BatchAsk = Static<typeof BatchBody>
export type StrikeAsk = Static<typeof StrikeBody>
export type PaidAsk = Static<typeof PaidBody>
export type ReturnAsk = Static<typeof ReturnBody>
export type OwnerAsk = Static<typeof OwnerBody>
export type UnitAsk = Static<typeof UnitBody>
export type AccountAsk = Static<typeof AccountBody>
export type CorrectAsk = Static<typeof CorrectBody>
export type ElsewhereAsk = Static<typeof ElsewhereBody>
export type RecoveryAsk = Static<typeof RecoveryBody>
export type ReceiveAsk = Static<typeof ReceiveBody>
