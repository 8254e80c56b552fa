import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { testServer } from '#apps/server/testing.ts'
import { isRefusal } from '#core/refusal.ts'
import { fen } from '#core/sums/money.ts'
import { current } from '#office/current.ts'
import { type Stand, standOf } from '#office/register.ts'
import { demoOffice, demoStaff, demoTenant } from '#office/seed.ts'
import type { Tx } from '#platform/db/db.ts'
import { accountPage, closeAccount, confirmAccount } from './accounts.ts'
import { approve, check, freeze, make, sendBack, strike } from './batch.ts'
import { findBatch, rowsOfBatch, takeIn } from './batches.ts'
import type { PayableKind } from './contract.ts'
import { type PayableFollower, payables } from './payables.ts'
import { correctAccount, pay, sentBack, unitAccountOf, withdrawSum } from './payout.ts'
import { askBack, receive } from './recovery.ts'
import { payoutList } from './sheet.ts'

/** 测试数据：培训补贴（拨给机构、拨给本人）和贷款贴息，随便什么次序。 */

const server = await testServer('subsidy-payees', '2026-03-02T08:00:00+08:00')
const { db, owner } = server
const { keys } = server.world
const at = server.now()
// Three persons for three steps: one more for the city.
await owner.query('update staff_place set org = $1 where staff = $2', [demoOffice('cs'), demoStaff('zheng')])
await owner.query('update office_version set version = version + 1')
const office = await db.plain((tx) => current(tx, demoTenant, at))
const place = office.organizations.get(demoOffice('sljd') as never)!
const top = place.path.split('.')[0]!
const inside = <T>(work: (tx: Tx) => Promise<T>) => db.transaction({ tenant: demoTenant, paths: [top] }, work)
function stand(who: Parameters<typeof demoStaff>[0], code: Parameters<typeof demoOffice>[0]): Stand {
  const found = standOf(office, { tenant: demoTenant, staff: demoStaff(who), at } as never, demoOffice(code))
  if (isRefusal(found)) throw new Error(found.says)
  return found
}
const maker = () => stand('wei', 'cs')
const reader = () => stand('zheng', 'cs')
const judge = () => stand('city', 'cs')
const day = '2026-03-02'
const units = [randomUUID(), randomUUID()]
const matters = [randomUUID(), randomUUID(), randomUUID()]
const kinds = ['training', 'startup', 'interest'] as const satisfies readonly PayableKind[]

const put = (kind: PayableKind, n: number, claim: string, sum = 35_000) =>
  inside((tx) =>
    payables.put(tx, demoTenant, {
      ...{ kind, matter: matters[n % 3]!, claim, number: `测试-${n}`, office: place.id, path: place.path },
      ...{ person: `person-${n}`, name: n % 2 === 0 ? '测试单位' : '测试甲', masked: '', span: null, count: 1 },
      ...{ fen: fen(sum), on: day as never, account: null, subject: '测试班' },
      ...(n % 2 === 0 && { unit: units[n % 4 === 0 ? 0 : 1]! }),
    }),
  )
/** What each key got, by what was told to the books of its program alone. */
const paid = new Map<string, number>()
const follow: PayableFollower = async (_tx, _tenant, row, event) => {
  const key = `${row.kind} ${row.matter} ${row.claim}`
  const by = event === 'paid' ? 1 : event === 'refused' ? 0 : -1
  paid.set(key, (paid.get(key) ?? 0) + by)
}
const ids = async (query: string): Promise<readonly string[]> =>
  (await owner.query<{ id: string }>(query)).rows.map(({ id }) => id)
const pick = (list: readonly string[], n: number) => list[n % Math.max(1, list.length)]
const reached = { paid: 0, returned: 0, struck: 0, withdrawn: 0, recovered: 0, closed: 0 }
const told = (word: keyof typeof reached, done: object | null) => {
  if (done && !isRefusal(done)) reached[word] += 1
}
const payableIn = async (n: number, ...states: string[]) =>
  pick(await ids(`select id from payable where state in (${states.map((one) => `'${one}'`).join()}) order by id`), n)
const batchIn = async (n: number, state: string) =>
  pick(await ids(`select id from payment_batch where state in ('${state}') order by id`), n)
const account = (n: number) => `62170000000${1_000_000 + (n % 50)}`

type Do = (n: number, m: number) => Promise<void>
const deeds: Readonly<Record<string, Do>> = {
  put: async (n, m) => void (await put(kinds[m % 3]!, n % 6, `c${m % 2}`)),
  async account(n) {
    const id = await payableIn(n, 'waiting', 'returned')
    if (!id) return
    const { rows } = await owner.query<{ unit: string | null; name: string }>(
      'select unit, name from payable where id = $1',
      [id],
    )
    const { unit, name } = rows[0]!
    const ask = { bank: '测试银行', account: account(n), statement: '测试说明' }
    if (unit)
      await inside((tx) => unitAccountOf(tx, judge(), keys, id, { ...ask, name, creditCode: '91220201MA00000005' }))
    else await inside((tx) => correctAccount(tx, maker(), keys, id, { ...ask, accountName: name }))
  },
  async close(n) {
    const rows = await inside((tx) => accountPage(tx, demoTenant, [place.id], {}, 10))
    const id = pick(
      rows.map((one) => one.id),
      n,
    )
    if (id && n % 3 === 0) told('closed', await inside((tx) => closeAccount(tx, judge(), id, '销户')))
  },
  make: async (_n, m) => void (await inside((tx) => make(tx, maker(), { kind: kinds[m % 3]!, until: day, due: day }))),
  async approve(n) {
    const open = await batchIn(n, 'open')
    if (open) await inside((tx) => freeze(tx, maker(), open))
    const id = await batchIn(n, 'frozen')
    if (!id) return
    const rows = await inside((tx) => rowsOfBatch(tx, demoTenant, id))
    const left = rows.filter(({ state }) => state === 'in').map(({ payable }) => payable)
    await inside((tx) => check(tx, reader(), id, left))
    const { rows: batch } = await owner.query<{ hash: string }>('select hash from payment_batch where id = $1', [id])
    await inside((tx) => approve(tx, judge(), id, batch[0]!.hash, '同意'))
  },
  async strike(n, m) {
    const id = await batchIn(n, m % 3 === 0 ? 'approved' : 'open')
    const rows = id ? await inside((tx) => rowsOfBatch(tx, demoTenant, id)) : []
    const row = rows[m % Math.max(1, rows.length)]
    if (!id || !row) return
    const ask = { row: row.payable, after: m % 2 === 0 ? 'refuse' : 'next', reason: '测试' } as const
    told('struck', await inside((tx) => strike(tx, judge(), id, ask, follow)))
  },
  async pay(n) {
    const id = await batchIn(n, 'approved')
    if (id) told('paid', await inside((tx) => pay(tx, maker(), id, { on: day, voucher: '1' }, follow)))
  },
  async sendBack(n) {
    const id = await batchIn(n, 'settled')
    const rows = id ? await inside((tx) => rowsOfBatch(tx, demoTenant, id)) : []
    const row = rows[n % Math.max(1, rows.length)]
    if (!id || !row) return
    told(
      'returned',
      await inside((tx) => sentBack(tx, maker(), id, { row: row.payable, reason: '测试', due: day }, follow)),
    )
  },
  async withdraw(n) {
    const id = await payableIn(n, 'waiting', 'returned', 'batched', 'paid')
    if (id) told('withdrawn', await inside((tx) => withdrawSum(tx, judge(), id, '本人死亡', follow)))
  },
  async recover(n) {
    const id = await payableIn(n, 'paid')
    if (!id || n % 2 === 0) return
    const made = await inside((tx) => askBack(tx, judge(), id, { amount: 350, reason: '测试', due: day }))
    if (isRefusal(made)) return
    told('recovered', await inside((tx) => receive(tx, maker(), made.id, { amount: 350, voucher: '1' }, follow)))
  },
}
const words = Object.keys(deeds)
const step = fc.tuple(
  fc.constantFrom(...words, 'put', 'put', 'account', 'account', 'make', 'approve', 'approve', 'pay'),
  fc.nat(100),
  fc.nat(100),
)

test('培训补贴和贷款贴息：入批、剔除、账户停用、拨付、退回、撤回、追回无论什么次序，同一名册同一人（机构）、同一贷款同一季只付一次（7.4）', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 120, size: 'max' }), async (steps) => {
      await owner.query('truncate payment_recovery, payment_row, payment_batch, payable, payee_account')
      paid.clear()
      for (const [word, n, m] of steps) await deeds[word]!(n, m)
      for (const [key, times] of paid) assert.ok(times === 0 || times === 1, `${key} was paid ${times} times`)
      const { rows } = await owner.query(
        `select kind, matter, claim from payment_row r join payable p on p.tenant_id = r.tenant_id and p.id = r.payable
         where r.state = 'paid' group by 1, 2, 3 having count(*) > 1`,
      )
      assert.deepEqual(rows, [], 'a claim is paid by one row')
      const { rows: bare } = await owner.query(
        `select batch from payment_row where state = 'paid' and account_blind is null`,
      )
      assert.deepEqual(bare, [], 'nothing is paid without an account')
    }),
    { numRuns: 12 },
  )
  for (const [word, times] of Object.entries(reached)) assert.ok(times > 0, `${word} was never reached`)
})

test('两人同时把同一笔贴息编入批次：只进一个批次；同一季第二次批准不列入（7.4）', async () => {
  await owner.query('truncate payment_recovery, payment_row, payment_batch, payable, payee_account')
  assert.equal(await put('interest', 1, '2026-Q1'), null)
  assert.match((await put('interest', 1, '2026-Q1'))?.says ?? '', /不能重复拨付/)
  assert.equal(await put('interest', 1, '2026-Q2'), null)
  const ask = { kind: 'interest', until: day, due: day } as const
  const none = await inside((tx) => make(tx, maker(), ask))
  assert.match(isRefusal(none) ? none.says : '', /2笔创业担保贷款贴息还缺账户/)
  for (const id of await ids('select id from payable'))
    await inside((tx) =>
      correctAccount(tx, maker(), keys, id, {
        accountName: '测试甲',
        bank: '测试银行',
        account: account(1),
        statement: '测试',
      }),
    )
  const made = await Promise.all([1, 2].map(() => inside((tx) => make(tx, maker(), ask))))
  assert.equal(made.filter((one) => !isRefusal(one)).length, 1)
  const { rows } = await owner.query<{ count: number; plain: number }>(
    `select count(*)::int as count, count(*) filter (where account_cipher like '%6217%' or account_masked like '62170000%')::int as plain from payable`,
  )
  assert.deepEqual(rows[0], { count: 2, plain: 0 }, 'the number is under seal')
})

test('银行退回的单位账户不再拨付：已提交的批次审批时拦住，再提交要先核对；负责人核实以后才恢复（7.4）', async () => {
  await owner.query('truncate payment_recovery, payment_row, payment_batch, payable, payee_account')
  const says = (one: object) => (isRefusal(one) ? one.says : '')
  const batch = async () => {
    const made = await inside((tx) => make(tx, maker(), { kind: 'interest', until: day, due: day }))
    if (isRefusal(made)) throw new Error(made.says)
    const frozen = await inside((tx) => freeze(tx, maker(), made.id))
    if (isRefusal(frozen)) throw new Error(frozen.says)
    return made.id
  }
  const judged = async (id: string) => {
    const rows = (await inside((tx) => rowsOfBatch(tx, demoTenant, id))).map(({ payable }) => payable)
    await inside((tx) => check(tx, reader(), id, rows))
    const { rows: found } = await owner.query<{ hash: string }>('select hash from payment_batch where id = $1', [id])
    return inside((tx) => approve(tx, judge(), id, found[0]!.hash, '同意'))
  }
  assert.equal(await put('interest', 0, '2026-Q1'), null)
  const [sum] = await ids('select id from payable')
  const told = { name: '测试单位', bank: '测试银行', account: account(1), statement: '测试' }
  await inside((tx) => unitAccountOf(tx, judge(), keys, sum!, { ...told, creditCode: '91220201MA00000005' }))
  const first = await batch()
  assert.equal(says(await judged(first)), '')
  await inside((tx) => pay(tx, maker(), first, { on: day, voucher: '1' }, follow))
  assert.equal(await put('interest', 0, '2026-Q2'), null)
  const second = await batch()
  const back = { row: sum!, reason: '账号已销户', due: day }
  assert.equal(says(await inside((tx) => sentBack(tx, maker(), first, back, follow))), '')
  assert.match(says(await judged(second)), /测试单位.*账户被银行退回，不能拨付；请剔除，退回待入批/)
  await inside((tx) => sendBack(tx, judge(), second, '核对账户'))
  assert.match(says(await inside((tx) => freeze(tx, maker(), second))), /被银行退回，请先由负责人或上级登记新账户/)
  const [unit] = await ids('select id from payee_account')
  assert.equal(says(await inside((tx) => confirmAccount(tx, judge(), unit!, '系统故障'))), '')
  assert.equal(says(await inside((tx) => freeze(tx, maker(), second))), '')
  assert.equal(says(await judged(second)), '')
})

test('提交以后停用或更换的单位账户不拨付：复核、审批、登记拨付、完整名册都写明哪一笔；审批以后剔除退回待入批，等新账户（7.4）', async () => {
  await owner.query('truncate payment_recovery, payment_row, payment_batch, payable, payee_account')
  const says = (one: object | null) => (one && isRefusal(one) ? one.says : '')
  const told = { name: '测试单位', bank: '测试银行', statement: '测试', creditCode: '91220201MA00000005' }
  const set = async (sum: string, n: number) =>
    assert.equal(
      says(await inside((tx) => unitAccountOf(tx, judge(), keys, sum, { ...told, account: account(n) }))),
      '',
    )
  const close = async () => {
    const [unit] = await ids('select id from payee_account')
    assert.equal(says(await inside((tx) => closeAccount(tx, judge(), unit!, '销户'))), '')
  }
  const readAll = async (id: string) => {
    const rows = await inside((tx) => rowsOfBatch(tx, demoTenant, id))
    return inside((tx) =>
      check(
        tx,
        reader(),
        id,
        rows.map(({ payable }) => payable),
      ),
    )
  }
  const judged = async (id: string) => {
    const batch = await inside((tx) => findBatch(tx, demoTenant, id))
    return inside((tx) => approve(tx, judge(), id, batch!.hash!, '同意'))
  }
  const frozen = async () => {
    const made = await inside((tx) => make(tx, maker(), { kind: 'interest', until: day, due: day }))
    assert.ok(!isRefusal(made), says(made))
    assert.equal(says(await inside((tx) => freeze(tx, maker(), made.id))), '')
    return made.id
  }
  const payAll = (id: string) => inside((tx) => pay(tx, maker(), id, { on: day, voucher: '1' }, follow))
  const out = (id: string, row: string, after: 'next' | 'refuse' = 'next') =>
    inside((tx) => strike(tx, judge(), id, { row, after, reason: '账户停用' }, follow))
  const stateOf = async (id: string) => (await inside((tx) => findBatch(tx, demoTenant, id)))?.state
  assert.equal(await put('interest', 0, '2026-Q1'), null)
  const [sum] = await ids('select id from payable')
  await set(sum!, 1)

  const first = await frozen()
  await close()
  assert.match(says(await readAll(first)), /测试单位（测试-0）的账户已停用，不能拨付；请剔除，退回待入批/)
  assert.match(says(await judged(first)), /测试单位（测试-0）的账户已停用，不能拨付/)
  assert.equal(says(await out(first, sum!)), '')
  // It waits without the account that is closed: no batch takes it up again with that.
  const none = await inside((tx) => make(tx, maker(), { kind: 'interest', until: day, due: day }))
  assert.match(says(none), /缺账户，请先在“待入批”里登记：拨给单位的1笔，由负责人或上级登记单位账户$/)

  await set(sum!, 2)
  const second = await frozen()
  assert.equal(says(await readAll(second)), '')
  assert.equal(says(await judged(second)), '')
  assert.match(says(await out(second, sum!)), /已经审批的批次不能再剔除/)
  await close()
  assert.match(says(await payAll(second)), /测试单位（测试-0）的账户已停用，不能拨付；请在批次里剔除，退回待入批/)
  const list = await inside((tx) => payoutList(tx, judge(), second, { keys }))
  assert.match(says(list), /测试单位（测试-0）的账户已停用/)
  assert.match(says(await out(second, sum!, 'refuse')), /只能退回待入批/)
  assert.equal(says(await out(second, sum!)), '')
  assert.equal(await stateOf(second), 'dissolved')

  // Another account was told meanwhile: what was handed in with the old one is not paid there; the rest is.
  await set(sum!, 3)
  assert.equal(await put('interest', 1, '2026-Q1'), null)
  const [own] = await ids('select id from payable where unit is null')
  const mine = { accountName: '测试甲', bank: '测试银行', account: account(9), statement: '测试' }
  assert.equal(says(await inside((tx) => correctAccount(tx, maker(), keys, own!, mine))), '')
  const third = await frozen()
  assert.equal(says(await readAll(third)), '')
  assert.equal(says(await judged(third)), '')
  assert.equal(await put('interest', 0, '2026-Q2'), null)
  const [late] = await ids(`select id from payable where claim = '2026-Q2'`)
  await set(late!, 4)
  assert.match(says(await payAll(third)), /测试单位（测试-0）的账户已更换，不能拨付/)
  const some = await inside((tx) => pay(tx, maker(), third, { rows: [own!, own!], on: day, voucher: '1' }, follow))
  assert.equal(says(some), '')
  assert.equal(says(await out(third, sum!)), '')
  assert.equal(await stateOf(third), 'settled')
  const { rows } = await owner.query<{ state: string; blind: string }>(
    'select state, account_blind as blind from payable where unit is not null',
  )
  assert.deepEqual(
    rows.map(({ state, blind }) => [state, blind]),
    rows.map(() => ['waiting', keys.blind('bankCard', account(4))]),
  )
})

test('单位连同上级不到三人的，不能编制批次；编制、复核、审批、登记拨付各由不同的人（7.4）', async () => {
  await owner.query('truncate payment_recovery, payment_row, payment_batch, payable, payee_account')
  const says = (one: object) => (isRefusal(one) ? one.says : '')
  assert.equal(await put('interest', 1, '2026-Q1'), null)
  const [sum] = await ids('select id from payable')
  const told = { accountName: '测试甲', bank: '测试银行', account: account(1), statement: '测试' }
  await inside((tx) => correctAccount(tx, maker(), keys, sum!, told))
  const ask = { kind: 'interest', until: day, due: day } as const
  const staff = new Map([...office.roster.staff].filter(([id]) => id !== demoStaff('zheng')))
  const small = { ...office, roster: { ...office.roster, staff } }
  assert.match(
    says(await inside((tx) => make(tx, { ...maker(), office: small }, ask))),
    /三个不同的人办理，测试市就业服务局连同上级负责人只有2人/,
  )
  const made = await inside((tx) => make(tx, maker(), ask))
  assert.ok(!isRefusal(made))
  const { id } = made
  await inside((tx) => freeze(tx, maker(), id))
  const { hash } = (await inside((tx) => findBatch(tx, demoTenant, id)))!
  const agreed = () => inside((tx) => approve(tx, judge(), id, hash!, '同意'))
  await inside((tx) => check(tx, judge(), id, [sum!]))
  // A second look changes nothing of whose the first was.
  await inside((tx) => check(tx, reader(), id, [sum!]))
  assert.match(says(await agreed()), /编制、复核、审批应由不同的人办理，您复核过其中1笔/)
  await inside((tx) => sendBack(tx, judge(), id, '换人复核'))
  await inside((tx) => freeze(tx, maker(), id))
  await inside((tx) => check(tx, reader(), id, [sum!]))
  assert.equal(says(await agreed()), '')
  const paidBy = (at: Stand, rows?: string[]) =>
    inside((tx) => pay(tx, at, id, { on: day, voucher: '1', ...(rows && { rows }) }, follow))
  assert.match(says(await paidBy(judge())), /由审批人以外的人办理/)
  assert.match(says(await paidBy(reader(), [])), /没有选中/)
  assert.equal(says(await paidBy(reader())), '')
})

test('已撤回的不再汇集；锁定时已经去了别处的，整批不入；金额为0的库里不收（7.4）', async () => {
  await owner.query('truncate payment_recovery, payment_row, payment_batch, payable, payee_account')
  await assert.rejects(put('interest', 1, '2026-Q1', 0), /payable_fen_check/)
  assert.equal(await put('interest', 1, '2026-Q1'), null)
  assert.equal(await put('interest', 1, '2026-Q2'), null)
  const told = { accountName: '测试甲', bank: '测试银行', account: account(1), statement: '测试' }
  const [first, second] = await ids('select id from payable order by claim')
  for (const id of [first!, second!]) await inside((tx) => correctAccount(tx, maker(), keys, id, told))
  const ask = { kind: 'interest', until: day, due: day } as const
  await inside((tx) => withdrawSum(tx, judge(), first!, '书面撤回', follow))
  const made = await inside((tx) => make(tx, maker(), ask))
  assert.ok(!isRefusal(made))
  assert.deepEqual([made.count, made.fen], [1, 35_000])
  const none = await inside((tx) => make(tx, maker(), ask))
  assert.match(isRefusal(none) ? none.says : '', /没有待入批的/)
  for (const gone of [first!, second!])
    await assert.rejects(
      inside((tx) => takeIn(tx, demoTenant, made.id, [gone])),
      /went elsewhere/,
    )
  const { rows } = await owner.query<{ state: string }>('select state from payable order by claim')
  assert.deepEqual(
    rows.map(({ state }) => state),
    ['withdrawn', 'batched'],
  )
})
