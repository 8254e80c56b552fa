import type { Page, testServer } from '#apps/server/testing.ts'
import { type Answer, type DeskWalk, type desks, type Person, postNamed } from '#house/desk.ts'
import { loanInput } from '#house/forms.ts'

/** The loans of a walk by the names of their borrowers, and what is done with them through the API. */
function loansOf(server: Awaited<ReturnType<typeof testServer>>, of: ReturnType<typeof desks>['of']) {
  const pages = new Map<string, Page>()
  const outside = async (name: string) => {
    const { rows } = await server.owner
      .query<{ id: string }>('select id from outside_body where name = $1', [name])
      .then((found) => found)
    return rows[0]?.id ?? ''
  }

  const seen = (name: string) => of('周四').get<Page>(`/api/matters/${pages.get(name)?.matter.id}`)
  const move = async (by: Person, name: string, move: string, input: object = {}) => {
    const { matter } = await seen(name)
    return by.post(`/api/matters/${matter.id}/moves/${move}`, { version: matter.version, ...input })
  }
  const opened = (by: Person, name: string, more: object = {}) =>
    by.post<Page>('/api/matters', { kind: 'loan', input: { ...loanInput, name, ...more } }).then((made) => {
      if (made.status < 400) pages.set(name, made)
      return made
    })
  const granting = (more: object = {}) => ({
    ...{ amount: 200_000, months: 24, rate: 4.5, lpr: 3, poor: false, way: 'end', contract: 'CS-001', ...more },
  })
  const refer = async (by: Person, name: string, more: object) =>
    move(by, name, 'refer', {
      to: await outside('测试市创业担保中心'),
      amount: 200_000,
      months: 24,
      checked: true,
      ...more,
    })
  const papered = { backfilled: true, why: '推荐函原件（测试）第3号，系统启用以前送出' }
  const other = '220204198512310023'

  return { pages, outside, seen, move, opened, granting, refer, papered, other }
}
type Loans = ReturnType<typeof loansOf>

const asking = ({ opened, refer, move, outside, granting, papered, other }: Loans): DeskWalk['deeds'] => ({
  登记某的贷款: (by, name = '') => opened(by, name),
  '登记某的贷款，另一人': (by, name = '') => opened(by, name, { idNumber: other }),
  '登记某的贷款，系统启用以前的': (by, name = '') => opened(by, name, { idNumber: '220203197512311017' }),
  '登记某的贷款，又一人，系统启用以前的': (by, name = '') => opened(by, name, { idNumber: '220211200002290038' }),
  '登记某的贷款，小微企业，系统启用以前的': (by, name = '') =>
    opened(by, name, {
      ...{ borrower: 'small', idNumber: '220211200002290038', creditCode: '91220201MA00000005' },
      businessName: `${name}小微企业`,
    }),
  '登记某的贷款，申请某元': (by, name = '', sum = '') => opened(by, name, { amount: Number(sum) }),
  '登记某的贷款，某个月': (by, name = '', months = '') => opened(by, name, { months: Number(months) }),
  '登记某的贷款，以前某次': (by, name = '', times = '') => opened(by, name, { loansBefore: Number(times) }),
  '登记某的合伙贷款，某人申请某元': (by, name = '', n = '', sum = '') =>
    opened(by, name, { borrower: 'partners', partners: Number(n), amount: Number(sum), idNumber: other }),
  '登记某的合伙贷款，不写人数': (by, name = '') => opened(by, name, { borrower: 'partners' }),
  '登记某的贷款，没有资格审核': (by, name = '') => opened(by, name, { approval: undefined }),
  '登记某的贷款，说是某办件转来': (by, name = '', _which = '') =>
    opened(by, name, { case: '01900000-0000-7000-8009-000000000001' }),
  '登记某的贷款，代码写错': (by, name = '') => opened(by, name, { creditCode: '92220204MA0000002G' }),
  推荐某: (by, name = '') => refer(by, name, {}),
  '推荐某，金额某元': (by, name = '', sum = '') => refer(by, name, { amount: Number(sum) }),
  '推荐某，某个月': (by, name = '', months = '') => refer(by, name, { months: Number(months) }),
  '推荐某，没有核实其他贷款': (by, name = '') => refer(by, name, { checked: false }),
  推荐某给某: async (by, name = '', to = '') => refer(by, name, { to: await outside(to) }),
  推荐某给一个系统内单位: async (by, name = '') => refer(by, name, { to: await outside('测试市人才服务中心') }),
  某同意担保某元: (by, name = '', sum = '') => move(by, name, 'guaranteed', { amount: Number(sum), number: '担001' }),
  '某同意担保某元，答复日某': (by, name = '', sum = '', on = '') =>
    move(by, name, 'guaranteed', { amount: Number(sum), number: '担001', on: `2026-${on}` }),
  '某不同意担保，答复日某': (by, name = '', on = '') =>
    move(by, name, 'not-guaranteed', { reason: '反担保不足（测试数据）', on: `2026-${on}` }),
  '推荐某，补录原件日期某': (by, name = '', on = '') => refer(by, name, { ...papered, on: `2025-${on}` }),
  '推荐某，勾选补录，不写日期和原因': (by, name = '') => refer(by, name, { backfilled: true }),
  '推荐某，不勾选补录，写日期某': (by, name = '', on = '') => refer(by, name, { on: `2025-${on}` }),
  '某同意担保某元，去年某答复': (by, name = '', sum = '', on = '') =>
    move(by, name, 'guaranteed', { amount: Number(sum), number: '担002', on: `2025-${on}` }),
  '转送某的银行，补录原件日期某': async (by, name = '', on = '') =>
    move(by, name, 'forward', { to: await outside('测试银行示例支行'), ...papered, on: `2025-${on}` }),
  '某放款，去年某放款': (by, name = '', from = '') => move(by, name, 'granted', granting({ from: `2025-${from}` })),
  '银行不给某放款，答复日某': (by, name = '', on = '') =>
    move(by, name, 'not-granted', { reason: '征信有逾期（测试数据）', on: `2026-${on}` }),
  '提出某的某贴息，银行收某元，因为某': (by, name = '', quarter = '', taken = '', why = '') =>
    move(by, name, 'subsidise', { quarter, taken: Number(taken), voucher: '息001', why }),
  某不同意担保: (by, name = '') => move(by, name, 'not-guaranteed', { reason: '反担保不足（测试数据）' }),
  '某不同意担保，不写理由': (by, name = '') => move(by, name, 'not-guaranteed', { reason: ' ' }),
})

const paying = ({ move, outside, granting, papered }: Loans): DeskWalk['deeds'] => ({
  催办某: (by, name = '') => move(by, name, 'remind', { said: '电话催办，答应本周答复' }),
  转送某给某: async (by, name = '', to = '') => move(by, name, 'forward', { to: await outside(to) }),
  转送某的银行: async (by, name = '') => move(by, name, 'forward', { to: await outside('测试银行示例支行') }),
  某放款: (by, name = '') => move(by, name, 'granted', granting()),
  某放款某元: (by, name = '', sum = '') => move(by, name, 'granted', granting({ amount: Number(sum) })),
  '某放款，利率某': (by, name = '', rate = '') => move(by, name, 'granted', granting({ rate: Number(rate) })),
  '某放款，放款日写到某': (by, name = '', from = '') => move(by, name, 'granted', granting({ from: `2026-${from}` })),
  '某放款，放款日某': (by, name = '', from = '') => move(by, name, 'granted', granting({ from: `2026-${from}` })),
  '更正某的放款为利率某，放款日某': (by, name = '', rate = '', from = '') =>
    move(by, name, 'correct-grant', {
      ...granting({ rate: Number(rate), from: `2026-${from}` }),
      reason: '与借款合同核对（测试数据）',
    }),
  银行不给某放款: (by, name = '') => move(by, name, 'not-granted', { reason: '征信有逾期（测试数据）' }),
  告知某没有贷成: (by, name = '') => move(by, name, 'tell', { says: '担保机构没有同意，理由已说明', told: 'face' }),
  某撤回: (by, name = '') => move(by, name, 'withdraw', { reason: '改向亲友借款（测试数据）' }),
  登记某正常还款: (by, name = '') =>
    move(by, name, 'status', { condition: 'normal', owed: 200_000, said: '向银行查询' }),
  登记某自某起逾期: (by, name = '', on = '') =>
    move(by, name, 'status', { condition: 'overdue', owed: 200_000, on: `2026-${on}`, said: '银行告知' }),
  登记某自某起恢复: (by, name = '', on = '') =>
    move(by, name, 'status', { condition: 'recovered', owed: 200_000, on: `2026-${on}`, said: '银行告知' }),
  登记某展期某个月: (by, name = '', n = '') =>
    move(by, name, 'extend', { months: Number(n), number: '展001', known: true }),
  '提出某的某贴息，银行收某元': (by, name = '', quarter = '', taken = '') =>
    move(by, name, 'subsidise', { quarter, taken: Number(taken), voucher: '息001' }),
  '提出某的某贴息，银行收某元，拨给借款人': (by, name = '', quarter = '', taken = '') =>
    move(by, name, 'subsidise', { quarter, taken: Number(taken), voucher: '息001', payTo: 'borrower' }),
  复核某的贴息: (by, name = '') => move(by, name, 'check', { opinion: '与利息清单一致' }),
  批准某的贴息: (by, name = '') => move(by, name, 'approve', { opinion: '同意' }),
  退回某的贴息: (by, name = '') => move(by, name, 'send-back-sum', { reason: '利息清单编号不对' }),
  登记某到期还清: (by, name = '') => move(by, name, 'settle', { how: 'repaid', number: '清001' }),
  登记某还清: (by, name = '') => move(by, name, 'settle', { how: 'early', number: '清001' }),
  '登记某还清，写成到期以前的明天': (by, name = '') =>
    move(by, name, 'settle', { how: 'early', number: '清001', on: '2026-12-31' }),
  某结案: (by, name = '') => move(by, name, 'close', { says: '还清结案' }),
  '某结案，其余不贴': (by, name = '') => move(by, name, 'close', { says: '还清结案', waived: true }),
  把某交给某: (by, name = '', post = '') => move(by, name, 'hand-over', { to: postNamed(post), note: '休假' }),
})

type Sums = { readonly rows: readonly { readonly id: string; readonly name: string }[] }
/** The way of an approved subsidy to its account. */
function payment(now: () => number): DeskWalk['deeds'] {
  let batch = ''
  const today = () => new Date(now() + 28_800_000).toISOString().slice(0, 10)
  const first = async (by: Person) => {
    const { rows } = await by.get<Sums>('/api/subsidies/payables?kind=interest')
    return rows[0] ?? { id: '01900000-0000-7000-8009-00000000ffff', name: '' }
  }
  const act = (by: Person, word: string, body: object = {}) => by.post(`/api/subsidies/batches/${batch}/${word}`, body)
  const seen = (by: Person) => by.get<Sums & { readonly hash: string | null }>(`/api/subsidies/batches/${batch}`)
  return {
    登记经办银行的某账户: async (by, account = '') => {
      const { id, name } = await first(by)
      const ask = {
        name,
        creditCode: '91220201MA00000005',
        bank: '测试银行示例支行',
        account,
        statement: '账户说明（测试数据）',
      }
      return by.post(`/api/subsidies/payables/${id}/unit`, ask)
    },
    '登记本人的某账户，户名某': async (by, account = '', accountName = '') => {
      const ask = { accountName, bank: '测试银行二支行', account, statement: '本人书面说明（测试数据）' }
      return by.post(`/api/subsidies/payables/${(await first(by)).id}/account`, ask)
    },
    停用经办银行的账户: async (by) => {
      const { rows } = await by.get<Sums>('/api/subsidies/accounts')
      return by.post(`/api/subsidies/accounts/${rows[0]?.id}/close`, { reason: '账户已销户（测试数据）' })
    },
    核实经办银行的账户: async (by) => {
      const { rows } = await by.get<Sums>('/api/subsidies/accounts')
      const reason = '开户银行答复：系统故障，账户正常（测试数据）'
      return by.post(`/api/subsidies/accounts/${rows[0]?.id}/confirm`, { reason })
    },
    编制贴息批次: async (by) => {
      const ask = { kind: 'interest', until: today(), due: today() }
      const made = await by.post<Answer & { readonly id: string }>('/api/subsidies/batches', ask)
      if (made.status < 400) batch = made.id
      return made
    },
    提交贴息批次: (by) => act(by, 'freeze'),
    解散贴息批次: (by) => act(by, 'dissolve'),
    复核贴息批次: async (by) => act(by, 'check', { rows: (await seen(by)).rows.map(({ id }) => id) }),
    审批贴息批次: async (by) => act(by, 'approve', { hash: (await seen(by)).hash, opinion: '同意（测试数据）' }),
    登记贴息拨付: (by) => act(by, 'pay', { on: today(), voucher: '拨1' }),
    登记贴息被银行退回: async (by) =>
      act(by, 'return', { row: (await seen(by)).rows[0]?.id, reason: '账号已销户（测试数据）', due: today() }),
    不再拨付某的贴息: async (by) =>
      by.post(`/api/subsidies/payables/${(await first(by)).id}/withdraw`, { reason: '本人书面撤回（测试数据）' }),
  }
}

type Rows = {
  readonly rows: readonly {
    readonly number: string
    readonly name: string
    readonly sum: number
    readonly payment: string
    readonly lacks: boolean
    readonly batch: string | null
    readonly why: string | null
  }[]
}
type Waiting = {
  readonly rows: readonly {
    readonly matter: string
    readonly name: string
    readonly idNumber: string
    readonly stateLabel: string
    readonly amount: number
    readonly lacks: boolean
  }[]
}
type Accounts = { readonly rows: readonly { readonly account: string; readonly stateLabel: string }[] }
/** What the lists of what is paid say of the loans of a walk. */
const paymentClaimsOf = ({ pages }: Loans, of: ReturnType<typeof desks>['of']): DeskWalk['claims'] => ({
  名册上某的原因: async (name = '') =>
    (await of('周四').get<Rows>('/api/loans/subsidies')).rows
      .filter((row) => row.name.startsWith(name))
      .map(({ why }) => why ?? '没有写'),
  贴息的拨付: async () =>
    (await of('周四').get<Rows>('/api/loans/subsidies')).rows.map(
      ({ name, sum, payment, lacks }) => `${name} ${sum}元 ${payment}${lacks ? '，缺账户' : ''}`,
    ),
  某的待拨付: async (name = '') =>
    (await of('周四').get<Waiting>('/api/subsidies/payables?kind=interest')).rows
      .filter(({ matter }) => matter === pages.get(name)?.matter.id)
      .map((row) => `${row.name}${row.idNumber} ${row.stateLabel}${row.amount}元${row.lacks ? '，缺账户' : ''}`),
  经办银行的账户: async () =>
    (await of('周四').get<Accounts>('/api/subsidies/accounts')).rows.map(
      ({ account, stateLabel }) => `${account} ${stateLabel}`,
    ),
})

/** What the walks of the loan do, and what they ask of the payments: by the words of their tables. */
export function loanDesk(server: Awaited<ReturnType<typeof testServer>>, of: ReturnType<typeof desks>['of']) {
  const loans = loansOf(server, of)
  return {
    ...loans,
    paymentClaims: paymentClaimsOf(loans, of),
    deeds: { ...asking(loans), ...paying(loans), ...payment(server.now) },
  }
}
