import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { settleRegister, type Wanted } from '#apps/desk/api/entries.ts'
import { referrals, seeker, seekers, vacancies, vacancy } from '#apps/desk/api/market.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type Asked, EntryForm, OfficePick } from '#apps/desk/pages/entry.tsx'
import { Export } from '#apps/desk/pages/export.tsx'
import { Fitting } from '#apps/desk/pages/market-pairs.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { kinds, seekerStages, vacancyStages } from '#programs/labour-market/contract.ts'
import { referral } from '#programs/labour-market/process.ts'
import { ReferralList } from '#programs/labour-market/screens/referrals.tsx'
import { SeekerList, SeekerText, seekerActs } from '#programs/labour-market/screens/seekers.tsx'
import type { SeekerPage, SeekerRow, VacancyPage, VacancyRow } from '#programs/labour-market/screens/types.ts'
import { VacancyList, VacancyText, vacancyActs } from '#programs/labour-market/screens/vacancies.tsx'
import type { Change } from '#ui/given.ts'
import { useKeys } from '#ui/keys.ts'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'
import '#apps/desk/style/market.css'

const route = getRouteApi('/market')
const tabs = { seekers: '求职者', vacancies: '岗位', referrals: '推荐' } as const
type Tab = keyof typeof tabs
const states = Object.fromEntries(Object.entries(referral.states).map(([code, { label }]) => [code, label]))

/** 人力资源市场 (1.3): who seeks, what is offered, who was sent where. Keys 1, 2, 3 turn the tabs. */
export function Market() {
  const { tab = 'seekers' } = route.useSearch()
  const go = useNavigate()
  const shown = (tab in tabs ? tab : 'seekers') as Tab
  const turn = (value: string) => void go({ to: '/market', search: value === 'seekers' ? {} : { tab: value } })
  useKeys({ '1': () => turn('seekers'), '2': () => turn('vacancies'), '3': () => turn('referrals') })
  return (
    <main id="main" className="page wide">
      <h1>人力资源市场</h1>
      <div className="bar">
        <Segmented aria-label="名册" options={choicesOf(tabs)} value={shown} onChange={turn} />
        <Button href="/jobs" target="_blank" rel="noreferrer">
          看公开的岗位
        </Button>
      </div>
      {shown === 'seekers' ? <Seekers /> : null}
      {shown === 'vacancies' ? <Vacancies /> : null}
      {shown === 'referrals' ? <Referrals /> : null}
    </main>
  )
}

type FilterProps = {
  wanted: Wanted
  stages: Readonly<Record<string, string>>
  by?: 'stage' | 'state'
  says: string
  onWant: (change: Change<Wanted>) => void
}

function Filters({ wanted, stages, by = 'stage', says, onWant }: FilterProps) {
  return (
    <search className="filter-bar">
      <OfficePick office={wanted['office'] ?? ''} onPick={(office) => onWant({ office })} />
      <Pick
        label="状态"
        width={140}
        value={wanted[by]}
        list={choicesOf(stages)}
        onPick={(picked) => onWant(by === 'stage' ? { stage: picked } : { state: picked })}
      />
      {by === 'stage' ? (
        <Pick
          label="工作性质"
          width={120}
          value={wanted['kind']}
          list={choicesOf(kinds)}
          onPick={(kind) => onWant({ kind })}
        />
      ) : null}
      <Words says={says} value={wanted['q']} onFind={(q) => onWant({ q })} />
    </search>
  )
}

/** What the address narrows a tab to, without the tab itself. */
function useWanted() {
  const { tab: _tab, ...asked } = route.useSearch()
  return useSought<Wanted>(asked)
}

const isNarrowed = (wanted: Wanted) => Object.values(wanted).some((value) => value !== '')

function Seekers() {
  const [wanted, want] = useWanted()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [seen, setSeen] = useState<string | null>(null)
  const [fitting, setFitting] = useState<SeekerRow | null>(null)
  const found = useInfiniteQuery({ ...seekers(wanted), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const send = useMutation({
    mutationFn: ({ id }: SeekerRow) => change('POST', `/api/market/seekers/${id}/renew`, {}),
    onSuccess: (_, { name }) => settleRegister('market', `${name}的求职登记已续期`),
    onError: (error) => tell(error.message),
  })
  const act = (row: SeekerRow, word: string) => {
    if (word === 'renew') return send.mutate(row)
    setSeen(null)
    if (word === 'match') return setFitting(row)
    if (page) setAsked(seekerForm(page, row, word))
  }
  const none = isNarrowed(wanted)
    ? '没有符合条件的求职人。'
    : '还没有求职人。有人来求职，办一件“求职登记”，办结就列在这里。'
  return (
    <>
      <Filters wanted={wanted} stages={seekerStages} says="姓名、岗位、技能或地点" onWant={want} />
      <div className="bar">
        <Link to="/open" search={{ service: 'JY07' }}>
          <Button type="primary">登记求职</Button>
        </Link>
        <Export path="/api/market/seekers/export" wanted={wanted} personal />
      </div>
      <Reading of={found} lines={8} none={rows.length === 0 && none} />
      {rows.length > 0 ? <SeekerList rows={rows} onLook={({ id }) => setSeen(id)} onAct={act} /> : null}
      <More list={found} />
      {asked ? <EntryForm register="market" asked={asked} onDone={() => setAsked(null)} /> : null}
      {seen ? <SeekerOver id={seen} onAct={act} onClose={() => setSeen(null)} /> : null}
      {fitting ? (
        <Fitting book="seekers" id={fitting.id} title={`适合${fitting.name}的岗位`} onClose={() => setFitting(null)} />
      ) : null}
    </>
  )
}

function seekerForm({ forms }: SeekerPage, row: SeekerRow, act: string): Asked {
  const asked = { title: `${seekerActs[act] ?? ''}：${row.name}`, path: `/api/market/seekers/${row.id}/${act}` }
  const { wantedJob, otherJobs, payLow, workPlace, kinds: wanted, startFrom } = row
  const initial = { wantedJob, otherJobs: [...otherJobs], payLow, workPlace, kinds: [...wanted], startFrom }
  if (act === 'wish') return { ...asked, schema: forms.wish, initial, done: '意向已更改', sends: '保存' }
  if (act === 'share')
    return { ...asked, schema: forms.share, initial: { shares: row.shares }, done: '已记录本人的意愿', sends: '保存' }
  return { ...asked, schema: forms.end, done: '已停止求职', sends: '停止' }
}

function SeekerOver({
  id,
  onAct,
  onClose,
}: {
  id: string
  onAct: (row: SeekerRow, act: string) => void
  onClose: () => void
}) {
  const found = useQuery(seeker(id))
  const row = found.data
  return (
    <Modal open title={row?.name ?? '求职人'} footer={null} width={820} onCancel={onClose}>
      <Reading of={found} lines={6} />
      {row ? (
        <SeekerText row={row}>
          <div className="bar">
            {row.offers.map((act, n) => (
              <Button key={act} type={n === 0 ? 'primary' : 'default'} onClick={() => onAct(row, act)}>
                {seekerActs[act] ?? act}
              </Button>
            ))}
            {row.hasCase ? (
              <Link to="/matters/$id" params={{ id: row.caseId }}>
                <Button>看办件</Button>
              </Link>
            ) : null}
          </div>
        </SeekerText>
      ) : null}
    </Modal>
  )
}

function Vacancies() {
  const [wanted, want] = useWanted()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [seen, setSeen] = useState<string | null>(null)
  const [fitting, setFitting] = useState<VacancyRow | null>(null)
  const found = useInfiniteQuery({ ...vacancies(wanted), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const send = useMutation({
    mutationFn: ({ row, act }: { row: VacancyRow; act: string }) =>
      change('POST', `/api/market/vacancies/${row.id}/${act}`, {}),
    onSuccess: (_, { row, act }) => settleRegister('market', `已${vacancyActs[act]}：${row.data.jobTitle ?? ''}`),
    onError: (error) => tell(error.message),
  })
  const act = (row: VacancyRow, word: string) => {
    if (word === 'renew' || word === 'submit') return send.mutate({ row, act: word })
    setSeen(null)
    if (word === 'match') return setFitting(row)
    if (page) setAsked(vacancyForm(page, row, word))
  }
  const none = isNarrowed(wanted)
    ? '没有符合条件的岗位。'
    : '还没有岗位。单位要招人，办一件“岗位信息采集”，审核办结就列在这里。'
  const title = fitting?.data.jobTitle ?? ''
  return (
    <>
      <Filters wanted={wanted} stages={vacancyStages} says="岗位、工种、单位或地点" onWant={want} />
      <div className="bar">
        <Link to="/open" search={{ service: 'JY08' }}>
          <Button type="primary">采集岗位</Button>
        </Link>
        <Export path="/api/market/vacancies/export" wanted={wanted} />
      </div>
      <Reading of={found} lines={8} none={rows.length === 0 && none} />
      {rows.length > 0 ? <VacancyList rows={rows} onLook={({ id }) => setSeen(id)} onAct={act} /> : null}
      <More list={found} />
      {asked ? <EntryForm register="market" asked={asked} onDone={() => setAsked(null)} /> : null}
      {seen ? <VacancyOver id={seen} onAct={act} onClose={() => setSeen(null)} /> : null}
      {fitting ? (
        <Fitting book="vacancies" id={fitting.id} title={`适合“${title}”的求职人`} onClose={() => setFitting(null)} />
      ) : null}
    </>
  )
}

function vacancyForm({ forms }: VacancyPage, row: VacancyRow, act: string): Asked {
  const { jobTitle = '', ...data } = row.data
  const asked = { title: `${vacancyActs[act] ?? ''}：${jobTitle}`, path: `/api/market/vacancies/${row.id}/${act}` }
  if (act === 'edit') {
    const known = Object.keys(forms.edit.properties ?? {})
    const initial = Object.fromEntries(Object.entries({ jobTitle, ...data }).filter(([name]) => known.includes(name)))
    return { ...asked, schema: forms.edit, initial, done: '已保存，提交审核后发布', sends: '保存' }
  }
  if (act === 'publish') return { ...asked, schema: forms.publish, done: '已发布', sends: '审核通过并发布' }
  if (act === 'feedback') return { ...asked, schema: forms.feedback, done: '已记录', sends: '保存' }
  return { ...asked, schema: forms.reason, done: `已${vacancyActs[act] ?? ''}`, sends: vacancyActs[act] ?? '提交' }
}

function VacancyOver({
  id,
  onAct,
  onClose,
}: {
  id: string
  onAct: (row: VacancyRow, act: string) => void
  onClose: () => void
}) {
  const found = useQuery(vacancy(id))
  const row = found.data
  return (
    <Modal open title={row?.data.jobTitle ?? '岗位'} footer={null} width={820} onCancel={onClose}>
      <Reading of={found} lines={6} />
      {row ? (
        <VacancyText row={row}>
          <div className="bar">
            {row.offers.map((act, n) => (
              <Button key={act} type={n === 0 ? 'primary' : 'default'} onClick={() => onAct(row, act)}>
                {vacancyActs[act] ?? act}
              </Button>
            ))}
            {row.page ? (
              <Button href={row.page} target="_blank" rel="noreferrer">
                看公开的页面
              </Button>
            ) : null}
            {row.hasCase ? (
              <Link to="/matters/$id" params={{ id: row.caseId }}>
                <Button>看办件</Button>
              </Link>
            ) : null}
          </div>
        </VacancyText>
      ) : null}
    </Modal>
  )
}

function Referrals() {
  const [wanted, want] = useWanted()
  const found = useInfiniteQuery({ ...referrals(wanted), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const send = useMutation({
    mutationFn: (id: string) => change('POST', `/api/market/referrals/${id}/seen`, {}),
    onSuccess: () => settleRegister('market', '已记为核对过失业登记'),
    onError: (error) => tell(error.message),
  })
  const none = isNarrowed(wanted)
    ? '没有符合条件的推荐。'
    : '还没有推荐。在求职者或岗位里点“找岗位”“找人选”，看过理由就能推荐。'
  return (
    <>
      <Filters
        wanted={wanted}
        stages={{ open: '等反馈', ...states }}
        by="state"
        says="姓名、单位、岗位或编号"
        onWant={want}
      />
      <div className="bar">
        <Export path="/api/market/referrals/export" wanted={wanted} personal />
      </div>
      <Reading of={found} lines={8} none={rows.length === 0 && none} />
      {rows.length > 0 ? (
        <ReferralList
          rows={rows}
          open={({ id, number }) => (
            <Link to="/matters/$id" params={{ id }} className="digits">
              {number}
            </Link>
          )}
          next={({ id, isOpen, enrolment }) =>
            isOpen ? (
              <Link to="/matters/$id" params={{ id }}>
                <Button size="small" type="primary">
                  登记反馈
                </Button>
              </Link>
            ) : enrolment ? (
              <Button size="small" disabled={send.isPending} onClick={() => send.mutate(id)}>
                失业登记已核对
              </Button>
            ) : null
          }
        />
      ) : null}
      <More list={found} />
    </>
  )
}
