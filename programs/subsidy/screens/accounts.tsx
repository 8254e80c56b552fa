import { Button } from 'antd'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'

export type AccountItem = {
  readonly id: string
  readonly name: string
  readonly bank: string
  readonly account: string
  readonly creditCode: string
  readonly state: string
  readonly stateLabel: string
  readonly note: string
  readonly since: string
  readonly office: string
  readonly offers: readonly string[]
}

export type AccountPage = {
  readonly rows: readonly AccountItem[]
  readonly next: string | null
  readonly forms: Readonly<Record<'close' | 'confirm', Schema>>
}

/** What can be done with an account, in the words of the buttons. */
export const accountActs = { close: '停用', confirm: '核实仍可使用' } as const

type Props = { rows: readonly AccountItem[]; onAct: (item: AccountItem, act: keyof typeof accountActs) => void }

/** To which accounts institutions and banks are paid: as told, closed, or in doubt since a payment came back. */
export function Accounts({ rows, onAct }: Props) {
  return (
    <table className="plain">
      <Heads of={['单位', '开户银行', '账号', '情况', '依据或原因', '办理']} />
      <tbody>
        {rows.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              {item.name}
              <small className="digits">{item.creditCode}</small>
            </th>
            <td>{item.bank}</td>
            <td className="digits">{item.account}</td>
            <td>
              <span className={`chip ${item.state === 'returned' ? 'chip-warn' : ''}`}>{item.stateLabel}</span>
              <small>{day(item.since)}起</small>
              <small>{item.office}</small>
            </td>
            <td>{item.note}</td>
            <td>
              <div style={acts}>
                {(['confirm', 'close'] as const)
                  .filter((act) => item.offers.includes(act))
                  .map((act) => (
                    <Button
                      key={act}
                      size="small"
                      style={inActs}
                      type={act === 'confirm' ? 'primary' : 'default'}
                      onClick={() => onAct(item, act)}
                      aria-label={`${accountActs[act]}：${item.name}`}
                    >
                      {accountActs[act]}
                    </Button>
                  ))}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Side by side, or one below the other at the same edge. */
const acts = { display: 'flex', flexWrap: 'wrap', gap: 6 } as const
const inActs = { marginInlineStart: 0 } as const
