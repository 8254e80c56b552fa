import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import { Acts } from '#ui/acts.tsx'
import type { Schema } from '#ui/form/schema.ts'
import type { GapRow } from '#ui/gaps.tsx'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'

export type Item = {
  readonly id: string
  readonly kind: string
  readonly kindLabel: string
  readonly clause: string
  readonly name: string
  readonly place: string
  readonly required: number
  readonly quantity: number
  readonly note: string
  readonly keeper: Name | null
  readonly intervalDays: number
  readonly checkedOn: string | null
  readonly nextOn: string
  readonly lacks: number
  readonly overdueDays: number
  readonly mine: boolean
  readonly offers: readonly string[]
}

export type ItemPage = {
  readonly rows: readonly Item[]
  readonly gaps: readonly GapRow[]
  readonly leads: boolean
  readonly days: Readonly<Record<string, number>>
  readonly forms: Readonly<Record<string, Schema>>
}

export const itemActs: Readonly<Record<string, string>> = {
  check: '检查并写明情况',
  stock: '补货、发放',
  change: '调整',
  remove: '撤除',
}

type Props = {
  rows: readonly Item[]
  busy: boolean
  onOk: (item: Item) => void
  onAct: (item: Item, act: string) => void
  onHistory: (item: Item) => void
}

/** What is kept for those who come, the most urgent look first (10.4). */
export function ItemList({ rows, busy, onOk, onAct, onHistory }: Props) {
  return (
    <table className="plain">
      <Heads of={['用品', '位置', '现有／应有', '保管人', '检查', '办理']} />
      <tbody>
        {rows.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              {item.name} <small>{item.kindLabel === item.name ? '' : item.kindLabel}</small>
              {item.note ? <small> {item.note}</small> : null}
            </th>
            <td>{item.place}</td>
            <td>
              {item.quantity}／{item.required}{' '}
              {item.lacks > 0 ? <span className="chip chip-warn">少{item.lacks}</span> : null}
            </td>
            <td>{item.keeper?.name}</td>
            <td>
              {item.overdueDays > 0 ? (
                <span className="chip chip-warn">过期{item.overdueDays}天没有检查</span>
              ) : (
                <>{day(item.nextOn)}前</>
              )}
              <small>
                {' '}
                {item.intervalDays === 1 ? '每天一次' : `${item.intervalDays}天一次`}
                {item.checkedOn ? `，上次${day(item.checkedOn)}` : ''}
              </small>
            </td>
            <td>
              {item.offers.includes('check') ? (
                <Button size="small" disabled={busy} onClick={() => onOk(item)}>
                  数量没变，完好
                </Button>
              ) : null}
              <Acts
                of={item.name}
                acts={[
                  ...item.offers.map((key) => ({ key, label: itemActs[key] ?? key })),
                  { key: 'history', label: '经历' },
                ]}
                onAct={(act) => (act === 'history' ? onHistory(item) : onAct(item, act))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
