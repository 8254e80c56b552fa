import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Modal, Tooltip } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { comeBack, daily, settleDay, today } from '#apps/desk/api/duty.ts'
import { settleOffice } from '#apps/desk/api/office.ts'
import { session } from '#apps/desk/api/queries.ts'
import { Attendance } from '#apps/desk/pages/attendance.tsx'
import { HandBack } from '#apps/desk/pages/handback.tsx'
import { Leavings } from '#apps/desk/pages/leavings.tsx'
import { Marks } from '#apps/desk/pages/marks.tsx'
import { usePresence } from '#apps/desk/pages/presence.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { DailyBrief } from '#rules/deputies/screens/daily.tsx'
import { Board, MyDay, type Person, type Step, type Today } from '#rules/deputies/screens/today.tsx'
import { Reading } from '#ui/state.tsx'

/** My day, who of the office is there, what B has to know, and the month (3.2.3, 4.2.1, 4.2.3, 5.1.a). */
export function DutyPage() {
  const seen = useQuery(today)
  const me = useQuery(session)
  const [shown, setShown] = useState<Person | null>(null)
  return (
    <main id="main" className="page">
      <h1>值岗</h1>
      <Reading of={seen} />
      {seen.data ? (
        <>
          <Mine today={seen.data} />
          <MyDay today={seen.data} />
          <HandBack waiting />
          <Here today={seen.data} me={me.data?.staffId ?? ''} onOpen={setShown} />
        </>
      ) : null}
      <Brief />
      <Attendance />
      <Leavings />
      {shown ? <Marks person={shown.staff} onClose={() => setShown(null)} /> : null}
    </main>
  )
}

const steps: Readonly<Record<Step, string>> = { in: '签到', back: '返岗', leave: '离岗报备', out: '签退' }

/** One main button: what is to do now; beside it what else there is, and why not yet. Going home before closing is asked about first. */
function Mine({ today: { mine, next, doors, now } }: { today: Today }) {
  const { does, busy } = usePresence()
  if (!mine || !doors || !next) return null
  const early = Boolean(mine.due && now < mine.due.leave)
  const home = () =>
    early
      ? Modal.confirm({
          title: '还没有到下班时间',
          content: `下班时间是 ${mine.due?.leave}，现在签退会记为早退。短时离开请用“离岗报备”。`,
          okText: '仍要签退',
          cancelText: '先不签退',
          onOk: does.out,
        })
      : does.out()
  const shown: readonly Step[] = mine.away ? ['back'] : mine.in ? ['leave', 'out'] : ['in']
  return (
    <>
      <div className="bar moves">
        {shown.map((step) => (
          <Tooltip key={step} title={doors[step]?.says} trigger={['hover', 'focus']}>
            <Button
              type={next.does === step ? 'primary' : 'default'}
              aria-disabled={doors[step] !== null}
              aria-describedby={`why-${step}`}
              disabled={busy}
              className={doors[step] ? 'move-closed' : ''}
              onClick={doors[step] ? () => tell(doors[step]?.says ?? '') : step === 'out' ? home : does[step]}
            >
              {steps[step]}
              <span id={`why-${step}`} className="unseen">
                {doors[step]?.says}
              </span>
            </Button>
          </Tooltip>
        ))}
      </div>
      {next.does === null ? <p className="quiet">{next.says}</p> : null}
    </>
  )
}

type HereProps = { today: Today; me: string; onOpen: (person: Person) => void }

function Here({ today: seen, me, onOpen }: HereProps) {
  const onError = (error: Error) => tell(error.message)
  const record = useMutation({
    mutationFn: (person: Person) => change('POST', '/api/office/attendance/absences', { staff: person.staff.id }),
    onSuccess: (_, person) => settleOffice(`已登记${person.staff.name}缺岗，B角即时代行`),
    onError,
  })
  const back = useMutation({
    mutationFn: (person: Person) => comeBack(person.staff.id),
    onSuccess: (after, person) => settleDay(after, `已登记${person.staff.name}返岗`),
    onError,
  })
  const ask = (person: Person) =>
    Modal.confirm({
      title: `登记${person.staff.name}缺岗？`,
      content: '未到岗且未请假。登记后由B角即时代行；本人到岗签到即结束。记录不能删除。',
      okText: '登记缺岗',
      cancelText: '先不登记',
      onOk: () => record.mutate(person),
    })
  return (
    <section aria-labelledby="here">
      <h2 id="here">本单位现在谁在岗</h2>
      <Board
        today={seen}
        me={me}
        busy={record.isPending || back.isPending}
        onRecord={ask}
        onBack={(person) => back.mutate(person)}
        onOpen={onOpen}
      />
    </section>
  )
}

function Brief() {
  const { data } = useQuery(daily)
  if (!data || data.posts.length === 0) return null
  return (
    <section aria-labelledby="brief">
      <h2 id="brief">B角每日简报</h2>
      <DailyBrief
        daily={data}
        now={new Date()}
        link={(id, says) => (
          <Link to="/matters/$id" params={{ id }}>
            {says}
          </Link>
        )}
      />
    </section>
  )
}
