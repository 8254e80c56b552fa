import Type from 'typebox'
import { confidences } from '#regulation/confidence.ts'

/**
 * What a service's file says of the register that its result opens (在册): who is contacted and looked at again how often,
 * when time may propose that somebody leaves it, for which reasons they leave, and who confirms it.
 */

const strict = { additionalProperties: false }
const words = Type.String({ maxLength: 300, pattern: '\\S' })
const name = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' })
const cel = Type.String({ minLength: 1, maxLength: 500 })
const known = { source: words, confidence: Type.Enum(confidences) }
const code = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' })
const option = Type.Object({ code, label: words }, strict)
const answer = Type.Object(
  {
    code,
    label: words,
    /** They turned down what was offered: counted where refusals end it. */
    refuses: Type.Optional(Type.Boolean()),
  },
  strict,
)

/** What the record must show before this reason may be given; the program counts, nobody has to. */
export const exitProofs = {
  silent: '记录中的失联时间达到规定',
  refusals: '记录中的拒绝次数达到规定',
  memberEmployed: '成员变动记录中有成员已经就业',
  noneInScope: '成员记录中没有能工作也想工作的成员',
  expired: '登记期限已满',
} as const

const days = Type.Object(
  { amount: Type.Integer({ minimum: 1, maximum: 60 }), unit: Type.Enum(['workingDays', 'naturalDays']), ...known },
  strict,
)

export const enrolmentSchema = Type.Object(
  {
    /** What the register is called: 失业人员在册. */
    title: Type.String({ maxLength: 20, pattern: '\\S' }),
    /** Nobody stands in it twice, whatever the office: no person, no member of a household, no household. Else whose results say when it changes. */
    once: Type.Optional(Type.Literal(true)),
    /** Which results open an entry, change the one that the person has, or end it; all of them open one unless said. */
    opensWhen: Type.Optional(cel),
    changesWhen: Type.Optional(cel),
    endsWhen: Type.Optional(cel),
    /** The date and the choice of the form that tell when and why it ended. */
    endsOn: Type.Optional(name),
    endsFor: Type.Optional(name),
    /** The date of the form from which it counts; the day of the result unless said. */
    since: Type.Optional(name),
    /** The choice of the form by which entries are told apart. */
    category: Type.Optional(name),
    /** The rows of the form that are the household. */
    members: Type.Optional(name),
    /** Further answers that are kept on the card. */
    card: Type.Optional(Type.Array(name)),
    /** It holds for so many months and is confirmed again; the holder is reminded before. */
    term: Type.Optional(Type.Object({ months: name, remind: name }, strict)),
    /** Contacts that are written down; `every`: at least once in so many months. */
    contact: Type.Optional(
      Type.Object(
        {
          label: words,
          every: Type.Optional(name),
          ways: Type.Array(option, { minItems: 1 }),
          results: Type.Array(answer, { minItems: 1 }),
        },
        strict,
      ),
    ),
    review: Type.Optional(
      Type.Object({ label: words, every: name, checks: Type.Array(option, { minItems: 1 }) }, strict),
    ),
    /** Months without a contact: those concerned are told, then an exit is proposed; kept all the same, again after `again`. */
    silence: Type.Optional(Type.Object({ warn: name, exit: name, again: name, reason: code }, strict)),
    /** How many refusals end it. */
    refusals: Type.Optional(Type.Object({ most: name, reason: code }, strict)),
    exits: Type.Array(
      Type.Object(
        {
          code,
          label: words,
          basis: name,
          confidence: Type.Enum(confidences),
          proof: Type.Optional(Type.Enum(exitProofsOf())),
        },
        strict,
      ),
      { minItems: 2 },
    ),
    /** Registers that leave no room for this one: whoever enters them is looked into here, and may have to leave for this reason. */
    overtaken: Type.Optional(
      Type.Object({ by: Type.Array(Type.String({ pattern: '^JY\\d{2}$' }), { minItems: 1 }), reason: code }, strict),
    ),
    /** Who confirms an exit: another than who proposed it. */
    confirm: Type.String({ pattern: '^(head|superior|post:[a-z][a-z0-9-]{0,39})$' }),
    verify: days,
    decide: days,
  },
  strict,
)

function exitProofsOf(): (keyof typeof exitProofs)[] {
  return Object.keys(exitProofs) as (keyof typeof exitProofs)[]
}
