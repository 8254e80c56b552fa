import Type, { type Static } from 'typebox'
import { choice } from '#core/field.ts'
import type { ClauseId } from '#regulation/clauses.ts'

const strict = { additionalProperties: false } as const
const id = (title: string) => Type.String({ title, format: 'uuid' })
const text = (title: string, maxLength: number, more = {}) =>
  Type.String({ title, minLength: 1, maxLength, pattern: '\\S', ...more })

type ItemKindRow = { readonly label: string; readonly clause: ClauseId; readonly asked: boolean; readonly days: number }

/** What an office keeps for those who come: by which clause, whether every office must have it, how often it is looked at. */
export const itemKinds = {
  lighting: { label: '照明灯具', clause: '10.4.1', asked: true, days: 30 },
  seat: { label: '休息座椅', clause: '10.4.2', asked: true, days: 7 },
  glasses: { label: '老花镜', clause: '10.4.2', asked: true, days: 7 },
  water: { label: '饮水机', clause: '10.4.2', asked: true, days: 1 },
  access: { label: '无障碍设施', clause: '10.4.2', asked: true, days: 7 },
  rack: { label: '宣传栏、展台', clause: '10.4.3', asked: true, days: 7 },
  leaflet: { label: '政策资料和办事指南', clause: '10.4.3', asked: true, days: 7 },
  firstaid: { label: '急救箱', clause: '10.4.2', asked: false, days: 30 },
  desk: { label: '填单台和笔', clause: '10.4.2', asked: false, days: 1 },
  umbrella: { label: '便民雨伞', clause: '10.4.2', asked: false, days: 30 },
  plants: { label: '绿植', clause: '10.2.4', asked: false, days: 7 },
  other: { label: '其他便民用品', clause: '10.4.2', asked: false, days: 30 },
} as const satisfies Record<string, ItemKindRow>
export type ItemKind = keyof typeof itemKinds

const kind = choice('种类', itemKinds)
const kept = {
  name: text('品名', 40, { 'x-hint': '同一种类有几样的，分开登记，如“失业登记办事指南”' }),
  place: text('存放位置', 40),
  required: Type.Integer({ title: '应有数量', minimum: 1, maximum: 100_000 }),
  keeper: id('保管人'),
  intervalDays: Type.Integer({ title: '几天检查一次', minimum: 1, maximum: 366 }),
}
const quantity = Type.Integer({ title: '现有数量', minimum: 0, maximum: 1_000_000 })

export const ItemBody = Type.Object({ kind, ...kept, quantity }, strict)
export const ItemChangeBody = Type.Object(kept, strict)
export const ItemCheckBody = Type.Object(
  {
    quantity,
    ok: Type.Boolean({ title: '完好能用' }),
    says: Type.Optional(Type.String({ title: '情况', maxLength: 200, 'x-hint': '不完好的写明情况' })),
  },
  strict,
)
export const StockBody = Type.Object(
  {
    change: Type.Integer({
      title: '增减',
      minimum: -100_000,
      maximum: 100_000,
      'x-hint': '补货填正数，发放、损耗填负数',
    }),
    says: text('事由', 200),
  },
  strict,
)
export const RemoveBody = Type.Object({ reason: text('撤除原因', 200) }, strict)

export type ItemAsk = Static<typeof ItemBody>
export type ItemChange = Static<typeof ItemChangeBody>
export type ItemCheck = Static<typeof ItemCheckBody>
