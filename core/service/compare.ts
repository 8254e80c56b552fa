import { handlingLabels, objectLabels, type Service, settingUnitLabels, unitLabels } from '#core/service/format.ts'
import { confidenceLabels } from '#regulation/confidence.ts'

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
const lists = {
  conditions: ['受理条件', 'id', 'label'],
  materials: ['申报材料', 'id', 'name'],
  steps: ['办理环节', 'id', 'label'],
  results: ['办理结果', 'id', 'name'],
  settings: ['政策标准', 'key', 'label'],
  basis: ['政策依据', 'id', 'title'],
  form: ['申请表', 'name', 'label'],
} as const

const parts: Readonly<Record<string, string>> = {
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
const words: Readonly<Record<string, string>> = {
  ...{
    label: '名称',
    name: '名称',
    title: '名称',
    number: '文号',
    article: '条款',
    region: '地区',
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
    paper: '共用材料',
  },
}

/** Codes that stand alone as a value, as people say them. */
const codes: Readonly<Record<string, string>> = {
  ...{ original: '原件', copy: '复印件', originalAndCopy: '原件和复印件', electronic: '电子件' },
  ...{ review: '审核', publicNotice: '公示', approval: '核准', holder: '承办人', head: '负责人', superior: '上级' },
  ...{
    today: '当天',
    birth: '出生日期',
    duty: '履行职责',
    consent: '本人同意',
    ends: '办件终止',
    back: '退回上一环节',
    ask: '请人核对',
  },
  ...objectLabels,
  ...handlingLabels,
  ...unitLabels,
  ...settingUnitLabels,
}
/** What only the program tells rows apart by. */
const keys = new Set(['id', 'key', 'paper'])

type Row = Readonly<Record<string, unknown>>

/** Everything that differs between two versions, in the order in which a guide tells it; empty: nothing but the number. */
export function compareServices(before: Service, after: Service): readonly Difference[] {
  const singles = Object.keys(parts).flatMap((key) => single(key, held(before, key), held(after, key)))
  const rows = Object.entries(lists).flatMap(([key, [part, id, label]]) =>
    listed(part, { id, label }, rowsOf(before, key), rowsOf(after, key)),
  )
  const known = new Set([...Object.keys(parts), ...Object.keys(lists), 'code', 'version'])
  const others = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !known.has(key))
  return [...singles, ...rows, ...others.flatMap((key) => single(key, held(before, key), held(after, key)))]
}

const held = (service: Service, key: string): unknown => (service as Row)[key]
const rowsOf = (service: Service, key: string): readonly Row[] => (held(service, key) ?? []) as readonly Row[]

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
  return names.flatMap((key) => {
    const [old, now] = [before, after].map((row) =>
      key === 'confidence' && row[key] !== undefined ? sure(row[key]) : row[key],
    )
    return differ(part, item, words[key] ?? key, old, now)
  })
}

function differ(part: string, item: string, field: string | null, before: unknown, after: unknown): Difference[] {
  const [old, now] = [inWords(before), inWords(after)]
  if (old === now) return []
  const is = old === null ? 'added' : now === null ? 'removed' : 'changed'
  return [{ part, item, field, is, before: old, after: now }]
}

const sure = (code: unknown): unknown => (confidenceLabels as Readonly<Record<string, string>>)[String(code)] ?? code

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as people read it; nothing is null. */
function inWords(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map((one) => inWords(one) ?? '').join('；')
  if (isRow(value))
    return Object.entries(value)
      .flatMap(([key, one]) =>
        keys.has(key) || inWords(one) === null ? [] : [`${words[key] ?? key}：${inWords(one)}`],
      )
      .join('，')
  return codes[String(value)] || String(value)
}
