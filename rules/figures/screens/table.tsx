import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { spoken } from '#core/day.ts'
import {
  type Counted,
  type Figures,
  type Line,
  placeMeasures,
  type ShareMeasure,
  shareMeasures,
  sides,
  type Topic,
  windowMeasures,
} from '#rules/figures/contract.ts'
import { said } from '#rules/figures/policy.ts'
import { day as daySaid } from '#ui/when.ts'

const measures = { ...windowMeasures, ...placeMeasures }
type Column = { readonly label: string; readonly unit: string; readonly says: string; readonly clause: string }

/** A month or a day as it is spoken; other lines have names. */
export function lineName(by: Figures['by'], { key, name }: Line): string {
  if (by === 'month') return `${key.slice(0, 4)}年${Number(key.slice(5, 7))}月`
  return by === 'day' ? daySaid(key) : name
}

type Props = {
  figures: Figures
  topic: Topic
  caption: string
  /** What a line leads to; null where there is nothing behind it. */
  open: (line: Line, name: string) => ReactNode
}

/** The figures of a topic line by line, with all together and the stretch before at its foot. */
export function TopicTable({ figures, topic, caption, open }: Props) {
  const { by, rows, total, before } = figures
  const foot = [
    [total, '合计'],
    [before, `上期（${spoken(before.from)}至${spoken(before.until)}）`],
  ] as const
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="register-scroll" aria-label={caption} tabIndex={0}>
      <table className="plain digits figure-table">
        <caption className="on-paper">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{sides[by]}</th>
            {topic.counts.map((key) => (
              <Head key={key} of={measures[key]} />
            ))}
            {topic.shares.map((key) => (
              <Head key={`share ${key}`} of={shareMeasures[key]} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={line.key}>
              <th scope="row">{open(line, lineName(by, line))}</th>
              <Cells topic={topic} line={line} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          {foot.map(([line, name]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <Cells topic={topic} line={line} />
            </tr>
          ))}
        </tfoot>
      </table>
    </section>
  )
}

function Head({ of: { label, unit, says, clause } }: { of: Column }) {
  return (
    <th scope="col">
      <Tooltip title={`${says}（${clause}）`} trigger={['hover', 'focus']}>
        <button type="button" className="figure-term">
          {label}
        </button>
      </Tooltip>
      <small>{unit}</small>
    </th>
  )
}

function Cells({ topic, line }: { topic: Topic; line: Line }) {
  return (
    <>
      {topic.counts.map((key: Counted) => (
        <td key={key}>{said(line.sums[key])}</td>
      ))}
      {topic.shares.map((key: ShareMeasure) => (
        <td key={`share ${key}`}>{said(line.shares[key])}</td>
      ))}
    </>
  )
}

/** What each figure of the topic means, to be unfolded (6.6). */
export function Meanings({ topic }: { topic: Topic }) {
  const all: readonly Column[] = [
    ...topic.counts.map((key) => measures[key]),
    ...topic.shares.map((key) => shareMeasures[key]),
  ]
  return (
    <details className="figure-meanings">
      <summary>每个数是什么意思</summary>
      <dl>
        {all.map(({ label, unit, says, clause }) => (
          <div key={`${label} ${unit}`}>
            <dt>
              {label}（{unit}）
            </dt>
            <dd>
              {says} <span className="clauses">依据 {clause}</span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
