import type { Service } from '#core/service/format.ts'
import { inPlain } from '#core/service/plain.ts'

/** One difference between two versions of a service, told in words. */
export type Difference = {
  readonly part: string
  readonly item: string
  /** Which of its fields; null: the whole. */
  readonly field: string | null
  readonly is: 'added' | 'removed' | 'changed'
  readonly before: string | null
  readonly after: string | null
}

/** The lists of a service and by what their rows are told apart. */
export const lists = {
  conditions: ['受理条件', 'id', 'label'],
  materials: ['申报材料', 'id', 'name'],
  steps: ['办理环节', 'id', 'label'],
  results: ['办理结果', 'id', 'name'],
  settings: ['政策标准', 'key', 'label'],
  basis: ['政策依据', 'id', 'title'],
  form: ['申请表', 'name', 'label'],
} as const

export const parts: Readonly<Record<string, string>> = {
  name: '事项名称',
  object: '服务对象',
  handling: '办件类型',
  summary: '事项说明',
  scope: '适用范围',
  region: '适用地区',
  limits: '办理时限',
  publicNoticeCountsInLimit: '公示是否计入时限',
  deniedLabel: '不予办理的名称',
  instantMinutes: '即办分钟数',
  appliedWhen: '何时算申请',
  opens: '收费、许可和承办',
  standards: '服务标准',
  remedies: '监督和救济',
  supplement: '补正期限',
  notice: '公示文本',
  consent: '个人信息告知',
  records: '记录核对',
  reckoned: '系统计算的数',
  enrolment: '结果登入的台账',
  follows: '结果之后的事项',
  market: '人力资源市场登记',
}

/** What the fields of a row are called on the page. */
export const words: Readonly<Record<string, string>> = {
  ...{
    label: '名称',
    name: '名称',
    title: '名称',
    number: '文号',
    article: '条款',
    region: '地区',
    of: '与哪个事项共用',
    from: '起始日期',
    to: '截止日期',
  },
  ...{
    confidence: '可信程度',
    source: '来源',
    basis: '依据',
    when: '适用情形',
    whenSays: '适用情形说明',
    check: '机器判断',
  },
  ...{
    askPerson: '要人工核对',
    suspects: '核对岗位用词',
    how: '核对办法',
    fails: '不符合时的告知',
    required: '是否必需',
    kind: '形式',
    copies: '份数',
  },
  ...{
    exempt: '免提交',
    standard: '要求',
    sample: '样本',
    problems: '常见问题',
    by: '谁办',
    differentFrom: '回避',
    days: '天数',
  },
  ...{
    says: '说明',
    text: '正文',
    document: '文书',
    value: '数值',
    unit: '单位',
    type: '类型',
    options: '选项',
    purpose: '用途',
  },
  ...{
    personal: '个人信息',
    sensitive: '敏感信息',
    min: '下限',
    max: '上限',
    law: '由来源规定的上下限',
    below: '应小于',
    notAbove: '不能超过',
    hint: '提示',
    columns: '栏',
    amount: '数量',
  },
  ...{
    statutory: '法定时限',
    promised: '承诺时限',
    fee: '收费',
    licence: '行政许可',
    handler: '承办人员',
    objection: '异议渠道',
  },
  ...{
    ground: '处理依据',
    retention: '保存期限',
    rights: '权利',
    parallel: '并联环节',
    form: '填写内容',
    checks: '核对',
  },
  ...{
    each: '逐行判断的表格',
    otherwise: '机器判断不符合时',
    together: '共同办理的人数',
    countersign: '会签',
    denied: '有一方不同意时',
    unique: '不得重复的栏',
    facts: '载明的内容',
    list: '清单',
    rows: '表格',
    notes: '注意事项',
    post: '岗位',
    at: '填写项',
  },
  ...{
    service: '事项代码',
    cases: '计入已办结的件',
    alike: '内容相同的才算',
    opensWhen: '何时登入',
    changesWhen: '何时变更',
    overtaken: '办了以下登记的建议退出',
    endsWhen: '何时结束',
    endsOn: '结束日期',
    endsFor: '结束原因',
    since: '起算日期',
    category: '类别',
    members: '家庭成员',
    card: '卡片保留的内容',
  },
  ...{
    term: '登记期限',
    months: '月数',
    remind: '提前提醒',
    contact: '联系',
    every: '间隔',
    ways: '方式',
    results: '联系结果',
    refuses: '算作拒绝',
    review: '复核',
    silence: '失联',
    warn: '提示',
    exit: '建议退出',
    again: '再次建议',
    reason: '退出原因',
  },
  ...{
    refusals: '拒绝次数',
    most: '最多次数',
    exits: '退出情形',
    proof: '由记录核对',
    confirm: '谁确认',
    verify: '核实期限',
    decide: '确认期限',
  },
  ...{
    once: '同一人只办一件',
    holder: '由谁承办',
    fields: '取自申请表',
    book: '登记簿',
    after: '在哪一环节之后',
    reviewed: '由哪一环节复核',
    codes: '选项对照',
  },
}

/** What only the program tells rows apart by. */
export const keys = new Set(['id', 'key', 'paper', 'code'])

type Row = Readonly<Record<string, unknown>>

/** Everything that differs between two versions, in the order in which a guide tells it; empty: nothing but the number. */
export function compareServices(before: Service, after: Service): readonly Difference[] {
  const [old, now] = [inPlain(before), inPlain(after)]
  const singles = Object.keys(parts).flatMap((key) => single(key, old[key], now[key]))
  const rows = Object.entries(lists).flatMap(([key, [part, id, label]]) =>
    listed(part, { id, label }, rowsOf(old, key), rowsOf(now, key)),
  )
  const known = new Set([...Object.keys(parts), ...Object.keys(lists), 'code', 'version'])
  const others = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !known.has(key))
  return [...singles, ...rows, ...others.flatMap((key) => single(key, old[key], now[key]))]
}

const rowsOf = (service: Row, key: string): readonly Row[] => (service[key] ?? []) as readonly Row[]

/** One part that is no list of rows: told by its fields where it has some. */
function single(key: string, before: unknown, after: unknown): Difference[] {
  const part = parts[key] ?? `其他（${key}）`
  if (isRow(before) && isRow(after)) return fields(part, part, before, after)
  return differ(part, part, null, before, after)
}

function listed(
  part: string,
  { id, label }: { id: string; label: string },
  before: readonly Row[],
  after: readonly Row[],
): Difference[] {
  const find = (rows: readonly Row[], key: unknown) => rows.find((row) => row[id] === key)
  const known = [...new Set([...after, ...before].map((row) => row[id]))]
  return known.flatMap((key): Difference[] => {
    const [old, now] = [find(before, key), find(after, key)]
    const item = String((now ?? old)?.[label] ?? key)
    if (!old && now) return [{ part, item, field: null, is: 'added', before: null, after: inWords(now) }]
    if (old && !now) return [{ part, item, field: null, is: 'removed', before: inWords(old), after: null }]
    return old && now ? fields(part, item, old, now) : []
  })
}

function fields(part: string, item: string, before: Row, after: Row): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !keys.has(key))
  return names.flatMap((key) => differ(part, item, words[key] ?? key, before[key], after[key]))
}

function differ(part: string, item: string, field: string | null, before: unknown, after: unknown): Difference[] {
  const [old, now] = [inWords(before), inWords(after)]
  if (old === now) return []
  const is = old === null ? 'added' : now === null ? 'removed' : 'changed'
  return [{ part, item, field, is, before: old, after: now }]
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as people read it; nothing is null. */
function inWords(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map((one) => inWords(one) ?? '').join('；')
  if (isRow(value))
    return Object.entries(value)
      .flatMap(([key, one]) =>
        keys.has(key) || (key === 'name' && 'label' in value) || inWords(one) === null
          ? []
          : [`${words[key] ?? key}：${inWords(one)}`],
      )
      .join('，')
  return String(value)
}
