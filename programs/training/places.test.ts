import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Answer, testServer } from '#apps/server/testing.ts'
import { formOf } from '#house/forms.ts'
import { demoStaff } from '#office/seed.ts'
import { wordsIn } from '#platform/sheets/testing.ts'
import { apply, grant, testNumber } from './testing.ts'
import type { classView, wholeClass } from './view.ts'

const server = await testServer('training-places', '2026-03-02T09:00:00+08:00')
type View = ReturnType<typeof classView> & Awaited<ReturnType<typeof wholeClass>>

const post = <T>(who: string, url: string, body: object = {}) => server.call<T>(who, 'POST', url, body)
const look = (id: string) => server.call<View>('wang', 'GET', `/api/training/classes/${id}`)
const plan = (from: number) => [0, 1].map((n) => `2026-03-${from + n} 6 课程`).join('\n')
let institution = ''

async function opened(name: string, more: object): Promise<string> {
  const body = { institution, place: '测试路9号', phone: '0432-62000002', places: 3, keeper: demoStaff('wang'), name }
  const made = await post<View>('wang', '/api/training/classes', { service: 'JY14', level: '5', ...body, ...more })
  assert.equal(made.status, 201, JSON.stringify(made))
  await post('wang', `/api/training/classes/${made.id}/submit`)
  const asked = { opinion: '同意', theory: 60, practice: 60 }
  const done = await post('head', `/api/training/classes/${made.id}/approve`, asked)
  assert.equal(done.status, 200, JSON.stringify(done))
  return made.id
}

before(async () => {
  const people = Array.from({ length: 8 }, (_, i) => ({ code: 'JY14', name: `测试${i}`, n: i + 1 }) as const)
  const again = { code: 'JY14', name: '测试0', n: 1, form: { trade: '育婴员' } } as const
  const paidSelf = { trade: '家政服务员', subsidyWay: 'person' }
  const selves = [8, 9].map((i) => ({ code: 'JY14', name: `测试${i}`, n: i + 1, form: paidSelf }) as const)
  const pages = await apply(server, [...people, again, ...selves])
  server.setClock('2026-03-10T08:00:00+08:00')
  await grant(server, pages)
  const made = await post<{ id: string }>('head', '/api/training/institutions', {
    ...{ name: '测试培训学校', services: ['JY14'], qualification: '公布文号（测试）', validUntil: '2026-12-31' },
    phone: '0432-62000001',
  })
  institution = made.id
})

const won = (answers: readonly Answer<unknown>[]) => answers.filter(({ status }) => status < 300).length

test('同一工种同一等级核准过的，系统查出来，不再核准一次；别的工种、等级照样可以报；次数填整数 (8.1, 8.2)', async () => {
  type Row = { readonly id: string; readonly machine: string | null; readonly seen?: readonly string[] }
  const form: Readonly<Record<string, unknown>> = { ...formOf('JY14'), name: '测试0', idNumber: testNumber(1) }
  const judged = async (more: object): Promise<Row | undefined> => {
    const page = await server.open('wang', 'case', { service: 'JY14', form: { ...form, ...more } })
    assert.equal(page.status, 201, JSON.stringify(page))
    const check = page.offers.find(({ move }) => move === 'check')!.input as unknown as {
      properties: { conditions: { 'x-rows': readonly Row[] } }
    }
    return check.properties.conditions['x-rows'].find(({ id }) => id === 'notSame')
  }
  // However it is written.
  for (const trade of [String(form['trade']), `${form['trade']} `, [...String(form['trade'])].join(' ')]) {
    const same = await judged({ trade })
    assert.equal(same?.machine, 'no', trade)
    assert.match(same?.seen?.join() ?? '', /同一工种同一等级的报名：2026年3月\d+日起/)
  }
  assert.notEqual((await judged({ level: 'special' }))?.machine, 'no')
  assert.notEqual((await judged({ trade: '育儿嫂' }))?.machine, 'no')
  const refused = await server.open('wang', 'case', { service: 'JY14', form: { ...form, takenThisYear: 2.5 } })
  assert.match(JSON.stringify(refused), /本年度已享受补贴培训次数”?：?应为整数/)
})

test('八个窗口同时编班，名额三个就只进三个；两个窗口同时造册，只成一份 (1.3)', async () => {
  const id = await opened('养老护理员班', { trade: '养老护理员', plan: plan(16) })
  const { applicants } = await look(id)
  assert.equal(applicants.length, 8)
  for (const [q, found] of [
    ...['护理员班', 'ylhl', '养', '护理 养老', (await look(id)).number.slice(-8)].map((q) => [q, 1]),
    ['月嫂', 0],
    ['护理 月嫂', 0],
    ['%', 0],
  ]) {
    const address = `/api/training/classes?q=${encodeURIComponent(String(q))}`
    assert.equal((await server.call<{ rows: readonly object[] }>('wang', 'GET', address)).rows.length, found, String(q))
  }
  const each = applicants.map((one) => post('wang', `/api/training/classes/${id}/enrol`, { applicants: [one.id] }))
  assert.equal(won(await Promise.all(each)), 3)
  const full = await look(id)
  assert.equal(full.taken, 3)
  assert.equal(full.seats.filter(({ state }) => state === 'in').length, 3)

  server.setClock('2026-03-17T18:00:00+08:00')
  const seats = full.seats.map((one) => one.id)
  for (const day of ['2026-03-16', '2026-03-17'])
    await post('wang', `/api/training/classes/${id}/attendance`, {
      ...{ day, marks: seats.map((seat) => ({ seat, mark: 'present' })) },
    })
  const rows = seats.map((seat) => ({ seat, theory: 80, practice: 80 }))
  await post('wang', `/api/training/classes/${id}/test`, { again: false, rows })
  // Two desks press 制发 at once: nobody gets two papers.
  const papers = [1, 2].map(() => post('wang', `/api/training/classes/${id}/papers`))
  assert.equal(won(await Promise.all(papers)), 1)
  const figure = { service: 'JY14', key: 'standard', value: 1200.35, source: '测试文件', from: '2026-03-17' }
  assert.equal((await post('head', '/api/policy-figures', figure)).status, 200)
  const ask = { payee: 'provider', enclosures: ['approval', 'roll', 'identity', 'attendance', 'papers'] }
  const lists = ['wang', 'li'].map((who) => post(who, `/api/training/classes/${id}/subsidy`, ask))
  assert.equal(won(await Promise.all(lists)), 1)
  const { lists: kept } = await look(id)
  assert.deepEqual(
    kept.map(({ people, total }) => [people, total]),
    [[3, 3601.05]],
  )
  const print = await server.app.inject({
    ...{ method: 'GET', url: `/api/training/classes/${id}/papers.pdf` },
    headers: { cookie: await server.signIn('wang') },
  })
  assert.equal(print.rawPayload.subarray(0, 5).toString(), '%PDF-')
  const pages = print.rawPayload.toString('latin1').match(/\/Count 3\b/)
  assert.ok(pages ?? print.rawPayload.length > 10_000)
  // Whole numbers: by the keeper or a head, with a reason on the audit; what is kept stays covered.
  const address = `/api/training/classes/${id}/papers.pdf`
  const whole = async (who: string, payload: object) => {
    const headers = { cookie: await server.signIn(who) }
    return server.app.inject({ method: 'POST', url: address, headers, payload })
  }
  const ours = { reason: '发给学员本人（测试）' }
  const refusals = [await whole('wang', { reason: ' ' }), await whole('li', ours), await whole('qian', ours)]
  assert.deepEqual(
    refusals.map(({ statusCode }) => statusCode),
    [422, 403, 404],
  )
  const numbers = full.seats.map(({ name }) => testNumber(Number(name.slice(2)) + 1))
  const read = (bytes: Buffer) => wordsIn(bytes)?.replaceAll('\u200b', '') ?? null
  for (const who of ['wang', 'head']) {
    const paper = await whole(who, ours)
    assert.equal(paper.statusCode, 200, paper.body)
    const words = read(paper.rawPayload)
    for (const number of numbers) assert.ok(words === null || words.includes(number), number)
  }
  const noted = await server.owner.query<{ says: string }>(`select says from audit where says like '%完整号码3人%'`)
  assert.equal(noted.rows.length, 2)
  for (const { says } of noted.rows) assert.match(says, /^打印.+合格证（完整号码3人）；理由：发给学员本人/)
  for (const number of numbers) assert.ok(!read(print.rawPayload)?.includes(number))
  // One paper is printed once and kept: the second copy is the first to the bit.
  const [paper] = (await look(id)).seats.flatMap((one) => (one.paper ? [one.paper.url] : []))
  const copy = async () => {
    const headers = { cookie: await server.signIn('wang') }
    return (await server.app.inject({ method: 'GET', url: paper ?? '', headers })).rawPayload
  }
  assert.deepEqual(await copy(), await copy())
  for (const [method, book] of [
    ['POST', `classes/${id}/roll.xlsx`],
    ['POST', `subsidies/${kept[0]?.id}/list.xlsx`],
    ['GET', 'classes.xlsx'],
    ['GET', 'institutions.xlsx'],
  ] as const) {
    const sent = await server.app.inject({
      ...{ method, url: `/api/training/${book}`, headers: { cookie: await server.signIn('wang') } },
      ...(method === 'POST' && { payload: { reason: '核对（测试）' } }),
    })
    assert.equal(sent.rawPayload.subarray(0, 2).toString(), 'PK', book)
  }
})

test('同一个人同时编进两个时间重叠的班，只进一个 (1.3)', async () => {
  const ids = await Promise.all([
    opened('护理二班', { trade: '养老护理员', plan: plan(23) }),
    opened('育婴班', { trade: '育婴员', plan: plan(24) }),
  ])
  const { rows } = await server.call<{ rows: readonly { id: string; name: string; subjectLabel: string }[] }>(
    ...(['wang', 'GET', '/api/training/applicants'] as const),
  )
  const [nursing, baby] = ['养老护理员', '育婴员'].map(
    (trade) => rows.find(({ name, subjectLabel }) => name === '测试0' && subjectLabel.startsWith(trade))?.id,
  )
  assert.ok(baby)
  // Whoever got a place in the first class waits for no second of the kind.
  const asks = [nursing, baby].flatMap((one, i) =>
    one ? [post('wang', `/api/training/classes/${ids[i]}/enrol`, { applicants: [one] })] : [],
  )
  assert.equal(won(await Promise.all(asks)), 1)
})

test('补贴拨给本人：登记账户、入批、复核、拨付、退回、追回都记到班级和统计；不再拨付的、追回的可以另造名册 (1.3, 7.4)', async () => {
  type Sum = {
    id: string
    name: string
    unit: boolean
    subject: string
    lacks: boolean
    stateLabel: string
    says: string
  }
  type Sums = Answer<{
    rows: readonly Sum[]
    id: string
    hash: string
    says: string
    clause: string
    total: number
    agrees: boolean
  }>
  const id = await opened('家政班', { trade: '家政服务员', plan: plan(25) })
  const { applicants } = await look(id)
  assert.deepEqual(applicants.map(({ name }) => name).toSorted(), ['测试8', '测试9'])
  const names = { applicants: applicants.map((one) => one.id) }
  assert.equal((await post('wang', `/api/training/classes/${id}/enrol`, names)).status, 200)
  server.setClock('2026-03-26T18:00:00+08:00')
  const seats = (await look(id)).seats.map((one) => one.id)
  for (const day of ['2026-03-25', '2026-03-26'])
    await post('wang', `/api/training/classes/${id}/attendance`, {
      ...{ day, marks: seats.map((seat) => ({ seat, mark: 'present' })) },
    })
  const rows = seats.map((seat) => ({ seat, theory: 80, practice: 80 }))
  await post('wang', `/api/training/classes/${id}/test`, { again: false, rows })
  assert.equal((await post('wang', `/api/training/classes/${id}/papers`)).status, 200)
  const listed = (payee: string) =>
    post<Sums>('wang', `/api/training/classes/${id}/subsidy`, {
      ...{ payee, enclosures: ['approval', 'roll', 'identity', 'attendance', 'papers'] },
    })
  assert.match((await listed('provider')).says, /没有可以列入的合格学员（拨给培训机构）/)
  const approved = async () => {
    assert.equal((await listed('person')).status, 200)
    const list = `/api/training/subsidies/${(await look(id)).lists.at(-1)?.id}`
    assert.equal((await post('zhao', `${list}/check`, { opinion: '相符' })).status, 200)
    const done = await post<Sums>('head', `${list}/approve`, { opinion: '同意' })
    assert.equal(done.status, 200, done.says)
  }
  await approved()
  const sums = async () => (await server.call<Sums>('head', 'GET', '/api/subsidies/payables?kind=training')).rows
  const payments = async () =>
    (await look(id)).lists.map(({ people, payments: all }) => [people, ...all.map(({ says }) => says).toSorted()])
  assert.deepEqual(
    (await sums()).map(({ name, unit, subject, lacks }) => [name, unit, subject, lacks]).toSorted(),
    ['测试8', '测试9'].map((name) => [name, false, '家政班', true]),
  )
  const [paid, left] = ['测试8', '测试9'].map((name) => sums().then((all) => all.find((one) => one.name === name)!))
  const [{ id: sum }, { id: other }] = [await paid!, await left!]
  const account = { bank: '测试银行', account: '6217000000000000020', statement: '本人书面说明（测试数据）' }
  const told = (number: string, accountName = '测试8') =>
    post<Sums>('wang', `/api/subsidies/payables/${sum}/account`, { ...account, account: number, accountName })
  assert.match((await told(account.account, '测试9')).says, /银行户名不是本人/)
  assert.equal((await told(account.account)).status, 200)
  assert.match(
    (await post<Sums>('wang', `/api/subsidies/payables/${other}/withdraw`, { reason: '本人放弃' })).says,
    /负责人/,
  )
  assert.equal(
    (await post('head', `/api/subsidies/payables/${other}/withdraw`, { reason: '本人书面放弃' })).status,
    200,
  )
  assert.deepEqual(await payments(), [[2, '已撤回1笔', '待入批1笔']])

  let batch = ''
  const act = (who: string, word: string, body: object = {}) => post<Sums>(who, `${batch}/${word}`, body)
  const pay = async (count: number) => {
    const days = { until: '2026-03-26', due: '2026-03-31' }
    const made = await post<Sums & { count: number }>('wang', '/api/subsidies/batches', { kind: 'training', ...days })
    assert.deepEqual([made.status, made.count], [201, count], made.says)
    batch = `/api/subsidies/batches/${made.id}`
    await act('wang', 'freeze')
    const { hash, rows: all } = await server.call<Sums>('head', 'GET', batch)
    await act('zhao', 'check', { rows: all.map((one) => one.id) })
    assert.equal((await act('head', 'approve', { hash, opinion: '同意' })).status, 200)
    assert.equal((await act('wang', 'pay', { on: '2026-03-26', voucher: '凭证1' })).status, 200)
  }
  const back = { row: sum, reason: '账号户名不符', due: '2026-03-31' }
  await pay(1)
  assert.deepEqual(await payments(), [[2, '已拨付1笔', '已撤回1笔']])
  const figures = () => server.call<Sums>('head', 'GET', '/api/subsidies/figures?year=2026')
  assert.deepEqual([(await figures()).total, (await figures()).agrees], [1200.35, true])
  assert.equal((await act('wang', 'return', back)).status, 200)
  assert.deepEqual([(await figures()).total, await payments()], [0, [[2, '已撤回1笔', '银行退回1笔']]])
  assert.match((await told(account.account)).says, /与退回的账号相同/)
  assert.equal((await told('6217000000000000038')).status, 200)
  await pay(1)
  assert.equal((await figures()).total, 1200.35)
  // The one who was not paid stands on a list of their own; who was paid stands on no second one.
  await approved()
  assert.deepEqual(await payments(), [
    [2, '已拨付1笔', '已撤回1笔'],
    [1, '待入批1笔，缺账户'],
  ])

  const asked = { amount: 1200.35, reason: '重复申领（测试数据）', due: '2026-04-30' }
  const recovery = await post<Sums>('head', `/api/subsidies/payables/${sum}/recovery`, asked)
  assert.equal(recovery.status, 201, recovery.says)
  const returned = await act('wang', 'return', back)
  assert.deepEqual([returned.status, returned.clause], [422, '7.4'])
  assert.match(returned.says, /登记过追回，不能再登记银行退回/)
  const got = { amount: 1200.35, voucher: '入账1' }
  assert.equal((await post('wang', `/api/subsidies/recoveries/${recovery.id}/receive`, got)).status, 200)
  assert.match((await act('wang', 'return', back)).says, /登记过追回/)
  await approved()
  assert.deepEqual((await payments()).at(-1), [1, '待入批1笔，缺账户'])
  const { history } = await server.call<{ history: readonly { says: string }[] }>(
    'wang',
    'GET',
    `/api/training/classes/${id}`,
  )
  for (const words of [
    '测试8：.+拨付1,200.35元',
    '测试8：.+银行退回：账号户名不符',
    '测试9：不再拨付：本人书面放弃',
    '测试8：1,200.35元已全部追回',
  ])
    assert.ok(
      history.some(({ says }) => new RegExp(words).test(says)),
      words,
    )
})

test('数据库自己也不许：名额超出、同一人同一工种同等级两份补贴 (1.3)', async () => {
  await assert.rejects(server.owner.query('update training_class set taken = places + 1'), /taken <= places|check/)
  const again = `insert into training_subsidy_row select tenant_id, list, gen_random_uuid(), org_path, blind, subject_key, name, id_masked, paper,
    amount, living from training_subsidy_row where living limit 1`
  await assert.rejects(server.owner.query(again), /training_subsidy_once/)
  const twice = `insert into training_taken select tenant_id, gen_random_uuid(), blind, service, subject_key, from_day, until_day, state
    from training_taken where state in ('in', 'qualified') limit 1`
  await assert.rejects(server.owner.query(twice), /training_taken_once/)
})
