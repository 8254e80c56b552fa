import type { ReactNode } from 'react'
import type { Lamp as Colour } from '#core/view.ts'
import {
  type GaugeKey,
  gaugeOf,
  gaugesIn,
  lampOf,
  type Numbers,
  type Phase,
  phases,
  type Rolled,
  wanting,
} from '#rules/commitments/gaps.ts'
import { Lamp, LampShape } from '#ui/lamp.tsx'

/** What stands in a column of the tree: a gauge, or all of a phase that want something done. */
export type Column = {
  readonly key: GaugeKey | Phase
  readonly label: string
  readonly says: string
  readonly numberIn: (numbers: Numbers) => number
  readonly lampIn: (numbers: Numbers) => Colour
}

const gaugeColumn = (key: GaugeKey): Column => {
  const { short, label, says } = gaugeOf(key)
  return {
    ...{ key, label: short, says: `${label}：${says}` },
    numberIn: (numbers) => numbers[key] ?? 0,
    lampIn: (numbers) => lampOf(numbers, [key]),
  }
}
const phaseColumn = (key: Phase, label: string): Column => ({
  ...{ key, label, says: `${phases[key]}要办的合计` },
  numberIn: (numbers) => wanting(numbers, key),
  lampIn: (numbers) => lampOf(numbers, gaugesIn(key)),
})

/** The columns of a view: one phase by its gauges, or the three at a glance. */
export function columnsOf(phase: Phase | null): readonly Column[] {
  if (phase !== null) return gaugesIn(phase).map(gaugeColumn)
  return [
    phaseColumn('before', '事前缺口'),
    ...(['open', 'soon', 'late', 'unexplained'] as const).map(gaugeColumn),
    phaseColumn('after', '事后待办'),
    gaugeColumn('warnings'),
  ]
}

type TreeProps = {
  rows: readonly Rolled[]
  columns: readonly Column[]
  /** By which column it is sorted; null: as the tree stands. */
  sort: string | null
  onSort: (key: string | undefined) => void
  name: (row: Rolled) => ReactNode
  number: (row: Rolled, column: Column, says: ReactNode) => ReactNode
}

/** 监督总览: each office with its lamp and its numbers, those below added in (6.6). */
export function OversightTree({ rows, columns, sort, onSort, name, number }: TreeProps) {
  const lamps: Readonly<Record<Colour, number>> = { red: 0, yellow: 1, green: 2 }
  const by = columns.find(({ key }) => key === sort)
  const sorted = by
    ? rows.toSorted((a, b) => by.numberIn(b.sum) - by.numberIn(a.sum))
    : sort === 'lamp'
      ? rows.toSorted((a, b) => lamps[lampOf(a.sum)] - lamps[lampOf(b.sum)])
      : rows
  return (
    <div className="oversight-frame">
      <table className="plain oversight" aria-label="监督总览">
        <thead>
          <tr>
            <Sorted label="单位" says="按上下级排列" here={!by && sort !== 'lamp'} onPick={() => onSort(undefined)} />
            <Sorted label="灯" says="按红、黄、绿排列" here={sort === 'lamp'} onPick={() => onSort('lamp')} />
            {columns.map(({ key, label, says }) => (
              <Sorted key={key} label={label} says={says} here={sort === key} onPick={() => onSort(key)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.id}>
              <th scope="row" style={{ paddingInlineStart: `${(sort === null ? row.depth : 0) * 1.4 + 0.7}rem` }}>
                {name(row)}
              </th>
              <td>
                <Lamp lamp={lampOf(row.sum)} bare />
              </td>
              {columns.map((column) => (
                <td key={column.key} className="count">
                  <Count row={row} column={column} number={number} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Count({ row, column, number }: { row: Rolled; column: Column; number: TreeProps['number'] }) {
  const count = column.numberIn(row.sum)
  if (count === 0) return <span className="quiet">0</span>
  const lamp = column.lampIn(row.sum)
  return number(
    row,
    column,
    <>
      {lamp === 'green' ? null : <LampShape lamp={lamp} />}
      {count}
    </>,
  )
}

type SortedProps = { label: string; says: string; here: boolean; onPick: () => void }

function Sorted({ label, says, here, onPick }: SortedProps) {
  return (
    <th scope="col" aria-sort={here ? (label === '单位' ? 'other' : 'descending') : 'none'} title={says}>
      <button type="button" className="as-link" onClick={onPick}>
        {label}
        {here && label !== '单位' ? <span aria-hidden="true"> ↓</span> : null}
      </button>
    </th>
  )
}

export type BehindLine = { readonly says: string; readonly matter?: string }
type PhaseProps = {
  row: Rolled
  phase: Phase
  lines: Readonly<Partial<Record<GaugeKey, readonly BehindLine[]>>>
  list: (key: GaugeKey) => ReactNode
  matter: (id: string, says: string) => ReactNode
}

/** One phase of one office: each gauge with its number, those below beside it, and what is behind it. */
export function PhaseTable({ row, phase, lines, list, matter }: PhaseProps) {
  return (
    <table className="plain oversight-phase" aria-label={phases[phase]}>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">本单位</th>
          {row.leaf ? null : <th scope="col">含下级</th>}
          <th scope="col">情况</th>
        </tr>
      </thead>
      <tbody>
        {gaugesIn(phase).map((key) => {
          const { label, clause, says } = gaugeOf(key)
          const own = row.own[key] ?? 0
          const lamp = lampOf(row.own, [key])
          return (
            <tr key={key}>
              <th scope="row">
                {label}
                <small>依据 {clause}</small>
              </th>
              <td className="count">
                {lamp === 'green' ? null : (
                  <span className={`lamp lamp-${lamp}`}>
                    <LampShape lamp={lamp} />
                  </span>
                )}{' '}
                {own}
              </td>
              {row.leaf ? null : <td className="count">{row.sum[key] ?? 0}</td>}
              <td>
                <Behind lines={lines[key] ?? []} says={says} matter={matter} />
                {own > 0 ? list(key) : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const few = 5

type BehindProps = { lines: readonly BehindLine[]; says: string; matter: PhaseProps['matter'] }

function Behind({ lines, says, matter }: BehindProps) {
  if (lines.length === 0) return <span className="quiet">{says} </span>
  const line = (one: BehindLine, nth: number) => (
    <li key={`${nth} ${one.says}`}>{one.matter ? matter(one.matter, one.says) : one.says}</li>
  )
  return (
    <>
      <ul className="behind">{lines.slice(0, few).map(line)}</ul>
      {lines.length > few ? (
        <details>
          <summary>其余{lines.length - few}条</summary>
          <ul className="behind">{lines.slice(few).map(line)}</ul>
        </details>
      ) : null}
    </>
  )
}
