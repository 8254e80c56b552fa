import { isWorkingDay } from '#core/calendar.ts'
import { addDays, type Day, dayOf, type Instant, instantAt } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Asker, advance } from '#matter/advance.ts'
import { openMatter } from '#matter/open.ts'
import { settingOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { rowsOf } from '#rules/told-once/review.ts'
import { hardship, unemployed } from './forms.ts'

/**
 * The demonstration's past days: a window's ordinary matters, made through the same door as everything else, so that the
 * desk, the pictures and the manual show real states. All of it is marked 测试数据.
 */
export async function tellStory(world: World, now: Instant): Promise<void> {
  const teller = tellerOf(world)
  const at = await hoursOf(world, now)
  await contacts(teller, at)
  await cases(teller, at)
}

type Teller = ReturnType<typeof tellerOf>
/** The instant `daysBack` working days ago at a time of day. */
type At = (daysBack: number, hour: number, minute?: number) => Instant
type Who = Parameters<typeof demoStaff>[0]

function tellerOf(world: World) {
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  return {
    world,
    open: (who: Who, kind: string, input: Readonly<Record<string, unknown>>, at: Instant): Promise<Matter> =>
      world.db.transaction(scope, async (tx) => {
        const opened = await openMatter(world, tx, { tenant: demoTenant, staff: demoStaff(who), kind, input, at })
        if (isRefusal(opened)) throw new Error(`story: ${opened.says} ${JSON.stringify(opened.problems ?? [])}`)
        return opened.held.matter
      }),
    move: (
      who: Who | 'visitor',
      matter: Matter,
      name: string,
      input: Readonly<Record<string, unknown>>,
      at: Instant,
    ): Promise<Matter> =>
      world.db.transaction(scope, async (tx) => {
        const by: Asker = who === 'visitor' ? 'visitor' : { staff: demoStaff(who) }
        const moved = await advance(world, tx, {
          tenant: demoTenant,
          by,
          matter: matter.id,
          move: name,
          version: matter.version,
          input,
          at,
        })
        if (isRefusal(moved)) throw new Error(`story: ${name}: ${moved.says} ${JSON.stringify(moved.problems ?? [])}`)
        return moved.held.matter
      }),
    /** A review in which all is in order but what is named. */
    review: (matter: Matter, at: Instant, missing: readonly string[] = []) =>
      world.db.read(scope, async (tx) => {
        const office = await current(tx, demoTenant, at)
        const process = world.processes.of(matter.kind, matter.service)
        const service = matter.service && world.catalogue.version(matter.service.code, Number(matter.service.version))
        if (!process || !service) throw new Error('story: no such service')
        const rows = rowsOf(
          service.service,
          matter.facts as CaseFacts,
          settingOf(process, { office, place: matter.office, at }, null, null),
        )
        return {
          materials: rows.materials.map(({ id }) =>
            missing.includes(id) ? { id, result: 'missing', reason: '没有带来' } : { id, result: 'ok' },
          ),
          conditions: rows.conditions
            .filter(({ machine }) => machine === null)
            .map(({ id }) => ({ id, result: 'yes' })),
        }
      }),
  }
}

async function hoursOf({ db }: World, now: Instant): Promise<At> {
  const calendar = await db.read({ tenant: demoTenant, paths: [demoPath('cs')] }, async (tx) =>
    (await current(tx, demoTenant, now)).calendar(demoOffice('sljd')),
  )
  const back = (day: Day, left: number): Day => {
    for (let left_ = left, on = day; ; on = addDays(on, -1)) {
      if (!isWorkingDay(calendar, on)) continue
      if (left_ === 0) return on
      left_--
    }
  }
  return (daysBack, hour, minute = 0) => {
    const at = instantAt(back(dayOf(now), daysBack), hour * 60 + minute)
    return at < now ? at : now
  }
}

const visitor = (name: string, n: number) => ({ name, phone: `1390000${String(n).padStart(4, '0')}` })

async function contacts({ open, move }: Teller, at: At): Promise<void> {
  const asked = { channel: 'visit', inquiry: 'consult' } as const
  await open(
    'wang',
    'contact',
    { ...asked, channel: 'call', matter: '咨询灵活就业人员社会保险补贴怎么申请（测试数据）', ...visitor('测试张', 1) },
    at(0, 9, 5),
  )
  const given = await open(
    'wang',
    'contact',
    { ...asked, matter: '询问就业困难人员认定的进度（测试数据）', ...visitor('测试王', 2) },
    at(1, 15, 10),
  )
  await move(
    'wang',
    given,
    'hand-over',
    { to: demoPost('sljd.review'), why: 'duty', note: '需要复核岗答复' },
    at(1, 15, 20),
  )
  const torn = await open(
    'li',
    'contact',
    { ...asked, matter: '反映企业拖欠培训补贴，不清楚由谁办理（测试数据）', ...visitor('测试李', 3) },
    at(1, 10, 0),
  )
  await move('li', torn, 'escalate', { why: 'unclear', note: '涉及培训补贴和劳动监察，责任不明确' }, at(1, 10, 30))
  const told = await open(
    'li',
    'contact',
    { ...asked, matter: '询问失业登记需要什么材料（测试数据）', ...visitor('测试赵', 4) },
    at(1, 14, 0),
  )
  const done = await move('li', told, 'answer', { result: '已说明条件、材料和时限，并给了申请表' }, at(1, 14, 6))
  await move('visitor', done, 'rate', { level: 5, items: ['517'], channel: 'evaluator' }, at(1, 14, 8))
}

const applied = (name: string, n: number) => ({
  service: 'JY02',
  form: {
    ...hardship,
    name,
    mobile: `1390000${String(n).padStart(4, '0')}`,
    address: `示例街道测试路${n}号`,
    community: '示例社区',
  },
})

async function accepted(
  { open, move, review }: Teller,
  at: At,
  name: string,
  n: number,
  back: number,
): Promise<Matter> {
  const opened = await open('wang', 'case', applied(name, n), at(back, 9, 20))
  const checked = await move('wang', opened, 'check', await review(opened, at(back, 9, 40)), at(back, 9, 40))
  return move('wang', checked, 'accept', {}, at(back, 9, 45))
}

async function cases(teller: Teller, at: At): Promise<void> {
  const { open, move, review } = teller
  await accepted(teller, at, '测试孙', 11, 12)
  const near = await accepted(teller, at, '测试周', 12, 9)
  await move('wang', near, 'pass-firstReview', { opinion: '材料属实' }, at(8, 10))
  const longer = await accepted(teller, at, '测试吴', 13, 7)
  await move(
    'wang',
    longer,
    'ask-extension',
    { amount: 5, reason: '需要到原单位核实下岗情况', taken: '已电话联系原单位' },
    at(1, 11),
  )
  const lacking = await open('wang', 'case', applied('测试郑', 14), at(3, 14))
  const found = await move(
    'wang',
    lacking,
    'check',
    await review(lacking, at(3, 14, 20), ['household', 'application']),
    at(3, 14, 20),
  )
  await move('wang', found, 'notify', {}, at(3, 14, 25))
  await open(
    'wang',
    'case',
    {
      service: 'JY01',
      form: { ...unemployed, name: '测试冯', mobile: '13900000015', address: '示例街道测试路15号' },
    },
    at(0, 9, 10),
  )
}
