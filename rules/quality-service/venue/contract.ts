import Type, { type Static } from 'typebox'
import { choice } from '#core/field.ts'

const strict = { additionalProperties: false } as const
const text = (title: string, maxLength: number, more = {}) =>
  Type.String({ title, minLength: 1, maxLength, pattern: '\\S', ...more })
const whole = (title: string, minimum: number, maximum: number) => Type.Integer({ title, minimum, maximum })

export const areaUses = { service: '服务场所', archive: '档案室（区）', other: '其他' } as const
/** The three that every hall has (10.1.3), and what else it may have. */
export const zoneKinds = {
  information: '信息发布查询区',
  guidance: '职业指导与介绍区',
  service: '综合服务区',
  self: '自助服务区',
  rest: '休息等候区',
  archive: '档案区',
  other: '其他区域',
} as const
export type ZoneKind = keyof typeof zoneKinds
export const wantedZones = ['information', 'guidance', 'service'] as const satisfies readonly ZoneKind[]

export const signKinds = {
  site: '场所标识',
  name: '场所名称',
  zone: '功能区域名称',
  window: '窗口名称',
  guide: '引导标识',
  complaint: '投诉监督电话',
} as const
export type SignKind = keyof typeof signKinds

const area = Type.Object(
  {
    name: text('名称', 40),
    use: choice('用途', areaUses),
    m2: Type.Number({ title: '实测面积（平方米）', minimum: 0.1, maximum: 100_000 }),
    measuredOn: Type.String({ title: '测量日期', format: 'date' }),
  },
  strict,
)
const zone = Type.Object(
  {
    kind: choice('功能区', zoneKinds),
    name: text('名称', 20),
    x: whole('从左第几格', 1, 40),
    y: whole('从上第几格', 1, 30),
    width: whole('宽几格', 1, 40),
    height: whole('高几格', 1, 30),
  },
  strict,
)
const placed = Type.Object(
  { number: whole('窗口号', 1, 999), x: whole('从左第几格', 1, 40), y: whole('从上第几格', 1, 30) },
  strict,
)
const sign = Type.Object(
  {
    kind: choice('种类', signKinds),
    text: text('标识文字', 40),
    place: text('位置', 40),
    arrow: Type.Optional(choice('指向', { left: '向左', right: '向右', ahead: '向前', none: '不指方向' })),
    up: Type.Boolean({ title: '已经设置' }),
  },
  strict,
)

export const VenueBody = Type.Object(
  {
    from: Type.String({ title: '从哪天起是这样', format: 'date' }),
    shared: Type.Boolean({ title: '在综合大厅合署办公', 'x-hint': '合署办公的也要独立设窗，面积同样达标' }),
    columns: whole('平面图宽几格', 4, 40),
    rows: whole('平面图高几格', 4, 30),
    areas: Type.Array(area, { title: '面积', minItems: 1, maxItems: 20 }),
    zones: Type.Array(zone, { title: '功能区', maxItems: 20 }),
    windows: Type.Array(placed, { title: '窗口位置', maxItems: 60 }),
    signs: Type.Array(sign, { title: '标识', maxItems: 120 }),
  },
  strict,
)
export type VenueAsk = Static<typeof VenueBody>
/** A venue as kept: what was asked for, but for the day from which it holds. */
export type Venue = Omit<VenueAsk, 'from'>
export type Zone = Venue['zones'][number]
