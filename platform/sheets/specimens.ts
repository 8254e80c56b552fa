import type { Applicant, Handler, Received, Remedy, SheetData } from '#core/sheet.ts'
import { inspected } from './inspected.ts'
import { supervised } from './supervised.ts'

export { specimenHead } from './heading.ts'

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

const { idMasked: _notAsked, ...writer } = applicant
const petition = {
  applicant: writer,
  petitionNumber: 'F-2026-000021',
  receivedAt: '2026年11月23日',
  matter: '灵活就业社会保险补贴未按时到账（测试数据）',
  basis: ['《信访工作条例》第二十三条、第三十四条', '服务规范 3.3.2'],
  handler,
}

const aided = {
  applicant,
  aidNumber: 'Y-2026-000005',
  registeredAt: '2026年11月18日',
  target: '零就业家庭成员，2026年11月18日认定',
  handler,
}

const complained = {
  applicant: { name: '测试甲', phone: '138****0000' },
  complaintNumber: 'CS-T-2026-000007',
  receivedAt: '2026年11月23日 10:20',
  channel: '现场',
  against: '窗口 2号综合窗口',
  cause: '服务态度',
  matter: '在2号综合窗口等候时问话无人应答（测试数据）。',
  handler: { name: '测试王某' },
}

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
  'public-notice': {
    title: '就业困难人员认定公示',
    service: { name: '就业困难人员认定', code: 'JY02' },
    caseNumber: 'B2026-测试-00012',
    says: '测试社区居民测*某申请就业困难人员认定，经审核拟予认定，现予公示。公示时间：2026年11月23日至2026年11月30日。',
    from: '2026年11月23日',
    until: '2026年11月30日',
    objection: '对公示有异议的，请在公示期内向测试街道公共就业服务中心反映，电话000-00000000。',
    publisher: '测试街道公共就业服务中心',
    handler: { name: '测试王某' },
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
  'ab-scheme': {
    from: '2026年7月1日',
    confirmedAt: '2026年11月23日',
    rows: [
      { post: '综合窗口一', duties: '接待来访，登记首问，受理材料', a: '测试王某（T001）', b: '测试李某（T002）' },
      { post: '复核岗', duties: '复核窗口受理的办件', a: '测试赵某（T003）', b: '测试李某（T002）' },
    ],
    handler,
  },
  'leave-handover': {
    leaver: '测试王某',
    why: '年休假',
    from: '2026年11月24日 09:00',
    until: '2026年11月27日 17:00',
    handedAt: '2026年11月23日 16:30',
    approvedBy: '测试孙某',
    matters: [{ number: 'S-2026-000012', title: '咨询失业登记', state: '办理中', dueAt: '2026年11月30日' }],
    things: [{ name: '受理专用章', count: '1枚', note: '在保险柜' }],
    brief: '失业登记一件等本人补材料，周四前会送来。',
    receipts: [{ post: '综合窗口一', staff: '测试李某', at: '2026年11月23日 16:40', says: '已清点' }],
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
  'delay-explanation': {
    ...asked,
    acceptedAt: '2026年11月23日',
    lateness: ['期限届满没有办结（2026年12月7日 17:00到期）'],
    reason: '部门数据比对没有按时反馈',
    words: '参保数据比对结果晚到3个工作日，期间没有及时催办。',
    doing: '已取得比对结果，正在安排公示。',
    expected: '2026年12月14日',
    approvedBy: { name: '测试孙某', title: '单位负责人', at: '2026年12月8日' },
    basis: ['服务规范 7.5'],
  },
  'sitting-receipt': {
    applicant,
    receivedAt: '2026年11月23日',
    cases: [
      {
        service: '失业登记',
        number: 'JY01-2026-000031',
        state: '已办结',
        promisedAt: '2026年11月23日',
        code: '7K2M9QXA',
      },
      {
        service: '就业困难人员认定',
        number: 'JY02-2026-000012',
        state: '初审',
        promisedAt: '2026年12月7日',
        code: '4H8T2WZB',
      },
    ],
    received: [
      { name: '居民身份证', copies: 1, form: '原件', services: ['失业登记', '就业困难人员认定'] },
      { name: '就业困难人员申请认定表', copies: 2, form: '表格', services: ['就业困难人员认定'] },
    ],
    missing: [{ name: '户口簿或居住证明', fault: '没有带来', services: ['就业困难人员认定'] }],
    followUp: '可凭办件编号和查询码查询每一项的办理进度、评价服务。',
    handler,
  },
  ...inspected,
  accountability: {
    ...{ caseNumber: '测就Z2026-000012', person: '测试王某', breach: '接手后未按时联系（服务规范 2.4.1）' },
    found: '首次联系期限2026年11月19日 17:00届满，2026年11月20日 09:12才联系服务对象，超期1个工作日。',
    duty: '期限届满时综合窗口一由A角测试王某在岗办理。',
    evidence: ['2026年11月18日 09:30 测试李某 转交给综合窗口一', '2026年11月18日 10:02 测试王某 接收'],
    ...{ earlier: [], heard: ['2026年11月21日 10:00 已陈述：当日窗口排队较长，没有及时回电。'] },
    basis: '服务规范 2.4.1',
    decides: '批评并责令改正。请即向服务对象说明并致歉。',
    correctBy: '2026年11月24日 17:00',
    remedies: [{ way: '申诉', within: '2026年12月7日前', to: '测试区人力资源和社会保障局' }],
    decidedBy: { name: '测试周某', title: '所长', at: '2026年11月23日 09:30' },
    handler,
  },
  'petition-notice': {
    ...petition,
    subject: '受理情况告知',
    facts: [{ label: '告知方式', value: '当面' }],
    says: [
      '该事项属于本单位职权范围，自2026年11月23日起受理。',
      '办理期限为受理之日起60日（自然日），最迟于2027年1月22日前书面答复您。',
    ],
  },
  'petition-reply': {
    ...petition,
    demand: '请求核实并补发（测试数据）',
    findings: '经查，申请表在转送途中延误，不是信访人的过错。',
    outcome: '支持诉求',
    reply: '已于2026年11月23日补办，款项将于本月发放。',
    remedies: [{ way: '请求复查', within: '收到本答复意见书之日起30日内', to: '本单位的上一级机关' }],
  },
  'aid-plan': {
    ...aided,
    version: 1,
    metAt: '2026年11月20日',
    needs: ['职业指导', '岗位推荐'],
    measures: [
      { type: '职业指导', what: '一对一职业指导一次', by: '2026年11月27日' },
      { type: '岗位推荐', what: '推荐步行30分钟以内的岗位3个', by: '2026年12月10日' },
    ],
    next: '2026年11月27日，职业指导',
    employBy: '2026年12月18日',
  },
  'aid-exit': {
    ...aided,
    reason: '无正当理由多次不接受援助',
    found: '无正当理由不接受援助已有3次，均已事先告知后果（测试数据）。',
    opinion: '情况属实，同意退出。以后愿意接受援助的，可以重新申请。',
    confirmedBy: '测试周某',
    told: '当面',
    remedies,
  },
  'loan-referral': {
    applicant,
    loanNumber: 'L-2026-000003',
    caseNumber: 'B-2026-000012',
    to: '测试市创业担保中心',
    borrower: '个人创业，登记失业人员',
    business: '测试商店（91220201MA00000005）',
    amount: '200,000.00元',
    months: 24,
    usage: '进货',
    ceiling: '个人最高300,000.00元',
    replyBy: '2026年12月14日',
    basis: ['《普惠金融发展专项资金管理办法》（财金〔2023〕75号）'],
    handler,
  },
  'materials-list': {
    applicant: writer,
    petitionNumber: petition.petitionNumber,
    receivedAt: petition.receivedAt,
    items: [
      { name: '情况说明', copies: 1 },
      { name: '工资条复印件', copies: 3 },
    ],
    to: { post: '复核岗', person: '测试赵某' },
    handler,
  },
  'complaint-register': {
    ...complained,
    wish: '请当面说明并改进（测试数据）',
    heard: ['2026年11月23日电话：上午排队四十分钟，窗口无人应答。'],
    route: '立案处理',
    opinion: '同类投诉一月内第二次，请上级督办。',
  },
  'referral-letter': {
    referralNumber: 'P-2026-000008',
    seeker: '测试人甲',
    employer: { name: '测试有限公司', phone: '0432-62012345' },
    job: '维修电工',
    place: '测试市示例区测试路1号',
    pay: '3,500至4,500元/月',
    applyBy: '电话预约后到单位面试',
    issuedOn: '2026年11月23日',
    feedbackBy: '2026年11月30日',
    consent: '求职人同意向你单位提供求职信息。',
    handler,
  },
  'training-certificate': {
    ...{ title: '职业培训合格证', applicant: { name: applicant.name, idMasked: '110101********002X' } },
    ...{ caseNumber: 'B-2026-000031', subject: '养老护理员 初级工（五级）', className: '养老护理员第1期（测试）' },
    ...{ classNumber: '测人社培〔2026〕1号', institution: '测试职业培训学校', from: '2026年10月12日' },
    ...{ until: '2026年11月6日', hours: 120, theory: 86, practice: 90, handler },
  },
  'supervision-order': {
    ...complained,
    orderNumber: `${complained.complaintNumber}-督2`,
    round: 2,
    office: '测试街道人力资源和社会保障所',
    opinion: '整改措施没有落实到人，请重新安排并再次答复投诉人。',
    replyBy: '2026年12月4日',
    signedBy: { name: '测试冯某', title: '局长', at: '2026年12月2日 09:30' },
    earlier: [
      {
        number: `${complained.complaintNumber}-督1`,
        opinion: '查清情况，答复投诉人并整改。',
        report: '已批评教育；整改：增设引导员',
        judged: '投诉人仍有意见，整改没有落实到人。',
      },
    ],
  },
  ...supervised(complained, handler),
}
