import Type from 'typebox'
import { form, longText } from '#core/field.ts'

/** 就业税收优惠: what was certified for hires (企业吸纳, JY10) and for traders (自主创业, JY11), month by month. */

export const reliefs = {
  JY10: { label: '企业吸纳', title: '企业吸纳失业人员税收优惠' },
  JY11: { label: '自主创业', title: '自主创业人员税收优惠' },
} as const
export type ReliefService = keyof typeof reliefs

export const isRelief = (code: string | undefined): code is ReliefService => code !== undefined && code in reliefs

export const RevokeBody = Type.Object(
  { reason: longText('撤销的理由和依据', { maxLength: 500 }) },
  { additionalProperties: false, required: ['reason'] },
)

/** Whole numbers leave the house with a reason only. */
export const PrintBody = form({
  reason: Type.String({
    title: '打印理由',
    minLength: 2,
    maxLength: 100,
    pattern: '\\S\\s*\\S',
    'x-hint': '如交企业报税务部门',
  }),
})

/** A line of the register as pages show it. */
export type ReliefView = {
  readonly id: string
  readonly service: ReliefService
  readonly serviceLabel: string
  readonly matter: string
  readonly number: string
  readonly nth: number
  readonly employer: string
  readonly creditCode: string
  readonly person: string
  readonly masked: string
  readonly year: number
  readonly span: string
  readonly months: number
  readonly certifiedAt: string
  readonly certifiedBy: string | null
  readonly revoked: { readonly at: string; readonly by: string | null; readonly reason: string } | null
}
