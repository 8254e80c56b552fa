import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { linesBehind } from '#apps/desk/api/oversight.ts'
import { Draft } from '#apps/desk/pages/oversight/draft.tsx'
import { type GaugeKey, listBehind, type Phase, phases, type Rolled, wanting } from '#rules/commitments/gaps.ts'
import { PhaseTable } from '#rules/commitments/screens/oversight.tsx'

type Props = {
  row: Rolled
  rows: readonly Rolled[]
  own: string
  tree: (shown: { rows: readonly Rolled[]; phase: undefined; sort: null; want: () => void }) => ReactNode
}

const nothing = {}

/** One office in full: what it lacks before, what goes on, what came after; then the offices below it (6.6). */
export function OverseenOffice({ row, rows, own, tree }: Props) {
  const lines = useQuery(linesBehind(row.id))
  const above = lineAbove(row, rows)
  const below = rows.filter((one) => one.id !== row.id && lineAbove(one, rows).includes(row))
  const first = rows[0]?.depth ?? 0
  return (
    <>
      <nav className="above-offices no-print" aria-label="上级单位">
        <Link to="/oversight" search={{}}>
          全部单位
        </Link>
        {above.map(({ id, name }) => (
          <span key={id}>
            {'› '}
            <Link to="/oversight" search={{ office: id }}>
              {name}
            </Link>
          </span>
        ))}
        <span aria-current="page">› {row.name}</span>
      </nav>
      <div className="bar no-print">
        {row.id === own ? null : <Draft office={{ id: row.id, name: row.name }} says="起草监督通知书" />}
        <Button onClick={() => window.print()}>打印</Button>
      </div>
      {(Object.keys(phases) as Phase[]).map((phase) => (
        <section key={phase} aria-label={phases[phase]}>
          <h2>
            {phases[phase]} <small className="quiet">要办{wanting(row.own, phase)}项</small>
          </h2>
          <PhaseTable
            row={row}
            phase={phase}
            lines={lines.data ?? nothing}
            list={(key: GaugeKey) => (
              <Link className="no-print" {...(listBehind(key, row.id) as LinkProps)}>
                打开清单
              </Link>
            )}
            matter={(id, says) => (
              <Link to="/matters/$id" params={{ id }}>
                {says}
              </Link>
            )}
          />
        </section>
      ))}
      {below.length > 0 ? (
        <section aria-label="下级单位">
          <h2>下级单位</h2>
          {tree({
            rows: below.map((one) => ({ ...one, depth: one.depth - first - 1 })),
            phase: undefined,
            sort: null,
            want: () => {},
          })}
        </section>
      ) : null}
    </>
  )
}

/** The offices above one, the highest first, as far as they are seen. */
function lineAbove(row: Rolled, rows: readonly Rolled[]): readonly Rolled[] {
  const above = rows.find(({ id }) => id === row.above)
  return above ? [...lineAbove(above, rows), above] : []
}
