import type { Handler, SheetData } from '#core/sheet.ts'

type Kinds = 'supervision-reply' | 'warning-notice' | 'warning-reply'
type Complained = Omit<SheetData['complaint-register'], 'wish' | 'heard' | 'route' | 'opinion'>

/** Specimens of what goes between an office and its superior. 测试数据. */
export const supervised = (complained: Complained, handler: Handler): Pick<SheetData, Kinds> => ({
  'supervision-reply': {
    ...complained,
    orderNumber: `${complained.complaintNumber}-督1`,
    round: 1,
    to: '测试区人力资源和社会保障局',
    office: '测试街道人力资源和社会保障所',
    opinion: '查清情况，答复投诉人并整改。',
    replyBy: '2026年12月1日',
    told: '2026年11月30日电话答复：已说明经过并致歉；投诉人没有意见。',
    result: '经查，当时窗口无人应答属实，已批评教育。',
    corrections: '午间增设引导员一名，自2026年12月1日起执行。',
    answeredAt: '2026年11月30日',
    late: false,
    signedBy: { name: '测试周某', title: '所长', at: '2026年11月30日 15:20' },
  },
  'warning-notice': {
    noticeNumber: 'H-2026-000002-红2',
    colour: '红牌督促',
    round: 2,
    office: '测试街道人力资源和社会保障所',
    ground: '反复超期',
    basis: '服务规范 7.4',
    found: '近三十日超期三件，其中两件没有向服务对象说明原因。',
    facts: ['近三十日超期3件', '2件超期没有说明原因'],
    todo: '逐件说明原因，调整窗口人力，报整改措施。',
    replyBy: '2026年12月4日',
    signedBy: { name: '测试冯某', title: '局长', at: '2026年12月1日 09:30' },
    earlier: [{ number: '黄1', todo: '逐件说明原因并整改。', answer: '逾期没有回复', judged: '—' }],
    handler,
  },
  'warning-reply': {
    noticeNumber: 'H-2026-000002-红2',
    colour: '红牌督促',
    to: '测试区人力资源和社会保障局',
    office: '测试街道人力资源和社会保障所',
    ground: '反复超期',
    todo: '逐件说明原因，调整窗口人力，报整改措施。',
    replyBy: '2026年12月4日',
    result: '三件均因复核岗人员外出培训、代办没有及时接上，已向三名服务对象说明原因。',
    corrections: '复核岗增加B角，自2026年12月3日起执行。',
    answeredAt: '2026年12月3日',
    late: false,
    signedBy: { name: '测试周某', title: '所长', at: '2026年12月3日 10:00' },
    handler,
  },
})
