import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { clauses } from '#apps/desk/api/queries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import type { Clause } from '#apps/desk/api/types.ts'
import { keptBy } from '#regulation/clause.ts'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/clauses')

/** What keeps a clause: the program itself, an inspection that looks whether it is kept, people alone, or nothing yet. */
const ways = { program: '由程序落实', check: '由检查落实', hand: '由人落实', none: '尚未落实' } as const
const marks = { program: '●', check: '◉', hand: '◐', none: '○' } as const
type Way = keyof typeof ways

function wayOf({ state, means }: Clause): Way {
  if (state !== 'kept') return state === 'by-hand' ? 'hand' : 'none'
  return means.every((one) => one === 'check') ? 'check' : 'program'
}

function says({ id, rule, words, by, reason }: Clause, sought: string): boolean {
  return [id, rule, words, ...by, reason ?? ''].some((text) => text.includes(sought))
}

/** Every clause of the regulation: its words, how it is kept, by what, and today's evidence. */
export function Clauses() {
  const all = useQuery(clauses)
  const [{ q, state }, want] = useSought(route.useSearch())
  const found = (all.data ?? []).filter((clause) => !q || says(clause, q))
  const shown = state ? found.filter((clause) => wayOf(clause) === state) : found
  const counted = Object.entries(ways).flatMap(([way, label]) => {
    const count = found.filter((clause) => wayOf(clause) === way).length
    return count > 0 || way === state ? [{ value: way, label: `${marks[way as Way]} ${label} ${count}` }] : []
  })
  return (
    <main id="main" className="page wide">
      <h1>规范条款</h1>
      <search className="filter-bar">
        <Segmented
          aria-label="按落实情况"
          value={state ?? ''}
          options={[{ value: '', label: `全部 ${found.length}` }, ...counted]}
          onChange={(picked) => want({ state: picked })}
        />
        <Words says="条款号、条款内容或落实办法中的字词" value={q} onFind={(words) => want({ q: words })} />
      </search>
      <Reading of={all} lines={12} none={shown.length === 0 && '没有符合条件的条款。'} />
      {[...Map.groupBy(shown, ({ rule }) => rule)].map(([rule, list]) => (
        <section key={rule}>
          <h2>{rule}</h2>
          <table className="clause-table">
            <thead className="unseen">
              <tr>
                <th scope="col">条款</th>
                <th scope="col">要求</th>
                <th scope="col">如何落实</th>
                <th scope="col">今日记录和依据</th>
              </tr>
            </thead>
            <tbody>
              {list.map((clause) => (
                <Line key={clause.id} clause={clause} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </main>
  )
}

function Line({ clause: c }: { clause: Clause }) {
  const way = wayOf(c)
  const means = c.means.length > 0 ? c.means.map((one) => keptBy[one]) : c.keptLabel
  return (
    <tr data-way={way} id={`clause-${c.id}`}>
      <th scope="row" className="digits">
        {c.id}
      </th>
      <td>
        {c.words}
        {c.reason ? <small className="quiet">{c.reason}</small> : null}
      </td>
      <td>
        <span className="clause-state">
          <span aria-hidden="true">{marks[way]}</span> {ways[way]}
        </span>
        <small>{way === 'check' ? '列入检查项目，按检查结果打分、整改' : means.join('、')}</small>
      </td>
      <td>
        {c.evidence.map((e) => (
          <p key={e.label}>
            {e.label} {e.href ? <a href={e.href}>{e.value}</a> : <b>{e.value}</b>}
          </p>
        ))}
        {c.evidence.length === 0 && way === 'program' ? <span className="quiet">今日尚无记录</span> : null}
        {c.by.length ? <small className="quiet">{c.by.join('、')}</small> : null}
      </td>
    </tr>
  )
}
