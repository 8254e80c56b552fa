import Type, { type Static } from 'typebox'
import { choice } from '#core/field.ts'
import { endings, incidents, kinds } from './policy.ts'

const strict = { additionalProperties: false } as const
const id = (title: string, more = {}) => Type.String({ title, format: 'uuid', ...more })
const validUntil = Type.String({ title: '有效期至', format: 'date' })
const photo = Type.Optional(id('照片', { 'x-widget': 'hidden' }))
const reason = (title = '原因') => Type.String({ title, minLength: 1, maxLength: 200, pattern: '\\S' })

export const IssueBody = Type.Object(
  {
    staff: id('人员'),
    kind: choice('种类', kinds),
    post: Type.Optional(id('岗位', { 'x-hint': '不选的，用本人担任A角的岗位' })),
    validUntil,
    photo,
  },
  strict,
)
/** Everybody who lacks a badge or a plate gets one (9.0). */
export const MissingBody = Type.Object({ validUntil }, strict)
export const EndBody = Type.Object({ reason: Type.Optional(reason()) }, strict)
export const RevokeBody = Type.Object({ reason: reason('注销原因') }, strict)
export const ReissueBody = Type.Object(
  { how: choice('原牌如何处理', endings), reason: Type.Optional(reason()), validUntil, photo },
  strict,
)
export const IncidentBody = Type.Object({ what: choice('情形', incidents), says: reason('经过和处理') }, strict)

export type Issue = Static<typeof IssueBody>
export type Reissue = Static<typeof ReissueBody>
