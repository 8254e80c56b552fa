import { Button, Checkbox } from 'antd'
import type { Name } from '#core/view.ts'
import { Acts } from '#ui/acts.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { day } from '#ui/when.ts'

export type Badge = {
  readonly id: string
  readonly kind: 'badge' | 'plate'
  readonly kindLabel: string
  readonly number: string
  readonly page: string
  readonly staff: Name
  readonly post: string
  readonly photo: string | null
  readonly state: string
  readonly stateLabel: string
  readonly word: string
  readonly due: string | null
  readonly validUntil: string
  readonly reason: string | null
  readonly offers: readonly string[]
}

export type BadgePage = {
  readonly rows: readonly Badge[]
  readonly next: string | null
  readonly counts: { readonly living: number; readonly due: number }
  readonly missing: readonly { readonly staff: Name; readonly lacks: readonly string[] }[]
  readonly leads: boolean
  readonly suggested: { readonly validUntil: string }
  readonly forms: Readonly<Record<string, Schema>>
}

/** What can be done with a badge, in the words of the buttons. */
export const acts: Readonly<Record<string, string>> = {
  returned: '收回',
  lost: '挂失',
  revoked: '注销',
  reissue: '补发、换发',
  incident: '登记损坏、外借等',
}

type Props = {
  /** Who may not print has nothing to choose. */
  prints: boolean
  rows: readonly Badge[]
  chosen: ReadonlySet<string>
  onChoose: (id: string, on: boolean) => void
  onAct: (badge: Badge, act: string) => void
  onHistory: (badge: Badge) => void
}

/** The register: who holds which badge, whether it holds, and what can be done with it (9.0, 9.2). */
export function BadgeRegister({ prints, rows, chosen, onChoose, onAct, onHistory }: Props) {
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">选来印制</span>
          </th>
          <th scope="col">编号</th>
          <th scope="col">姓名和岗位</th>
          <th scope="col">状态</th>
          <th scope="col">有效期至</th>
          <th scope="col">办理</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((badge) => (
          <tr key={badge.id}>
            <td>
              <Checkbox
                aria-label={`选${badge.number}来印制`}
                disabled={!prints || badge.state !== 'living'}
                checked={chosen.has(badge.id)}
                onChange={(event) => onChoose(badge.id, event.target.checked)}
              />
            </td>
            <th scope="row">
              <a href={badge.page} target="_blank" rel="noreferrer" className="digits">
                {badge.number}
              </a>{' '}
              <small>{badge.kindLabel}</small>
            </th>
            <td>
              {badge.staff.name} <small>{badge.post}</small>
            </td>
            <td>
              <span className="chip">{badge.stateLabel}</span>{' '}
              {badge.due ? <span className="chip chip-warn">应收回：{badge.due}</span> : null}
              {badge.reason ? <small> {badge.reason}</small> : null}
            </td>
            <td>{day(badge.validUntil)}</td>
            <td>
              <Button size="small" onClick={() => onHistory(badge)}>
                经历
              </Button>
              <Acts
                of={badge.number}
                acts={badge.offers.map((key) => ({ key, label: acts[key] ?? key }))}
                onAct={(act) => onAct(badge, act)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Who has no badge or plate yet (9.0). */
export function Missing({ missing }: { missing: BadgePage['missing'] }) {
  if (missing.length === 0) return null
  return (
    <p className="alarm" role="note">
      还没有配齐：
      {missing.map(({ staff, lacks }) => `${staff.name}（缺${lacks.join('、')}）`).join('；')}
      <span className="clauses"> 依据 9.0</span>
    </p>
  )
}
