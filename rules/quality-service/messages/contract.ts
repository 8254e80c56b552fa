import Type, { type Static } from 'typebox'
import { choice } from '#core/field.ts'

const strict = { additionalProperties: false } as const
const word = (title: string, maxLength: number, more = {}) =>
  Type.String({ title, minLength: 1, maxLength, pattern: '\\S', ...more })

/** How it goes out: to a program, to the staff's letter boxes, to the visitor's telephone. */
export const ways = {
  webhook: { label: '对接系统', says: '把事项的进展推送给另一个系统，带签名，不含个人信息' },
  mail: { label: '电子邮件', says: '把事项的进展发到工作人员的邮箱，不含个人信息' },
  sms: { label: '短信', says: '由短信平台发给留了电话的服务对象' },
} as const
export type Way = keyof typeof ways

/** What of a matter's course is told to programs and letter boxes. */
export const events = {
  opened: '登记',
  changed: '有进展',
  late: '超期',
  closed: '办结',
} as const
export type Event = keyof typeof events

/** Matters that people bring; what goes on inside the office isn't told outside. */
export const kinds = { contact: '首问', case: '办件', petition: '来访来信', complaint: '投诉' } as const
export type Kind = keyof typeof kinds

/**
 * When a visitor is told something by text message: the paper that has just been made for them. The usual words don't say what
 * the matter is: a message lies open on a telephone.
 */
export const occasions = {
  accepted: {
    label: '受理',
    paper: 'acceptance',
    text: '您办理的事项已受理，编号{编号}，承诺于{承诺日期}前办结。{单位}',
  },
  wanting: {
    label: '一次性告知',
    paper: 'one-time-notice',
    text: '您办理的事项（{编号}）还缺材料，需要补的已一次列明，请查看：{查询地址}。{单位}',
  },
  extended: {
    label: '延期',
    paper: 'extension-notice',
    text: '您办理的事项（{编号}）需要延期，改于{承诺日期}前办结，原因请查看：{查询地址}。{单位}',
  },
  refused: {
    label: '不予受理',
    paper: 'refusal',
    text: '您办理的事项（{编号}）不能受理，理由和救济途径请查看：{查询地址}。{单位}',
  },
  denied: {
    label: '不予认定',
    paper: 'denial',
    text: '您办理的事项（{编号}）已有结论，理由和救济途径请查看：{查询地址}。{单位}',
  },
  finished: {
    label: '办结',
    paper: 'result',
    text: '您办理的事项（{编号}）已办结，结果请查看：{查询地址}。请您评价：{评价地址}。{单位}',
  },
  answered: {
    label: '来访来信答复',
    paper: 'petition-reply',
    text: '您反映的事项（{编号}）已有书面答复，请查看：{查询地址}。{单位}',
  },
} as const
export type Occasion = keyof typeof occasions

/** What a text may be filled with. No name, no number of a person: a telephone may lie on a table. */
export const blanks = ['事项', '编号', '单位', '承诺日期', '查询地址', '评价地址'] as const

/** What the text asks for that nobody fills; empty: all right. */
export function strangeBlanks(text: string): readonly string[] {
  const asked = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name)
  return asked.filter((name) => !(blanks as readonly string[]).includes(name))
}

const own = Object.fromEntries(
  Object.entries(occasions).map(([key, { label, text }]) => [
    key,
    Type.Optional(
      Type.String({ title: `${label}时的短信`, maxLength: 200, pattern: '\\S', 'x-hint': `不填用：${text}` }),
    ),
  ]),
) as { readonly [Key in Occasion]: ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>> }

const office = Type.String({ title: '单位', format: 'uuid' })
const name = word('名称', 40, { 'x-hint': '看名称就知道发给谁，如“市平台接口”' })
const address = (title: string, hint: string) => word(title, 300, { 'x-hint': hint })
type Words = Readonly<Record<string, string | { readonly label: string }>>
const chosen = (title: string, options: Words) =>
  Type.Array(choice(title, options), { title, minItems: 1, uniqueItems: true })

const told = { kinds: chosen('哪些事项', kinds), events: chosen('什么时候', events) }
export const WebhookBody = Type.Object(
  { office, name, address: address('对方网址', '以 https:// 或 http:// 开头'), ...told },
  strict,
)
export const MailBody = Type.Object(
  {
    ...{ office, name, address: address('邮件服务器', '如 smtps://mail.example.cn:465') },
    from: Type.String({ title: '发件地址', format: 'email', maxLength: 100 }),
    to: Type.Array(Type.String({ format: 'email', maxLength: 100 }), { title: '收件地址', minItems: 1, maxItems: 20 }),
    user: Type.Optional(Type.String({ title: '用户名', maxLength: 100, pattern: '\\S' })),
    password: Type.Optional(Type.String({ title: '密码', maxLength: 200, pattern: '\\S', 'x-widget': 'password' })),
    ...told,
  },
  strict,
)
export const SmsBody = Type.Object(
  {
    ...{ office, name, address: address('短信平台网址', '收到带签名的请求后发出短信的程序') },
    occasions: chosen('什么时候', occasions),
    ...own,
  },
  strict,
)
export const bodies = { webhook: WebhookBody, mail: MailBody, sms: SmsBody } as const
export type ReceiverAsk =
  | ({ readonly way: 'webhook' } & Static<typeof WebhookBody>)
  | ({ readonly way: 'mail' } & Static<typeof MailBody>)
  | ({ readonly way: 'sms' } & Static<typeof SmsBody>)

export const OfReceiver = Type.Object({ id: Type.String({ title: '编号', format: 'uuid' }) })
export const StopBody = Type.Object({ reason: word('停用原因', 200) }, strict)
export const states = { waiting: '待发', sent: '已送达', 'given-up': '没有送达', withheld: '没有发' } as const
export type MessageState = keyof typeof states
