import { lists, parts } from '#core/service/compare.ts'
import { enrolmentFaults } from '#core/service/enrolling.ts'
import { expressionFaults } from '#core/service/expression.ts'
import { boundsFault, figureFault, orderFaults } from '#core/service/figure.ts'
import { followFaults } from '#core/service/following.ts'
import {
  type Column,
  type Field,
  type FileProblem,
  type PlaceOf,
  type Service,
  type ServiceStep,
  type StepGroup,
  serviceSchema,
} from '#core/service/format.ts'
import { recordFaults } from '#core/service/looked.ts'
import { isSealedType } from '#core/service/schema.ts'
import { type Fault, shapeFaults } from '#core/service/shape.ts'
import { isGroup, stepsOf } from '#core/service/steps.ts'
import { placeholders } from '#core/service/template.ts'
import { noticeNames, resultNames } from '#core/service/words.ts'
import { besideForm } from '#core/service/written.ts'

/** What the parts of a file are called where one is left out. */
const topNames = {
  code: '事项代码',
  version: '版本号',
  ...parts,
  ...Object.fromEntries(Object.entries(lists).map(([key, [name]]) => [key, name])),
}

/**
 * Checks a parsed service file wholly: shape, references, expressions, templates, and what the clauses ask of a
 * published service. Answers every problem with its place; an empty list means that `parsed` is a `Service`.
 */
export function checkService(
  parsed: unknown,
  { file, placeOf }: { readonly file: string; readonly placeOf: PlaceOf },
): readonly FileProblem[] {
  const shape = shapeFaults(serviceSchema, parsed, [], topNames)
  const faults = shape.length > 0 ? shape : meaningFaults(parsed as Service)
  return faults.map(({ path, says }) => ({ file, ...placeOf(path), says }))
}

function meaningFaults(service: Service): Fault[] {
  return [
    ...repeatedIds(service),
    ...fieldFaults(service.form),
    ...recordFaults(service),
    ...listFaults(service),
    ...figureFaults(service),
    ...expressionsIn(service),
    ...basisFaults(service),
    ...handlingFaults(service),
    ...stepFaults(service),
    ...noticeFaults(service),
    ...marketFaults(service),
    ...conditionFaults(service),
    ...textFaults(service),
    ...enrolmentFaults(service),
    ...followFaults(service),
  ]
}

function repeatedIds(service: Service): Fault[] {
  const lists = {
    basis: service.basis.map((row) => row.id),
    form: service.form.map((row) => row.name),
    settings: (service.settings ?? []).map((row) => row.key),
    records: (service.records ?? []).map((row) => row.service),
    reckoned: (service.reckoned ?? []).map((row) => row.name),
    conditions: service.conditions.map((row) => row.id),
    materials: service.materials.map((row) => row.id),
    steps: [...stepsOf(service), ...service.steps.filter(isGroup)].map((row) => row.id),
    results: service.results.map((row) => row.id),
  }
  return Object.entries(lists).flatMap(([list, ids]) =>
    ids.flatMap((id, index) => (ids.indexOf(id) < index ? [{ path: [list, index], says: `${id} 重复` }] : [])),
  )
}

function fieldFaults(form: Service['form'], at: Fault['path'] = []): Fault[] {
  return form.flatMap((field, index) => {
    const path = [...at, 'form', index]
    return [
      ...oneFaults(field, form).map((text) => ({ path, says: `${field.label}：${text}` })),
      ...rowFaults(field).map((text) => ({ path, says: `${field.label}：${text}` })),
      ...(field.columns ?? []).flatMap((column, n) =>
        oneFaults(column, field.columns ?? []).map((text) => ({
          path: [...path, 'columns', n],
          says: `${field.label}的${column.label}：${text}`,
        })),
      ),
    ]
  })
}

/** What is wrong with a field among its fellows, or a column among its. */
function oneFaults(field: Field | Column, fellows: readonly (Field | Column)[]): string[] {
  const says: string[] = []
  const hasOptions = (field.options?.length ?? 0) > 0
  if (field.type === 'choice' && (field.options?.length ?? 0) < 2) says.push('单选至少要有两个选项')
  if (hasOptions && field.type !== 'choice' && field.type !== 'list') says.push(`${field.type} 不能有选项`)
  const codes = field.options?.map((option) => option.code) ?? []
  if (new Set(codes).size < codes.length) says.push('选项代码重复')
  if (field.sensitive && !field.personal) says.push('敏感信息必须同时标为个人信息')
  if (field.type === 'bankCard' && !field.personal) says.push('银行卡号必须标为个人信息，加密保存')
  if (field.type === 'householdNumber' && (field.name !== 'householdNumber' || !field.personal))
    says.push('户口簿编号的名称为 householdNumber，必须标为个人信息，加密保存')
  says.push(...boundFaults(field))
  if (field.min === 'birth' && !fellows.some(({ name, type }) => name === 'idNumber' && type === 'idNumber'))
    says.push('birth 要求表中有 idNumber')
  return says
}

/** Rows have columns, each once; whatever is personal in a column is so in the whole. */
function rowFaults({ type, columns = [], unique, personal, sensitive }: Field): string[] {
  if (type !== 'rows') return columns.length > 0 || unique !== undefined ? [`${type} 不能有 columns 和 unique`] : []
  const names = columns.map(({ name }) => name)
  const exposed = columns.filter((column) => isSealedType(column.type) && !column.personal)
  const says = exposed.map(({ label }) => `栏“${label}”必须标为个人信息，加密保存`)
  if (columns.length === 0) says.push('rows 要写 columns')
  if (new Set(names).size < names.length) says.push('栏的名称重复')
  if (unique !== undefined && !names.includes(unique)) says.push(`unique 应指向一栏，没有 ${unique}`)
  if (!personal && columns.some((column) => column.personal)) says.push('有个人信息的栏，整表也要标为个人信息')
  if (sensitive) says.push('敏感信息请标在栏上')
  // A covered cell is not sent back when rows are put right: it must be one that is asked again.
  for (const column of columns)
    if (column.sensitive && !column.required) says.push(`敏感的栏“${column.label}”要标为必填，更正时才不会丢失`)
  return says
}

const dated = (type: Field['type']): boolean => type === 'date' || type === 'month'

function boundFaults(field: Field | Column): string[] {
  const bounds = [field.min, field.max].filter((bound) => bound !== undefined)
  const wanted = dated(field.type) ? 'string' : 'number'
  if (bounds.some((bound) => typeof bound !== wanted)) {
    return [dated(field.type) ? '日期的上下限应为日期、today 或 birth' : '上下限应为数']
  }
  if (field.type === 'date' && bounds.some((bound) => /^\d{4}-\d{2}$/.test(String(bound)))) {
    return ['日期的上下限要写到日']
  }
  if (field.max === 'birth') return ['birth 只能作下限']
  const { min, max } = field
  const crossed = typeof min === 'number' && typeof max === 'number' && min > max
  return crossed ? ['下限大于上限'] : []
}

function figureFaults({ settings = [] }: Service): Fault[] {
  const single = settings.flatMap((setting, index) => {
    const wrong = boundsFault(setting) ?? figureFault(setting, setting.value)
    const crossed = setting.from !== null && setting.to !== undefined && setting.to < setting.from
    return [...(wrong ? [wrong] : []), ...(crossed ? ['截止日期早于开始日期'] : [])].map((text) => ({
      path: ['settings', index],
      says: `${setting.label}：${text}`,
    }))
  })
  // Values that are none are not compared.
  return single.length > 0 ? single : [...orderFaults(settings)]
}

function expressionsIn(service: Service): Fault[] {
  const { form, settings, records } = service
  const faultOf = expressionFaults(form, settings, { records })
  const faultOfEach = (each: string | undefined, text: string) =>
    each === undefined ? faultOf(text) : expressionFaults(form, settings, { records, each })(text)
  const faultOfValue = expressionFaults(form, settings, { answers: true })
  // A form asks by its own answers only: it is drawn where no setting is known.
  const faultOfField = expressionFaults(service.form, [], { filling: true })
  const found: { path: (string | number)[]; text: string | undefined; each?: string | undefined }[] = [
    ...service.conditions.map(({ each, when }, n) => ({ path: ['conditions', n, 'when'], text: when, each })),
    ...service.conditions.map(({ each, check }, n) => ({ path: ['conditions', n, 'check'], text: check, each })),
    ...service.materials.map((row, index) => ({ path: ['materials', index, 'when'], text: row.when })),
  ]
  const judged = [
    ...service.form.map((row, index) => ({ path: ['form', index, 'when'], says: row.when && faultOfField(row.when) })),
    { path: ['appliedWhen'], says: service.appliedWhen && faultOfField(service.appliedWhen) },
    ...found.map(({ path, text, each }) => ({ path, says: text && faultOfEach(each, text) })),
    ...(service.reckoned ?? []).map(({ value }, n) => ({ path: ['reckoned', n, 'value'], says: faultOfValue(value) })),
  ]
  return judged.flatMap(({ path, says }) => (says ? [{ path, says: `表达式不能用：${says}` }] : []))
}

/** What a paper lists must be asked, and may not be sensitive: it goes from hand to hand. */
function listFaults({ form, results }: Service): Fault[] {
  return results.flatMap(({ document }, n): Fault[] => {
    if (!document?.list) return []
    const { rows, columns } = document.list
    const asked = form.find(({ name }) => name === rows)?.columns ?? []
    const strangers = columns.filter((name) => !asked.some((one) => one.name === name && !one.sensitive))
    return strangers.map((name) => ({
      path: ['results', n, 'document', 'list'],
      says: `清单里的 ${rows}.${name} 没有这一栏，或是敏感信息`,
    }))
  })
}

function basisFaults(service: Service): Fault[] {
  const known = new Set(service.basis.map((row) => row.id))
  const used = [
    ...service.conditions.map((row, index) => ({ path: ['conditions', index, 'basis'], id: row.basis })),
    ...service.materials.map((row, index) => ({ path: ['materials', index, 'basis'], id: row.basis })),
  ]
  return used.flatMap(({ path, id }) => (known.has(id) ? [] : [{ path, says: `没有这条依据：${id}（第1.1条）` }]))
}

/** A book is filled from fields and steps that there are. */
function marketFaults({ market, form, steps }: Service): Fault[] {
  if (!market) return []
  const { fields, rows, after, reviewed } = market
  const table = form.find(({ name }) => name === rows)
  const known = new Set([...form, ...(table?.columns ?? [])].map(({ name }) => name))
  const ids = new Set(stepsOf({ steps }).map(({ id }) => id))
  return [
    ...(rows !== undefined && table?.type !== 'rows'
      ? [{ path: ['market', 'rows'], says: `没有这个表：${rows}` }]
      : []),
    ...Object.entries(fields).flatMap(([field, from]) =>
      known.has(from) ? [] : [{ path: ['market', 'fields', field], says: `表单没有这一项：${from}` }],
    ),
    ...[after, reviewed].flatMap((step) =>
      step === undefined || ids.has(step) ? [] : [{ path: ['market'], says: `没有这个环节：${step}` }],
    ),
  ]
}

function handlingFaults({ handling, instantMinutes, limits, steps, appliedWhen }: Service): Fault[] {
  const instant = handling === 'instant'
  const faults: Fault[] = []
  if (instant && instantMinutes === undefined) faults.push({ path: [], says: '即办事项要写 instantMinutes（第7.3条）' })
  if (!instant && instantMinutes !== undefined)
    faults.push({ path: ['instantMinutes'], says: '只有即办事项才写 instantMinutes' })
  if (instant && steps.length > 0) faults.push({ path: ['steps'], says: '即办事项当场办成，不设后续环节（第7.3条）' })
  const { statutory, promised } = limits
  if (!promised && handling !== 'initiated')
    faults.push({ path: ['limits', 'promised'], says: '只有主动服务可以没有承诺时限（第6.2条）' })
  if (!promised && statutory) faults.push({ path: ['limits', 'promised'], says: '有法定时限的要写承诺时限（第7.4条）' })
  if (appliedWhen !== undefined && handling !== 'initiated')
    faults.push({ path: ['appliedWhen'], says: '只有主动服务才写 appliedWhen' })
  if (handling === 'limited' && promised && promised.amount < 1) {
    faults.push({ path: ['limits', 'promised', 'amount'], says: '限时事项的承诺时限至少为 1（第7.4条）' })
  }
  if (handling === 'limited' && steps.length === 0) faults.push({ path: ['steps'], says: '限时事项至少要有一个环节' })
  if (statutory && promised && statutory.unit === promised.unit && promised.amount > statutory.amount) {
    faults.push({ path: ['limits', 'promised', 'amount'], says: '承诺时限不能长于法定时限' })
  }
  return faults
}

function stepFaults(service: Service): Fault[] {
  return service.steps.flatMap((step, index) => {
    const earlier = stepsOf({ steps: service.steps.slice(0, index) }).map(({ id }) => id)
    if (!isGroup(step)) return singleFaults(service, step, ['steps', index], earlier)
    return [
      ...groupFaults(service.steps, step, index),
      ...step.parallel.flatMap((one, n) =>
        singleFaults(
          service,
          one,
          ['steps', index, 'parallel', n],
          [...earlier, ...step.parallel.slice(0, n).map(({ id }) => id)],
        ),
      ),
    ]
  })
}

/** What is published was looked at before, and one service publishes once: objections belong to one period (1.5). */
function noticeFaults({ steps }: Service): Fault[] {
  return steps.flatMap((step, index) => {
    if (isGroup(step) || step.kind !== 'publicNotice') return []
    const isSecond = steps.slice(0, index).some((one) => !isGroup(one) && one.kind === 'publicNotice')
    const says = index === 0 ? '公示前至少要有一个审核环节' : isSecond ? '一个事项只设一次公示' : null
    return says === null ? [] : [{ path: ['steps', index], says: `${step.label}：${says}` }]
  })
}

function singleFaults(service: Service, step: ServiceStep, path: Fault['path'], earlier: readonly string[]): Fault[] {
  const { notice } = service
  const says: string[] = []
  if (step.differentFrom !== undefined && !earlier.includes(step.differentFrom)) {
    says.push(`differentFrom 应指向前面的环节，没有 ${step.differentFrom}`)
  }
  if (step.kind === 'publicNotice' && step.days === undefined) says.push('公示要写天数 days')
  if (step.kind === 'publicNotice' && !notice) says.push('有公示环节就要有公示文本 notice')
  if (step.kind === 'approval' && step.by === 'holder') says.push('核准不能由承办人自己作出')
  if (step.days !== undefined && !(step.source && step.confidence)) says.push('写了天数就要写 source 和 confidence')
  return [
    ...says.map((text) => ({ path, says: `${step.label}：${text}` })),
    ...writtenFaults(service, step, path, earlier),
  ]
}

/** A step's own form is checked as the service's; its name must not be one that the step's opinion or another step has. */
function writtenFaults(service: Service, step: ServiceStep, path: Fault['path'], earlier: readonly string[]): Fault[] {
  const { form = [], checks = [], together, kind, by, label } = step
  const faultOfCheck = expressionFaults(besideForm(service, form), service.settings, { each: 'written' })
  const wrong = checks.flatMap(({ check, at }, n): Fault[] => {
    const fault = faultOfCheck(check)
    const says = fault ? `表达式不能用：${fault}` : form.some((one) => one.name === at) ? null : `没有 ${at} 这一项`
    return says === null ? [] : [{ path: [...path, 'checks', n], says: `${label}：${says}` }]
  })
  const says: string[] = []
  if (kind === 'publicNotice' && (form.length > 0 || together)) says.push('公示环节不填记录，也不设两人')
  if (['opinion', 'with', 'form', 'version', 'input'].includes(step.id)) says.push(`环节不能叫 ${step.id}`)
  if (together && by !== 'holder') says.push('两人一起办理的环节由承办人发起')
  if (together && path.includes('parallel')) says.push('并联的环节不设两人')
  if (earlier.includes(`with-${step.id}`)) says.push(`前面已有环节叫 with-${step.id}`)
  const faultOf = expressionFaults(form, [], { filling: true })
  const whens = form.flatMap(({ when }, n): Fault[] => {
    const fault = when && faultOf(when)
    return fault ? [{ path: [...path, 'form', n, 'when'], says: `表达式不能用：${fault}` }] : []
  })
  const names = form.map(({ name }) => name)
  const twice = names.filter((name, n) => names.indexOf(name) < n).map((name) => `${name} 重复`)
  return [
    ...[...says, ...twice].map((text) => ({ path, says: `${label}：${text}` })),
    ...fieldFaults(form, path),
    ...whens,
    ...wrong,
  ]
}

/** Side by side means several posts that need not wait for one another (6.4). */
function groupFaults(steps: Service['steps'], { label, parallel, denied }: StepGroup, index: number): Fault[] {
  const says: string[] = []
  if (parallel.some(({ kind }) => kind === 'publicNotice')) says.push('公示不能并联')
  const posts = parallel.map(({ by }) => by)
  if (posts.includes('holder')) says.push('并联环节由承办人以外的岗位办理')
  if (new Set(posts).size < posts.length) says.push('并联的各环节应由不同岗位办理')
  const before = steps[index - 1]
  const backTo = before && !isGroup(before) && before.kind === 'review' ? before : undefined
  if (denied === 'back' && !backTo) says.push('denied: back 要求前面紧接一个单独的审核环节')
  return says.map((text) => ({ path: ['steps', index], says: `${label}：${text}` }))
}

function conditionFaults({ conditions }: Service): Fault[] {
  return conditions.flatMap((row, index) =>
    row.check === undefined && !row.askPerson && row.suspects === undefined
      ? [{ path: ['conditions', index], says: `${row.label}：机器不能判断的条件要写 askPerson: true（第8.2条）` }]
      : [],
  )
}

/**
 * Result texts and notices may only name what is filled; a public notice names nothing personal but the name, shortened
 * (个人信息保护法 art. 25), and a result, which stands in the history, nothing sensitive.
 */
function textFaults({ form, results, notice, steps, reckoned = [] }: Service): Fault[] {
  const written = stepsOf({ steps }).flatMap((step) =>
    (step.form ?? []).map((field) => [`${step.id}.${field.name}`, field] as const),
  )
  const fields = new Map<string, Field>([...form.map((field) => [field.name, field] as const), ...written])
  const named = [...resultNames, ...reckoned.map(({ name }) => name)]
  const faultsIn = (path: Fault['path'], text: string, own: readonly string[], says: (field: Field) => string | null) =>
    placeholders(text)
      .filter((name) => !own.includes(name))
      .flatMap((name): Fault[] => {
        const field = fields.get(name)
        const fault = field ? says(field) : '没有来处'
        return fault === null ? [] : [{ path, says: `文本里的 {${name}} ${fault}` }]
      })
      .concat(
        /[{}]/.test(text.replaceAll(/\{[a-zA-Z][a-zA-Z0-9.]*\}/g, ''))
          ? [{ path, says: '文本里的花括号没有成对，或括号里不是名称' }]
          : [],
      )
  const sensitive = (field: Field) =>
    field.sensitive || field.columns?.some((column) => column.sensitive) ? '是敏感信息，不能写进办理结果' : null
  const personal = (field: Field) => (field.personal ? '是个人信息，公示不能出现' : null)
  const shown = notice ? (['title', 'text', 'objection'] as const) : []
  return [
    ...results.flatMap(({ text }, index) => faultsIn(['results', index, 'text'], text, named, sensitive)),
    ...shown.flatMap((part) => faultsIn(['notice', part], notice?.[part] ?? '', noticeNames, personal)),
  ]
}
