import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { type DeskWalk, desks } from '#house/desk.ts'

const server = await testServer('desk', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)

type Today = { readonly board: readonly { readonly staff: { readonly name: string }; readonly label: string }[] }
const told: string[] = []
const walk: DeskWalk = {
  deeds: {
    签到: (by) => by.post('/api/office/attendance/in'),
    报备离岗某分钟: (by, minutes = '') => by.post('/api/office/away', { minutes: Number(minutes), why: '取件' }),
    报备离岗很久: (by) => by.post('/api/office/away', { minutes: 90, why: '取件' }),
  },
  claims: {
    某今天: async (who = '') => {
      const { board } = await of('周四').get<Today>('/api/office/attendance/today')
      return board.find(({ staff }) => staff.name === who)!.label
    },
    在岗的人: async () => {
      const { board } = await of('周四').get<Today>('/api/office/attendance/today')
      return board.filter(({ label }) => label === '在岗').map(({ staff }) => `${staff.name}在岗`)
    },
    孙十三看到的: async () => [
      String((await of('孙十三').look<Today>(`/api/office/attendance/today?office=${of('周四').id}`)).status),
    ],
    别人的单位: async () =>
      (await of('孙十三').get<Today>(`/api/office/roster?office=${of('周四').id}`)).board[0]!.label,
  },
  jobs: [{ name: 'planted', tries: 1, run: async () => void told.push('ran') }],
}
const play = walks(walk)

test('a table that is so goes through, and what comes by itself has come by', async () => {
  await play(`
    03-02 08:50 | 王一 | 签到 | 王一今天：在岗；在岗的人：王一；在岗的人：不含李二
    03-02 08:50 | 王一 | 签到 | 不能（4.2.1）：今天已经签到；王一今天：在岗
    03-02 08:55 | 时限 | 开门前 | 李二今天：未签到；孙十三看到的：404
    03-02 08:56 | 王一 | 报备离岗10分钟 | 不能（4.2.3）
  `)
  assert.deepEqual(told, ['ran'])
})

const at = '03-02 08:57'
/** Each of these is not so: the walk must say it. */
const planted: readonly [row: string, fault: RegExp][] = [
  [`${at} | 王一 | 签到 | 王一今天：在岗`, /今天已经签到/],
  [`${at} | 王一 | 签到 | 不能（3.2.3）`, /今天已经签到.*4\.2\.1/],
  [`${at} | 王一 | 签到 | 不能（4.2.1）：今天请假`, /今天已经签到/],
  [`${at} | 王一 | 签到 | 不能（4.2.1）：今天已经签到；王一今天：缺岗`, /王一今天：在岗/],
  [`${at} | 李二 | 签到 | 不能（4.2.1）`, /201/],
  [`${at} | 服务对象 | 签到 | 不能`, /401/],
  [`${at} | 时限 | 等着 | 赵三今天：在岗`, /赵三今天：未签到/],
  [`${at} | 时限 | 等着 | 在岗的人：赵三`, /王一在岗 ‖ 李二在岗/],
  [`${at} | 时限 | 等着 | 在岗的人：不含王一`, /王一在岗/],
  [`${at} | 时限 | 等着 | 在岗的人：无`, /王一在岗/],
  [`${at} | 时限 | 等着 | 在岗的人：`, /what is so/],
  [`${at} | 时限 | 等着 | 赵三昨天：在岗`, /nobody here knows “赵三昨天”/],
  [`${at} | 时限 | 等着 | 别人的单位：在岗`, /孙十三 .*404/],
  [`${at} | 王一 | 翻筋斗 | `, /nobody here knows “翻筋斗”/],
  [`${at} | 王五十 | 签到 | `, /nobody is called 王五十/],
  ['03-02 08:00 | 时限 | 昨天 | 王一今天：在岗', /the clock would go back/],
]

for (const [row, fault] of planted)
  test(`what is not so fails the walk: ${row}`, async () => {
    await assert.rejects(play(row), fault)
  })

test('a sentence that two keys fit is done by the one that says more itself; time that passed ends no walk', async () => {
  await play(`
    03-02 09:00 | 王一 | 报备离岗很久 | 不能（4.2.3）：请按请假办理
    03-02 11:00 | 王一 | 报备离岗10分钟 | 王一今天：报备离岗
    03-03 08:50 | 王一 | 签到 | 王一今天：在岗
  `)
})
