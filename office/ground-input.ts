import { Type } from 'typebox'
import { choice } from '#core/field.ts'
import { roles } from '#office/input.ts'
import { powers } from '#office/login.ts'

const strict = { additionalProperties: false } as const
const id = (title: string) => Type.String({ title, format: 'uuid' })
/** Words on one line, without blanks at either end. */
const word = (title: string, minLength: number, maxLength: number) =>
  Type.String({ title, minLength, maxLength, pattern: String.raw`^(?!\s)[^\u0000-\u001f\u007f]*(?<!\s)$` })
/** Of a person or of an office, by the one rule of names. */
const name = (title: string, minLength: number, maxLength: number) => ({
  ...word(title, minLength, maxLength),
  format: 'name' as const,
})
const phone = (title: string) => Type.String({ title, maxLength: 30, pattern: String.raw`^[0-9+() \-]*$` })
const day = (title: string) => Type.String({ title, format: 'date' })

export const OfId = Type.Object({ id: id('编号') })

const contact = {
  address: word('地址', 0, 200),
  phone: phone('办公电话'),
  supervisionPhone: phone('监督电话'),
}
export const ContactBody = Type.Object(contact, strict)
const named = { name: name('单位名称', 2, 60), short: word('发文简称', 1, 12) }
export const NameBody = Type.Object(named, strict)
export const OfficeBody = Type.Object(
  {
    parent: id('上级单位'),
    code: Type.String({ title: '单位代码', pattern: '^[A-Za-z0-9]{1,20}$' }),
    ...named,
    level: choice('层级', { district: '县区级', street: '街道（镇）', community: '社区（村）' }),
    address: Type.Optional(contact.address),
    phone: Type.Optional(contact.phone),
    supervisionPhone: Type.Optional(contact.supervisionPhone),
  },
  strict,
)
export const ParentBody = Type.Object({ parent: id('上级单位') }, strict)

const minute = Type.Integer({ title: '当日第几分钟', minimum: 0, maximum: 1440 })
export const HoursBody = Type.Object(
  {
    from: day('执行日期'),
    week: Type.Array(Type.Array(Type.Tuple([minute, minute]), { maxItems: 4 }), {
      title: '每周办公时间，自周日起',
      minItems: 7,
      maxItems: 7,
    }),
  },
  strict,
)
export const SettingBody = Type.Object(
  {
    key: Type.String({ title: '设置项', maxLength: 40 }),
    amount: Type.Union([Type.Number({ minimum: 0, maximum: 10_000 }), Type.Null()], { title: '数值' }),
  },
  strict,
)

const someone = {
  name: name('姓名', 1, 30),
  number: Type.String({ title: '工号', pattern: '^[A-Za-z0-9-]{1,20}$' }),
  phone: Type.Optional(phone('手机号')),
}
export const PersonBody = Type.Object(
  {
    office: id('单位'),
    username: Type.String({ title: '用户名', pattern: '^[a-z][a-z0-9._-]{1,31}$' }),
    ...someone,
  },
  strict,
)
export const PersonEditBody = Type.Object(someone, strict)
export const DepartBody = Type.Object(
  {
    to: Type.Union([id('调入单位'), Type.Null()], { title: '调入单位（离职为空）' }),
    from: Type.Optional(day('生效日期')),
    confirm: Type.Optional(Type.Boolean({ title: '已核对移交', default: false })),
  },
  strict,
)

const post = {
  name: word('岗位名称', 2, 30),
  duties: Type.String({ title: '岗位职责', maxLength: 500 }),
  services: Type.Array(Type.String({ title: '事项', maxLength: 10 }), {
    title: '承办事项',
    maxItems: 50,
    uniqueItems: true,
  }),
}
export const PostBody = Type.Object(
  {
    office: id('单位'),
    ...post,
    code: Type.Optional(Type.String({ title: '岗位代码', pattern: '^[a-z][a-z0-9-]{0,19}$' })),
    head: Type.Optional(Type.Boolean({ title: '负责人岗位', default: false })),
  },
  strict,
)
export const PostEditBody = Type.Object(post, strict)
export const SeatBody = Type.Object(
  {
    role: choice('角色', roles),
    staff: Type.Union([id('人员'), Type.Null()], { title: '人员' }),
    from: Type.Optional(day('开始日期')),
  },
  strict,
)

const number = Type.Integer({ title: '窗口号', minimum: 1, maximum: 999 })
export const WindowBody = Type.Object(
  { office: id('单位'), number, name: word('窗口名称', 1, 30), post: id('承办岗位') },
  strict,
)
export const WindowCloseBody = Type.Object({ office: id('单位'), number }, strict)

export const StaffBody = Type.Object({ staff: id('人员') }, strict)
export const PowerBody = Type.Object(
  {
    power: Type.Union([choice('管理员类别', powers), Type.Null()], { title: '管理员类别' }),
  },
  strict,
)
export const OfAccounts = Type.Object(
  {
    q: Type.String({ title: '姓名、工号或用户名', maxLength: 50, default: '' }),
    state: choice(
      '状态',
      { all: '全部', active: '在职', locked: '已锁定', left: '已离开', administrator: '管理员' },
      { default: 'all' },
    ),
    after: Type.String({ title: '上一页最后的工号', maxLength: 40, default: '' }),
    limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 }),
  },
  strict,
)
