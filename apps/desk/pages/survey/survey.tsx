import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, ConfigProvider, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import type { Wanted } from '#apps/desk/api/entries.ts'
import { session } from '#apps/desk/api/queries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { entries, entry, figures, round, settleSurvey } from '#apps/desk/api/surveys.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { Correcting } from '#apps/desk/pages/survey/correcting.tsx'
import { Visits } from '#apps/desk/pages/survey/visits.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { EntryList, EntryText } from '#programs/survey/screens/entries.tsx'
import { FigureTables } from '#programs/survey/screens/figures.tsx'
import { ProgressTable } from '#programs/survey/screens/progress.tsx'
import type { Entry, WholeRound } from '#programs/survey/screens/types.ts'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { History } from '#ui/history.tsx'
import { More } from '#ui/more.tsx'
import { Pick } from '#ui/pick.tsx'
import { Empty, Loading, Reading, Trouble } from '#ui/state.tsx'
import { day } from '#ui/when.ts'
import { Words } from '#ui/words.tsx'
import '#apps/desk/style/survey.css'

const route = getRouteApi('/surveys/$id')
/** Fingers need room: 44 px at least. */
const touch = { token: { controlHeight: 44, controlHeightSM: 40 } }
const tabs = [
  { value: '', label: '进度' },
  { value: 'visit', label: '登记' },
  { value: 'entries', label: '已收的表' },
  { value: 'figures', label: '汇总' },
  { value: 'history', label: '经过' },
]

/** One round: how far it is, entry at the tablet, what came in, the tables. */
export function Survey() {
  const { id } = route.useParams()
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const found = useQuery(round(id))
  const me = useQuery(session).data
  const tab = wanted['tab'] ?? ''
  if (!found.data || !me)
    return (
      <main id="main" className="page wide">
        {found.isError ? <Trouble error={found.error} again={() => void found.refetch()} /> : <Loading lines={8} />}
      </main>
    )
  const one = found.data
  return (
    <ConfigProvider theme={touch}>
      <main id="main" className="page wide survey">
        <p className="back">
          <Link to="/surveys">返回调查轮次</Link>
        </p>
        <h1>
          {one.title}人力资源调查 <small>{one.stateLabel}</small>
        </h1>
        <p className="quiet">
          {one.office.name}，{day(one.from)}至{day(one.until)}，{one.basis}；复核{one.checkShare}%，由
          {one.checker?.name}办
        </p>
        <Segmented aria-label="看什么" options={tabs} value={tab} onChange={(to) => want({ tab: to })} />
        {tab === '' ? <Progress of={one} /> : null}
        {tab === 'visit' ? <Visits key={`${one.id} ${me.staffId}`} round={one} staff={me.staffId} /> : null}
        {tab === 'entries' ? <Entries of={one} wanted={wanted} onWant={want} /> : null}
        {tab === 'figures' ? (
          <Tables id={one.id} open={wanted['public'] === '1'} onOpen={(open) => want({ public: open ? '1' : '' })} />
        ) : null}
        {tab === 'history' ? <History lines={one.history} /> : null}
      </main>
    </ConfigProvider>
  )
}

type Act = { readonly word: string; readonly title: string; readonly schema: Schema; readonly initial?: Values }

function Progress({ of }: { of: WholeRound }) {
  const [act, setAct] = useState<Act | null>(null)
  const draw = useMutation({
    mutationFn: () => change('POST', `/api/surveys/${of.id}/draw`, {}),
    onSuccess: () => settleSurvey('已抽取，请到“已收的表”里复核'),
    onError: (error) => tell(error.message),
  })
  const acts: readonly Act[] = [
    { word: 'quota', title: '定名额', schema: of.forms.quota, initial: { due: of.until } },
    { word: 'share', title: '分工', schema: of.forms.share },
    {
      ...{ word: 'change', title: '调整轮次', schema: of.forms.alter },
      initial: { until: of.until, checkShare: of.checkShare, ...(of.checker && { checker: of.checker.id }) },
    },
    { word: 'close', title: '结束本轮', schema: of.forms.close },
  ]
  const offered = acts.filter(({ word }) => of.offers.includes(word === 'change' ? 'alter' : word))
  return (
    <>
      <div className="bar">
        {offered.map((one, n) => (
          <Button key={one.word} type={n === 0 ? 'primary' : 'default'} onClick={() => setAct(one)}>
            {one.title}
          </Button>
        ))}
        {of.offers.includes('draw') ? (
          <Button loading={draw.isPending} onClick={() => draw.mutate()}>
            抽取复核
          </Button>
        ) : null}
      </div>
      {of.progress.length === 0 ? (
        <Empty says="还没有名额。先给每个社区定名额，再分给调查员。" />
      ) : (
        <div className="scroll">
          <ProgressTable round={of} />
        </div>
      )}
      {act ? <ActOver id={of.id} act={act} onDone={() => setAct(null)} /> : null}
    </>
  )
}

function ActOver({ id, act, onDone }: { id: string; act: Act; onDone: () => void }) {
  const send = useMutation({
    mutationFn: (values: Values) => change('POST', `/api/surveys/${id}/${act.word}`, values),
    onSuccess: () => {
      settleSurvey(`已办理：${act.title}`)
      onDone()
    },
  })
  return (
    <SendOver
      title={act.title}
      send={send}
      schema={act.schema}
      sends={act.title}
      onLeave={onDone}
      {...(act.initial && { initial: act.initial })}
    />
  )
}

const outcomes = [
  { value: 'answered', label: '已调查' },
  { value: 'refused', label: '拒访' },
  { value: 'empty', label: '空户' },
  { value: 'moved', label: '已搬迁' },
  { value: 'away', label: '多次无人' },
]
const checks = [
  { value: 'drawn', label: '待复核' },
  { value: 'agrees', label: '一致' },
  { value: 'differs', label: '不一致' },
  { value: 'unreached', label: '未联系上' },
]
const kinds = [
  { value: 'household', label: '住户' },
  { value: 'enterprise', label: '用人单位' },
]

type EntriesProps = {
  of: WholeRound
  wanted: Wanted
  onWant: (change: { readonly [name: string]: string | undefined }) => void
}

function Entries({ of, wanted, onWant }: EntriesProps) {
  const [looked, setLooked] = useState<string | null>(null)
  const [checked, setChecked] = useState<Entry | null>(null)
  const found = useInfiniteQuery({ ...entries(of.id, wanted), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const form = found.data?.pages[0]?.forms.check
  const areas = [...new Map(of.progress.map(({ area, areaName }) => [area, areaName]))].map(([value, label]) => ({
    value,
    label,
  }))
  const { tab: _tab, after: _after, q: _q, public: _public, ...filter } = wanted
  const send = useMutation({
    mutationFn: (values: Values) =>
      change('POST', `/api/survey-entries/${checked?.id}/check`, { ...values, version: checked?.version }),
    onSuccess: () => {
      setChecked(null)
      settleSurvey('已复核')
    },
  })
  return (
    <>
      <search className="filter-bar">
        <Pick label="社区" width={220} wide value={wanted['area']} list={areas} onPick={(area) => onWant({ area })} />
        <Pick label="表别" width={120} value={wanted['kind']} list={kinds} onPick={(kind) => onWant({ kind })} />
        <Pick
          label="结果"
          width={120}
          value={wanted['outcome']}
          list={outcomes}
          onPick={(outcome) => onWant({ outcome })}
        />
        <Pick label="复核" width={120} value={wanted['check']} list={checks} onPick={(check) => onWant({ check })} />
        <Words says="编号、姓名或单位" value={wanted['q']} onFind={(q) => onWant({ q })} />
        <span className="filter-end">
          <Export path={`/api/surveys/${of.id}/entries/export`} wanted={filter} personal />
        </span>
      </search>
      <Reading of={found} lines={8} none={rows.length === 0 && '没有符合条件的调查表。'} />
      {rows.length > 0 ? <EntryList rows={rows} onLook={({ id }) => setLooked(id)} onCheck={setChecked} /> : null}
      <More list={found} />
      {looked ? <Look id={looked} round={of} onClose={() => setLooked(null)} /> : null}
      {checked && form ? (
        <SendOver
          title={`复核${checked.number}`}
          send={send}
          schema={form}
          sends="复核"
          onLeave={() => setChecked(null)}
        >
          <p className="quiet">由调查员以外的人回访，对照原表的内容。</p>
        </SendOver>
      ) : null}
    </>
  )
}

type Revealed = {
  readonly address: string | null
  readonly own: Readonly<Record<string, string>>
  readonly members: readonly { readonly nth: number; readonly numbers: Readonly<Record<string, string>> }[]
}
const why: Schema = {
  ...{ type: 'object', required: ['reason'] },
  properties: {
    reason: {
      type: 'string',
      title: '查看理由',
      minLength: 2,
      maxLength: 100,
      'x-hint': '谁在何时为什么查看，记录在案',
    },
  },
}
const helping: Schema = {
  ...{ type: 'object', required: ['wish', 'consent'] },
  properties: {
    wish: { type: 'string', title: '希望得到的帮助', minLength: 1, maxLength: 200, 'x-widget': 'longText' },
    consent: { type: 'boolean', title: '本人同意把姓名、电话和愿望交给窗口联系' },
  },
}

function Look({ id, round: of, onClose }: { id: string; round: WholeRound; onClose: () => void }) {
  const [correcting, setCorrecting] = useState(false)
  const found = useQuery(entry(id))
  const [asked, setAsked] = useState<'reveal' | number | null>(null)
  const [seen, setSeen] = useState<Readonly<Record<string, string>> | null>(null)
  const reveal = useMutation({
    mutationFn: (values: Values) => change<Revealed>('POST', `/api/survey-entries/${id}/reveal`, values),
    onSuccess: (told) => {
      setSeen(flat(told))
      setAsked(null)
    },
  })
  const help = useMutation({
    mutationFn: (values: Values) => change('POST', `/api/survey-entries/${id}/help`, values),
    onSuccess: () => {
      setAsked(null)
      settleSurvey('已转给窗口，在您的工作台上')
    },
  })
  return (
    <Modal
      open
      title={found.data ? `${found.data.kindLabel}${found.data.number}` : '调查表'}
      footer={null}
      width={860}
      onCancel={onClose}
    >
      <Reading of={found} lines={6} />
      {found.data ? (
        <EntryText
          entry={found.data}
          questions={of.questions}
          seen={seen}
          onReveal={() => setAsked('reveal')}
          onHelp={setAsked}
          onCorrect={() => setCorrecting(true)}
        />
      ) : null}
      {correcting && found.data ? (
        <Correcting round={of} entry={found.data} onDone={() => setCorrecting(false)} />
      ) : null}
      {asked === 'reveal' ? (
        <SendOver title="查看住址和电话" send={reveal} schema={why} sends="查看" onLeave={() => setAsked(null)} />
      ) : null}
      {typeof asked === 'number' ? (
        <SendOver
          title="经本人同意转给窗口"
          send={help}
          schema={helping}
          fixed={{ nth: asked }}
          sends="转给窗口"
          onLeave={() => setAsked(null)}
        />
      ) : null}
    </Modal>
  )
}

function flat({ address, own, members }: Revealed): Readonly<Record<string, string>> {
  const all = members.flatMap(({ nth, numbers }) =>
    Object.entries(numbers).map(([name, number]) => [`${nth}.${name}`, number] as const),
  )
  const mine = Object.entries(own).map(([name, number]) => [`own.${name}`, number] as const)
  return Object.fromEntries([['', address ?? ''], ...mine, ...all])
}

function Tables({ id, open, onOpen }: { id: string; open: boolean; onOpen: (open: boolean) => void }) {
  const found = useQuery(figures(id, open))
  return (
    <>
      <div className="bar">
        <Segmented
          aria-label="口径"
          options={[
            { value: 'own', label: '内部口径' },
            { value: 'open', label: '公开口径' },
          ]}
          value={open ? 'open' : 'own'}
          onChange={(to) => onOpen(to === 'open')}
        />
        <Export path={`/api/surveys/${id}/figures/export`} wanted={open ? { public: true } : {}} />
      </div>
      <Reading of={found} lines={8} />
      {found.data ? <FigureTables figures={found.data} /> : null}
    </>
  )
}
