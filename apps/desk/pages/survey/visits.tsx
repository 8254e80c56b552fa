import { Button, Modal } from 'antd'
import { useMemo, useState } from 'react'
import { faultsAt, visitFaults } from '#apps/desk/pages/survey/checking.ts'
import { Members } from '#apps/desk/pages/survey/members.tsx'
import { began, dropped, finish, placesOf, stageOf, type Visit, written } from '#apps/desk/pages/survey/queue.ts'
import { tabletDay, useVisits } from '#apps/desk/pages/survey/sending.ts'
import { memberSchema, wholeSchema } from '#apps/desk/pages/survey/shape.ts'
import type { Problem } from '#core/refusal.ts'
import type { Place, WholeRound } from '#programs/survey/screens/types.ts'
import { SchemaForm, type Values } from '#ui/form/form.tsx'
import { Empty } from '#ui/state.tsx'
// The calendar of the form has to be here before the line is away.
import '#ui/form/picker.tsx'

const stages = { writing: '正在填', waiting: '等待发送', going: '正在发送', held: '没有收下' } as const
const lines = {
  well: '',
  sending: '正在发送……',
  away: '网络断开，已存在本机，接通后按完成的先后自动发送。请不要退出登录，网络接通前也不要刷新页面。',
  unkept: '这台设备存不下，请不要关闭页面，尽快接通网络发送。',
} as const

/** Entry at the door: several households side by side, kept on the tablet until the server has each of them. */
export function Visits({ round, staff }: { round: WholeRound; staff: string }) {
  const { queue, line, change, flush } = useVisits(staff)
  const [open, setOpen] = useState<string | null>(null)
  const own = queue.visits.filter((one) => one.round === round.id)
  const visit = own.find(({ entry }) => entry === open) ?? null
  const add = ({ area, kind }: Place) => {
    const values = { area, outcome: 'answered', method: 'visit', surveyedOn: tabletDay() }
    change((before) => {
      const after = began(before, { round: round.id, kind, values, members: [], since: tabletDay() })
      setOpen(after.visits.at(-1)?.entry ?? null)
      return after
    })
  }
  if (round.places.length === 0 && own.length === 0)
    return <Empty says={round.state === 'closed' ? '本轮已经结束，不再登记。' : '没有分给您的名额，请向负责人领取。'} />
  return (
    <>
      <details className="survey-notice">
        <summary>入户先念：为什么调查、有什么用</summary>
        <p>{round.notice}</p>
        <p>{round.consent.rights}</p>
      </details>
      <div className="bar">
        {round.places.map((place, n) => (
          <Button key={`${place.area} ${place.kind}`} type={n === 0 ? 'primary' : 'default'} onClick={() => add(place)}>
            登记{place.kind === 'household' ? '一户' : '一家单位'}（{place.name}
            {place.amount > 0 ? `，还差${place.left}` : ''}）
          </Button>
        ))}
      </div>
      <p className="quiet" role="status">
        {lines[line]}{' '}
        {line === 'away' ? (
          <Button size="small" onClick={() => void flush()}>
            现在再试
          </Button>
        ) : null}
      </p>
      {own.length > 0 ? (
        <nav className="survey-visits" aria-label="本机上的调查表">
          {own.map((one) => {
            const stage = stageOf(queue, one)
            return (
              <button
                key={one.entry}
                type="button"
                aria-current={one.entry === open}
                data-stage={stage}
                onClick={() => setOpen(one.entry)}
              >
                <b>{String(one.values['number'] ?? '') || '未写编号'}</b>
                <span>{stage !== 'writing' && stage !== 'held' && line === 'away' ? '等网络' : stages[stage]}</span>
              </button>
            )
          })}
        </nav>
      ) : (
        <p className="quiet">本机上没有没发送的调查表。</p>
      )}
      {visit ? (
        <OneVisit
          key={visit.entry}
          round={round}
          visit={visit}
          stage={stageOf(queue, visit)}
          held={queue.held[visit.entry] ?? null}
          onWrite={(more) => change((before) => written(before, visit.entry, more))}
          onFinish={() => {
            change((before) => finish(before, visit.entry))
            setOpen(null)
          }}
          onDrop={() => {
            change((before) => dropped(before, visit.entry))
            setOpen(null)
          }}
        />
      ) : null}
    </>
  )
}

type OneProps = {
  round: WholeRound
  visit: Visit
  stage: keyof typeof stages
  held: { readonly says: string; readonly problems: readonly { readonly at: string; readonly says: string }[] } | null
  onWrite: (change: Partial<Pick<Visit, 'values' | 'members' | 'half'>>) => void
  onFinish: () => void
  onDrop: () => void
}

function OneVisit({ round, visit, stage, held, onWrite, onFinish, onDrop }: OneProps) {
  const [sure, setSure] = useState(false)
  // The problems as they came: what is typed afterwards doesn't move them about.
  const [told, setTold] = useState(held)
  const [wrong, setWrong] = useState<readonly Problem[] | null>(null)
  // A form that is open while the server says no shows it as well.
  if (held && held !== told) {
    setTold(held)
    setWrong(null)
  }
  const [fewer, setFewer] = useState<number | null>(null)
  const placed = useMemo(() => placesOf(wrong ?? told?.problems ?? []), [wrong, told])
  const listed = visit.members.length
  const send = (values: Values) => {
    onWrite({ values })
    const found = visitFaults(round, visit.kind, values, visit.members)
    setWrong(found)
    if (found.length > 0) return
    const size = Number(values['population'] ?? 0)
    if (visit.kind === 'household' && values['outcome'] === 'answered' && size > listed) setFewer(size)
    else onFinish()
  }
  if (stage === 'going') return <p>正在发送这一份，请稍候。</p>
  return (
    <section className="survey-visit" aria-label={`调查表${String(visit.values['number'] ?? '')}`}>
      {told ? (
        <p className="trouble" role="alert">
          没有收下：{told.says}
        </p>
      ) : null}
      {visit.kind === 'household' && visit.values['outcome'] === 'answered' ? (
        <Members
          members={visit.members}
          schema={memberSchema(round.questions.member)}
          faults={placed.members}
          onWrite={(members) => onWrite({ members, half: null })}
          half={visit.half ?? null}
          onHalf={(half) => onWrite({ half })}
          check={(values) => faultsAt(round.fields.member, values)}
        />
      ) : null}
      <SchemaForm
        schema={wholeSchema(round, visit.kind)}
        initial={visit.values as Values}
        problems={placed.whole}
        says={wrong && wrong.length > 0 ? '还不能发送，请先改好标出的内容' : null}
        busy={false}
        sends="填完了，发送"
        onKeep={(values) => onWrite({ values })}
        onSend={send}
      >
        <Button onClick={() => setSure(true)}>丢弃</Button>
      </SchemaForm>
      <Modal
        open={fewer !== null}
        title={`户人口${fewer}人，只登记了${listed}名成员，就这样发送？`}
        okText="就这样发送"
        cancelText="回去补登"
        onOk={onFinish}
        onCancel={() => setFewer(null)}
      >
        不符合登记条件的家人可以不登记；漏了的，请趁人还在补上。
      </Modal>
      <Modal
        open={sure}
        title="丢弃这份调查表？"
        okText="丢弃"
        cancelText="留着"
        onOk={onDrop}
        onCancel={() => setSure(false)}
      >
        本机上填的内容会删去，服务器上没有。
      </Modal>
    </section>
  )
}
