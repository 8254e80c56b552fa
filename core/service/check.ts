import { expressionFaults } from '#core/service/expression.ts'
import {
  type Field,
  type FileProblem,
  type LineOf,
  type Service,
  type ServiceStep,
  type StepGroup,
  serviceSchema,
} from '#core/service/format.ts'
import { type Fault, shapeFaults } from '#core/service/shape.ts'
import { isGroup, stepsOf } from '#core/service/steps.ts'
import { placeholders } from '#core/service/template.ts'

/** Names that the program itself fills in result texts and public notices. */
export const documentNames = [
  'name',
  'office',
  'service',
  'number',
  'date',
  'from',
  'to',
  'result',
  'community',
  'phone',
  'approver',
]

/**
 * Checks a parsed service file wholly: shape, references, expressions, templates, and what the clauses ask of a
 * published service. Answers every problem with its line; an empty list means that `parsed` is a `Service`.
 */
export function checkService(
  parsed: unknown,
  { file, lineOf }: { readonly file: string; readonly lineOf: LineOf },
): readonly FileProblem[] {
  const shape = shapeFaults(serviceSchema, parsed)
  const faults = shape.length > 0 ? shape : meaningFaults(parsed as Service)
  return faults.map(({ path, says }) => ({ file, line: lineOf(path), says }))
}

function meaningFaults(service: Service): Fault[] {
  return [
    ...repeatedIds(service),
    ...fieldFaults(service),
    ...expressionsIn(service),
    ...basisFaults(service),
    ...handlingFaults(service),
    ...stepFaults(service),
    ...conditionFaults(service),
    ...textFaults(service),
  ]
}

function repeatedIds(service: Service): Fault[] {
  const lists = {
    basis: service.basis.map((row) => row.id),
    form: service.form.map((row) => row.name),
    conditions: service.conditions.map((row) => row.id),
    materials: service.materials.map((row) => row.id),
    steps: [...stepsOf(service), ...service.steps.filter(isGroup)].map((row) => row.id),
    results: service.results.map((row) => row.id),
  }
  return Object.entries(lists).flatMap(([list, ids]) =>
    ids.flatMap((id, index) => (ids.indexOf(id) < index ? [{ path: [list, index], says: `${id} 重复` }] : [])),
  )
}

function fieldFaults({ form }: Service): Fault[] {
  return form.flatMap((field, index) => {
    const path = ['form', index]
    const says: string[] = []
    const hasOptions = (field.options?.length ?? 0) > 0
    if (field.type === 'choice' && (field.options?.length ?? 0) < 2) says.push('单选至少要有两个选项')
    if (hasOptions && field.type !== 'choice' && field.type !== 'list') says.push(`${field.type} 不能有选项`)
    const codes = field.options?.map((option) => option.code) ?? []
    if (new Set(codes).size < codes.length) says.push('选项代码重复')
    if (field.sensitive && !field.personal) says.push('敏感信息必须同时标为个人信息')
    says.push(...boundFaults(field))
    if (field.min === 'birth' && !form.some(({ name, type }) => name === 'idNumber' && type === 'idNumber'))
      says.push('birth 要求表中有 idNumber')
    return says.map((text) => ({ path, says: `${field.label}：${text}` }))
  })
}

function boundFaults(field: Field): string[] {
  const bounds = [field.min, field.max].filter((bound) => bound !== undefined)
  const wanted = field.type === 'date' ? 'string' : 'number'
  if (bounds.some((bound) => typeof bound !== wanted)) {
    return [field.type === 'date' ? '日期的上下限应为日期、today 或 birth' : '上下限应为数']
  }
  if (field.max === 'birth') return ['birth 只能作下限']
  const { min, max } = field
  const crossed = typeof min === 'number' && typeof max === 'number' && min > max
  return crossed ? ['下限大于上限'] : []
}

function expressionsIn(service: Service): Fault[] {
  const faultOf = expressionFaults(service.form)
  const found: { path: (string | number)[]; text: string | undefined }[] = [
    ...service.form.map((row, index) => ({ path: ['form', index, 'when'], text: row.when })),
    ...service.conditions.map((row, index) => ({ path: ['conditions', index, 'when'], text: row.when })),
    ...service.conditions.map((row, index) => ({ path: ['conditions', index, 'check'], text: row.check })),
    ...service.materials.map((row, index) => ({ path: ['materials', index, 'when'], text: row.when })),
  ]
  return found.flatMap(({ path, text }) => {
    const says = text === undefined ? null : faultOf(text)
    return says === null ? [] : [{ path, says: `表达式不能用：${says}` }]
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

function handlingFaults({ handling, instantMinutes, limits, steps }: Service): Fault[] {
  const instant = handling === 'instant'
  const faults: Fault[] = []
  if (instant && instantMinutes === undefined) faults.push({ path: [], says: '即办事项要写 instantMinutes（第7.3条）' })
  if (!instant && instantMinutes !== undefined)
    faults.push({ path: ['instantMinutes'], says: '只有即办事项才写 instantMinutes' })
  if (instant && steps.length > 0) faults.push({ path: ['steps'], says: '即办事项当场办成，不设后续环节（第7.3条）' })
  if (handling === 'limited' && limits.promised.amount < 1) {
    faults.push({ path: ['limits', 'promised', 'amount'], says: '限时事项的承诺时限至少为 1（第7.4条）' })
  }
  if (handling === 'limited' && steps.length === 0) faults.push({ path: ['steps'], says: '限时事项至少要有一个环节' })
  const { statutory, promised } = limits
  if (statutory && statutory.unit === promised.unit && promised.amount > statutory.amount) {
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

function singleFaults(
  { notice }: Service,
  step: ServiceStep,
  path: Fault['path'],
  earlier: readonly string[],
): Fault[] {
  const says: string[] = []
  if (step.differentFrom !== undefined && !earlier.includes(step.differentFrom)) {
    says.push(`differentFrom 应指向前面的环节，没有 ${step.differentFrom}`)
  }
  if (step.kind === 'publicNotice' && step.days === undefined) says.push('公示要写天数 days')
  if (step.kind === 'publicNotice' && !notice) says.push('有公示环节就要有公示文本 notice')
  if (step.kind === 'approval' && step.by === 'holder') says.push('核准不能由承办人自己作出')
  if (step.days !== undefined && !(step.source && step.confidence)) says.push('写了天数就要写 source 和 confidence')
  return says.map((text) => ({ path, says: `${step.label}：${text}` }))
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
    row.check === undefined && !row.askPerson
      ? [{ path: ['conditions', index], says: `${row.label}：机器不能判断的条件要写 askPerson: true（第8.2条）` }]
      : [],
  )
}

/** Result texts and notices may only name what exists; a public notice names nothing personal but the name (个人信息保护法 art. 25). */
function textFaults({ form, results, notice }: Service): Fault[] {
  const labels = new Map(form.map((field) => [field.name, field]))
  const unknown = (path: Fault['path'], text: string): Fault[] =>
    placeholders(text)
      .filter((name) => !documentNames.includes(name) && !labels.has(name))
      .map((name) => ({ path, says: `文本里的 {${name}} 没有来处` }))
  const shown = notice ? [notice.title, notice.text, notice.objection] : []
  const exposed = shown.flatMap(placeholders).filter((name) => name !== 'name' && labels.get(name)?.personal)
  return [
    ...results.flatMap((result, index) => unknown(['results', index, 'text'], result.text)),
    ...shown.flatMap((text) => unknown(['notice'], text)),
    ...exposed.map((name) => ({ path: ['notice'], says: `公示不能出现个人信息 {${name}}` })),
  ]
}
