import Type, { type Static } from 'typebox'
import { choice, count, day, form, longText, named, text } from '#core/field.ts'
import { stepPoints } from '#core/sums/marks.ts'
import { marks, payees, services } from './policy.ts'

const id = (title: string, more = {}) => Type.String({ title, format: 'uuid', ...more })
const phone = (title: string) =>
  Type.String({ title, pattern: '^(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}(-\\d{1,6})?)$', maxLength: 20 })
const reason = (title: string) => text(title, { maxLength: 200 })
const code = (title: string, more = {}) => Type.String({ title, pattern: '^[A-Za-z0-9-]{1,40}$', ...more })

const institution = {
  name: named('机构名称', { maxLength: 60 }),
  services: Type.Array(choice('培训类别', services), {
    ...{ title: '可承担的培训', minItems: 1, maxItems: 2, uniqueItems: true },
  }),
  qualification: text('资质和文号', { maxLength: 100, 'x-hint': '如办学许可证编号、定点机构公布文号' }),
  validUntil: day('资质有效期至'),
  phone: phone('联系电话'),
  contact: Type.Optional(named('联系人', { maxLength: 20 })),
  creditCode: Type.Optional(
    Type.String({ title: '统一社会信用代码', pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$', 'x-hint': '18位' }),
  ),
}
export const InstitutionBody = form(institution)
export const EndBody = form({ reason: reason('原因') })

const plan = longText('班级计划', {
  ...{
    maxLength: 8000,
    'x-hint': '每天一行：日期 学时 内容，如“2026-12-01 6 安全知识”；开班、结课日期和总学时由此算出',
  },
})
const common = {
  name: named('班级名称', { maxLength: 60 }),
  institution: id('培训机构'),
  place: text('培训地点', { maxLength: 100 }),
  phone: phone('咨询电话'),
  places: count('名额', 1, 500),
  keeper: id('班级负责人'),
  plan,
}
export const ClassBody = form({
  ...{ service: choice('培训类别', services), ...common },
  trade: Type.Optional(text('工种', { maxLength: 50 })),
  level: Type.Optional(code('等级')),
  course: Type.Optional(code('课程')),
})
export type ClassAsk = Static<typeof ClassBody>

/** The form of one service: a trade and its level, or a brand. */
export function classForm(service: keyof typeof services) {
  return service === 'JY14'
    ? form({
        trade: text('工种', { maxLength: 50, 'x-hint': '与培训目录一致，如“养老护理员”' }),
        level: code('等级'),
        ...common,
      })
    : form({ course: code('课程'), ...common })
}

export const NoneBody = form({})
/** Figures that the office hasn't set are decided by whoever approves the class. */
export const ApproveBody = form({
  opinion: text('批准意见', { maxLength: 200 }),
  attendance: Type.Optional(Type.Integer({ title: '出勤率不低于（%）', minimum: 1, maximum: 100 })),
  theory: Type.Optional(Type.Integer({ title: '理论合格分数', minimum: 1, maximum: 100 })),
  practice: Type.Optional(Type.Integer({ title: '实操合格分数', minimum: 1, maximum: 100 })),
})
export const ReturnBody = form({ reason: reason('退回原因') })
export const CancelBody = form({ reason: reason('取消原因') })
export const CloseBody = form({
  says: reason('结班说明'),
  unclaimed: Type.Optional(
    text('不申报补贴的原因', {
      maxLength: 200,
      'x-hint': '合格学员都已造补贴名册的不填；还没有造的，先造名册，确实不申报的写明原因',
    }),
  ),
})
export const KeeperBody = form({ keeper: id('班级负责人'), reason: reason('原因') })

export const EnrolBody = form({
  applicants: Type.Array(id('学员'), { title: '学员', minItems: 1, maxItems: 100, uniqueItems: true }),
  queue: Type.Optional(Type.Boolean({ title: '满员时排入候补' })),
})
export const LeaveBody = form({
  seat: id('学员'),
  reason: reason('退班原因'),
  out: Type.Optional(Type.Boolean({ title: '本人不再参加培训', 'x-hint': '不勾选的，回到等待编班的名单' })),
})
export const TellBody = form({
  seats: Type.Array(id('学员'), { title: '学员', minItems: 1, maxItems: 500, uniqueItems: true }),
  how: choice('通知方式', { call: '电话', message: '短信', visit: '当面' }),
})

export const AttendanceBody = form({
  day: day('日期'),
  marks: Type.Array(form({ seat: id('学员'), mark: choice('出勤', marks) }), {
    ...{ title: '出勤', minItems: 1, maxItems: 500 },
  }),
  reason: Type.Optional(reason('更正或补登原因')),
})
export type AttendanceAsk = Static<typeof AttendanceBody>

const score = (title: string) => Type.Number({ title, minimum: 0, maximum: 100, multipleOf: stepPoints })
export const AdmitBody = form({ seat: id('学员'), reason: reason('准予参加考核的理由') })
export const TestBody = form({
  again: Type.Boolean({ title: '补考' }),
  rows: Type.Array(
    form({ seat: id('学员'), theory: Type.Optional(score('理论成绩')), practice: Type.Optional(score('实操成绩')) }),
    { title: '成绩', minItems: 1, maxItems: 500 },
  ),
  reason: Type.Optional(reason('更正原因')),
})
export type TestAsk = Static<typeof TestBody>

export const PapersBody = form({
  seats: Type.Optional(Type.Array(id('学员'), { title: '学员', minItems: 1, maxItems: 500, uniqueItems: true })),
})
/** The certificate carries the whole number: it leaves the house with a reason, and about each trainee only once asked for. */
export const PrintBody = form({
  seats: Type.Optional(Type.Array(id('学员'), { title: '学员', minItems: 1, maxItems: 200, 'x-widget': 'hidden' })),
  reason: Type.String({
    title: '打印理由',
    minLength: 2,
    maxLength: 100,
    pattern: '\\S\\s*\\S',
    'x-hint': '如发给学员本人',
  }),
})
export const RevokeBody = form({ seat: id('学员'), reason: reason('作废原因') })

export const enclosures = {
  approval: '开班批复',
  roll: '花名册',
  identity: '学员身份证明',
  attendance: '出勤记录',
  papers: '合格证',
  plans: '创业计划书',
} as const
/** What must lie with the list; the plan for the business only where one is written. */
export const neededEnclosures = {
  JY14: ['approval', 'roll', 'identity', 'attendance', 'papers'],
  JY15: ['approval', 'roll', 'identity', 'attendance', 'papers', 'plans'],
} as const satisfies Record<keyof typeof services, readonly (keyof typeof enclosures)[]>

export const SubsidyBody = form({
  payee: choice('拨给', payees),
  enclosures: Type.Array(choice('附件', enclosures), {
    title: '附件齐全',
    minItems: 1,
    maxItems: 6,
    uniqueItems: true,
  }),
})
export const OpinionBody = form({ opinion: text('意见', { maxLength: 200 }) })
