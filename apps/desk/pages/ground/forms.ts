import type { ServiceRow } from '#apps/desk/api/types.ts'
import type { Schema } from '#ui/form/schema.ts'

const text = (title: string, hint?: string, maxLength = 60): Schema => ({
  ...{ type: 'string', title, maxLength },
  ...(hint ? { 'x-hint': hint } : {}),
})
type Choosable = { readonly value: string; readonly label: string }
const choice = (title: string, choices: readonly Choosable[]): Schema => ({
  title,
  oneOf: choices.map(({ value, label }) => ({ const: value, title: label })),
})

export const levelNames: Readonly<Record<string, string>> = {
  city: '市级',
  district: '县区级',
  street: '街道（镇）',
  community: '社区（村）',
}
const order = ['city', 'district', 'street', 'community']

const contact = {
  address: text('地址', undefined, 120),
  phone: text('办公电话'),
  supervisionPhone: text('监督电话', '在公开页面和窗口公示'),
} as const

export function officeForm(above: string): Schema {
  const levels = order.slice(order.indexOf(above) + 1).map((value) => ({ value, label: levelNames[value] ?? value }))
  return {
    type: 'object',
    required: ['name', 'short', 'code', 'level'],
    properties: {
      name: text('单位名称'),
      short: text('发文简称', '用在告知单等文书的编号里', 12),
      code: text('单位代码', '字母和数字，定下后不再改变', 20),
      level: choice('层级', levels),
      ...contact,
    },
  }
}

export const nameForm: Schema = {
  type: 'object',
  required: ['name', 'short'],
  properties: { name: text('单位名称'), short: text('发文简称', undefined, 12) },
}
export const contactForm: Schema = { type: 'object', properties: contact }

export function parentForm(offices: readonly Choosable[]): Schema {
  return { type: 'object', required: ['parent'], properties: { parent: choice('新的上级单位', offices) } }
}

const someone = {
  name: text('姓名', undefined, 30),
  number: text('工号', '字母、数字、短横，印在工作牌上', 20),
} as const

export const personForm: Schema = {
  type: 'object',
  required: ['name', 'number', 'username'],
  properties: {
    ...someone,
    username: text('用户名', '小写字母开头，登录用，不再改变', 32),
    phone: text('手机号', '加密保存，页面上只显示首尾', 30),
  },
}
export const personEditForm: Schema = {
  type: 'object',
  required: ['name', 'number'],
  properties: { ...someone, phone: text('新手机号', '不改就留空', 30) },
}

const from: Schema = { type: 'string', format: 'date', title: '生效日期', 'x-hint': '不填即从现在起' }
const confirm: Schema = {
  type: 'boolean',
  title: '已核对移交',
  'x-hint': '还有在任岗位或未办结事项时，由单位负责人核对后选“是”；事项留在岗位上，空缺的岗位会提醒调整',
}

export function moveForm(offices: readonly Choosable[], asHead: boolean): Schema {
  return {
    type: 'object',
    required: ['to'],
    properties: { to: choice('调入单位', offices), from, ...(asHead ? { confirm } : {}) },
  }
}
export function leaveForm(asHead: boolean): Schema {
  return { type: 'object', properties: { from, ...(asHead ? { confirm } : {}) } }
}

export function answerableForm(people: readonly Choosable[]): Schema {
  return { type: 'object', required: ['staff'], properties: { staff: choice('总负责人', people) } }
}

export function postForm(services: readonly ServiceRow[], mayHead: boolean): Schema {
  return {
    type: 'object',
    required: ['name'],
    properties: {
      name: text('岗位名称', undefined, 30),
      duties: { type: 'string', title: '岗位职责', maxLength: 500, 'x-hint': '会在公开页面公示 (1.2.b)' },
      services: {
        type: 'array',
        title: '承办事项',
        items: { oneOf: services.map(({ code, name }) => ({ const: code, title: `${code} ${name}` })) },
      },
      ...(mayHead ? { head: { type: 'boolean', title: '负责人岗位' } } : {}),
    },
  }
}

export function seatForm(people: readonly Choosable[]): Schema {
  return {
    type: 'object',
    required: ['role'],
    properties: {
      role: choice('角色', [
        { value: 'A', label: 'A角' },
        { value: 'B', label: 'B角' },
      ]),
      staff: { ...choice('人员', people), 'x-hint': '留空表示空缺' },
      from: { ...from, title: '开始日期' },
    },
  }
}

export function windowForm(posts: readonly Choosable[]): Schema {
  return {
    type: 'object',
    required: ['number', 'name', 'post'],
    properties: {
      number: { type: 'integer', title: '窗口号', minimum: 1, maximum: 999 },
      name: text('窗口名称', undefined, 30),
      post: { ...choice('承办岗位', posts), 'x-hint': '配齐A角、B角的岗位才能开窗口 (5.5)' },
    },
  }
}

export const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

export const hoursForm: Schema = {
  type: 'object',
  required: ['from'],
  properties: {
    from: { type: 'string', format: 'date', title: '从哪天起执行', 'x-hint': '最早明天；此前的日子和到期日不变' },
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 0].map((i) => [
        `d${i}`,
        text(weekdays[i] ?? '', i === 1 ? '如 09:00-12:00 13:30-17:00，不办公留空' : undefined),
      ]),
    ),
  },
}

/** 540 → 09:00 */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

export function intervalsShown(intervals: readonly (readonly [number, number])[]): string {
  return intervals.map(([start, end]) => `${clock(start)}-${clock(end)}`).join(' ')
}

/** `09:00-12:00 13:30-17:00` as minutes; what can't be read becomes an interval that the server refuses by name. */
export function intervalsTyped(typed: unknown): readonly (readonly [number, number])[] {
  const words = String(typed ?? '')
    .trim()
    .split(/[\s,，;；]+/)
    .filter(Boolean)
  return words.map((word) => {
    const found = /^(\d{1,2})[:：](\d{2})[-－—~至](\d{1,2})[:：](\d{2})$/.exec(word)
    if (!found) return [0, 0]
    const [, a, b, c, d] = found.map(Number)
    return [(a ?? 0) * 60 + (b ?? 0), (c ?? 0) * 60 + (d ?? 0)]
  })
}
