import Type, { type Static, type TSchema } from 'typebox'
import { choice, day, form, longText, phone, text } from '#core/field.ts'
import type { Matter } from '#core/matter.ts'
import type { Service, ServiceEnrolment } from '#core/service/format.ts'
import { formSchema } from '#core/service/schema.ts'
import type { EnrolmentFacts } from './contract.ts'

/** The forms of the register, made from the service's file. */

type Words = Readonly<Record<string, string>>

/** Options of the file as code → 中文. */
export const wordsOf = (options: readonly { readonly code: string; readonly label: string }[]): Words =>
  Object.fromEntries(options.map(({ code, label }) => [code, label]))

/** What the program adds to the results of a contact: nobody was reached, which is no contact with the person. */
export const unreached = 'unreached'
const notReached = { [unreached]: '没有联系上' } as const

export const resultWords = ({ contact }: ServiceEnrolment): Words => ({
  ...wordsOf(contact?.results ?? []),
  ...notReached,
})

const onDay = (title: string) => Type.Optional(day(title, { 'x-hint': '不填为今天' }))

/** A contact as it is written down; `reachedOnly`: where somebody was missing and has been found. */
export function contactForm(enrolment: ServiceEnrolment, reachedOnly: boolean) {
  const results = reachedOnly ? wordsOf(enrolment.contact?.results ?? []) : resultWords(enrolment)
  return form({
    way: choice('联系方式', wordsOf(enrolment.contact?.ways ?? [])),
    result: choice('联系结果', results),
    says: longText('说了什么、有什么需要', { maxLength: 500 }),
    on: onDay('联系日期'),
    next: Type.Optional(day('约定下次联系', { 'x-hint': '不填的按规定的间隔' })),
  })
}
/** Where else the person was in touch with us, by its number. */
export const Touching = form({ number: text('编号', { maxLength: 40 }), what: text('来办的事') })
export type Touching = Static<typeof Touching>
export const Overtaking = form({ on: day('从哪天起'), by: text('依据') })
export type Contacting = {
  readonly way: string
  readonly result: string
  readonly says: string
  readonly on?: string
  readonly next?: string
}

/** A yearly review: by what it was checked. */
export function reviewForm({ review }: ServiceEnrolment) {
  return form({
    checks: Type.Array(
      Type.Unsafe<string>({
        type: 'string',
        oneOf: (review?.checks ?? []).map(({ code, label }) => ({ const: code, title: label })),
      }),
      {
        title: '怎样核对的',
        minItems: 1,
        uniqueItems: true,
        'x-widget': 'choices',
      },
    ),
    says: longText('复核情况', { maxLength: 500 }),
    on: onDay('复核日期'),
  })
}
export type Reviewing = { readonly checks: readonly string[]; readonly says: string; readonly on?: string }

/** A proposal to leave the register. */
export function exitForm({ exits }: ServiceEnrolment) {
  return form({
    reason: choice('退出原因', wordsOf(exits)),
    basis: text('凭什么认定', { maxLength: 200, 'x-hint': '材料、数据比对或本人声明，写明名称和日期' }),
    says: longText('情况说明', { maxLength: 500 }),
    on: onDay('从哪天起退出'),
  })
}
export type Exiting = { readonly reason: string; readonly basis: string; readonly says: string; readonly on?: string }

export const ways = { person: '当面', phone: '电话', post: '邮寄或短信', public: '联系不上，按规定公告' } as const
export const Confirming = form({
  opinion: longText('确认意见', { maxLength: 500 }),
  told: choice('怎样告知本人', ways),
})
export const Refusing = form({ reason: longText('不同意的理由', { maxLength: 500 }) })
export const Keeping = form({ says: longText('继续在册的理由', { maxLength: 500 }) })
export const Renewing = form({ says: longText('核实情况', { maxLength: 500 }) })
export const Withdrawing = form({ reason: longText('撤回的理由', { maxLength: 500 }) })

export const Amending = form({
  phone: Type.Optional(phone('新的联系电话')),
  address: Type.Optional(text('新的常住地址')),
  community: Type.Optional(text('新的所在社区', { maxLength: 50 })),
  says: longText('变更说明', { maxLength: 300 }),
})

/** Besides the situations of the service's own form: gone from the household. */
export const gone = 'left'
const goneSays = '迁出或去世'

/** What became of a member of the household. */
export function memberShape({ form: fields }: Service, { members }: ServiceEnrolment) {
  const situations = fields
    .find(({ name }) => name === members)
    ?.columns?.find(({ name }) => name === 'situation')?.options
  const words = { ...wordsOf(situations ?? []), [gone]: goneSays }
  return ({ facts }: Pick<Matter<EnrolmentFacts>, 'facts'>): TSchema => {
    const who = (facts.members ?? []).map(({ name }, n) => [String(n), name] as const)
    return form({
      who: choice('哪位成员', Object.fromEntries(who)),
      situation: choice('现在状况', words),
      says: longText('情况和依据', { maxLength: 300 }),
      on: onDay('从哪天起'),
    })
  }
}
export type MemberChange = {
  readonly who: string
  readonly situation: string
  readonly says: string
  readonly on?: string
}

/** New members, with the columns of the service's own form that the card keeps. */
export function joinForm(service: Service, { members }: ServiceEnrolment): TSchema {
  const { properties } = formSchema(service) as { readonly properties: Readonly<Record<string, TSchema>> }
  const { items } = (properties[members ?? ''] ?? {}) as {
    readonly items?: { readonly properties: Readonly<Record<string, TSchema>>; readonly required: readonly string[] }
  }
  const kept = ['name', 'idNumber', 'relation', 'situation'].filter((name) => items?.properties[name])
  return {
    type: 'object',
    additionalProperties: false,
    required: ['joined', 'says'],
    properties: {
      joined: {
        ...{ type: 'array', title: '新增成员', minItems: 1, maxItems: 10, 'x-widget': 'rows' },
        items: {
          ...{ type: 'object', additionalProperties: false, 'x-order': kept },
          required: items?.required.filter((name) => kept.includes(name)) ?? [],
          properties: Object.fromEntries(kept.map((name) => [name, items?.properties[name]])),
        },
      },
      says: longText('情况和依据', { maxLength: 300 }),
    },
  }
}

type Shapes = Readonly<Record<string, TSchema>>
const plain = (title: string, maxLength: number) => Type.Optional(Type.String({ title, maxLength, pattern: '\\S' }))
const number = (title: string, kind: string) =>
  Type.Optional(Type.String({ title, 'x-personal': kind, maxLength: 40, pattern: '\\S' }))
const origin = { case: Type.String({ format: 'uuid' }), caseNumber: Type.String({ maxLength: 60 }) }

/** What a case brings, in the words of its own form: the card, and from which case. Written by the program, drawn on the page only. */
function cardShape(service: Service): Shapes {
  const { form: fields, enrolment } = service
  const { category, members, card = [] } = enrolment!
  const { properties: asked } = formSchema(service) as { readonly properties: Shapes }
  const columns = fields.find((field) => field.name === members)?.columns ?? []
  const words = (name: string) => columns.find((column) => column.name === name)?.options ?? []
  const since = fields.find(({ name }) => name === enrolment?.since)?.label ?? '在册日期'
  const titleOf = (name: string, otherwise: string) => fields.find((field) => field.name === name)?.label ?? otherwise
  return {
    ...origin,
    name: Type.String({ title: members ? '申请人' : '姓名', minLength: 1, maxLength: 200 }),
    since: Type.String({ title: since, format: 'date' }),
    idNumber: number('公民身份号码', 'idNumber'),
    phone: number('联系电话', 'phone'),
    address: plain(titleOf('address', '常住地址'), 200),
    community: plain(titleOf('community', '所在社区'), 200),
    ...(asked['householdNumber'] && { householdNumber: number('户口簿编号', 'householdNumber') }),
    ...(category && {
      category: Type.Optional(
        choice(titleOf(category, '类别'), wordsOf(fields.find(({ name }) => name === category)?.options ?? [])),
      ),
    }),
    ...(members && {
      members: Type.Optional(
        Type.Array(
          form({
            name: Type.String({ title: '姓名', maxLength: 200 }),
            idNumber: number('公民身份号码', 'idNumber'),
            relation: plain('与户主关系', 60),
            situation: Type.Optional(choice('现在状况', { ...wordsOf(words('situation')), [gone]: goneSays })),
          }),
          { title: '成员', maxItems: 100 },
        ),
      ),
    }),
    card: Type.Object(
      Object.fromEntries(card.flatMap((name) => (asked[name] ? [[name, Type.Optional(asked[name])] as const] : []))),
      { additionalProperties: false },
    ),
  }
}
export const againForm = (service: Service): TSchema => form(cardShape(service))
export const openingForm = (service: Service): TSchema =>
  form({ service: Type.Literal(service.code), ...cardShape(service) })
export const Ending = form({
  ...origin,
  on: Type.String({ format: 'date' }),
  reason: Type.String({ maxLength: 60 }),
})
