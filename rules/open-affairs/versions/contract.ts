import Type, { type Static } from 'typebox'

const strict = { additionalProperties: false } as const
const Code = Type.String({ title: '事项代码', pattern: '^JY\\d{2}$' })
const reason = (title: string) => Type.String({ title, minLength: 2, maxLength: 300, pattern: '\\S\\s*\\S' })

/** A draft as it is uploaded: one service file. */
export const DraftBody = Type.Object(
  {
    text: Type.String({
      title: '事项文件全文',
      minLength: 1,
      maxLength: 200_000,
      pattern: '\\S',
      'x-hint': 'YAML 格式，和程序里 services/ 下的文件同一格式；版本号要比现有的大',
    }),
  },
  strict,
)
export const DropBody = Type.Object({ reason: reason('不采用的原因') }, strict)

export const CallOffBody = Type.Object({ reason: reason('撤回的理由') }, strict)

/** What a head puts in force: one version each, all from the same day and for the same reason. */
export const ReleaseBody = Type.Object(
  {
    versions: Type.Array(
      Type.Object({ code: Code, version: Type.Integer({ title: '版本', minimum: 1, maximum: 9999 }) }, strict),
      {
        title: '发布哪些事项的哪一版',
        minItems: 1,
        maxItems: 30,
      },
    ),
    from: Type.String({ title: '生效日期', format: 'date' }),
    reason: reason('发布理由'),
  },
  strict,
)
export type ReleaseAsk = Static<typeof ReleaseBody>

export const OfCode = Type.Object({ code: Code })
export const Between = Type.Object(
  {
    from: Type.Optional(Type.Integer({ title: '原版本', minimum: 1 })),
    to: Type.Optional(Type.Integer({ title: '新版本', minimum: 1 })),
  },
  strict,
)
