import { Button } from 'antd'
import type { Name } from '#core/view.ts'

export type Duty = {
  readonly staff: Name
  readonly as: string
  readonly label: string
  readonly standsFor: Name | null
  readonly alarm: { readonly clause: string; readonly says: string } | null
}
type Role = (Name & { readonly away: boolean }) | null
export type PostRow = {
  readonly id: string
  readonly name: string
  readonly A: Role
  readonly B: Role
  readonly onDuty: Duty
  /** Why the window of this post stays shut (5.5); null when it may open. */
  readonly shut: string | null
}
export type Gap = {
  readonly clause?: string
  readonly says: string
  readonly post: { readonly id: string; readonly name: string }
}

/** Who answers at each post now (5.0): A, B, whom the head named, or the head. */
export function Roster({ posts, onName }: { posts: readonly PostRow[]; onName: (post: PostRow) => void }) {
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">岗位</th>
          <th scope="col">现由谁办理</th>
          <th scope="col">A角</th>
          <th scope="col">B角</th>
          <th scope="col">
            <span className="unseen">办理</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {posts.map((p) => (
          <tr key={p.id}>
            <th scope="row">{p.name}</th>
            <td>
              <b>{p.onDuty.staff.name}</b> <span className="chip">{p.onDuty.label}</span>
              {p.onDuty.standsFor ? <small> 代{p.onDuty.standsFor.name}</small> : null}
              {p.shut ? <span className="chip chip-warn">{p.shut}</span> : null}
            </td>
            <td>
              <Seat role={p.A} />
            </td>
            <td>
              <Seat role={p.B} />
            </td>
            <td>
              {p.onDuty.alarm ? (
                <Button size="small" onClick={() => onName(p)}>
                  指定代办人员
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Seat({ role }: { role: Role }) {
  if (!role) return <span className="chip chip-warn">未配备</span>
  return (
    <>
      {role.name} {role.away ? <span className="chip chip-warn">不在岗</span> : null}
    </>
  )
}

/** What the head has to put right (5.4, 5.5). */
export function Gaps({ gaps }: { gaps: readonly Gap[] }) {
  return gaps.map((gap) => (
    <p key={`${gap.post.id}-${gap.says}`} className="alarm" role="note">
      <b>{gap.post.name}</b> {gap.says}
      {gap.clause ? <span className="clauses"> 依据 {gap.clause}</span> : null}
    </p>
  ))
}
