import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { applicants, classes, institutions } from '#apps/desk/api/classes.ts'
import { addressOf, type Wanted } from '#apps/desk/api/entries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type Asked, EntryForm, EntryHistory, OfficePick } from '#apps/desk/pages/entry.tsx'
import { services, stages } from '#programs/training/policy.ts'
import { ApplicantList, ClassList, InstitutionList } from '#programs/training/screens/list.tsx'
import type { ClassPage, ClassRow, Figure, Institution, InstitutionPage } from '#programs/training/screens/types.ts'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Empty, Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/classes')
const views = [
  { value: '', label: '培训班' },
  { value: 'applicants', label: '等待编班' },
  { value: 'institutions', label: '培训机构' },
]

/** 培训班 (JY14, JY15): the classes, who waits for one, who may teach. */
export function Classes() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const { view = '', office = '' } = wanted
  return (
    <main id="main" className="page wide">
      <h1>培训班</h1>
      <div className="bar">
        <Segmented aria-label="看什么" options={views} value={view} onChange={(picked) => want({ view: picked })} />
        <OfficePick office={office} onPick={(picked) => want({ office: picked })} />
      </div>
      {view === 'applicants' ? <Waiting office={office} /> : null}
      {view === 'institutions' ? <Institutions office={office} /> : null}
      {view === '' ? <Register wanted={wanted} onWant={want} /> : null}
    </main>
  )
}

type RegisterProps = { wanted: Wanted; onWant: (change: Change<Wanted>) => void }

function Register({ wanted, onWant }: RegisterProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { view: _, ...filter } = wanted
  const found = useInfiniteQuery({ ...classes(filter), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const ask = (service: 'JY14' | 'JY15') => setAsked(page ? drafting(page, service, wanted['office'] ?? '') : null)
  return (
    <>
      <search className="filter-bar">
        <Pick
          label="状态"
          width={150}
          value={wanted['stage']}
          list={choicesOf(stages)}
          onPick={(stage) => onWant({ stage })}
        />
        <Pick
          label="类别"
          width={120}
          value={wanted['service']}
          list={choicesOf(services)}
          onPick={(service) => onWant({ service })}
        />
        <Pick
          label="负责人"
          width={120}
          value={wanted['whose']}
          list={[{ value: 'me', label: '我负责的' }]}
          onPick={(whose) => onWant({ whose })}
        />
        <Words says="班级、工种或班号" value={wanted['q']} onFind={(q) => onWant({ q })} />
      </search>
      {page ? (
        <div className="bar">
          {page.works && page.institutions > 0 ? (
            <>
              <Button type="primary" onClick={() => ask('JY14')}>
                新建职业培训班
              </Button>
              <Button onClick={() => ask('JY15')}>新建创业培训班</Button>
            </>
          ) : null}
          <Button href="/courses" target="_blank" rel="noreferrer">
            看公开的页面
          </Button>
          <Button href={addressOf('/api/training/classes.xlsx', filter)}>导出Excel</Button>
        </div>
      ) : null}
      <Reading of={found} lines={8} />
      {page && rows.length === 0 ? (
        <Empty
          says={
            page.institutions === 0
              ? '还没有登记培训机构。请负责人先到“培训机构”登记，再新建培训班。'
              : Object.keys(filter).length > 0
                ? '没有符合条件的培训班。'
                : '还没有培训班。点“新建职业培训班”或“新建创业培训班”起草，由负责人批准后招生。'
          }
        />
      ) : null}
      {rows.length > 0 ? <ClassList rows={rows} link={linkTo} /> : null}
      <More list={found} />
      {page ? <ToConfirm figures={page.figures} /> : null}
      {asked ? <EntryForm register="classes" asked={asked} onDone={() => setAsked(null)} /> : null}
    </>
  )
}

function linkTo({ id, name }: ClassRow): ReactNode {
  return (
    <Link to="/classes/$id" params={{ id }}>
      {name}
    </Link>
  )
}

/** What the office hasn't set itself: said, so that nobody takes a default for a rule. */
function ToConfirm({ figures }: Pick<ClassPage, 'figures'>) {
  const open = Object.entries(figures).flatMap(([code, rows]) =>
    rows.filter(({ toConfirm }) => toConfirm).map((one) => ({ ...one, code })),
  )
  if (open.length === 0) return null
  const says = ({ code, label, value }: Figure & { readonly code: string }) =>
    `${code === 'JY14' ? '职业培训' : '创业培训'}${label}${value === null ? '（未填）' : value}`
  return (
    <details>
      <summary>{open.length}项标准待本单位确认</summary>
      <p className="quiet">{open.map(says).join('；')}。由负责人在“事项目录”的政策标准里设定；未填的由批准人决定。</p>
    </details>
  )
}

function drafting({ forms, suggested }: ClassPage, service: 'JY14' | 'JY15', office: string): Asked {
  return {
    ...{ title: `新建${services[service]}班`, schema: forms[service], also: { service } },
    ...{ path: addressOf('/api/training/classes', { office }), initial: suggested },
    ...{ done: '已存为草稿，打开后申请开班', sends: '存为草稿' },
  }
}

function Waiting({ office }: { office: string }) {
  const found = useInfiniteQuery(applicants(office))
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const none = '没有等待编班的学员。职业培训、创业培训报名办结以后，学员自动列在这里。'
  return (
    <>
      <Reading of={found} lines={6} none={rows.length === 0 && none} />
      {rows.length > 0 ? <ApplicantList rows={rows} /> : null}
      <More list={found} />
    </>
  )
}

function Institutions({ office }: { office: string }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [seen, setSeen] = useState<Institution | null>(null)
  const found = useQuery(institutions(office))
  const page = found.data
  const path = '/api/training/institutions'
  return (
    <>
      {page ? (
        <div className="bar">
          {page.leads ? (
            <Button type="primary" onClick={() => setAsked(adding(page, addressOf(path, { office })))}>
              登记培训机构
            </Button>
          ) : null}
          <Button href={addressOf(`${path}.xlsx`, { office })}>导出Excel</Button>
        </div>
      ) : null}
      <Reading of={found} lines={4} none={page?.rows.length === 0 && '名单里还没有培训机构，由负责人登记。'} />
      {page && page.rows.length > 0 ? (
        <InstitutionList
          rows={page.rows}
          onAct={(one, act) => setAsked(changing(page, one, act))}
          onHistory={setSeen}
        />
      ) : null}
      {asked ? <EntryForm register="classes" asked={asked} onDone={() => setAsked(null)} /> : null}
      {seen ? (
        <EntryHistory title={`${seen.name}的经历`} path={`${path}/${seen.id}`} onClose={() => setSeen(null)} />
      ) : null}
    </>
  )
}

function adding({ forms }: InstitutionPage, path: string): Asked {
  return { title: '登记培训机构', schema: forms['add'] ?? {}, path, done: '已登记', sends: '登记' }
}

function changing({ forms }: InstitutionPage, one: Institution, act: string): Asked {
  const path = `/api/training/institutions/${one.id}/${act}`
  const asked = { schema: forms[act] ?? {}, path, done: '已办理' }
  if (act === 'removal') return { ...asked, title: `移出名单：${one.name}`, sends: '移出名单' }
  const { name, services: may, qualification, validUntil, phone, contact, creditCode } = one
  const kept = { name, services: may, qualification, validUntil, phone }
  const initial = { ...kept, ...(contact && { contact }), ...(creditCode && { creditCode }) }
  return { ...asked, title: `变更：${name}`, initial, sends: '保存' }
}
