import type { ReactNode } from 'react'
import { Findings } from '#ui/findings.tsx'
import { choicesOf, fieldsOf, type Path, type Row, type Schema, widgetOf } from '#ui/form/schema.ts'
import { isIso, moment } from '#ui/when.ts'

type Names = Readonly<Record<string, string>>

type Props = {
  facts: Readonly<Record<string, unknown>>
  schema: Schema | undefined
  /** Names of the materials and conditions of the service; undefined until they have come. */
  rows: readonly Row[] | undefined
  /** Names behind the ids. */
  names?: Names | undefined
  /** What the steps write down, by the step. */
  written?: Readonly<Record<string, Schema>> | undefined
  /** Draws the button that reveals a masked number; nothing is revealed without a reason. */
  reveal: (field: string, shown: string) => ReactNode
}

/** What stands beside the form: results that the process keeps under its own names. */
const beside: Readonly<Record<string, string>> = {
  applicant: '申请人',
  name: '姓名',
  unit: '单位',
  phone: '联系电话',
  outcome: '结果',
  result: '结果',
  points: '复述的要点',
  instruction: '领导批示',
  leftSays: '留下的材料',
  sentTo: '转送',
  reported: '反馈的结果',
  statements: '当事人陈述',
  dismissal: '不予追究的理由',
  correction: '改正情况',
  appeal: '申诉理由',
}

/** The matter's own data in the words of the form that took them. What is empty, or only for the program, isn't shown. */
export function Facts({ facts, schema, rows, names = {}, written = {}, reveal }: Props) {
  const lines = linesOf(facts, schema, [], names)
  const known = new Set(lines.map((l) => String(l.path[0])))
  const more = Object.entries(beside).flatMap(([key, label]): Line[] => {
    const value = saidIn(facts[key])
    return (isMasked(value) || typeof value === 'string') && value !== '' && !known.has(key)
      ? [lineOf(value, { title: label }, [key], names)]
      : []
  })
  const all = [...more.filter((m) => !lines.some((l) => l.shown === m.shown)), ...lines]
  return (
    <>
      {all.length === 0 ? <p className="quiet">还没有登记内容。</p> : null}
      <Lines lines={all} reveal={reveal} />
      {recordsIn(facts).map((record, n) => (
        <section key={`${record.step} ${record.at}`}>
          <h3>
            {written[record.step]?.title ?? '办理记录'}
            {record.undone ? '（已退回重填）' : ''}
          </h3>
          <p className="quiet">{signedBy(record, names)}</p>
          <Lines lines={linesOf(record.form, written[record.step], ['steps', n, 'form'], names)} reveal={reveal} />
        </section>
      ))}
      <Findings review={facts.review ?? facts} rows={rows} />
    </>
  )
}

type Written = {
  readonly step: string
  readonly by: string
  readonly at: number
  readonly form: Readonly<Record<string, unknown>>
  readonly undone?: true
  readonly with?: { readonly by?: string; readonly opinion?: string }
}

/** What steps wrote down, in the order in which they were done. */
function recordsIn({ steps }: Props['facts']): readonly Written[] {
  return Array.isArray(steps) ? steps.filter((one: Partial<Written>): one is Written => one.form !== undefined) : []
}

function signedBy({ by, with: second }: Written, names: Names): string {
  const first = `填写：${names[by] ?? by}`
  if (!second) return first
  return second.by
    ? `${first}；第二人：${names[second.by] ?? second.by}，${second.opinion ?? ''}`
    : `${first}；待第二人签字`
}

function Lines({ lines, reveal }: { lines: readonly Line[]; reveal: Props['reveal'] }) {
  return (
    <dl className="facts">
      {lines.map((line) => (
        <div key={line.path.join('/')} data-long={line.shown.length > 24}>
          <dt>{line.label}</dt>
          <dd>
            {line.shown} {line.sealed ? reveal(line.sealed, line.shown) : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What somebody said is kept with its time and author; here its words are enough, as the trail has the rest. */
function saidIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(saidIn).filter(Boolean).join('；')
  if (typeof value !== 'object' || value === null || isMasked(value)) return value
  const { says, opinion } = value as Readonly<Record<string, unknown>>
  return says ?? opinion
}

type Line = { readonly path: Path; readonly label: string; readonly shown: string; readonly sealed: string | null }

/** Lines in the order of the form; what the schema doesn't name is left to other parts of the page. */
function linesOf(value: unknown, schema: Schema | undefined, path: Path, names: Names, row = ''): readonly Line[] {
  if (value === null || value === undefined || value === '' || !schema) return []
  if (Array.isArray(value) && value.length === 0) return []
  const widget = widgetOf(schema)
  if (widget === 'materials' || widget === 'conditions') return []
  if (Array.isArray(value) && value.some((v) => typeof v === 'object'))
    return value.flatMap((v, n) =>
      linesOf(v, { ...schema.items, title: `${schema.title ?? ''} ${n + 1}` }, [...path, n], names, rowSays(schema, n)),
    )
  if (typeof value === 'object' && !Array.isArray(value) && !isMasked(value)) {
    const held = value as Readonly<Record<string, unknown>>
    return fieldsOf(schema).flatMap(([key, s]) => linesOf(held[key], s, [...path, key], names, row))
  }
  if (schema.title === undefined) return []
  const line = lineOf(value, schema, path, names)
  return [{ ...line, label: `${row}${line.label}` }]
}

/** Which row a cell belongs to: several people have names. */
const rowSays = ({ title = '' }: Schema, n: number): string => `${title} ${n + 1} · `

function lineOf(value: unknown, schema: Schema, path: Path, names: Names): Line {
  const masked = isMasked(value) ? value : null
  const shown = masked ? masked.masked : shownAs(value, schema, names)
  return { path, label: schema.title ?? String(path.at(-1)), shown, sealed: masked?.field ?? null }
}

/** A personal number as the server shows it: stars, and the name by which it can be asked for. */
function isMasked(value: unknown): value is { readonly masked: string; readonly field: string } {
  return typeof value === 'object' && value !== null && 'masked' in value && 'field' in value
}

function shownAs(value: unknown, schema: Schema | undefined, names: Names): string {
  if (Array.isArray(value)) return value.map((v) => shownAs(v, schema?.items, names)).join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  const choice = choicesOf(schema ?? {}).find((c) => c.value === value)
  if (choice) return choice.label
  if (typeof value === 'string' && names[value]) return names[value]
  return typeof value === 'string' && isIso(value) ? moment(value) : String(value)
}
