import type { BodyRole } from '#core/field.ts'
import type { Level, Role } from '#core/roster.ts'

/**
 * The demonstration: one city, two districts, two street offices and a community desk, with their people and their day.
 * 测试数据: nobody and no number here is real.
 */
export const city = { code: 'ceshi', name: '测试市（测试数据）' } as const

type Place = {
  readonly code: string
  readonly above: string | null
  readonly level: Level
  readonly name: string
  readonly short: string
  readonly address: string
}

const mark = '（测试数据）'

export const places: readonly Place[] = [
  {
    code: 'cs',
    above: null,
    level: 'city',
    name: '测试市就业服务局',
    short: '测就',
    address: `测试市示例区中心大道1号${mark}`,
  },
  {
    code: 'slq',
    above: 'cs',
    level: 'district',
    name: '示例区人力资源和社会保障局',
    short: '示人社',
    address: `示例区人民路2号${mark}`,
  },
  {
    code: 'sljd',
    above: 'slq',
    level: 'street',
    name: '示例街道人力资源和社会保障所',
    short: '示例人社',
    address: `示例街道便民路3号${mark}`,
  },
  {
    code: 'slsq',
    above: 'sljd',
    level: 'community',
    name: '示例社区公共就业服务站',
    short: '示例社区',
    address: `示例街道幸福里4号${mark}`,
  },
  {
    code: 'ybq',
    above: 'cs',
    level: 'district',
    name: '样本区人力资源和社会保障局',
    short: '样人社',
    address: `样本区和平路5号${mark}`,
  },
  {
    code: 'ybjd',
    above: 'ybq',
    level: 'street',
    name: '样本街道人力资源和社会保障所',
    short: '样本人社',
    address: `样本街道便民路6号${mark}`,
  },
]

type Someone = {
  readonly username: string
  readonly name: string
  readonly at: string
  readonly administrator?: 'system' | 'security' | 'audit'
}

/** Usernames are those of the outside contract, then whoever else the story needs. */
export const people = [
  { username: 'wang', name: '王一', at: 'sljd' },
  { username: 'li', name: '李二', at: 'sljd' },
  { username: 'zhao', name: '赵三', at: 'sljd' },
  { username: 'head', name: '周四', at: 'sljd' },
  { username: 'wu', name: '吴五', at: 'sljd' },
  { username: 'zheng', name: '郑六', at: 'sljd' },
  { username: 'district', name: '冯七', at: 'slq' },
  { username: 'chen', name: '陈八', at: 'slq' },
  { username: 'city', name: '褚九', at: 'cs' },
  { username: 'wei', name: '卫十', at: 'cs' },
  { username: 'jiang', name: '蒋十一', at: 'slsq' },
  { username: 'qian', name: '钱十二', at: 'ybjd' },
  { username: 'sun', name: '孙十三', at: 'ybjd' },
  { username: 'shen', name: '沈十四', at: 'ybjd' },
  { username: 'han', name: '韩十五', at: 'ybq' },
  { username: 'yang', name: '杨十六', at: 'ybq' },
  { username: 'sysadmin', name: '系统管理员', at: 'cs', administrator: 'system' },
  { username: 'secadmin', name: '安全管理员', at: 'cs', administrator: 'security' },
  { username: 'auditor', name: '审计员', at: 'cs', administrator: 'audit' },
] as const satisfies readonly Someone[]

export type Username = (typeof people)[number]['username']

type Seat = { readonly at: string; readonly code: string; readonly name: string; readonly duties: string } & Record<
  Role,
  Username
> & {
    readonly services?: readonly string[]
    readonly window?: string
  }

const all = Array.from({ length: 15 }, (_, i) => `JY${String(i + 1).padStart(2, '0')}`)
const counterDuties = '接待来访，登记首问，受理、审核材料，一次性告知，出具受理凭证'
const reviewDuties = '复核窗口受理的办件，提出复核意见'
const headDuties = '主持全所工作，审批请假、延期和重要事项，安排A、B角'

/** Each post with its A and B; the head's is a post too. */
export const seats: readonly Seat[] = [
  {
    at: 'sljd',
    code: 'counter',
    name: '综合窗口一',
    A: 'wang',
    B: 'li',
    services: all,
    window: '1号综合窗口',
    duties: counterDuties,
  },
  {
    at: 'sljd',
    code: 'counter2',
    name: '综合窗口二',
    A: 'li',
    B: 'wang',
    services: all,
    window: '2号综合窗口',
    duties: counterDuties,
  },
  {
    at: 'sljd',
    code: 'aid',
    name: '就业援助岗',
    A: 'wu',
    B: 'zhao',
    services: ['JY02', 'JY05', 'JY06'],
    window: '3号就业援助窗口',
    duties: '认定就业困难人员和零就业家庭，实施就业援助',
  },
  { at: 'sljd', code: 'review', name: '复核岗', A: 'zhao', B: 'li', duties: reviewDuties },
  {
    at: 'sljd',
    code: 'collect',
    name: '信息采集岗',
    A: 'zheng',
    B: 'wu',
    services: ['JY04', 'JY08'],
    duties: '采集岗位信息，开展人力资源调查',
  },
  { at: 'sljd', code: 'head', name: '所长', A: 'head', B: 'zhao', duties: headDuties },
  {
    at: 'slsq',
    code: 'counter',
    name: '社区窗口',
    A: 'jiang',
    B: 'zheng',
    services: ['JY01', 'JY07', 'JY12'],
    window: '社区服务台',
    duties: '接待居民，登记首问，代收材料',
  },
  {
    at: 'slq',
    code: 'head',
    name: '局长',
    A: 'district',
    B: 'chen',
    duties: '主管全区公共就业服务，督办投诉，审批重要事项',
  },
  { at: 'slq', code: 'review', name: '业务审核岗', A: 'chen', B: 'district', duties: '审核街道上报的办件' },
  { at: 'cs', code: 'head', name: '局长', A: 'city', B: 'wei', duties: '主管全市公共就业服务' },
  {
    at: 'ybjd',
    code: 'counter',
    name: '综合窗口',
    A: 'qian',
    B: 'shen',
    services: all,
    window: '1号综合窗口',
    duties: counterDuties,
  },
  { at: 'ybjd', code: 'review', name: '复核岗', A: 'shen', B: 'qian', duties: reviewDuties },
  { at: 'ybjd', code: 'head', name: '所长', A: 'sun', B: 'shen', duties: headDuties },
  { at: 'ybq', code: 'head', name: '局长', A: 'han', B: 'yang', duties: '主管全区公共就业服务' },
]

/** Nine to twelve, half past one to five, Monday to Friday; minutes of the day. */
export const sittings = [
  [540, 720],
  [810, 1020],
] as const

type Body = {
  readonly in: boolean
  readonly name: string
  readonly matters: string
  readonly hours?: string
  readonly role?: BodyRole | null
}

const usual = '周一至周五 9:00—12:00、13:30—17:00'

const listed = [
  { in: true, name: '测试市社会保险事业中心', matters: '养老、失业、工伤保险登记、缴费和待遇' },
  { in: true, name: '测试市劳动保障监察支队', matters: '拖欠工资、违法用工的举报和投诉' },
  { in: true, name: '示例区劳动人事争议仲裁院', matters: '劳动争议、人事争议的调解和仲裁' },
  { in: true, name: '测试市人才服务中心', matters: '流动人员档案、人才引进' },
  { in: true, name: '测试市职业技能鉴定中心', matters: '职业技能等级认定、证书查询' },
  { in: false, name: '测试市医疗保障局服务中心', matters: '医疗保险、生育保险登记、缴费和报销' },
  { in: false, name: '示例区税务局办税服务厅', matters: '纳税申报、税收优惠办理、灵活就业人员缴费' },
  { in: false, name: '示例区市场监督管理局', matters: '个体工商户、企业登记和营业执照' },
  { in: false, name: '示例区民政局', matters: '最低生活保障、临时救助、婚姻登记' },
  { in: false, name: '示例派出所', matters: '户口、居民身份证、居住证' },
  { in: false, name: '示例区残疾人联合会', matters: '残疾人证、残疾人就业保障' },
  { in: false, name: '示例区人民法院诉讼服务中心', matters: '不服仲裁裁决的起诉、劳动争议诉讼' },
  { in: false, name: '示例区法律援助中心', matters: '法律咨询、法律援助申请' },
  { in: false, name: '测试市创业担保中心', matters: '创业担保贷款的担保审核', role: 'guarantor' },
  { in: false, name: '测试银行示例支行', matters: '创业担保贷款经办、放款和收息', role: 'bank' },
] satisfies readonly Body[]

/** Where a visitor can be sent. */
export const bodies = listed.map((body): Required<Body> => ({ hours: usual, role: null, ...body }))
