import type { Service } from '#core/service/format.ts'
import { isSealedType } from '#core/service/schema.ts'
import type { Fault } from '#core/service/shape.ts'

/** Records are of somebody: without a citizen number nobody is found; `each` judges the rows that there are. */
export function recordFaults({ code, form, records = [], conditions, enrolment }: Service): Fault[] {
  const numbered = form.some(({ type, columns = [] }) => [{ type }, ...columns].some((one) => one.type === 'idNumber'))
  const own = records.flatMap(({ service, cases, alike }, n) => {
    const isOwn = service === code && !enrolment && !alike
    const says = isOwn
      ? '不能查本事项自己的记录'
      : numbered
        ? unlike(form, cases, alike)
        : '申请表没有公民身份号码，查不到记录'
    return says === null ? [] : [{ path: ['records', n], says }]
  })
  const rows = conditions.flatMap(({ each, label }, n) =>
    each === undefined || form.some(({ name, columns }) => name === each && columns)
      ? []
      : [{ path: ['conditions', n, 'each'], says: `${label}：没有可以逐行判断的 ${each}` }],
  )
  return [...own, ...rows]
}

/** Closed cases are told apart by answers that anybody may read: what is sealed or covered leaves its matter for no comparison. */
function unlike(form: Service['form'], cases = false, alike: readonly string[] = []): string | null {
  if (alike.length > 0 && !cases) return '只有查已办结的办件（cases）才能写 alike'
  const plain = form.filter(({ type, sensitive }) => !isSealedType(type) && type !== 'rows' && !sensitive)
  const stranger = alike.find((one) => !plain.some(({ name }) => name === one))
  return stranger === undefined ? null : `alike 里的 ${stranger} 应为申请表里不加密、不遮盖的一项`
}
