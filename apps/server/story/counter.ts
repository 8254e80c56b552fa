import { hardship, unemployed } from '#apps/server/forms.ts'
import { addDays, dayOf, type Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { recordsFor } from '#matter/records.ts'
import { settingOf } from '#matter/setting.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { decideOn, propose } from '#rules/first-asked/commendation.ts'
import { remember } from '#rules/first-asked/reminder.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { rowsOf } from '#rules/told-once/review.ts'
import { sharedFields } from '#rules/told-once/shared.ts'
import { openSitting, servicesOf } from '#rules/told-once/sitting.ts'
import { done, type Scene, visitor } from './teller.ts'

const asked = { channel: 'visit', inquiry: 'consult' } as const

/** First contacts, who was praised for one and which is kept in mind (2.2–2.4.0). */
export async function contacts(scene: Scene): Promise<void> {
  const { open, move, at, by, office, world, tx, ahead } = scene
  const call = { ...asked, channel: 'call', matter: '咨询灵活就业人员社会保险补贴怎么申请（测试数据）' } as const
  await open('wang', 'contact', { ...call, ...visitor('测试张', 1) }, at(0, 9, 5))
  const progress = { ...asked, matter: '询问就业困难人员认定的进度（测试数据）', ...visitor('测试王', 2) }
  const given = await open('wang', 'contact', progress, at(1, 15, 10))
  const to = { to: demoPost('sljd.review'), why: 'duty', note: '需要复核岗答复' }
  await move('wang', given, 'hand-over', to, at(1, 15, 20))
  const owed = { ...asked, matter: '反映企业拖欠培训补贴，不清楚由谁办理（测试数据）', ...visitor('测试李', 3) }
  const torn = await open('li', 'contact', owed, at(1, 10))
  await move('li', torn, 'escalate', { why: 'unclear', note: '涉及培训补贴和劳动监察，责任不明确' }, at(1, 10, 30))
  const note = { note: '等领导明确由谁办理，主动告诉来访人（测试数据）', lookOn: ahead(1) }
  const noted = at(1, 10, 40)
  done(await remember(world, tx, await office(noted), by('li', noted), { matter: torn.id, ...note }))

  const papers = { ...asked, matter: '询问失业登记需要什么材料（测试数据）', ...visitor('测试赵', 4) }
  const told = await open('li', 'contact', papers, at(1, 14))
  const answered = await move('li', told, 'answer', { result: '已说明条件、材料和时限，并给了申请表' }, at(1, 14, 6))
  await move('visitor', answered, 'rate', { level: 5, items: ['517'], channel: 'evaluator' }, at(1, 14, 8))
  const stairs = { ...asked, inquiry: 'service', matter: '老人不会填表，请求帮助（测试数据）', ...visitor('测试钱', 5) }
  const helped = await open('wang', 'contact', stairs, at(6, 10))
  await move('wang', helped, 'answer', { result: '帮助逐项填写，并说明下一步' }, at(6, 10, 25))
  const praised = async (who: 'li' | 'wang', { number }: Matter, deed: string, when: Instant) =>
    done(
      await propose(tx, await office(when), by(who === 'li' ? 'wang' : 'zhao', when), {
        ...{ staff: demoStaff(who), number, source: who === 'li' ? 'rating' : 'visitor', deed },
      }),
    )
  const { id } = await praised('wang', helped, '耐心帮助老人填表，来访人当场道谢（测试数据）', at(6, 11))
  const ask = { id, confirm: true, opinion: '情况属实，予以表扬' }
  done(await decideOn(tx, await office(at(5, 9)), by('head', at(5, 9)), ask))
  await praised('li', told, '一次说清条件、材料和时限，来访人给了五星（测试数据）', at(1, 16))
}

const applied = ({ now }: Scene, name: string, n: number) => ({
  service: 'JY02',
  form: {
    ...hardship,
    name,
    mobile: `1390000${String(n).padStart(4, '0')}`,
    address: `示例街道测试路${n}号`,
    community: '示例社区',
    unemployedSince: addDays(dayOf(now), -322),
  },
})

/** Cases at every stage: late with an explanation to approve, near its limit, asking for more time, lacking papers (7, 8). */
export async function cases(scene: Scene): Promise<void> {
  const { open, move, lapse, at, now, by, office, world, tx, ahead, lately } = scene
  const accepted = async (name: string, n: number, back: number): Promise<Matter> => {
    const opened = await open('wang', 'case', applied(scene, name, n), at(back, 9, 20))
    const checked = await move('wang', opened, 'check', await review(scene, opened, at(back, 9, 40)), at(back, 9, 40))
    return move('wang', checked, 'accept', {}, at(back, 9, 45))
  }
  const late = await lapse(await accepted('测试孙', 11, 11), at(0, 8))
  const why = {
    reason: 'share',
    words: '社会保险缴费记录比对没有按时反馈（测试数据）',
    doing: '已电话催办，改为人工核对',
  }
  await move('wang', late, 'explain-delay', { ...why, expected: ahead(4) }, at(0, 9, 12))
  const near = await accepted('测试周', 12, 9)
  await move('wang', near, 'pass-firstReview', { opinion: '材料属实' }, at(8, 10))
  const seen = at(2, 16)
  const kept = { note: '复核后第一时间告诉申请人公示日期（测试数据）', lookOn: dayOf(now) }
  done(await remember(world, tx, await office(seen), by('wang', seen), { matter: near.id, ...kept }))
  const longer = await accepted('测试吴', 13, 7)
  const more = { amount: 5, reason: '需要到原单位核实下岗情况', taken: '已电话联系原单位' }
  await move('wang', longer, 'ask-extension', more, at(1, 11))
  const lacking = await open('wang', 'case', applied(scene, '测试郑', 14), at(3, 14))
  const gaps = await review(scene, lacking, at(3, 14, 20), ['household', 'application'])
  await move('wang', await move('wang', lacking, 'check', gaps, at(3, 14, 20)), 'notify', {}, at(3, 14, 25))
  await open(
    'wang',
    'case',
    { service: 'JY01', form: jobless(scene, '测试冯', '13900000015', '示例街道测试路15号') },
    lately(12),
  )
}

export const jobless = ({ now }: Scene, name: string, mobile: string, address: string) => ({
  ...{ ...unemployed, name, mobile, address },
  unemployedSince: addDays(dayOf(now), -46),
})

/** One visitor, two services, one sitting (6.4). */
export async function sitting(scene: Scene): Promise<void> {
  const { world, tx, lately } = scene
  const codes = ['JY01', 'JY02'] as const
  const known = done(servicesOf(world, codes))
  const fields = sharedFields(known)
  const forms = [
    jobless(scene, '测试蒋', '13900000021', '示例街道测试路21号'),
    applied(scene, '测试蒋', 21).form,
  ] as const
  const all: Readonly<Record<string, unknown>> = { ...forms[0], idNumber: hardship.idNumber }
  const shared = Object.fromEntries(fields.flatMap((field) => (field in all ? [[field, all[field]]] : [])))
  const services = codes.map((service, i) => ({
    service,
    form: Object.fromEntries(Object.entries(forms[i]!).filter(([field]) => !fields.includes(field))),
  }))
  const who = {
    ...{ staffId: demoStaff('wang'), tenantId: demoTenant, orgId: demoOffice('sljd'), orgPath: demoPath('sljd') },
    ...{ name: '王一', administrator: null, isHead: false },
  }
  done(await openSitting(world, tx, { who, at: lately(6) }, { shared, services }, Promise.resolve()), 'sitting')
}

/** A review in which all is in order but what is named. */
export async function review(
  { world, tx, office }: Scene,
  matter: Matter,
  at: Instant,
  missing: readonly string[] = [],
) {
  const process = world.processes.of(matter.kind, matter.service)
  const service = matter.service && world.catalogue.version(matter.service.code, Number(matter.service.version))
  if (!process || !service) throw new Error('story: no such service')
  const record = await recordsFor(tx, demoTenant, process, matter)
  const setting = settingOf(process, { office: await office(at), place: matter.office, at }, null, null, record)
  const { materials, conditions } = rowsOf(service.service, matter as Matter<CaseFacts>, setting)
  return {
    materials: materials.map(({ id }) =>
      missing.includes(id) ? { id, result: 'missing', reason: '没有带来' } : { id, result: 'ok' },
    ),
    conditions: conditions.filter(({ machine }) => machine === null).map(({ id }) => ({ id, result: 'yes' })),
  }
}
