import type { Applicant, Handler, Received, Remedy, SheetData, SheetHead, SheetKind } from '#core/sheet.ts'

/** Artificial people and places: the names carry the rare characters that a real register has, and say 测试. */
const applicant: Applicant = {
  name: '测试人䶮㙍喆頔𠮷',
  idMasked: '110101********002X',
  phone: '000-0000-0001',
  address: '测试区测试街道测试社区1号楼1单元101室',
}
const handler: Handler = { name: '测试王某', staffNo: 'T001', phone: '000-00000001' }
const deputy: Handler = { name: '测试李某', staffNo: 'T002', phone: '000-00000002' }
const service = { name: '就业困难人员认定', code: 'JY02' }
const basis = ['《中华人民共和国就业促进法》第五十二条', '《就业服务与就业管理规定》有关就业援助的规定']

const materials: Received[] = [
  { name: '就业困难人员认定申请表', copies: 1, pages: 2, form: '原件' },
  { name: '居民身份证', copies: 1, pages: 1, form: '复印件（原件核验后退回）' },
  { name: '就业创业证', copies: 1, pages: 1, form: '原件核验后退回' },
]
const remedies: Remedy[] = [
  { way: '行政复议', within: '收到本通知书之日起60日内', to: '测试区人民政府' },
  { way: '行政诉讼', within: '收到本通知书之日起6个月内', to: '有管辖权的人民法院' },
  { way: '投诉', within: '任何时间', to: '测试区人力资源和社会保障局（监督电话见页脚）' },
]
const asked = { applicant, service, appliedAt: '2026年11月20日', handler, caseNumber: 'JY02-2026-000012' }

/** One specimen of each sheet; the tests print them too. */
export const specimens: SheetData = {
  'one-time-notice': {
    ...asked,
    received: materials.slice(0, 1),
    gaps: [
      {
        name: '居民身份证',
        fault: '未提交',
        requirement: '提交本人身份证复印件1份，同时出示原件核验',
        basis: '办事指南“申请材料”第2项',
        sample: '窗口2号展架',
      },
      {
        name: '就业困难人员认定申请表',
        fault: '第2页“家庭成员就业状况”未填写，申请人未签名',
        requirement: '补填该栏，并由本人签名、注明日期',
        basis: '办事指南“申请材料”第1项',
        sample: '窗口1号展架，或办事大厅填表区样表',
      },
      {
        name: '失地农民证明',
        fault: '复印件未加盖证明单位公章',
        requirement: '提交加盖村（居）民委员会公章的证明原件',
        basis: '办事指南“申请材料”第4项',
      },
    ],
    unmet: [
      { says: '系统查询显示尚未办理失业登记，须先行办理（可在本窗口即时办理）', basis: '办事指南“受理条件”第1项' },
    ],
    procedure: [
      '补正材料后到任一综合窗口提交',
      '窗口受理后初审、复审，并在社区公示5个工作日',
      '公示无异议的，予以认定并通知本人',
    ],
    limit: '自受理之日起10个工作日',
    basis,
    supplementBy: '2026年12月4日',
    otherwise: '逾期未补正又未说明情况的，本次申请按不予受理处理；之后可以重新申请。',
  },
  acceptance: {
    ...asked,
    materials,
    acceptedAt: '2026年11月23日',
    limit: '10个工作日',
    promisedAt: '2026年12月7日',
    provisional: '如国务院办公厅另行公布放假安排，办结日期将重新计算并告知您。',
    basis,
    followUp: '可凭编号和验证码在门户网站或大厅自助终端查询，也可拨打页脚所列联系电话。',
  },
  refusal: {
    ...asked,
    reasons: [
      { says: '申请人户籍和常住地均不在本街道，不属于本单位受理范围', basis: '办事指南“受理范围”' },
      { says: '经2026年11月9日一次性告知后，未在期限内补正身份证明', basis: '办事指南“申请材料”第2项' },
    ],
    applyTo: '常住地的测试第二街道公共就业服务中心（测试区测试二路2号，电话000-00000009）',
    returned: materials,
    remedies,
  },
  denial: {
    ...asked,
    acceptedAt: '2026年11月23日',
    findings: ['申请人于2026年10月8日进行失业登记', '经比对，申请人名下登记有正常经营的个体工商户1户'],
    reasons: [{ says: '申请人登记有正常经营的市场主体，不符合“无经营收入”的条件', basis: '办事指南“受理条件”第3项' }],
    remedies,
  },
  'extension-notice': {
    ...asked,
    acceptedAt: '2026年11月23日',
    dueAt: '2026年12月7日',
    reason: '公示期间收到异议1件，需要到社区实地核实，难以在原定日期前完成。',
    taken: '已于2026年12月2日发出核实函，并约定2026年12月8日到社区走访。',
    extendedBy: '5个工作日',
    newDueAt: '2026年12月14日',
    approvedBy: { name: '测试孙某', title: '单位负责人', at: '2026年12月3日' },
    told: { way: '电话并送达本告知书', by: '测试王某', at: '2026年12月3日' },
    basis,
  },
  result: {
    ...asked,
    acceptedAt: '2026年11月23日',
    finishedAt: '2026年12月4日',
    outcome: '经审查并公示无异议，予以认定为就业困难人员。',
    facts: [
      { label: '认定类别', value: '大龄失业人员' },
      { label: '公示时间', value: '2026年11月25日至2026年12月1日' },
      { label: '有效期', value: '自认定之日起1年' },
    ],
    notes: ['就业状况发生变化的，请在30日内告知本单位。', '可以凭本通知书咨询就业援助和社会保险补贴。'],
    basis,
  },
  'handback-brief': {
    post: '就业援助岗',
    a: handler,
    b: deputy,
    why: '年休假',
    from: '2026年11月16日',
    until: '2026年11月20日',
    matters: Array.from({ length: 6 }, (_, i) => ({
      number: `JY02-2026-00001${i}`,
      title: '就业困难人员认定',
      state: ['初审', '公示中', '待补正'][i % 3] ?? '初审',
      dueAt: `2026年12月${i + 1}日`,
      done: ['已初审，转复审', '已张贴公示，暂无异议', '已一次性告知，等待补正'][i % 3] ?? '',
    })),
    things: [
      { name: '受理专用章', count: '1枚', note: '保险柜钥匙一并交还' },
      { name: '纸质材料', count: '6份' },
    ],
    account: '代行期间共办理6件，均在时限内；其中1件有电话催办，已答复。没有投诉。',
    approvedBy: '测试孙某（单位负责人）',
    handler: deputy,
  },
  'handover-slip': {
    contactNumber: 'SW-2026-000123',
    receivedAt: '2026年11月23日 9时12分',
    channel: '来访',
    category: '办事',
    visitor: { name: '测试人䶮㙍喆頔𠮷', unit: '测试有限公司', phone: '000-0000-0001' },
    subject: '咨询并申请稳岗补贴，询问上月申请的进度。',
    materials: [{ name: '情况说明', copies: 1 }],
    first: handler,
    to: { office: '本单位', post: '企业用工岗', person: '测试赵某' },
    why: '属于本单位职责，承办人当时不在岗。',
    handedAt: '2026年11月23日 9时20分',
    acceptBy: '2026年11月23日 11时20分',
    contactBy: '2026年11月24日 12时00分',
    answerBy: '2026年11月30日',
    handler,
  },
}

const words: Record<SheetKind, string> = {
  'one-time-notice': '告',
  acceptance: '受',
  refusal: '拒',
  denial: '否',
  'extension-notice': '延',
  result: '结',
  'handback-brief': '交',
  'handover-slip': '移',
}

/** The head of a specimen. */
export function specimenHead(kind: SheetKind): SheetHead {
  return {
    number: `测人社${words[kind]}〔2026〕12号`,
    code: 'TEST-7K3M-9QXA',
    issuedAt: '2026年11月23日',
    office: {
      name: '测试街道公共就业服务中心',
      phone: '000-00000000',
      supervisionPhone: '000-00000110',
      address: '测试区测试街道测试路1号',
    },
    visitorCode: '7K2M9QXA',
    verifyUrl: 'http://127.0.0.1:3000/verify/TEST-7K3M-9QXA',
    mark: '样张 测试数据',
  }
}
