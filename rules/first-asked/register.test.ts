import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { demoStaff } from '#office/seed.ts'
import { people, type Username } from '#office/story.ts'
import { writtenIn } from './testing.ts'

// 难办事项（2.2）和表扬（2.4.0）不是流程，是登记簿：按条款手写的表，逐行对着接口走。

const s = await testServer('first_asked_register', '2026-11-23T09:00:00+08:00')
type Row = {
  id: string
  lamp: string | null
  mayEnd: boolean
  outcome: string | null
  looks?: { says: string }[]
}
type Body = {
  id?: string
  code?: string
  clause?: string | null
  says?: string
  problems?: { at: string; says: string }[]
}
type Act = (who: string) => Promise<Body & { status: number }>

const userOf = (name: string): Username => people.find((one) => one.name === name)!.username
const see = async <T>(who: string, url: string) => (await s.call<{ rows: T[] }>(who, 'GET', url)).rows
const alarms = async (who: string, clause: string) =>
  (await s.call<{ alarms: { clause: string; says: string }[] }>(who, 'GET', '/api/office/alarms')).alarms
    .filter((one) => one.clause === clause)
    .map(({ says }) => says)

/** Walks a register down a table: `时间 | 谁 | 办什么 | 结果`. A result is what the answer says, or `不能（条款）：字` . */
async function walked(table: string, acts: Readonly<Record<string, Act>>, claims: (who: string) => Promise<string>) {
  for (const line of table.trim().split('\n')) {
    const [when = '', name = '', does = '', result = ''] = line.split('|').map((cell) => cell.trim())
    s.setClock(`2026-${when.replace(' ', 'T')}:00+08:00`)
    const who = userOf(name)
    const done = acts[does] ? await acts[does](who) : null
    if (result.startsWith('不能')) {
      const [, clause, words = ''] = /^不能（([^）]+)）：(.+)$/.exec(result) ?? []
      assert.ok(done && done.status >= 400, `${line}\n    went through: ${JSON.stringify(done)}`)
      const said = [done.says, ...(done.problems ?? []).map(({ says }) => says)].join(' ')
      assert.deepEqual([done.clause, said.includes(words)], [clause, true], `${line}\n    ${done.clause} ${said}`)
      continue
    }
    if (done) assert.ok(done.status < 300, `${line}\n    ${JSON.stringify(done)}`)
    const now = await claims(who)
    for (const claim of result.split('；')) assert.ok(now.includes(claim), `${line}\n    ${claim}, but: ${now}`)
  }
}

test('难办的事记在案上，直到办结；B角看得到，过了日子提醒（2.2）', async () => {
  const base = {
    channel: 'visit',
    inquiry: 'service',
    matter: '档案丢失，养老接续不了',
    name: '测试甲',
    phone: '13800138000',
  }
  const page = await s.open('wang', 'contact', base)
  const easy = await s.open('wang', 'contact', { ...base, matter: '问时间' })
  await s.move('wang', easy, 'answer', { result: '九点开门' })
  const matter = page.matter.id
  const note = '原单位已撤销，档案去向不明'
  const post =
    (body: object, path = ''): Act =>
    (who) =>
      s.call<Body>(who, 'POST', `/api/remembered${path}`, body)
  const own =
    (act: string, body: object): Act =>
    async (who) => {
      const [row] = await see<Row>('head', '/api/remembered')
      return s.call<Body>(who, 'POST', `/api/remembered/${row?.id ?? matter}/${act}`, body)
    }
  const acts = {
    记挂: post({ matter, note, lookOn: '2026-11-25' }),
    '记挂：没写难在哪里': post({ matter, note: ' ', lookOn: '2026-11-25' }),
    '记挂：日子已过': post({ matter, note, lookOn: '2026-11-20' }),
    '记挂：日子不是日子': post({ matter, note, lookOn: '后天' }),
    '记挂：已办结的': post({ matter: easy.matter.id, note, lookOn: '2026-11-25' }),
    再看: own('look', { note: '已发函查询', lookOn: '2026-11-27' }),
    '再看：没写情况': own('look', { lookOn: '2026-11-27' }),
    了结: own('end', { outcome: '在市档案馆找到，已协助转移' }),
    '了结：没写结果': own('end', {}),
  }
  const claims = async (who: string) => {
    const rows = await see<Row>(who, '/api/remembered')
    const lamps = rows.map(
      ({ lamp, mayEnd, looks = [] }) =>
        `${looks.map(({ says }) => says).join()}${{ red: '过了日子', yellow: '今天要看', green: '记着' }[lamp ?? 'green']}${mayEnd ? '，能办' : '，只看'}`,
    )
    return `清单${rows.length}件 ${lamps.join(' ')} 提醒${(await alarms(who, '2.2')).length}条 ${(await alarms(who, '2.2')).join()}`
  }
  await walked(
    `
    11-23 09:10 | 王一 | 记挂：没写难在哪里 | 不能（2.2）：难在哪里
    11-23 09:10 | 王一 | 记挂：日子已过 | 不能（2.2）：不能早于今天
    11-23 09:10 | 王一 | 记挂：日子不是日子 | 不能（2.2）：再看日期
    11-23 09:10 | 王一 | 记挂：已办结的 | 不能（2.2）：已经办结
    11-23 09:10 | 吴五 | 记挂 | 不能（2.2）：应由承办人
    11-23 09:10 | 钱十二 | 记挂 | 不能（2.2）：没有找到
    11-23 09:11 | 王一 | 记挂 | 清单1件；记着，能办；提醒0条
    11-23 09:12 | 王一 | 记挂 | 不能（2.2）：已经在记挂清单上
    11-23 09:13 | 李二 | 看清单 | 清单1件；记着，只看
    11-23 09:13 | 吴五 | 看清单 | 清单0件
    11-23 09:13 | 钱十二 | 看清单 | 清单0件
    11-25 09:00 | 王一 | 看清单 | 今天要看；提醒0条
    11-26 09:00 | 王一 | 看清单 | 过了日子；提醒1条
    11-26 09:00 | 周四 | 看清单 | 过了日子，能办；提醒1条；王一记挂的难办事项有1件
    11-26 09:05 | 李二 | 再看 | 不能（2.2）：应由记挂的岗位
    11-26 09:05 | 王一 | 再看：没写情况 | 不能（2.2）：现在的情况
    11-26 09:06 | 王一 | 再看 | 记着，能办；再看：已发函查询，下次2026年11月27日；提醒0条
    11-28 09:00 | 王一 | 了结：没写结果 | 不能（2.2）：结果
    11-28 09:01 | 王一 | 了结 | 清单0件；提醒0条
  `,
    acts,
    claims,
  )
  const past = await see<Row>('li', `/api/remembered?matter=${matter}`)
  assert.deepEqual([past.length, past[0]?.outcome], [1, '在市档案馆找到，已协助转移'])
  const { rows } = await s.owner.query(`select act from ledger where register = 'remembered' order by at, id`)
  assert.deepEqual(
    rows.map(({ act }) => act),
    ['remember', 'look', 'end'],
  )
})

type Praise = { id: string; state: string; stateLabel: string; staff: { name: string }; mayDecide: boolean }

test('做得好的，有凭据地提出、负责人确认、记入台账；谁也不确认自己（2.4.0）', async () => {
  s.setClock('2026-11-30T09:00:00+08:00')
  const base = { channel: 'visit', inquiry: 'service', matter: '帮老人填表', name: '测试乙', phone: '13800138001' }
  const page = await s.open('wang', 'contact', base)
  await s.move('wang', page, 'answer', { result: '已办' })
  const led = await s.open('head', 'contact', { ...base, matter: '负责人接待' })
  const { number } = page.matter
  const ask =
    (staff: Username, more: object = {}): Act =>
    (who) =>
      s.call<Body>(who, 'POST', '/api/commendations', {
        staff: demoStaff(staff),
        number,
        source: 'visitor',
        deed: '主动帮老人读表',
        ...more,
      })
  const last = async () => (await see<Praise>('city', '/api/commendations'))[0]!.id
  const on =
    (act: string, body: object): Act =>
    async (who) =>
      s.call<Body>(who, 'POST', `/api/commendations/${await last()}/${act}`, body)
  const acts = {
    提出表扬王一: ask('wang'),
    '提出表扬王一：没写事迹': ask('wang', { deed: '  ' }),
    '提出表扬王一：编号不对': ask('wang', { number: 'X-1' }),
    '提出表扬李二：没有参与': ask('li'),
    提出表扬别的单位的人: ask('qian'),
    提出表扬负责人: ask('head', { number: led.matter.number }),
    确认: on('decision', { confirm: true, opinion: '情况属实' }),
    '确认：没写意见': on('decision', { confirm: true }),
    撤销: on('withdrawal', { reason: '重复申报' }),
    '撤销：没写理由': on('withdrawal', { reason: '' }),
  }
  const claims = async (who: string) => {
    const rows = await see<Praise>(who, '/api/commendations')
    const figures = await see<{ staff: { name: string }; confirmed: number }>(who, '/api/commendations/figures')
    const told = figures.map((one) => `${one.staff.name}${one.confirmed}次`).join(' ')
    return `共${rows.length}项 ${rows.map((row) => `${row.staff.name}${row.stateLabel}`).join(' ')} ${told} 提醒${(await alarms(who, '2.4.0')).length}条`
  }
  await walked(
    `
    11-30 10:00 | 王一 | 提出表扬王一 | 不能（2.4.0）：不能为自己
    11-30 10:00 | 李二 | 提出表扬王一：没写事迹 | 不能（2.4.0）：事迹
    11-30 10:00 | 李二 | 提出表扬王一：编号不对 | 不能（2.4.0）：没有找到这个编号
    11-30 10:00 | 赵三 | 提出表扬李二：没有参与 | 不能（2.4.0）：没有参与
    11-30 10:00 | 李二 | 提出表扬别的单位的人 | 不能（2.4.0）：没有这位工作人员
    11-30 10:00 | 钱十二 | 提出表扬王一 | 不能（2.4.0）：没有这位工作人员
    11-30 10:01 | 李二 | 提出表扬王一 | 共1项；王一待确认；王一0次
    11-30 10:02 | 赵三 | 提出表扬王一 | 不能（2.4.0）：已经申报过
    11-30 10:02 | 周四 | 看台账 | 提醒1条
    11-30 10:02 | 冯七 | 看台账 | 王一待确认；提醒0条
    11-30 10:02 | 钱十二 | 看台账 | 共0项
    11-30 10:03 | 李二 | 确认 | 不能（2.4.0）：应由单位负责人
    11-30 10:03 | 王一 | 确认 | 不能（2.4.0）：不能确认对自己
    11-30 10:03 | 周四 | 确认：没写意见 | 不能（2.4.0）：意见
    11-30 10:04 | 周四 | 确认 | 王一已表扬；王一1次；提醒0条
    11-30 10:05 | 周四 | 确认 | 不能（2.4.0）：现在是
    11-30 10:05 | 李二 | 撤销 | 不能（2.4.0）：由单位负责人撤销
    11-30 10:05 | 周四 | 撤销：没写理由 | 不能（2.4.0）：撤销理由
    11-30 10:06 | 周四 | 撤销 | 王一已撤销；王一0次
    11-30 10:10 | 王一 | 提出表扬负责人 | 周四待确认；共2项
    11-30 10:11 | 周四 | 确认 | 不能（2.4.0）：不能确认对自己
    11-30 10:11 | 冯七 | 看台账 | 提醒1条
    11-30 10:12 | 冯七 | 确认 | 周四已表扬；周四1次
  `,
    acts,
    claims,
  )
  const id = (await see<Praise>('head', '/api/commendations'))[1]!.id
  const history = await see<{ says: string }>('li', `/api/commendations/${id}/history`)
  assert.deepEqual(
    history.map(({ says }) => says.slice(0, 4)),
    ['李二提出', '周四确认', '周四撤销'],
  )
})

test('表扬登记簿按条件查，导出要理由并留痕（2.4.0）', async () => {
  const found = async (query: string) => (await see<Praise>('head', `/api/commendations?${query}`)).length
  assert.deepEqual(
    [
      await found('state=withdrawn'),
      await found(`staff=${demoStaff('head')}`),
      await found(`q=${encodeURIComponent('读表')}`),
      await found('from=2026-12-01'),
    ],
    [1, 1, 2, 0],
  )
  assert.equal(await found('limit=1'), 1)
  const cookie = await s.signIn('head')
  const payload = { reason: '年度评比（测试）' }
  const reply = await s.app.inject({ method: 'POST', url: '/api/commendations/export', headers: { cookie }, payload })
  assert.equal(reply.statusCode, 200, reply.body)
  assert.match(writtenIn(reply.rawPayload), /受表扬人[\s\S]*周四[\s\S]*王一/)
  assert.equal((await s.call('head', 'POST', '/api/commendations/export', {})).status, 422)
  const { lines } = await s.call<{ lines: { what: string }[] }>('auditor', 'GET', '/api/audit')
  assert.equal(lines.filter(({ what }) => what === 'commendations-export').length, 1)
})
