import { Heads } from '#ui/heads.tsx'
import { Lamp } from '#ui/lamp.tsx'
import { day } from '#ui/when.ts'
import type { Area, Standing, WholeRound } from './types.ts'

const units = { household: '户', enterprise: '家' } as const

/** How far a line is, said and shown: the bar is the done part of the quota. */
function Bar({ of }: { of: Standing }) {
  return (
    <span className="share">
      <progress
        max={Math.max(1, of.amount)}
        value={Math.min(of.done, of.amount)}
        aria-label={`完成${of.done}，名额${of.amount}`}
      />{' '}
      {of.done}／{of.amount}
    </span>
  )
}

function Sign({ of }: { of: Standing }) {
  return of.lamp === 'done' ? <span className="chip">已完成</span> : <Lamp lamp={of.lamp} late={of.lamp === 'red'} />
}

/** Every area's quota with who brings it, late ones first; what nobody was given and what waits for a second look beside it. */
export function ProgressTable({ round }: { round: WholeRound }) {
  const rank = { red: 0, yellow: 1, green: 2, done: 3 }
  const rows = round.progress.toSorted((a, b) => rank[a.lamp] - rank[b.lamp])
  return (
    <table className="plain">
      <Heads of={['社区', '完成', '指示', '未调查成', '分工', '复核']} />
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.area} ${row.kind}`}>
            <th scope="row">
              {row.areaName} <small>{row.kindLabel}</small>
            </th>
            <td>
              <Bar of={row} />
              {row.left > 0 ? (
                <small>
                  {' '}
                  还差{row.left}
                  {units[row.kind]}
                </small>
              ) : null}
            </td>
            <td>
              <Sign of={row} />
              {row.due ? <small> {day(row.due)}前</small> : null}
            </td>
            <td>{row.tried || ''}</td>
            <td>
              <People of={row} />
            </td>
            <td>
              {row.toCheck === 0 ? '' : `已复核${row.checked}／应复核${row.toCheck}`}
              {row.drawn > row.checked ? <small> 待复核{row.drawn - row.checked}</small> : null}
            </td>
          </tr>
        ))}
      </tbody>
      <Foot round={round} />
    </table>
  )
}

function People({ of }: { of: Area }) {
  return (
    <>
      {of.people.map((one) => (
        <div key={one.staff}>
          {one.name} {one.done}／{one.amount}{' '}
          {one.lamp === 'red' && one.left > 0 ? <span className="chip chip-warn">超期</span> : null}
        </div>
      ))}
      {of.unshared > 0 ? <span className="chip chip-warn">还有{of.unshared}没有分到人</span> : null}
    </>
  )
}

function Foot({ round: { totals } }: { round: WholeRound }) {
  return (
    <tfoot>
      {(['household', 'enterprise'] as const).map((kind) =>
        totals[kind].amount + totals[kind].done === 0 ? null : (
          <tr key={kind}>
            <th scope="row">合计 {kind === 'household' ? '住户' : '用人单位'}</th>
            <td>
              {totals[kind].done}／{totals[kind].amount}
            </td>
            <td>{totals[kind].left > 0 ? `还差${totals[kind].left}${units[kind]}` : '已完成'}</td>
            <td>{totals[kind].tried || ''}</td>
            <td />
            <td>
              已复核{totals[kind].checked}／应复核{totals[kind].toCheck}
            </td>
          </tr>
        ),
      )}
    </tfoot>
  )
}
