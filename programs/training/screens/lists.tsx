import type { ReactNode } from 'react'
import { Acts } from '#ui/acts.tsx'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { day } from '#ui/when.ts'
import type { SubsidyList } from './types.ts'

export const listActs: Readonly<Record<string, string>> = {
  check: '复核',
  approve: '批准',
  return: '退回',
}

type Props = {
  rows: readonly SubsidyList[]
  /** How a list is had as a book. */
  leaves: (list: SubsidyList) => ReactNode
  /** The way to a batch. */
  toBatch: (id: string, number: string) => ReactNode
  onAct: (list: SubsidyList, act: string) => void
}

/** The lists of subsidies of a class: how much, who made, looked through and approved them. */
export function SubsidyLists({ rows, leaves, toBatch, onAct }: Props) {
  if (rows.length === 0) return <Empty says="还没有造补贴名册；合格证制发以后可以造册。" />
  return (
    <table className="plain">
      <Heads of={['名册', '拨给', '人数和金额（元）', '造册', '复核', '批准', '状态', '办理']} />
      <tbody>
        {rows.map((list) => (
          <tr key={list.id}>
            <th scope="row">
              {list.number}
              <small className="block">
                <a href={`/api/training/subsidies/${list.id}/list.pdf`} target="_blank" rel="noreferrer">
                  打印
                </a>{' '}
                {leaves(list)}
              </small>
            </th>
            <td>{list.payee}</td>
            <td>
              {list.people}人×{list.standard.toFixed(2)}＝{list.total.toFixed(2)}
              <small className="block">{list.source}</small>
            </td>
            <Step of={list.made} />
            <Step of={list.checked} />
            <Step of={list.decided} />
            <td>
              {list.stateLabel}
              {(list.payments ?? []).map(({ says, batch, batchNumber }) => (
                <small key={`${says}${batch}`} className="block">
                  {says} {batch && batchNumber ? toBatch(batch, batchNumber) : batchNumber}
                </small>
              ))}
              {list.returned ? <small className="block">{list.returned}</small> : null}
            </td>
            <td>
              <Acts
                of={list.number}
                acts={list.offers.map((key) => ({ key, label: listActs[key] ?? key }))}
                onAct={(act) => onAct(list, act)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Step({ of }: { of: SubsidyList['made'] | null }) {
  return (
    <td>
      {of?.by?.name} <small className="block">{of?.at ? day(of.at.slice(0, 10)) : ''}</small>
    </td>
  )
}
