import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { change, Outage, Refused } from '#apps/desk/api/call.ts'
import { addressOf, opinionBox, settleRegister, type Wanted } from '#apps/desk/api/entries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type Asked, EntryForm, EntryHistory, OfficePick } from '#apps/desk/pages/entry.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import {
  type BoxOpening,
  type BoxPage,
  type BoxPaper,
  OpeningCard,
  paperActs,
} from '#rules/quality-service/screens/opinion-box.tsx'
import { GapList } from '#ui/gaps.tsx'
import { More } from '#ui/more.tsx'
import { Reading } from '#ui/state.tsx'

const route = getRouteApi('/opinion-box')

/** What is asked, and the scan that it is about: `opening` where it is still to be brought. */
type Asking = { readonly asked: Asked; readonly scan: string | null; readonly opening: string | null }

/** 意见箱 (10.5.1): opened by two, each paper entered by one and checked by another against its scan. */
export function OpinionBox() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const [asking, setAsking] = useState<Asking | null>(null)
  const [seen, setSeen] = useState<BoxOpening | null>(null)
  const found = useInfiniteQuery({ ...opinionBox(wanted), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const agree = useMutation({
    mutationFn: (row: BoxOpening) => change('POST', `/api/opinion-box/${row.id}/agree`, {}),
    onSuccess: (_, row) => settleRegister('opinion-box', `已确认开箱${row.number}`),
    onError: (error) => tell(error.message),
  })
  const act = (row: BoxOpening, what: string) => {
    if (!page) return
    if (what === 'agree') agree.mutate(row)
    else if (what === 'print') open(`/api/opinion-box/${row.id}/record.pdf`, '_blank', 'noreferrer')
    else setAsking(what === 'enter' ? entering(page, row) : plain(declining(page, row)))
  }
  return (
    <main id="main" className="page wide">
      <h1>意见箱</h1>
      {page ? <Bar page={page} wanted={wanted} onAsk={(asked) => setAsking(plain(asked))} /> : null}
      <search className="filter-bar">
        <OfficePick office={wanted['office'] ?? ''} onPick={(office) => want({ office })} />
      </search>
      <Reading
        of={found}
        lines={6}
        none={rows.length === 0 && '还没有开箱记录。两人一起开箱后，由一人登记，另一人确认。'}
      />
      {rows.map((row) => (
        <OpeningCard
          key={row.id}
          row={row}
          onAct={act}
          onPaper={(of, paper, what) => page && setAsking(ofPaper(page, of, paper, what))}
          onHistory={setSeen}
        />
      ))}
      <More list={found} />
      {asking ? <Over asking={asking} onScan={setAsking} onDone={() => setAsking(null)} /> : null}
      {seen ? (
        <EntryHistory
          title={`${seen.number}的经过`}
          path={`/api/opinion-box/${seen.id}`}
          onClose={() => setSeen(null)}
        />
      ) : null}
    </main>
  )
}

const plain = (asked: Asked): Asking => ({ asked, scan: null, opening: null })

function Bar({ page, wanted, onAsk }: { page: BoxPage; wanted: Wanted; onAsk: (asked: Asked) => void }) {
  const office = wanted['office'] ?? ''
  const registering: Asked = {
    title: '登记开箱',
    schema: page.forms['register'] ?? {},
    path: addressOf('/api/opinion-box', { office }),
    done: '已登记，请另一人用自己的账号确认',
    initial: { openedAt: new Date().toISOString(), seal: 'whole' },
    sends: '登记',
  }
  return (
    <>
      <div className="bar">
        <Button type="primary" onClick={() => onAsk(registering)}>
          登记开箱
        </Button>
        <Button href={addressOf('/api/opinion-box.xlsx', { office })}>导出Excel</Button>
        <Button href="/api/forms/opinion-box.pdf" target="_blank" rel="noreferrer">
          空白开箱记录
        </Button>
        <span className="quiet">至少每{page.days}个工作日开一次，两人在场</span>
      </div>
      <GapList gaps={page.gaps} well="意见箱按时开启，箱里的纸都已经录入、核对。" />
    </>
  )
}

function declining({ forms }: BoxPage, row: BoxOpening): Asked {
  const path = `/api/opinion-box/${row.id}/decline`
  return { title: `与实际不符：${row.number}`, schema: forms['decline'] ?? {}, path, done: '已退回', sends: '退回登记' }
}

function entering({ forms }: BoxPage, row: BoxOpening): Asking {
  const asked: Asked = {
    title: `录入${row.number}第${row.entered + 1}张，共${row.count}张`,
    schema: forms['enter'] ?? {},
    path: `/api/opinion-box/${row.id}/papers`,
    done: '已录入，等另一人核对',
    sends: '录入',
  }
  return { asked, scan: null, opening: row.id }
}

function ofPaper({ forms }: BoxPage, row: BoxOpening, paper: BoxPaper, act: string): Asking {
  const { kind, level, items, words, number, member } = paper
  const written = { ...(words && { words }) }
  const all = {
    kind: kind?.is,
    level: level?.is,
    [`items${level?.is ?? 0}`]: items,
    number: number ?? undefined,
    member: member ?? undefined,
  }
  const asked: Asked = {
    title: `${paperActs[act]}：${row.number}第${paper.nth}张`,
    schema: forms[act] ?? {},
    path: `/api/opinion-papers/${paper.id}/${act}`,
    done: act === 'check' ? '核对已提交' : act === 'correct' ? '已改正，等另一人核对' : '已转投诉登记',
    ...(act !== 'complaint' && { initial: act === 'correct' ? { ...all, ...written } : written }),
    sends: act === 'check' ? '核对' : act === 'correct' ? '改正' : '转投诉登记',
  }
  return { asked, scan: paper.scan, opening: null }
}

type OverProps = { asking: Asking; onScan: (asking: Asking) => void; onDone: () => void }

/** The form with the scan above it: what is typed is read from there. */
function Over({ asking, onScan, onDone }: OverProps) {
  const { asked, scan, opening } = asking
  const upload = useMutation({
    mutationFn: (file: File) => uploadScan(opening ?? '', file),
    onSuccess: (id) => onScan({ ...asking, scan: id, asked: { ...asked, also: { scan: id } } }),
  })
  return (
    <EntryForm register="opinion-box" asked={asked} onDone={onDone}>
      {opening ? (
        <p>
          <label htmlFor="box-scan">{scan ? '换一个扫描件' : '第一步：选这张纸的扫描件（图片或PDF）'}</label>{' '}
          <input
            id="box-scan"
            type="file"
            accept="image/jpeg,image/png,image/webp,application/pdf"
            onChange={({ target }) => {
              const [file] = target.files ?? []
              if (file) upload.mutate(file)
            }}
          />
          {upload.isPending ? <span role="status"> 正在上传……</span> : null}
          {upload.error ? (
            <span className="trouble" role="alert">
              {' '}
              {upload.error.message}
            </span>
          ) : null}
        </p>
      ) : null}
      {scan ? <ScanOf key={scan} scan={scan} /> : null}
    </EntryForm>
  )
}

function ScanOf({ scan }: { scan: string }) {
  const [isPicture, setPicture] = useState(true)
  const href = `/api/opinion-scans/${scan}`
  return (
    <figure className="scan">
      {isPicture ? <img src={href} alt="这张纸的扫描件" onError={() => setPicture(false)} /> : null}
      <figcaption>
        <a href={href} target="_blank" rel="noreferrer">
          在新窗口打开扫描件
        </a>
      </figcaption>
    </figure>
  )
}

/** Takes a scan to its opening and answers its id. */
async function uploadScan(opening: string, file: File): Promise<string> {
  const body = new FormData()
  body.append('file', file)
  const answer = await fetch(`/api/opinion-box/${opening}/scans`, { method: 'POST', body }).catch(() => null)
  if (answer === null) throw new Outage('暂时连不上服务器，扫描件没有上传。')
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})))
  return ((await answer.json()) as { readonly id: string }).id
}
