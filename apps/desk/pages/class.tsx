import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useBlocker } from '@tanstack/react-router'
import { Button, Modal, Popconfirm } from 'antd'
import { type ReactNode, useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { classes, wholeClass } from '#apps/desk/api/classes.ts'
import { download } from '#apps/desk/api/download.ts'
import { settleRegister } from '#apps/desk/api/entries.ts'
import { actAsked, classActs, listAsked, seatAsked } from '#apps/desk/pages/class-acts.ts'
import { type Asked, EntryForm } from '#apps/desk/pages/entry.tsx'
import { Export } from '#apps/desk/pages/export.tsx'
import { ToBatch } from '#apps/desk/pages/subsidies/way.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { Attendance } from '#programs/training/screens/attendance.tsx'
import { NextOf } from '#programs/training/screens/list.tsx'
import { SubsidyLists } from '#programs/training/screens/lists.tsx'
import { Picking, Roll } from '#programs/training/screens/roll.tsx'
import { Tests } from '#programs/training/screens/tests.tsx'
import type { Seat, WholeClass } from '#programs/training/screens/types.ts'
import type { Values } from '#ui/form/form.tsx'
import { History } from '#ui/history.tsx'
import { Reading } from '#ui/state.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { day } from '#ui/when.ts'
import '#apps/desk/style/classes.css'

const route = getRouteApi('/classes/$id')

/** One class from its plan to its subsidies, with what it waits for next on top. */
export function TrainingClass() {
  const { id } = route.useParams()
  const found = useQuery(wholeClass(id))
  return (
    <main id="main" className="page wide">
      <p className="back">
        <Link to="/classes">返回培训班</Link>
      </p>
      <Reading of={found} lines={8} />
      {found.data ? <InHand found={found.data} /> : null}
    </main>
  )
}

type Sent = { readonly word: string; readonly body: object; readonly says: string }

function InHand({ found }: { found: WholeClass }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [unsaved, setUnsaved] = useState(false)
  const list = useInfiniteQuery(classes({}))
  const path = `/api/training/classes/${found.id}`
  const send = useMutation({
    mutationFn: ({ word, body }: Sent) => change('POST', `${path}/${word}`, body),
    onSuccess: (_, { says }) => settleRegister('classes', says),
    onError: (error) => tell(error.message),
  })
  const act = (word: string) => {
    const form = actAsked(found, word, list.data?.pages[0])
    if (form) setAsked(form)
    else send.mutate({ word, body: {}, says: `已办理：${classActs[word]}` })
  }
  const on = (word: string, says: string) => (body: object) => send.mutate({ word, body, says })
  return (
    <>
      <Head found={found} busy={send.isPending} onAct={act} />
      <Tabs
        label="培训班"
        tabs={[
          {
            key: 'roll',
            label: `名册 ${found.taken}`,
            content: <Rolls found={found} busy={send.isPending} onSend={send.mutate} onAsk={setAsked} />,
          },
          {
            key: 'attendance',
            label: '出勤',
            content: (
              <Attendance
                found={found}
                busy={send.isPending}
                onSend={on('attendance', '出勤已登记')}
                onUnsaved={setUnsaved}
              />
            ),
          },
          {
            key: 'tests',
            label: '考核',
            content: <Tests found={found} busy={send.isPending} onSend={on('test', '成绩已登记')} />,
          },
          {
            key: 'lists',
            label: `补贴 ${found.lists.length}`,
            content: <Sums found={found} onAsk={setAsked} />,
          },
          { key: 'plan', label: '班级计划', content: <Plan found={found} /> },
          { key: 'history', label: '经历', content: <History lines={found.history} /> },
        ]}
      />
      <Leaving unsaved={unsaved} />
      {asked ? (
        <EntryForm register="classes" asked={asked} onDone={() => setAsked(null)}>
          {found.stage === 'waiting' && found.undecided.length > 0 ? (
            <p className="alarm">本单位还没有定{found.undecided.join('、')}（待本单位确认），由批准人决定。</p>
          ) : null}
        </EntryForm>
      ) : null}
    </>
  )
}

/** Asks before marks that nobody recorded are left behind: by a link here, by the browser itself. */
function Leaving({ unsaved }: { unsaved: boolean }) {
  const leave = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true })
  return (
    <Modal
      open={leave.status === 'blocked'}
      title="出勤还没有登记，离开吗？"
      okText="不登记，离开"
      cancelText="留下"
      onOk={() => leave.proceed?.()}
      onCancel={() => leave.reset?.()}
    >
      标了“没保存”的日子，离开以后要重新标。
    </Modal>
  )
}

type HeadProps = { found: WholeClass; busy: boolean; onAct: (word: string) => void }

function Head({ found, busy, onAct }: HeadProps) {
  const shown = found.offers.filter((word) => classActs[word])
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['培训内容', `${found.serviceLabel}：${found.subjectLabel}，${found.hours}学时`],
    ['时间', `${day(found.from)}至${day(found.until)}`],
    ['地点', found.place],
    ['培训机构', found.institutionName],
    ['名额', `在册${found.taken}人，共${found.places}个`],
    ['负责人', found.keeper?.name ?? ''],
    ['费用', '不收费'],
    [
      '补贴标准',
      found.standard ? `每人${found.standard.yuan.toFixed(2)}元（${found.standard.source}）` : '待本单位确认',
    ],
    ['下一步', <NextOf key="next" row={found} />],
  ]
  return (
    <>
      <h1>
        {found.name} <span className="chip">{found.stageLabel}</span>
      </h1>
      <p className="quiet">{found.number}</p>
      {found.returned && found.stage === 'draft' ? <p className="alarm">退回：{found.returned}</p> : null}
      {found.reason ? <p className="alarm">{found.reason}</p> : null}
      <dl className="class-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {shown.length > 0 ? (
        <div className="bar">
          {shown.map((word) => (
            <Button
              key={word}
              type={isMain(found, word) ? 'primary' : 'default'}
              disabled={busy}
              onClick={() => onAct(word)}
            >
              {classActs[word]}
            </Button>
          ))}
        </div>
      ) : null}
    </>
  )
}

/** The one step that the class waits for. */
function isMain({ next }: WholeClass, word: string): boolean {
  return ['approve', 'submit', 'told'].includes(word) || (word === 'close' && next?.what === 'close')
}

type RollsProps = {
  found: WholeClass
  busy: boolean
  onSend: (sent: Sent) => void
  onAsk: (asked: Asked) => void
}

function Rolls({ found, busy, onSend, onAsk }: RollsProps) {
  const path = `/api/training/classes/${found.id}`
  const roll = found.seats.filter(({ state }) => state === 'in')
  const papers = roll.filter(({ result, paper }) => result === 'qualified' && (!paper || paper.revoked)).length
  const printed = roll.filter(({ paper }) => paper && !paper.revoked).length
  const link = ({ matter, number }: Seat) => (
    <Link to="/matters/$id" params={{ id: matter }}>
      {number}
    </Link>
  )
  return (
    <>
      {roll.length > 0 ? (
        <div className="bar">
          {papers > 0 ? (
            <Popconfirm
              title={`给${papers}名合格学员制发合格证？`}
              description="编号后成绩不能再改，印错的由负责人作废重发。"
              okText="制发"
              cancelText="先不发"
              onConfirm={() => onSend({ word: 'papers', body: {}, says: `已制发合格证${papers}份` })}
            >
              <Button type="primary" disabled={busy}>
                给{papers}名合格学员制发合格证
              </Button>
            </Popconfirm>
          ) : null}
          {printed > 0 ? (
            <Button href={`${path}/papers.pdf`} target="_blank" rel="noreferrer">
              印全班合格证（{printed}份，号码遮盖）
            </Button>
          ) : null}
          {printed > 0 && found.printsWhole ? <WholePapers found={found} count={printed} /> : null}
          <Button href={`${path}/roll.pdf`} target="_blank" rel="noreferrer">
            印花名册
          </Button>
          <Button href={`${path}/roll.pdf?sign=true`} target="_blank" rel="noreferrer">
            印签到表
          </Button>
          <Export path={`${path}/roll.xlsx`} personal />
        </div>
      ) : null}
      <Roll
        found={found}
        link={link}
        onAct={(word, seat) => onAsk(seatAsked(found, word, seat))}
        onPromote={() => onSend({ word: 'promote', body: {}, says: '已递补' })}
      />
      {found.offers.includes('enrol') ? (
        <section>
          <h3>等待编班（{found.applicants.length}人）</h3>
          <Picking
            rows={found.applicants}
            free={found.places - found.taken}
            busy={busy}
            onEnrol={(applicants, queue) =>
              onSend({ word: 'enrol', body: { applicants, queue }, says: `已编入${applicants.length}人` })
            }
          />
        </section>
      ) : null}
    </>
  )
}

/** The certificates as the trainees take them along: their numbers are whole, so they come after a reason that goes on the record. */
function WholePapers({ found, count }: { found: WholeClass; count: number }) {
  const [asked, setAsked] = useState(false)
  const schema = found.forms['print']
  const send = useMutation({
    mutationFn: (values: Values) => download(`/api/training/classes/${found.id}/papers.pdf`, values),
    onSuccess: () => {
      setAsked(false)
      tell('已打印到文件，在下载文件夹里；用后请妥善保管')
    },
  })
  return (
    <>
      <Button onClick={() => setAsked(true)}>完整号码的合格证</Button>
      {asked && schema ? (
        <SendOver
          title={`打印完整号码的合格证：${found.name}，${count}份`}
          width={520}
          send={send}
          schema={schema}
          sends="打印"
          onLeave={() => setAsked(false)}
        >
          <p>证上的公民身份号码完整，只发给学员本人。谁在何时为什么打印，记录在案。</p>
        </SendOver>
      ) : null}
    </>
  )
}

function Sums({ found, onAsk }: { found: WholeClass; onAsk: (asked: Asked) => void }) {
  const make = found.stage === 'closed' || found.offers.includes('subsidy')
  return (
    <>
      {make ? (
        <div className="bar">
          <Button type="primary" onClick={() => onAsk(listAsked(found, null, 'subsidy'))}>
            造补贴名册
          </Button>
          <span className="quiet">
            {found.standard
              ? `合格并已发证的学员，每人${found.standard.yuan.toFixed(2)}元`
              : '补贴标准待本单位确认，由负责人在政策标准里填写'}
          </span>
        </div>
      ) : null}
      <SubsidyLists
        rows={found.lists}
        leaves={({ id }) => <Export path={`/api/training/subsidies/${id}/list.xlsx`} personal small />}
        toBatch={(id, number) => <ToBatch id={id} number={number} />}
        onAct={(list, act) => onAsk(listAsked(found, list, act))}
      />
    </>
  )
}

function Plan({ found }: { found: WholeClass }) {
  return (
    <table className="plain">
      <tbody>
        {found.days.map((one) => (
          <tr key={one.day}>
            <th scope="row">{day(one.day)}</th>
            <td>{one.hours}学时</td>
            <td>{one.topic}</td>
            <td>{one.entered ? '出勤已登记' : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
