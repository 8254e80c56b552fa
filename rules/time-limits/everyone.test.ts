import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iso, parseInstant } from '#core/day.ts'
import type { Process } from '#core/process.ts'
import { isRefusal } from '#core/refusal.ts'
import { formOf, reviewOf } from '#house/forms.ts'
import { groundOf } from '#house/grounds.ts'
import { opened, type Player, stage } from '#house/stage.ts'
import { runningTables } from '#house/tables.ts'
import { type Walk, walk } from '#house/walk.ts'
import { demoOffice, demoStaff } from '#office/seed.ts'
import { people } from '#office/story.ts'

// 按条款手写：限时办结适用于全体在职人员，没有人例外。2026年3月2日是星期一；王一、李二在综合窗口，互为AB角；赵三在复核岗，
// 也是所长的B角；吴五在就业援助岗；周四是所长，冯七是区局局长。

const table = (title: string) => runningTables().find((one) => one.title === title)!
const limited = table('就业困难人员认定')

const inputs: NonNullable<Walk['inputs']> = {
  申请就业困难人员认定: { service: 'JY02', form: formOf('JY02') },
  逐项审查: reviewOf('JY02'),
  初审通过: { opinion: '符合条件' },
  复核比对通过: { opinion: '比对一致' },
  核准同意: { opinion: '同意认定' },
  登记投诉: {
    ...{ office: demoOffice('sljd'), channel: 'onsite', target: 'office', cause: 'attitude', name: '测试甲' },
    ...{ phone: '13800000000', matter: '久候无人应答（测试数据）' },
  },
}

/** The same rows for each of these people, in whatever capacity they take the work. */
const everybody: readonly (readonly [who: string, as: string, away?: string])[] = [
  ['王一', '窗口A角'],
  ['李二', 'A角请假、代行的B角', '王一 03-02 08:00 03-31 18:00'],
  ['赵三', '复核岗'],
  ['吴五', '就业援助岗'],
  ['周四', '单位负责人'],
  ['周四', 'AB角都不在、亲自接办的负责人', '王一 03-02 08:00 03-31 18:00\n李二 03-02 08:00 03-31 18:00'],
]

for (const [who, as, away = ''] of everybody) {
  test(`${as}承办的，期限一样算，过了一样记超期，谁也销不掉 (7.1)`, () => {
    walk({
      ...{ process: limited, inputs, away },
      table: `
  03-02 09:00 | ${who} | 申请就业困难人员认定 | 审查材料；${who}负责；审查告知期限至03-09 17:00
  03-02 09:10 | ${who} | 逐项审查 | 审查材料
  03-02 09:12 | ${who} | 受理 | 初审；办结期限至03-16 17:00；审查告知期限已停
  03-16 17:00 | 时限 | 超期记录 | 不能（7.4）：没有新超期
  03-16 17:01 | 时限 | 超期记录 | 初审；办结期限超期；${who}负责
  03-16 17:02 | 周四 | 超期记录 | 不能（7.4）：应由
  03-16 17:02 | 冯七 | 超期记录 | 不能（7.4）：应由
  03-17 09:00 | ${who} | 初审通过 | 复核比对；办结期限超期
`,
    })
  })
}

test('轮到上级办的环节，期限不因是上级而停、而延；过了一样记超期 (7.1)', () => {
  walk({
    ...{ process: limited, inputs },
    table: `
  03-02 09:00 | 王一 | 申请就业困难人员认定 | 审查材料
  03-02 09:10 | 王一 | 逐项审查 | 审查材料
  03-02 09:12 | 王一 | 受理 | 初审；办结期限至03-16 17:00
  03-03 09:30 | 王一 | 初审通过 | 复核比对；轮到赵三
  03-04 09:00 | 赵三 | 复核比对通过 | 公示；公示期至03-11 17:00
  03-11 17:01 | 时限 | 公示期满 | 核准；轮到冯七；办结期限至03-24 17:00
  03-24 17:01 | 时限 | 超期记录 | 核准；轮到冯七；办结期限超期
  03-25 09:00 | 冯七 | 核准同意 | 待发结果；办结期限超期
`,
  })
})

for (const [who, as] of [
  ['王一', '窗口人员'],
  ['周四', '单位负责人'],
  ['冯七', '上级主管部门的人'],
] as const)
  test(`${as}登记的投诉，核实受理期限是同一刻 (7.1)`, () => {
    walk({
      ...{ process: table('投诉'), inputs },
      table: `
  03-02 09:00 | ${who} | 登记投诉 | 收到待核实；${who}负责；核实受理期限至03-03 17:00
  03-03 17:01 | 时限 | 超期记录 | 收到待核实；核实受理期限超期
`,
    })
  })

const at = parseInstant('2026-03-02T09:00:00+08:00')

/** When each clock of a matter opened now falls due, by who opens it; whoever may not open it is left out. */
function dueBy(process: Process): ReadonlyMap<string, string> {
  const { input } = groundOf(process)
  const players: readonly Player[] = [...people.map(({ username }) => username), 'time', 'visitor']
  return new Map(
    players.flatMap((who) => {
      const done = opened({ process, office: stage(), who, at }, input)
      if (isRefusal(done)) return []
      const clocks = done.after.clocks.map(({ name, dueAt }) => `${name} ${dueAt === null ? '' : iso(dueAt)}`)
      return [[who, clocks.join('、')]] as const
    }),
  )
}

/** Who has another limit than the others. */
function excepted(process: Process): readonly string[] {
  const due = dueBy(process)
  const [usual] = due.values()
  assert.ok(usual !== undefined, `${process.title}: nobody could open it`)
  return [...due].filter(([, clocks]) => clocks !== usual).map(([who]) => who)
}

test('不论谁登记、登记什么，同一时刻登记的同一时刻到期：没有例外名单 (7.1)', () => {
  for (const process of runningTables()) assert.deepEqual(excepted(process), [], process.title)
  assert.ok(dueBy(table('首问登记')).size >= 6)
})

test('catches a table that gives its head more time', () => {
  const sound = table('首问登记')
  const { opening } = sound
  const spared: Process = {
    ...sound,
    opening: {
      ...opening,
      keeps: (input, setting) => ({
        ...opening.keeps(input, setting),
        spared: setting.actor?.staff === demoStaff('head'),
      }),
      clocks: opening.clocks.map((step) =>
        step.do === 'start' ? { ...step, amount: ({ spared: is }) => (is ? 99 : 1) } : step,
      ),
    },
  }
  assert.deepEqual(excepted(spared), ['head'])
})
