import type { Lamp } from '#core/view.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** Supervision before, during and after (6.6). */
export const phases = { before: '事前', during: '事中', after: '事后' } as const
export type Phase = keyof typeof phases

/**
 * One thing that a superior looks at in every office, as data: what is counted, when, by which clause, what a number above
 * nought means. Who counts it is said where the house is put together; nothing is a gap that isn't a row here.
 */
export type Gauge = {
  readonly label: string
  /** At the head of a narrow column. */
  readonly short: string
  readonly phase: Phase
  readonly clause: ClauseId
  /** The lamp that any number above nought lights; green: it is only told. */
  readonly lamp: Lamp
  readonly says: string
  /** The desk's page that lists what is behind the number, and how it is narrowed; `office` is added. */
  readonly page: string
  readonly search?: Readonly<Record<string, string | boolean>>
}

// biome-ignore format: one gauge, one row
export const gauges = {
  posts:       { label: '岗位缺A角或B角',     short: 'AB角',   phase: 'before', clause: '5.5',      lamp: 'yellow', says: '没有A角或者没有B角的岗位', page: '/ground' },
  unsigned:    { label: '应到岗未签到',       short: '未签到', phase: 'before', clause: '4.2.1',    lamp: 'yellow', says: '到了应到岗的时刻，没有签到也没有请假的人；窗口因此没有开', page: '/duty' },
  disclosures: { label: '应公开没有公开',     short: '公开',   phase: 'before', clause: '1.5',      lamp: 'red',    says: '超过期限没有公开，或者已经撤下、没有新内容的', page: '/disclosures' },
  services:    { label: '承办的事项没有公布', short: '事项',   phase: 'before', clause: '6.2',      lamp: 'yellow', says: '岗位承办、还没有公布八项内容的服务', page: '/services' },
  machines:    { label: '设备缺口',           short: '设备',   phase: 'before', clause: '10.3.3',   lamp: 'yellow', says: '缺少的联网、逾期没有修好、上个工作日没有检查的设备', page: '/machines' },
  items:       { label: '便民用品缺口',       short: '用品',   phase: 'before', clause: '10.4.2',   lamp: 'yellow', says: '没有配备、不够、不完好或者没有按日期检查的', page: '/items' },
  venue:       { label: '场地缺口',           short: '场地',   phase: 'before', clause: '10.1.3',   lamp: 'yellow', says: '面积、功能区、窗口位置和标识缺少的', page: '/venue' },
  badges:      { label: '证牌缺口',           short: '证牌',   phase: 'before', clause: '9.0',      lamp: 'yellow', says: '没有配齐、应收回、即将到期的胸牌和桌牌', page: '/badges' },
  settings:    { label: '待确认的时限和阈值', short: '待确认', phase: 'before', clause: '7.4',      lamp: 'green',  says: '还在用系统默认值、单位没有确认过的', page: '/ground' },
  open:        { label: '在办',               short: '在办',   phase: 'during', clause: '7.4',      lamp: 'green',  says: '现在没有办结的事项', page: '/due', search: { scope: 'below' } },
  soon:        { label: '将到期',             short: '将到期', phase: 'during', clause: '7.4',      lamp: 'yellow', says: '亮黄灯、还没有超期的在办事项', page: '/due', search: { scope: 'below', when: 'soon' } },
  late:        { label: '已超期',             short: '已超期', phase: 'during', clause: '7.4',      lamp: 'red',    says: '已经超期、还在办的事项', page: '/due', search: { scope: 'below', when: 'late' } },
  unexplained: { label: '超期没有说明',       short: '未说明', phase: 'during', clause: '7.5',      lamp: 'red',    says: '近一年超期、还没有向服务对象说明原因的', page: '/lateness', search: { scope: 'below', owed: true } },
  uncovered:   { label: '缺岗无人代办',       short: '无人代', phase: 'during', clause: '5.4',      lamp: 'red',    says: 'A角、B角都不在，也没有指定人代办的岗位', page: '/duty' },
  ratings:     { label: '差评待整改',         short: '差评',   phase: 'after',  clause: '10.5.1',   lamp: 'yellow', says: '没有整改、反馈和回访完的差评', page: '/registers/complaint' },
  complaints:  { label: '投诉在办',           short: '投诉',   phase: 'after',  clause: '10.5.4',   lamp: 'yellow', says: '没有办结的投诉', page: '/registers/complaint' },
  orders:      { label: '督办在办',           short: '督办',   phase: 'after',  clause: '10.5.5.b', lamp: 'yellow', says: '立案以后没有办结的投诉', page: '/supervision' },
  overdue:     { label: '督办逾期未回复',     short: '督办逾期', phase: 'after', clause: '10.5.5.c', lamp: 'red',   says: '过了回复期限没有书面回报的督办；上级自己逾期的不算', page: '/supervision', search: { stage: 'ordered', late: true } },
  inspections: { label: '检查整改在办',       short: '检查',   phase: 'after',  clause: '6.3',      lamp: 'yellow', says: '没有办结的检查和整改', page: '/inspections' },
  rectify:     { label: '检查整改逾期',       short: '整改逾期', phase: 'after', clause: '6.6',     lamp: 'red',    says: '逾期没有检查、确认、整改或者复查的', page: '/inspections', search: { late: true } },
  accounts:    { label: '责任追究待处理',     short: '追究',   phase: 'after',  clause: '2.4.1',    lamp: 'yellow', says: '已经提出、还没有生效或者不予追究的', page: '/accountability', search: { state: 'open' } },
  warnings:    { label: '监督通知未销号',     short: '通知',   phase: 'after',  clause: '6.6',      lamp: 'yellow', says: '上级发来、还没有审核合格的监督通知书', page: '/oversight', search: { tab: 'warnings' } },
  unanswered:  { label: '监督通知逾期未回复', short: '未回复', phase: 'after',  clause: '2.4.1',    lamp: 'red',    says: '过了回复期限没有书面回复的监督通知书', page: '/oversight', search: { tab: 'warnings', state: 'late' } },
} as const satisfies Readonly<Record<string, Gauge>>

export type GaugeKey = keyof typeof gauges
export const gaugeKeys = Object.keys(gauges) as readonly GaugeKey[]
export const gaugeOf = (key: GaugeKey): Gauge => gauges[key]
export const gaugesIn = (phase: Phase): readonly GaugeKey[] => gaugeKeys.filter((key) => gauges[key].phase === phase)

/** The numbers of one office; what is not there is nought. */
export type Numbers = Readonly<Partial<Record<GaugeKey, number>>>

/** An office in the tree with its own numbers. */
export type Branch = {
  readonly id: string
  readonly name: string
  /** Null at the top of what is seen. */
  readonly above: string | null
  readonly level: string
  readonly own: Numbers
}
/** The same with the numbers of everything below it added, how deep it hangs, and whether anything hangs below it. */
export type Rolled = Branch & { readonly sum: Numbers; readonly depth: number; readonly leaf: boolean }

export const numberIn = (numbers: Numbers, keys: readonly GaugeKey[]): number =>
  keys.reduce((sum, key) => sum + (numbers[key] ?? 0), 0)

/** The worst lamp that these numbers light. */
export function lampOf(numbers: Numbers, keys: readonly GaugeKey[] = gaugeKeys): Lamp {
  const lit = keys.filter((key) => (numbers[key] ?? 0) > 0).map((key) => gaugeOf(key).lamp)
  return lit.includes('red') ? 'red' : lit.includes('yellow') ? 'yellow' : 'green'
}

/** How many of a phase want something done: what is only told is not counted in. */
export const wanting = (numbers: Numbers, phase: Phase): number =>
  numberIn(
    numbers,
    gaugesIn(phase).filter((key) => gaugeOf(key).lamp !== 'green'),
  )

/** The tree from the top down, each office before those below it, with its sums: one walk, however many offices. */
export function rolledUp(branches: readonly Branch[]): readonly Rolled[] {
  const seen = new Set(branches.map(({ id }) => id))
  const children = Map.groupBy(branches, ({ above }) => (above !== null && seen.has(above) ? above : ''))
  const walk = (branch: Branch, depth: number): readonly Rolled[] => {
    const below = (children.get(branch.id) ?? []).map((child) => walk(child, depth + 1))
    const heads = below.flatMap(([head]) => head ?? [])
    const sum = Object.fromEntries(
      gaugeKeys.map((key) => [key, (branch.own[key] ?? 0) + heads.reduce((n, head) => n + (head.sum[key] ?? 0), 0)]),
    )
    return [{ ...branch, sum, depth, leaf: below.length === 0 }, ...below.flat()]
  }
  return (children.get('') ?? []).flatMap((top) => walk(top, 0))
}

/** The address of the list behind a number of one office. */
export function listBehind(key: GaugeKey, office: string) {
  const { page, search = {} } = gaugeOf(key)
  return { to: page, search: { ...search, office } }
}
