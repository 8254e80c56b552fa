import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { clauses } from '#apps/desk/api/queries.ts'
import type { Clause } from '#apps/desk/api/types.ts'
import { Reading } from '#ui/state.tsx'

const words = { kept: '已由程序落实', 'not-yet': '尚未实现', 'by-hand': '由人落实' } as const
const marks = { kept: '●', 'not-yet': '○', 'by-hand': '◐' } as const
/** Every clause of the regulation: its words, how it is kept, by what, and today's evidence. */
export function Clauses() {
  const all = useQuery(clauses)
  const [state, setState] = useState<Clause['state'] | null>(null)
  const rows = all.data ?? []
  const shown = state ? rows.filter((c) => c.state === state) : rows
  return (
    <main id="main" className="page">
      <h1>规范条款</h1>
      <fieldset aria-label="按落实情况" className="kinds">
        {(Object.keys(words) as Clause['state'][]).map((s) => (
          <button key={s} type="button" aria-pressed={state === s} onClick={() => setState(state === s ? null : s)}>
            {marks[s]} {words[s]} {rows.filter((c) => c.state === s).length}
          </button>
        ))}
      </fieldset>
      <Reading of={all} lines={12} none={shown.length === 0 && '没有这一类条款。'} />
      {[...Map.groupBy(shown, (c) => c.rule)].map(([rule, list]) => (
        <section key={rule}>
          <h2>{rule}</h2>
          <table className="clause-table">
            <tbody>
              {list.map((c) => (
                <Line key={c.id} clause={c} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </main>
  )
}

function Line({ clause: c }: { clause: Clause }) {
  return (
    <tr data-state={c.state} id={`clause-${c.id}`}>
      <th scope="row" className="digits">
        {c.id}
      </th>
      <td>
        {c.words}
        {c.reason ? <small>{c.reason}</small> : null}
      </td>
      <td>
        <span className="clause-state">
          <span aria-hidden="true">{marks[c.state]}</span> {words[c.state]}
        </span>
        <small>{c.keptLabel.join('、')}</small>
      </td>
      <td>
        {c.evidence.map((e) => (
          <p key={e.label}>
            {e.label} {e.href ? <a href={e.href}>{e.value}</a> : <b>{e.value}</b>}
          </p>
        ))}
        {c.evidence.length === 0 && c.state === 'kept' ? <span className="quiet">今日尚无记录</span> : null}
        {c.by.length ? <small className="quiet">{c.by.join('、')}</small> : null}
      </td>
    </tr>
  )
}
