import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, instantAt } from '#core/day.ts'
import { followingOf } from '#core/service/enrolling.ts'
import { postNamed } from '#house/desk.ts'
import { formOf } from '#house/forms.ts'
import { walk } from '#house/walk.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { isIn } from './contract.ts'
import { enrolmentProcess } from './process.ts'

// 按规定手写：在册的人由办理事项的岗位负责；A角不在，B角代行，责任仍是A角的（5.1.b）。人都是测试数据。

const from = { id: '01900000-0000-7000-8009-000000000001', number: 'B-1', applicant: '测试甲' }
const version = (code: string) => loadCatalogue().get(code)!
const opens = (code: string) => followingOf(version(code).service, formOf(code), from, day('2026-03-02'))!.opens!
const contact = { way: 'phone', result: 'jobs', says: '推荐岗位（测试数据）' }

test('A角休假时B角登记联系，仍由A角负责；移交后换人 (5.1.b, 2.3.2.b)', () => {
  walk({
    process: enrolmentProcess(version('JY01'))!,
    away: '王一 03-30 00:00 04-08 00:00',
    inputs: {
      列入: opens('JY01'),
      '移交承办：综合窗口一': { to: postNamed('综合窗口一'), note: '分片（测试数据）' },
      登记月度联系: contact,
      '登记月度联系：没联系上': { ...contact, result: 'unreached' },
    },
    see: {
      记录: ({ facts }) => (facts['records'] as readonly unknown[]).length,
      最近联系: ({ facts }) => facts['contacted'],
    },
    table: `
      03-02 09:00 | 时限 | 列入 | 在册；周四负责；月度联系期限至04-02 17:00
      03-02 09:10 | 周四 | 移交承办：综合窗口一 | 待王一接收；周四负责
      03-02 09:20 | 王一 | 接收承办 | 王一负责
      04-01 09:00 | 王一 | 登记月度联系 | 不能（7.4）
      04-01 09:05 | 赵三 | 登记月度联系 | 不能（7.4）
      04-01 09:10 | 李二 | 登记月度联系 | 王一负责；记录=1；最近联系=2026-04-01；月度联系期限至05-06 17:00；失联建议退出至10-08 17:00
      04-08 09:00 | 王一 | 登记月度联系：没联系上 | 记录=2；最近联系=2026-04-01；月度联系期限至05-08 17:00；失联建议退出至10-08 17:00
    `,
  })
})

test('协办的复核岗自己提出的退出，交负责人确认，不回到他自己手里 (8.2, 8.4)', () => {
  walk({
    process: enrolmentProcess(version('JY01'))!,
    inputs: {
      列入: opens('JY01'),
      请协办人: { with: postNamed('复核岗'), why: '一起核实（测试数据）' },
      提出退出: { reason: 'employed', basis: '劳动合同（测试数据）', says: '已上班（测试数据）' },
      撤回退出: { reason: '再核实（测试数据）' },
      确认退出并告知本人: { opinion: '情况属实（测试数据）', told: 'phone' },
    },
    see: {
      归: ({ turn }) => (turn === postNamed('复核岗') ? '复核岗' : turn === postNamed('所长') ? '所长' : String(turn)),
    },
    table: `
      03-02 09:00 | 时限 | 列入 | 在册；周四负责
      03-02 09:10 | 周四 | 请协办人 | 在册
      03-03 09:00 | 周四 | 提出退出 | 退出待确认；归=复核岗
      03-03 09:10 | 周四 | 撤回退出 | 在册
      03-03 09:20 | 赵三 | 提出退出 | 退出待确认；归=所长
      03-03 09:30 | 赵三 | 确认退出并告知本人 | 不能（8.4）
      03-03 09:40 | 周四 | 确认退出并告知本人 | 已退出
    `,
  })
})

test('时限只能提示和建议，不能让人退出 (1.3)', () => {
  for (const code of ['JY01', 'JY02', 'JY05', 'JY12']) {
    const { moves, states } = enrolmentProcess(version(code))!
    const leads = Object.entries(moves).filter(([, { to }]) => to === 'left')
    assert.deepEqual(leads.map(([name]) => name).sort(), ['confirm', 'end-by-case'])
    // 由办件带来的一步以办件人的名义办理，没有期限会走到那里。
    const { clocks } = enrolmentProcess(version(code))!
    for (const { due } of Object.values(clocks)) assert.ok(due === undefined || moves[due]?.to !== 'left', due ?? '')
    assert.ok(states['left']?.closed)
  }
})

test('没有写在册的旧版本不带出在册 (1.3)', () => {
  const { enrolment: _none, ...service } = version('JY01').service
  assert.equal(enrolmentProcess({ ...version('JY01'), service }), null)
  assert.equal(followingOf(service, formOf('JY01'), from, day('2026-03-02')), null)
})

test('在册从起始日算到期限日，退出当天起不算', () => {
  const entry = { since: day('2026-03-02'), until: day('2026-05-31'), ended: null }
  assert.deepEqual(
    ['2026-03-01', '2026-03-02', '2026-05-31', '2026-06-01'].map((on) => isIn(entry, day(on))),
    [false, true, true, false],
  )
  const at = instantAt(day('2026-04-09'), 540)
  const ended = { on: day('2026-04-09'), at, by: '', reason: 'employed', label: '', basis: '' }
  assert.deepEqual(
    ['2026-04-08', '2026-04-09'].map((on) => isIn({ ...entry, until: null, ended }, day(on))),
    [true, false],
  )
})
