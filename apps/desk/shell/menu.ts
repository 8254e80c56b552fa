import type { LinkProps } from '@tanstack/react-router'
import type { Session } from '#apps/desk/api/types.ts'

/** The groups of the main navigation, in their order; those without a name are single links. */
export const groups = ['办理', '业务', '登记簿', '值岗', '检查', '台账', '设置'] as const
type Group = (typeof groups)[number]

/** Who sees a row: everybody with business unless said; `administrator` is any of the three. */
type For = 'staff' | 'head' | 'administrator' | 'system' | 'security' | 'audit'

export type Place = {
  readonly to: NonNullable<LinkProps['to']>
  readonly params?: Readonly<Record<string, string>>
  readonly label: string
  readonly group: Group
  readonly for?: readonly For[]
}

/** Every page of the desk besides the bench itself; a page that isn't here is reached from another. */
// biome-ignore format: one page, one row
export const places: readonly Place[] = [
  { to: '/open', label: '办件', group: '办理' },
  { to: '/queue', label: '排队叫号', group: '办理' },
  { to: '/sitting', label: '一站式办理', group: '办理' },
  { to: '/due', label: '限时清单', group: '办理' },
  { to: '/services', label: '事项目录', group: '办理' },
  { to: '/forms', label: '表格样张', group: '办理' },
  { to: '/versions', label: '事项版本', group: '办理' },
  { to: '/calculators', label: '计算器', group: '办理' },
  { to: '/remembered', label: '记挂事项', group: '办理' },
  { to: '/enrolments', label: '在册台账', group: '业务' },
  { to: '/aids', label: '就业援助', group: '业务' },
  { to: '/registers/$kind', params: { kind: 'aid' }, label: '援助台账', group: '业务' },
  { to: '/loans', label: '创业担保贷款', group: '业务' },
  { to: '/registers/$kind', params: { kind: 'loan' }, label: '贷款台账', group: '业务' },
  { to: '/reliefs', label: '就业税收优惠', group: '业务' },
  { to: '/market', label: '人力资源市场', group: '业务' },
  { to: '/classes', label: '培训班', group: '业务' },
  { to: '/registers/$kind', params: { kind: 'contact' }, label: '首问登记簿', group: '登记簿' },
  { to: '/commendations', label: '表扬登记', group: '登记簿' },
  { to: '/duty', label: '签到与在岗', group: '值岗' },
  { to: '/office', label: '休假与AB角', group: '值岗' },
  { to: '/screens', label: '屏幕和评价器', group: '值岗' },
  { to: '/tasks', label: '交办任务', group: '值岗' },
  { to: '/registers/$kind', params: { kind: 'petition' }, label: '来访来信登记簿', group: '登记簿' },
  { to: '/new/$kind', params: { kind: 'petition' }, label: '登记来访来信', group: '办理' },
  { to: '/new/$kind', params: { kind: 'complaint' }, label: '登记投诉', group: '办理' },
  { to: '/registers/$kind', params: { kind: 'complaint' }, label: '投诉登记簿', group: '登记簿' },
  { to: '/oversight', label: '监督', group: '台账', for: ['head'] },
  { to: '/opinion-box', label: '意见箱', group: '登记簿' },
  { to: '/supervision', label: '督办', group: '台账', for: ['head'] },
  { to: '/ratings', label: '评价', group: '台账' },
  { to: '/figures', label: '统计', group: '台账', for: ['head'] },
  { to: '/phrases', label: '文明用语', group: '设置' },
  { to: '/conduct', label: '履职情况', group: '台账' },
  { to: '/accountability', label: '责任追究', group: '台账' },
  { to: '/badges', label: '工作证牌', group: '台账' },
  { to: '/venue', label: '场地', group: '台账' },
  { to: '/machines', label: '设备', group: '台账' },
  { to: '/items', label: '便民用品', group: '台账' },
  { to: '/surveys', label: '人力资源调查', group: '业务' },
  { to: '/subsidies', label: '补贴发放', group: '业务' },
  { to: '/publications', label: '信息发布', group: '台账' },
  { to: '/disclosures', label: '主动公开', group: '台账' },
  { to: '/inspections', label: '检查', group: '检查' },
  { to: '/samplings', label: '随机抽查', group: '检查' },
  { to: '/scores', label: '示范窗口评分', group: '检查' },
  { to: '/lateness', label: '超期情况', group: '台账' },
  { to: '/clauses', label: '条款落实', group: '台账' },
  { to: '/ground', label: '单位、人员和岗位', group: '设置', for: ['head', 'system'] },
  { to: '/imports', label: '导入', group: '设置', for: ['staff', 'system'] },
  { to: '/accounts', label: '账户', group: '设置', for: ['administrator'] },
  { to: '/messages', label: '外发消息', group: '设置', for: ['system'] },
  { to: '/security', label: '登录安全', group: '设置', for: ['security'] },
  { to: '/audit', label: '审计记录', group: '设置', for: ['audit'] },
  { to: '/password', label: '修改密码', group: '设置', for: ['staff', 'administrator'] },
]

/** Whether this address is the place's page or one that is opened from it: a class of 培训班, a survey. */
export function isAt({ to, params = {} }: Place, pathname: string): boolean {
  const path = String(to).replace(/\$(\w+)/g, (_, name: string) => params[name] ?? '')
  return pathname === path || pathname.startsWith(`${path}/`)
}

/** The pages that this person may use. The server decides; a link that would be refused is only left out. */
export function placesFor(me: Session): readonly Place[] {
  const is = (who: For) => {
    if (me.administrator) return who === 'administrator' || who === me.administrator
    return who === 'staff' || (who === 'head' && me.isHead === true)
  }
  return places.filter((place) => (place.for ?? ['staff']).some(is))
}
