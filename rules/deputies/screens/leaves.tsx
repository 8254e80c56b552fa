import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import { spell } from '#rules/deputies/screens/spell.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

export type Leave = {
  readonly id: string
  readonly staff: Name
  readonly state: string
  readonly stateLabel: string
  readonly from: string
  readonly until: string
  readonly returnedAt: string | null
  readonly away: boolean
  readonly kindLabel: string
  readonly reason: string | null
  readonly says: string | null
  readonly decidedBy: Name | null
  readonly decider: Name | null
  readonly mayDecide: boolean
  /** Posts for which somebody has to be named if it is granted (5.4). */
  readonly uncovered: readonly { readonly post: Name; readonly from: string; readonly until: string }[]
  readonly mayEnd: boolean
}

type Props = {
  leaves: readonly Leave[]
  busy: boolean
  onDecide: (leave: Leave) => void
  onEnd: (leave: Leave) => void
}

/** Leave asked for, decided and running (3.2.3); what this person may do with each is the server's word. */
export function Leaves({ leaves, busy, onDecide, onEnd }: Props) {
  if (leaves.length === 0) return <Empty says="没有请假和离岗记录。" />
  return (
    <table className="plain">
      <Heads of={['人员', '时间', '类别和事由', '情况', '办理']} />
      <tbody>
        {leaves.map((l) => (
          <tr key={l.id}>
            <th scope="row">
              {l.staff.name} {l.away ? <span className="chip chip-warn">现不在岗</span> : null}
            </th>
            <td>
              {spell(l.from, l.until)}
              {l.returnedAt ? <small> {moment(l.returnedAt)} 提前返岗</small> : null}
            </td>
            <td>
              {l.kindLabel}
              {l.reason ? <small> {l.reason}</small> : null}
            </td>
            <td>
              {l.stateLabel}
              {l.decider ? <small> 由{l.decider.name}审批</small> : null}
              {l.says ? <small> {l.says}</small> : null}
              {l.uncovered.length > 0 ? (
                <small className="chip chip-warn">
                  批准前须指定代办：{l.uncovered.map(({ post }) => post.name).join('、')}
                </small>
              ) : null}
            </td>
            <td>
              {l.mayDecide ? (
                <Button size="small" type="primary" disabled={busy} onClick={() => onDecide(l)}>
                  审批
                </Button>
              ) : null}
              {l.mayEnd ? (
                <Button size="small" disabled={busy} onClick={() => onEnd(l)}>
                  {l.away ? '返岗' : '取消'}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
