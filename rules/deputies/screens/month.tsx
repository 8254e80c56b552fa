import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import { day as dayWords } from '#ui/when.ts'
import type { Mark } from './today.tsx'
import { markWords } from './today.tsx'

export type MonthRow = {
  readonly staff: Name
  readonly days: readonly {
    readonly day: string
    readonly in: Mark | null
    readonly out: Mark | null
    readonly note: string
  }[]
} & Readonly<
  Record<'due' | 'present' | 'late' | 'lateMinutes' | 'early' | 'leave' | 'absent' | 'corrected' | 'empty', number>
>

const columns = [
  ['due', '应出勤'],
  ['present', '实出勤'],
  ['late', '晚到（次）'],
  ['lateMinutes', '晚到（分）'],
  ['early', '早退（次）'],
  ['leave', '请假（天）'],
  ['absent', '缺勤（天）'],
  ['empty', '空岗（次）'],
  ['corrected', '更正（次）'],
] as const

/** A month of the office in figures; each person's days open below their row. */
export function Month({
  rows,
  open,
  onOpen,
}: {
  rows: readonly MonthRow[]
  open: string | null
  onOpen: (staff: string | null) => void
}) {
  if (rows.length === 0) return <Empty says="这个月没有考勤记录。" />
  const shown = rows.find(({ staff }) => staff.id === open)
  return (
    <>
      <table className="plain figures">
        <thead>
          <tr>
            <th scope="col">人员</th>
            {columns.map(([key, title]) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
            <th scope="col">
              <span className="unseen">逐日</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.staff.id}>
              <th scope="row">{row.staff.name}</th>
              {columns.map(([key]) => (
                <td key={key} className="digits">
                  {row[key] === 0 && key !== 'due' && key !== 'present' ? '—' : row[key]}
                </td>
              ))}
              <td>
                <Button
                  size="small"
                  type="text"
                  aria-expanded={open === row.staff.id}
                  onClick={() => onOpen(open === row.staff.id ? null : row.staff.id)}
                >
                  {open === row.staff.id ? '收起' : '逐日'}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown ? <Days row={shown} /> : null}
    </>
  )
}

function Days({ row }: { row: MonthRow }) {
  const days = row.days.filter(({ in: came, out, note }) => came || out || note)
  if (days.length === 0) return <Empty says={`${row.staff.name}这个月还没有签到。`} />
  return (
    <table className="plain days">
      <caption>{row.staff.name}逐日记录</caption>
      <Heads of={['日期', '签到', '签退', '情况']} />
      <tbody>
        {days.map((one) => (
          <tr key={one.day}>
            <th scope="row">{dayWords(one.day)}</th>
            <td>{markWords(one.in, 'in')}</td>
            <td>{markWords(one.out, 'out')}</td>
            <td>{one.note || '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
