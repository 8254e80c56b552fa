import { Button } from 'antd'
import { useState } from 'react'
import type { Name } from '#core/view.ts'
import { Heads } from '#ui/heads.tsx'
import { day, moment } from '#ui/when.ts'

type Seat = (Name & { readonly number: string }) | null
export type Scheme = {
  readonly versions: readonly {
    readonly from: string
    readonly until: string | null
    readonly rows: readonly { readonly post: Name; readonly duties: string; readonly A: Seat; readonly B: Seat }[]
  }[]
  readonly mayConfirm: boolean
  readonly dueBy: string | null
  readonly isDue: boolean
  readonly confirmations: readonly {
    readonly at: string
    readonly says: string
    readonly url: string | null
  }[]
}

type Props = { scheme: Scheme; busy: boolean; onConfirm: () => void; onChange: (post: Name, role: 'A' | 'B') => void }

/** The A/B scheme as it stands and as it stood, and the head's half-yearly word that it holds (5.5). */
export function SchemeTable({ scheme, busy, onConfirm, onChange }: Props) {
  const [at, setAt] = useState(0)
  const version = scheme.versions[at] ?? scheme.versions[0]
  const [last] = scheme.confirmations
  if (!version) return <p className="quiet">本单位还没有岗位。</p>
  return (
    <>
      <p className="bar">
        <label htmlFor="scheme-version">版本</label>
        <select id="scheme-version" value={at} onChange={(e) => setAt(Number(e.target.value))}>
          {scheme.versions.map(({ from, until }, i) => (
            <option key={from} value={i}>
              {day(from)} 起{until ? `，至 ${day(until)}` : '，现行'}
            </option>
          ))}
        </select>
        {scheme.mayConfirm ? (
          <Button disabled={busy} onClick={onConfirm}>
            复核无误，确认并出公示表
          </Button>
        ) : null}
        {scheme.isDue ? <span className="chip chip-warn">该复核了</span> : null}
        <a href="/api/office/scheme.pdf" target="_blank" rel="noreferrer">
          打印AB角配备表
        </a>
        {last?.url ? (
          <a href={last.url} target="_blank" rel="noreferrer">
            打印AB角公示表
          </a>
        ) : null}
        <span className="quiet">
          {last ? `${moment(last.at)} 确认过` : '还没有确认过'}
          {scheme.dueBy ? `，下次复核 ${day(scheme.dueBy)} 前` : ''}
        </span>
      </p>
      <table className="plain">
        <Heads of={['岗位', '岗位职责', 'A角', 'B角']} />
        <tbody>
          {version.rows.map((row) => (
            <tr key={row.post.id}>
              <th scope="row">{row.post.name}</th>
              <td>{row.duties || '—'}</td>
              {(['A', 'B'] as const).map((role) => (
                <td key={role}>
                  {row[role]?.name ?? <span className="chip chip-warn">空缺</span>}{' '}
                  {scheme.mayConfirm && at === 0 ? (
                    <Button size="small" type="text" onClick={() => onChange(row.post, role)}>
                      调整
                    </Button>
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
