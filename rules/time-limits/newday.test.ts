import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardship, reviewOf as reviewOfPage } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { formOf, reviewOf } from '#house/forms.ts'
import { runningTables } from '#house/tables.ts'
import { type Walk, walk } from '#house/walk.ts'
import { sweep } from '#matter/sweep.ts'
import { demoPath, demoTenant } from '#office/seed.ts'
import { unexplained } from './explain.ts'
import { latenessKinds, latenessOf } from './lateness.ts'

// 按条款手写。2026年3月2日是星期一，3月21日是星期六；承诺10个工作日，补正10个工作日。

const limited = runningTables().find(({ title }) => title === '就业困难人员认定')!
const why = { reason: 'share', words: '比对结果晚到', doing: '正在催办' }
const inputs: NonNullable<Walk['inputs']> = {
  申请就业困难人员认定: { service: 'JY02', form: formOf('JY02') },
  '逐项审查：齐全': reviewOf('JY02'),
  '逐项审查：缺户口簿': reviewOf('JY02', { missing: ['household'] }),
  '收到补正：户口簿': { materials: ['household'] },
  '说明超期原因：20日办完': { ...why, expected: '2026-03-20' },
  '说明超期原因：星期六办完': { ...why, expected: '2026-03-21' },
  '说明超期原因：27日办完': { ...why, expected: '2026-03-27' },
  '说明超期原因：4月1日办完': { ...why, expected: '2026-04-01' },
  '说明超期原因：3月31日办完': { ...why, expected: '2026-03-31' },
  同意并公布超期说明: { opinion: '情况属实' },
  退回超期说明: { opinion: '日期已经过了' },
  初审通过: { opinion: '符合条件' },
}
const see: NonNullable<Walk['see']> = {
  超期情形: ({ facts }) =>
    latenessOf(facts)
      .map(({ kind }) => latenessKinds[kind].label)
      .join('、'),
  待说明: ({ facts }) => unexplained(facts).length,
}
const walked = (title: string, rows: string) =>
  test(title, () => void walk({ process: limited, inputs, see, table: rows }))

const late = `
  03-02 09:00 | 王一 | 申请就业困难人员认定 | 审查材料
  03-02 09:10 | 王一 | 逐项审查：齐全 | 审查材料
  03-02 09:12 | 王一 | 受理 | 初审；办结期限至03-16 17:00
  03-16 17:01 | 时限 | 超期记录 | 初审；办结期限超期；超期说明期限至03-17 17:00`

walked(
  '告知服务对象的新日期也要算数：从公布起计时，到期没办结又是一次超期，还要再说明、再定日期 (7.5)',
  `${late}
  03-17 09:00 | 王一 | 说明超期原因：星期六办完 | 不能（7.5）：2026年3月21日不办公
  03-17 09:05 | 王一 | 说明超期原因：20日办完 | 初审；请示周四
  03-17 10:00 | 周四 | 同意并公布超期说明 | 初审；出超期说明告知书；新答应的日期至03-20 17:00；超期说明期限已停；待说明=0
  03-20 17:01 | 时限 | 超期记录 | 初审；新答应的日期超期；超期情形=期限届满没有办结、说明超期后新答应的日期又没有办结；待说明=1；超期说明期限至03-23 17:00
  03-23 09:00 | 王一 | 说明超期原因：27日办完 | 初审；请示周四
  03-23 10:00 | 周四 | 同意并公布超期说明 | 初审；新答应的日期至03-27 17:00；待说明=0
`,
)

walked(
  '新日期不能比一次延期放得更宽：最晚到第10个工作日 (7.5)',
  `${late}
  03-17 09:05 | 王一 | 说明超期原因：4月1日办完 | 不能（7.5）：最晚到2026年3月31日
  03-17 09:06 | 王一 | 说明超期原因：3月31日办完 | 初审；请示周四
`,
)

walked(
  '新日期过了才来审核的，不能再公布，退回重新确定 (7.5)',
  `${late}
  03-17 09:05 | 王一 | 说明超期原因：20日办完 | 初审；请示周四
  03-23 09:00 | 周四 | 同意并公布超期说明 | 不能（7.5）：新日期已经过了
  03-23 09:01 | 周四 | 退回超期说明 | 初审；没有请示
  03-23 09:10 | 王一 | 说明超期原因：27日办完 | 初审；请示周四
  03-23 10:00 | 周四 | 同意并公布超期说明 | 初审；新答应的日期至03-27 17:00
`,
)

walked(
  '等服务对象补正的时候，新日期也停表 (7.5、8.4)',
  `
  03-02 09:00 | 王一 | 申请就业困难人员认定 | 审查材料；审查告知期限至03-09 17:00
  03-09 17:01 | 时限 | 超期记录 | 审查材料；审查告知期限超期
  03-10 09:00 | 王一 | 说明超期原因：20日办完 | 审查材料
  03-10 09:05 | 周四 | 同意并公布超期说明 | 审查材料；新答应的日期至03-20 17:00
  03-10 09:10 | 王一 | 逐项审查：缺户口簿 | 审查材料
  03-10 09:12 | 王一 | 一次性告知 | 待补正；新答应的日期暂停
  03-12 09:00 | 王一 | 收到补正：户口簿 | 审查材料；新答应的日期至03-23 17:00
  03-12 09:10 | 王一 | 逐项审查：齐全 | 审查材料
  03-12 09:12 | 王一 | 受理 | 初审；新答应的日期至03-23 17:00
`,
)

const s = await testServer('newday', '2026-11-02T09:30:00+08:00')
const tick = () => sweep(s.world, { tenant: demoTenant, path: demoPath('cs'), at: s.now() })
type Alarms = { rows: { matter: string; says: string }[] }

test('新日期没有做到，承办人和负责人都收到提醒，还要再说明一次（7.5）', async () => {
  const opened = await s.open('wang', 'case', { service: 'JY02', form: hardship })
  let page: Page = await s.move('wang', await s.move('wang', opened, 'check', reviewOfPage(opened)), 'accept')
  s.setClock('2026-11-16T17:30:00+08:00')
  await tick()
  s.setClock('2026-11-17T09:30:00+08:00')
  page = await s.move('wang', await s.look('wang', page), 'explain-delay', { ...why, expected: '2026-11-20' })
  assert.equal(page.status, 200, JSON.stringify(page))
  page = await s.move('head', page, 'publish-delay', { opinion: '情况属实' })
  const clock = page.clocks.find(({ name }) => name === 'newDay')
  assert.deepEqual(
    [clock?.label, clock?.is, clock?.dueAt],
    ['新答应的日期', 'running', '2026-11-20T17:00:00.000+08:00'],
  )
  const told = async (who: string) => {
    const { rows } = await s.call<Alarms>(who, 'GET', '/api/alarms?limit=50')
    return rows.filter(({ says, matter }) => matter === page.matter.id && says.includes('新答应的日期已超期')).length
  }
  assert.deepEqual(await Promise.all(['wang', 'head'].map(told)), [0, 0])
  s.setClock('2026-11-20T17:30:00+08:00')
  await tick()
  assert.deepEqual(await Promise.all(['wang', 'head'].map(told)), [1, 1])
  const after = await s.look('wang', page)
  assert.equal(after.clocks.find(({ name }) => name === 'explain')?.is, 'running', 'the visitor is owed another word')
})
