import { Button } from 'antd'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'
import type { Round } from './types.ts'

const asText = { padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' } as const

/** The rounds of the office, of those above and of those below, the newest first. */
export function RoundList({ rows, onOpen }: { rows: readonly Round[]; onOpen: (round: Round) => void }) {
  return (
    <table className="plain">
      <Heads of={['轮次', '单位', '时间', '状态', '复核']} />
      <tbody>
        {rows.map((round) => (
          <tr key={round.id}>
            <th scope="row">
              <Button type="link" style={asText} onClick={() => onOpen(round)}>
                {round.title}
              </Button>
              <small> {round.basis}</small>
            </th>
            <td>{round.office.name}</td>
            <td>
              {day(round.from)}至{day(round.until)}
            </td>
            <td>
              {round.late ? <span className="chip chip-warn">已过截止日期</span> : round.stateLabel}
              {round.closedReason ? <small> {round.closedReason}</small> : null}
            </td>
            <td>
              {round.checkShare}%，{round.checker?.name}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
