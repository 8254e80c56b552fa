import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactForm } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import type { DeskPage } from '#core/view.ts'
import { noteEmptyPosts } from '#office/away.ts'
import { current } from '#office/current.ts'
import { linesOf } from '#office/ledger.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import type { Username } from '#office/story.ts'
import { recordAbsences } from '#rules/deputies/jobs.ts'

const s = await testServer('presence', '2026-11-23T08:50:00+08:00')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }

type Mark = { time: string; minutes: number; why: string | null }
type Board = {
  staff: { id: string; name: string }
  state: string
  in: Mark | null
  out: Mark | null
  mayRecord: boolean
}
type Today = {
  mine: Board
  windows: { number: number; says: string | null }[]
  covers: { staff: { name: string } }[]
  board: Board[]
}
type Alarms = { alarms: { clause: string; says: string }[] }
type Refused = { clause: string; says: string; problems: { at: string }[] }

const sign = (who: Username, what: 'in' | 'out') =>
  s.call<Today & Refused>(who, 'POST', `/api/office/attendance/${what}`, {})
const today = (who: Username) => s.call<Today>(who, 'GET', '/api/office/attendance/today')
const of = (seen: Today, who: Username) => seen.board.find(({ staff }) => staff.id === demoStaff(who))
const says = async (who: Username) =>
  (await s.call<Alarms>(who, 'GET', '/api/office/alarms')).alarms.map(({ clause, says }) => `${clause} ${says}`)
const desk = (who: Username) => s.call<DeskPage>(who, 'GET', '/api/desk')
const clock = (time: string, day = '2026-11-23') => s.setClock(`${day}T${time}:00+08:00`)

test('提前5分钟到岗：按开门时间核对，晚到的分钟当场记下，一天只签到一次 (4.2.1)', async () => {
  const early = await sign('wang', 'in')
  assert.deepEqual(
    [early.status, early.mine.in?.time, early.mine.in?.minutes],
    [201, '08:50', 0],
    JSON.stringify(early),
  )
  assert.deepEqual(early.windows, [{ number: 1, name: '1号综合窗口', says: null, clause: null }])
  assert.equal((await sign('wang', 'in')).clause, '4.2.1')
  assert.equal((await sign('sysadmin', 'in')).status, 403)
  clock('08:54')
  assert.deepEqual(
    (await says('head')).filter((one) => one.startsWith('4.2.1')),
    [],
  )
  clock('08:57')
  const late = await sign('li', 'in')
  assert.deepEqual([late.mine.in?.time, late.mine.in?.minutes], ['08:57', 2])
})

test('开门前5分钟未签到的，报负责人；别人不受打扰 (4.2.1)', async () => {
  const told = (await says('head')).filter((one) => one.startsWith('4.2.1'))
  assert.deepEqual(told, ['4.2.1 赵三、吴五、郑六、蒋十一未在08:55前签到'])
  assert.deepEqual(
    (await says('zhao')).filter((one) => one.startsWith('4.2.1')),
    [],
  )
  assert.match((await says('district')).join(), /周四未在08:55前签到/)
  await sign('head', 'in')
})

test('未到岗且未请假：负责人一键登记缺岗，B角即时代行；本人到岗签到即结束 (3.2.3, 5.0)', async () => {
  clock('09:05')
  const early = await s.call<Refused>('head', 'POST', '/api/office/attendance/absences', { staff: demoStaff('zhao') })
  assert.deepEqual([early.status, early.clause], [422, '3.2.3'])
  clock('09:16')
  assert.match((await says('head')).join(), /3\.2\.3 赵三、吴五、郑六、蒋十一未到岗且未请假/)
  const colleague = await s.call<Refused>('li', 'POST', '/api/office/attendance/absences', { staff: demoStaff('zhao') })
  assert.equal(colleague.status, 403)
  const done = await s.call('head', 'POST', '/api/office/attendance/absences', { staff: demoStaff('zhao') })
  assert.equal(done.status, 201, JSON.stringify(done))
  const board = await today('head')
  assert.equal(of(board, 'zhao')?.state, 'absent')
  clock('09:40')
  const came = await sign('zhao', 'in')
  assert.deepEqual([came.status, came.mine.in?.minutes, came.mine.state], [201, 45, 'present'], JSON.stringify(came))
  const { absences } = await s.call<{ absences: { staff: { id: string }; kindLabel: string; away: boolean }[] }>(
    'head',
    'GET',
    '/api/office/absences',
  )
  const mine = absences.find(({ staff }) => staff.id === demoStaff('zhao'))
  assert.deepEqual([mine?.kindLabel, mine?.away], ['缺岗', false])
})

test('单位设置为自动登记的，系统登记缺岗，记录里没有人的名字 (5.0)', async () => {
  const at = s.now()
  const settings = JSON.stringify({ 'absent.automatic': 5 })
  await s.owner.query('update organization set settings = $2 where id = $1', [demoOffice('sljd'), settings])
  await s.owner.query('update office_version set version = version + 1 where tenant_id = $1', [demoTenant])
  const made = await s.db.transaction(scope, async (tx) =>
    recordAbsences(tx, demoTenant, await current(tx, demoTenant, at), at),
  )
  assert.equal(made, 2)
  const { rows } = await s.owner.query<{ staff: string | null; says: string }>(
    `select staff, says from office_journal where act = 'absence.record' order by seq`,
  )
  assert.deepEqual(
    rows.map(({ staff }) => staff !== null),
    [true, false, false],
  )
  assert.match(rows.at(-1)?.says ?? '', /^系统按本单位设置登记/)
  await s.owner.query(`update organization set settings = '{}' where id = $1`, [demoOffice('sljd')])
  await s.owner.query('update office_version set version = version + 1 where tenant_id = $1', [demoTenant])
})

test('更正只由负责人写明理由，不能更正本人；前后两条都在 (4.2.1)', async () => {
  const ask = { staff: demoStaff('li'), day: '2026-11-23', what: 'in', time: '08:52', why: '签到机故障（测试）' }
  const path = '/api/office/attendance/corrections'
  assert.equal((await s.call('wang', 'POST', path, ask)).status, 403)
  assert.equal((await s.call('head', 'POST', path, { ...ask, staff: demoStaff('head') })).status, 403)
  assert.equal((await s.call('head', 'POST', path, { ...ask, staff: demoStaff('qian') })).status, 404)
  const wrong = await s.call<Refused>('head', 'POST', path, { ...ask, time: '23:10' })
  assert.deepEqual([wrong.status, wrong.clause, wrong.problems[0]?.at], [422, '4.2.1', '/time'])
  assert.equal((await s.call('head', 'POST', path, { ...ask, why: ' ' })).status, 422)
  const done = await s.call<Mark>('head', 'POST', path, ask)
  assert.deepEqual([done.status, done.minutes], [201, 0], JSON.stringify(done))
  const day = await s.call<{ marks: { time: string; why: string | null; corrects: string | null }[] }>(
    'head',
    'GET',
    `/api/office/attendance/day?staff=${demoStaff('li')}&day=2026-11-23`,
  )
  assert.deepEqual(
    day.marks.map(({ time, why }) => [time, why]),
    [
      ['08:57', null],
      ['08:52', '签到机故障（测试）'],
    ],
  )
  assert.equal(of(await today('head'), 'li')?.in?.minutes, 0)
  assert.equal(
    (await s.call('wang', 'GET', `/api/office/attendance/day?staff=${demoStaff('li')}&day=2026-11-23`)).status,
    404,
  )
  await assert.rejects(
    s.db.transaction(
      scope,
      async (tx) =>
        void (await tx.all(
          { name: 'planted.attendance', text: 'update attendance set minutes = 0 where tenant_id = $1' },
          [demoTenant],
        )),
    ),
  )
})

test('离岗报备：几分钟后返岗，期间B角代行，事项不动；返岗一键，过30分钟未返岗记为空岗并报负责人 (4.2.3, 5.1.b)', async () => {
  clock('10:00')
  const contact = await s.open('wang', 'contact', contactForm)
  assert.deepEqual(
    (await today('wang')).covers.map(({ staff }) => staff.name),
    ['李二'],
  )
  const long = await s.call<Refused>('wang', 'POST', '/api/office/away', { minutes: 45, why: '取件' })
  assert.deepEqual([long.status, long.clause, long.problems[0]?.at], [422, '4.2.3', '/minutes'])
  assert.equal((await s.call('wang', 'POST', '/api/office/away', { minutes: 10, why: ' ' })).status, 422)
  const before = await s.db.read(scope, async (tx) => (await current(tx, demoTenant, s.now())).version)
  const out = await s.call<Today>('wang', 'POST', '/api/office/away', { minutes: 10, why: '取件' })
  assert.deepEqual([out.status, out.mine.state], [201, 'away'], JSON.stringify(out))
  assert.equal((await s.call('wang', 'POST', '/api/office/away', { minutes: 5, why: '再去' })).status, 422)
  s.pass(5)
  const [row] = (await desk('li')).rows
  assert.deepEqual([row?.id, row?.standingFor?.name, row?.holder.name], [contact.matter.id, '王一', '王一'])
  assert.equal((await desk('wang')).rows.length, 0)
  const back = await s.call<Today>('wang', 'POST', '/api/office/away/return', {})
  assert.deepEqual([back.status, back.mine.state], [201, 'present'])
  assert.equal((await desk('li')).rows.length, 0)
  assert.equal((await s.call('wang', 'POST', '/api/office/away/return', {})).status, 409)
  const after = await s.db.read(scope, async (tx) => (await current(tx, demoTenant, s.now())).version)
  assert.equal(after, before, 'going out and coming back leave the version of the place')

  await s.call('wang', 'POST', '/api/office/away', { minutes: 20, why: '送文件' })
  s.pass(31)
  assert.match((await says('head')).join(), /4\.2\.3 王一.*空岗/)
  const note = () =>
    s.db.transaction(scope, async (tx) =>
      noteEmptyPosts(tx, demoTenant, await current(tx, demoTenant, s.now()), s.now()),
    )
  assert.deepEqual([await note(), await note()], [1, 0])
  const lines = await s.db.read(scope, (tx) => linesOf(tx, demoTenant, 'away', demoStaff('wang')))
  assert.deepEqual(
    lines.map(({ act, staff }) => [act, staff !== null]),
    [
      ['away.leave', true],
      ['away.return', true],
      ['away.leave', true],
      ['away.empty', false],
    ],
  )
  clock('10:36')
  await s.call('head', 'POST', '/api/office/away/return', { staff: demoStaff('wang') })
  const history = await s.call<{ rows: { minutes: number; empty: boolean }[] }>('head', 'GET', '/api/office/away')
  assert.deepEqual(
    history.rows.map(({ minutes, empty }) => [minutes, empty]),
    [
      [31, true],
      [5, false],
    ],
  )
  const others = await s.call<{ rows: unknown[] }>('li', 'GET', '/api/office/away')
  assert.deepEqual(others.rows, [], JSON.stringify(others))
})

test('离岗到下班自动结束；早退的分钟记下；月表和导出 (4.2.1, 4.2.3)', async () => {
  clock('16:50')
  await s.call('li', 'POST', '/api/office/away', { minutes: 30, why: '送件' })
  clock('17:05')
  assert.equal(of(await today('head'), 'li')?.state, 'present')
  assert.equal(of(await today('head'), 'zheng')?.state, 'waiting', 'who never came is not said to be early')
  clock('16:40', '2026-11-24')
  assert.equal((await sign('wang', 'out')).clause, '4.2.1')
  await sign('wang', 'in')
  const left = await sign('wang', 'out')
  assert.deepEqual([left.mine.out?.minutes, left.mine.state], [20, 'left'])
  type Month = {
    isLed: boolean
    rows: {
      staff: { name: string }
      due: number
      present: number
      late: number
      lateMinutes: number
      early: number
      absent: number
      corrected: number
      empty: number
      days: { day: string; note: string }[]
    }[]
  }
  const month = await s.call<Month>('head', 'GET', '/api/office/attendance?month=2026-11')
  const wang = month.rows.find(({ staff }) => staff.name === '王一')
  assert.deepEqual(
    [wang?.due, wang?.present, wang?.late, wang?.early, wang?.empty],
    [2, 2, 1, 1, 1],
    JSON.stringify(wang),
  )
  const li = month.rows.find(({ staff }) => staff.name === '李二')
  assert.deepEqual([li?.due, li?.present, li?.late, li?.corrected], [2, 1, 0, 1])
  assert.equal(wang?.days.length, 2, 'before the first sign-in of the office nothing was due')
  const own = await s.call<Month>('li', 'GET', '/api/office/attendance?month=2026-11')
  assert.deepEqual([own.isLed, own.rows.map(({ staff }) => staff.name)], [false, ['李二']])
  assert.equal((await s.call('head', 'GET', '/api/office/attendance?month=2026-13')).status, 422)
  assert.equal((await s.call('li', 'POST', '/api/office/attendance/export', { month: '2026-11' })).status, 403)
  const book = await s.app.inject({
    method: 'POST',
    url: '/api/office/attendance/export',
    payload: { month: '2026-11' },
    headers: { cookie: await s.signIn('head') },
  })
  assert.deepEqual([book.statusCode, book.rawPayload.subarray(0, 2).toString()], [200, 'PK'])
})

test('缺B角的窗口不得开窗；移出人员留下的缺口报负责人 (5.5)', async () => {
  clock('08:40', '2026-11-25')
  const open = await s.call('head', 'POST', `/api/office/posts/${'01900000-0000-7000-8003-000000000001'}/assignment`, {
    role: 'B',
    staff: null,
  })
  assert.equal(open.status, 200, JSON.stringify(open))
  s.pass(1)
  const signed = await sign('wang', 'in')
  assert.match(signed.windows[0]?.says ?? '', /1号窗口缺B角，不能开窗/)
  assert.match((await says('head')).join(), /5\.5 综合窗口一没有B角/)
  const { rows } = await s.owner.query<{ windows: number[] }>(
    `select windows from attendance where staff = $1 and day = '2026-11-25'`,
    [demoStaff('wang')],
  )
  assert.deepEqual(rows[0]?.windows, [])
})

test('休息日和节假日不要求签到，调休上班日要求 (3.2.3, 4.2.1)', async () => {
  clock('08:50', '2026-11-28')
  assert.match((await sign('wang', 'in')).says, /不办公/)
  assert.deepEqual(
    (await says('head')).filter((one) => one.startsWith('4.2.1')),
    [],
  )
  clock('08:50', '2026-10-10')
  assert.equal((await sign('wang', 'in')).status, 201, 'Saturday, worked for the national holiday')
})
