import type { ReactNode } from 'react'
import type { Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { day } from '#ui/when.ts'

type Words = Readonly<Record<string, string>>

/** A register as the server describes it: its words, and how many stand in it. */
export type About = {
  readonly service: string
  readonly serviceName: string
  readonly title: string
  readonly categories: Words
  /** Its categories are covered: to pick entries out by one takes a reason. */
  readonly covered: boolean
  readonly exits: Words
  readonly ways: Words
  readonly results: Words
  readonly open: number
  readonly late: number
  readonly month: number
}

export type Entry = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly service: string
  readonly title: string
  readonly idNumber: string | null
  readonly phone: string | null
  readonly category: string | null
  readonly state: string
  readonly stateLabel: string
  readonly closed: boolean
  readonly late: boolean
  readonly registered: string
  readonly since: string
  readonly until: string | null
  readonly endedOn: string | null
  readonly reason: string | null
  readonly contacted: string
  readonly dueAt: string | null
  readonly office: { readonly id: string; readonly name: string }
  readonly holder: Name
  /** Among one person's: it stands under their own citizen number. */
  readonly own?: boolean
}

/** How many stand in each register, and how many dates have gone by; a figure leads to its list. */
export function Sums({
  rows,
  pick,
}: {
  rows: readonly About[]
  pick: (about: About, due: 'late' | null, says: string) => ReactNode
}) {
  return (
    <table className="plain">
      <caption className="unseen">各台账在册人数</caption>
      <Heads of={['台账', '在册', '已到期', '一个月内到期']} />
      <tbody>
        {rows.map((one) => (
          <tr key={one.service}>
            <th scope="row">{pick(one, null, one.title)}</th>
            <td>{one.open}</td>
            <td>{one.late > 0 ? pick(one, 'late', String(one.late)) : 0}</td>
            <td>{one.month}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Props = {
  rows: readonly Entry[]
  about: readonly About[]
  /** The office of who looks: only others are named. */
  own: string | undefined
  open: (row: Entry) => ReactNode
}

/** 在册台账: one line a person or household, by their next date. */
export function EntryTable({ rows, about, own, open }: Props) {
  const words = new Map(about.map((one) => [one.service, one]))
  return (
    <div className="register-box">
      <table className="plain register" aria-label="在册台账">
        <Heads of={['姓名', '台账', '起止', '最近联系', '下次到期', '承办人', '情况']} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {open(row)}
                <small>{row.idNumber}</small>
                {row.office.id === own ? null : <small>{row.office.name}</small>}
              </th>
              <td>
                {row.title}
                {row.category ? (
                  <small>{words.get(row.service)?.categories[row.category] ?? row.category}</small>
                ) : null}
              </td>
              <td>
                {day(row.since)}起{row.until ? <small>至{day(row.until)}</small> : null}
              </td>
              <td>{day(row.contacted)}</td>
              <td>{row.dueAt && !row.closed ? day(row.dueAt) : <span className="quiet">—</span>}</td>
              <td>{row.holder.name}</td>
              <td>
                <span className={`state-tag ${row.closed ? 'closed' : ''}`}>{row.stateLabel}</span>
                {row.late ? <small className="late-word">▲ 超期</small> : null}
                {row.closed && row.endedOn ? (
                  <small>
                    {day(row.endedOn)}，{words.get(row.service)?.exits[row.reason ?? ''] ?? ''}
                  </small>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What one person stands in now, and stood in before. */
export function Standing({
  rows,
  name,
  open,
}: {
  rows: readonly Entry[]
  /** As the person is called now: another name under the same number is said. */
  name?: string | undefined
  open: (row: Entry) => ReactNode
}) {
  return (
    <ul className="earlier">
      {rows.map((row) => (
        <li key={row.id}>
          <p>{open(row)}</p>
          {row.own === false ? <p className="quiet">{row.name}：不是同一证件号码，电话相同或同住一户</p> : null}
          {isOtherName(row, name) ? <p className="late-word">同一证件号码在册姓名为{row.name}，请核对</p> : null}
          <p className="quiet">
            {day(row.since)}起{row.until ? `至${day(row.until)}` : ''}，{row.stateLabel}
            {row.endedOn ? `（${day(row.endedOn)}）` : ''}
            {row.late ? '，有超期' : ''}；{row.office.name}
            {row.holder.name}
          </p>
        </li>
      ))}
    </ul>
  )
}

const isOtherName = ({ own, closed, name: known }: Entry, name = ''): boolean =>
  own === true && !closed && name.trim() !== '' && known !== name.trim()
