import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { addressOf, settleRegister, type Wanted } from '#apps/desk/api/entries.ts'
import { publication, publications } from '#apps/desk/api/publications.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type Asked, EntryForm, OfficePick } from '#apps/desk/pages/entry.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import {
  type Publication,
  PublicationList,
  type PublicationPage,
  PublicationText,
  publicationActs,
} from '#rules/open-affairs/screens/publications.tsx'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/publications')

const stages = [
  { value: '', label: '全部' },
  { value: 'draft', label: '草稿' },
  { value: 'waiting', label: '待审核' },
  { value: 'coming', label: '待发布' },
  { value: 'public', label: '正在公开' },
  { value: 'ended', label: '到期撤下' },
  { value: 'withdrawn', label: '提前撤下' },
]
const topics = [
  { value: 'policy', label: '政策法规' },
  { value: 'jobs', label: '招聘岗位' },
  { value: 'training', label: '职业培训' },
  { value: 'startup', label: '创业扶持' },
  { value: 'archive', label: '档案服务' },
  { value: 'notice', label: '公告' },
]

/** 信息发布 (10.3.2): written, read by the head, public on its days, kept afterwards. */
export function Publications() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const [asked, setAsked] = useState<Asked | null>(null)
  const [seen, setSeen] = useState<string | null>(null)
  const found = useInfiniteQuery({ ...publications(wanted), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const send = useMutation({
    mutationFn: ({ item, act }: Move) =>
      change('POST', `/api/publications/${item.id}/${act}`, act === 'approve' ? { version: item.version } : {}),
    onSuccess: (_, { item, act }) => settleRegister('publications', `已${publicationActs[act]}：${item.title}`),
    onError: (error) => tell(error.message),
  })
  const act = (item: Publication, word: string) => {
    const form = page && formOf(page, item, word, wanted['office'] ?? '')
    if (form) {
      setSeen(null)
      setAsked(form)
    } else send.mutate({ item, act: word })
  }
  return (
    <main id="main" className="page wide">
      <h1>信息发布</h1>
      {page ? <Bar page={page} wanted={wanted} onAsk={setAsked} /> : null}
      <Filters wanted={wanted} onWant={want} />
      <Reading of={found} lines={8} none={rows.length === 0 && '没有符合条件的信息。'} />
      {rows.length > 0 ? <PublicationList rows={rows} onLook={({ id }) => setSeen(id)} onAct={act} /> : null}
      <More list={found} />
      {asked ? <EntryForm register="publications" asked={asked} onDone={() => setAsked(null)} /> : null}
      {seen ? <Look id={seen} busy={send.isPending} onAct={act} onClose={() => setSeen(null)} /> : null}
    </main>
  )
}

type Move = { readonly item: Publication; readonly act: string }
type BarProps = { page: PublicationPage; wanted: Wanted; onAsk: (asked: Asked) => void }

function Bar({ page, wanted, onAsk }: BarProps) {
  const { waiting, published, ended } = page.counts
  return (
    <div className="bar">
      {page.writes ? (
        <Button type="primary" onClick={() => onAsk(writing(page, wanted['office'] ?? '', page.suggested))}>
          起草信息
        </Button>
      ) : null}
      <Button href={addressOf('/api/publications.xlsx', wanted)}>导出Excel</Button>
      <Button href="/news" target="_blank" rel="noreferrer">
        看公开的页面
      </Button>
      <span className="quiet">
        正在公开{published}条，待审核{waiting}条，存档{ended}条
      </span>
    </div>
  )
}

function Filters({ wanted, onWant }: { wanted: Wanted; onWant: (change: Change<Wanted>) => void }) {
  return (
    <search className="filter-bar">
      <OfficePick office={wanted['office'] ?? ''} onPick={(office) => onWant({ office })} />
      <Segmented
        aria-label="状态"
        options={stages}
        value={wanted['stage'] ?? ''}
        onChange={(stage) => onWant({ stage })}
      />
      <Pick label="栏目" width={120} value={wanted['topic']} list={topics} onPick={(topic) => onWant({ topic })} />
      <Words says="标题、文号或正文" value={wanted['q']} onFind={(q) => onWant({ q })} />
    </search>
  )
}

type LookProps = {
  id: string
  busy: boolean
  onAct: (item: Publication, act: string) => void
  onClose: () => void
}

/** The item over the page: read whole before it is judged. */
function Look({ id, busy, onAct, onClose }: LookProps) {
  const found = useQuery(publication(id))
  return (
    <Modal open title={found.data?.title ?? '信息'} footer={null} width={820} onCancel={onClose}>
      <Reading of={found} lines={6} />
      {found.data ? <PublicationText item={found.data} busy={busy} onAct={onAct} /> : null}
    </Modal>
  )
}

function writing({ forms }: PublicationPage, office: string, initial: Asked['initial'] = {}): Asked {
  const path = addressOf('/api/publications', { office })
  return {
    title: '起草信息',
    schema: forms.write,
    path,
    initial,
    done: '已存为草稿，提交审核后发布',
    sends: '存为草稿',
  }
}

/** What needs words or a second look; null for a step that is taken at once. */
function formOf(page: PublicationPage, item: Publication, act: string, office: string): Asked | null {
  const { topic, title, text, source, phone, service, from, until } = item
  const initial = {
    ...{ topic, title, text, from, ...(until && { until }), ...(source && { source }), ...(phone && { phone }) },
    ...(service && { service: service.code }),
  }
  const asked = { title: `${publicationActs[act]}：${title}`, path: `/api/publications/${item.id}/${act}` }
  if (act === 'copy') return writing(page, office, { ...initial, from: page.suggested.from, until: undefined })
  if (act === 'edit')
    return { ...asked, schema: page.forms.write, initial, done: '已修改，提交审核后生效', sends: '保存' }
  if (act === 'return')
    return { ...asked, schema: page.forms.return, also: { version: item.version }, done: '已退回', sends: '退回' }
  if (act !== 'withdraw') return null
  return { ...asked, schema: page.forms.withdraw, done: '已撤下，转入存档', sends: '撤下，不能恢复' }
}
