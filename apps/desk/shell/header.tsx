import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { Button } from 'antd'
import { unseen } from '#apps/desk/api/alarms.ts'
import { change, retrying } from '#apps/desk/api/call.ts'
import { today } from '#apps/desk/api/duty.ts'
import { leaveDesk } from '#apps/desk/api/gate.ts'
import { linked } from '#apps/desk/api/live.ts'
import { queries, session } from '#apps/desk/api/queries.ts'
import { useStore } from '#apps/desk/api/store.ts'
import type { Session } from '#apps/desk/api/types.ts'
import { forget } from '#apps/desk/bench/drafts.ts'
import { Presence } from '#apps/desk/pages/presence.tsx'
import { forgetVisits, unsent } from '#apps/desk/pages/survey/queue.ts'
import { largeType } from '#apps/desk/shell/habits.ts'
import { groups, isAt, placesFor } from '#apps/desk/shell/menu.ts'
import { Key } from '#ui/key.tsx'
import { MenuGroup } from '#ui/menu.tsx'

type Props = { me: Session; onContact: () => void; onHelp: () => void }

/** Where I am and who I am; the state of the line to the server stands here when it isn't well. */
export function Header({ me, onContact, onHelp }: Props) {
  const large = useStore(largeType)
  const idle = Boolean(me.administrator || me.mustChangePassword)
  const out = Boolean(useQuery({ ...today, enabled: !idle }).data?.mine?.away)
  return (
    <header className="top">
      <Link to="/" className="brand">
        首问
        <small>{me.office.name}</small>
      </Link>
      <nav aria-label="主导航">
        <Link to="/" activeOptions={{ exact: true }}>
          工作台
        </Link>
        {me.mustChangePassword ? null : <Groups me={me} />}
        {idle ? null : <Link to="/search">查找</Link>}
      </nav>
      <Line />
      {idle ? null : <Bell />}
      {idle ? null : <Presence />}
      {idle ? null : (
        <Button type="primary" onClick={onContact} aria-keyshortcuts="N Alt+N">
          首问登记 <Key>N</Key>
        </Button>
      )}
      <Button type="text" aria-pressed={large} onClick={() => largeType.set(!large)}>
        {large ? '标准字号' : '大字'}
      </Button>
      <Button type="text" onClick={onHelp} aria-keyshortcuts="?">
        按键
      </Button>
      <span className="me" title={out ? '离岗中' : posts(me)}>
        <b>{me.name}</b>
        <small>{out ? '离岗中' : posts(me)}</small>
      </span>
      <Button type="text" onClick={() => void signOut(me)}>
        退出
      </Button>
    </header>
  )
}

function Groups({ me }: { me: Session }) {
  const { pathname } = useLocation()
  const shown = Map.groupBy(placesFor(me), ({ group }) => group)
  return groups.map((group) => {
    const places = shown.get(group) ?? []
    const isHere = places.some((place) => isAt(place, pathname))
    return places.length === 0 ? null : (
      <MenuGroup key={group} label={group} active={isHere}>
        {places.map(({ to, params, label }) => (
          <li key={label}>
            <Link to={to} {...(params && { params })}>
              {label}
            </Link>
          </li>
        ))}
      </MenuGroup>
    )
  })
}

/** How many lateness alarms wait for me; nothing is drawn while there are none. */
function Bell() {
  const count = useQuery(unseen).data ?? 0
  return count === 0 ? null : (
    <Link to="/alarms" className="bell">
      超期提醒 <b>{count >= 100 ? '99+' : count}</b>
    </Link>
  )
}

function Line() {
  const well = useStore(linked)
  const again = useStore(retrying)
  return (
    <span className="line" role="status">
      {again > 0 ? `网络不稳，第 ${again} 次重发` : well ? '' : '已断线，正在重连'}
    </span>
  )
}

function posts(me: Session): string {
  const held = me.posts?.map((p) => (p.standsFor ? `${p.name}（代${p.standsFor}）` : p.name)) ?? []
  return held.join('、') || '未任岗位'
}

/** Leaves nothing of this person's matters in the browser. */
async function signOut({ staffId: staff }: Session): Promise<void> {
  const left = unsent(localStorage, staff)
  const sure = `这台设备上还有${left}份调查表没有发送，退出会删去它们。仍要退出吗？`
  if (left > 0 && !window.confirm(sure)) return
  await change('DELETE', '/api/session', {}).catch(() => null)
  forget()
  forgetVisits(localStorage, staff)
  leaveDesk()
  queries.setQueryData(session.queryKey, null)
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== session.queryKey[0] })
}
