import type { ReactNode } from 'react'
import type { Problem } from '#core/refusal.ts'
import type { Values } from '#ui/form/form.tsx'
import type { Row, Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { day, moment } from '#ui/when.ts'

export type SittingForm = {
  readonly shared: { readonly title: string; readonly schema: Schema }
  readonly services: readonly { readonly code: string; readonly title: string; readonly schema: Schema }[]
}
export type SittingLine = {
  readonly id: string
  readonly applicant: string
  readonly at: string
  readonly services: readonly string[]
  readonly open: number
  readonly all: number
}
type Sheet = { readonly id: string; readonly title: string; readonly number: string; readonly url: string }
export type SittingCase = {
  readonly id: string
  readonly number: string
  readonly version: number
  readonly service: string
  readonly serviceName: string
  readonly stateLabel: string
  readonly closed: boolean
  readonly promised: { readonly at: string; readonly minutes: boolean; readonly late: boolean } | null
  readonly visitorCode: string | null
  readonly reviewing: boolean
  readonly reviewed: boolean
  readonly next: 'notify' | 'accept' | 'finish' | null
  readonly materials: readonly Row[]
  readonly conditions: readonly Row[]
  readonly sheets: readonly Sheet[]
}
export type SittingView = {
  readonly id: string
  readonly applicant: string
  readonly at: string
  readonly receipt: { readonly id: string; readonly number: string; readonly url: string } | null
  readonly cases: readonly SittingCase[]
  readonly papers: readonly (Row & { readonly services: readonly string[] })[]
}

/** One form for all: what the services share first, then each one's own (6.4). */
export function openingSchema({ shared, services }: SittingForm): Schema {
  const own = services.map(({ code, title, schema }) => [code, { ...schema, title, 'x-widget': 'form' }] as const)
  return {
    type: 'object',
    required: ['shared', ...own.map(([code]) => code)],
    properties: { shared: { ...shared.schema, title: shared.title, 'x-widget': 'form' }, ...Object.fromEntries(own) },
    'x-order': ['shared', ...own.map(([code]) => code)],
  } as Schema
}

/** The same values as the server asks for them. */
export function openingOf(values: Values, { services }: SittingForm, contact: string | undefined) {
  return {
    shared: values['shared'] ?? {},
    services: services.map(({ code }) => ({ service: code, form: values[code] ?? {} })),
    ...(contact ? { contact } : {}),
  }
}

/** Where the server found something wrong, on the common form. */
export function openingProblems(problems: readonly Problem[], { services }: SittingForm): readonly Problem[] {
  return problems.map(({ at, says }) => {
    const [, n, rest] = /^\/services\/(\d+)\/form(\/.*)$/.exec(at) ?? []
    return n === undefined ? { at, says } : { at: `/${services[Number(n)]?.code ?? ''}${rest}`, says }
  })
}

const answers = (results: readonly string[]) => ({
  type: 'array',
  items: {
    type: 'object',
    properties: { id: { type: 'string' }, result: { enum: results }, reason: { type: 'string' } },
  },
})
const materials = answers(['ok', 'missing', 'wrong', 'waived'])
const conditions = answers(['yes', 'no', 'unknown'])

/** One review for all: the shared papers once, then what each service asks alone (8.2). */
export function reviewSchema({ cases, papers }: SittingView): Schema {
  const parts: [string, object][] = []
  if (papers.length > 0) {
    const rows = papers.map((paper) => ({ ...paper, hint: `${paper.hint ?? ''}（用于${paper.services.join('、')}）` }))
    parts.push(['papers', { ...materials, title: '共用材料（只看一次）', 'x-widget': 'materials', 'x-rows': rows }])
  }
  for (const one of cases.filter(({ reviewing }) => reviewing)) {
    if (one.materials.length > 0)
      parts.push([
        `m-${one.id}`,
        { ...materials, title: `${one.serviceName}：材料`, 'x-widget': 'materials', 'x-rows': one.materials },
      ])
    if (one.conditions.length > 0)
      parts.push([
        `c-${one.id}`,
        { ...conditions, title: `${one.serviceName}：条件`, 'x-widget': 'conditions', 'x-rows': one.conditions },
      ])
  }
  return { type: 'object', properties: Object.fromEntries(parts), required: [] } as Schema
}

type Answer = { readonly id: string; readonly result: string; readonly reason?: string }

/** The answers as the server asks for them. */
export function reviewOf(values: Values, { cases }: SittingView) {
  const list = (key: string) => (values[key] as readonly Answer[] | undefined) ?? []
  return {
    papers: list('papers').map(({ id, ...judged }) => ({ paper: id, ...judged })),
    cases: cases
      .filter(({ reviewing }) => reviewing)
      .map(({ id, version }) => ({ id, version, materials: list(`m-${id}`), conditions: list(`c-${id}`) })),
  }
}

const nexts = { notify: '一次性告知补正', accept: '受理', finish: '当场办结' } as const

/** How far each case of the sitting is, with its date, its code and its papers (10.1.2). */
export function SittingCases({
  cases,
  open,
}: {
  cases: readonly SittingCase[]
  open: (one: SittingCase) => ReactNode
}) {
  return (
    <table className="plain">
      <Heads of={['事项', '办理情况', '办结期限', '查询码', '文书']} />
      <tbody>
        {cases.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {open(one)}
              <small>{one.number}</small>
            </th>
            <td>
              {one.stateLabel}
              {one.reviewing ? (
                <small>{one.next ? `审查完成，下一步：${nexts[one.next]}` : one.reviewed ? '' : '还没有审查'}</small>
              ) : null}
            </td>
            <td>
              {one.promised ? (one.promised.minutes ? moment(one.promised.at) : day(one.promised.at)) : '受理后确定'}
              {one.promised?.late ? <small>已超期</small> : null}
            </td>
            <td className="digits">{one.visitorCode ?? '—'}</td>
            <td>
              {one.sheets.map((sheet) => (
                <a key={sheet.id} href={sheet.url} target="_blank" rel="noreferrer" className="block">
                  {sheet.title}
                </a>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
