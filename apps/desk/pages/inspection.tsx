import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, ConfigProvider } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { inspection, settleInspection } from '#apps/desk/api/inspections.ts'
import { uploadPhoto } from '#apps/desk/api/photo.ts'
import { matter, queries, session } from '#apps/desk/api/queries.ts'
import { Act } from '#apps/desk/bench/act.tsx'
import { Head } from '#apps/desk/bench/head.tsx'
import { Sheets } from '#apps/desk/bench/sheets.tsx'
import { asAnswer, useAnswers } from '#apps/desk/pages/inspecting.ts'
import { isReady, stuckIn } from '#apps/desk/pages/waiting.ts'
import { keptOf, wantOf } from '#rules/standard-conduct/review.ts'
import { CheckList, type Group, groupsOf } from '#rules/standard-conduct/screens/checklist.tsx'
import { lineId } from '#rules/standard-conduct/screens/line.tsx'
import { Results } from '#rules/standard-conduct/screens/results.tsx'
import type { Facts, InspectionPage, LineView } from '#rules/standard-conduct/screens/types.ts'
import { Clocks } from '#ui/clocks.tsx'
import { UploadContext } from '#ui/form/photos.tsx'
import { Moves } from '#ui/moves.tsx'
import { Loading, Trouble } from '#ui/state.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { Trail } from '#ui/trail.tsx'
import '#apps/desk/style/inspection.css'

const route = getRouteApi('/inspections/$id')
/** Fingers need room: 44 px at least. */
const touch = { token: { controlHeight: 44, controlHeightSM: 44 } }

/** One inspection: filled in on the tablet while it goes on, read and decided afterwards. */
export function Inspection() {
  const { id } = route.useParams()
  const found = useQuery(inspection(id))
  const me = useQuery(session)
  if (!me.data || found.isPending) return <Waiting />
  if (found.isError && !found.data)
    return (
      <main id="main" className="page inspect">
        <Trouble error={found.error} again={() => void found.refetch()} />
      </main>
    )
  return found.data ? (
    <ConfigProvider theme={touch}>
      <InHand key={id} found={found.data} staff={me.data.staffId} />
    </ConfigProvider>
  ) : null
}

function Waiting() {
  return (
    <main id="main" className="page inspect">
      <Loading lines={8} />
    </main>
  )
}

type Props = { found: InspectionPage; staff: string }

function InHand({ found, staff }: Props) {
  const { page, checklist } = found
  const { matter: m, offers } = page
  const [chosen, setChosen] = useState<string | null>(null)
  const facts = m.facts as Facts
  const upload = useMemo(() => (file: File) => uploadPhoto(file, m.office.id), [m.office.id])
  const isDoing = m.state === 'doing'
  useEffect(() => {
    document.title = `${m.title} · 首问`
  }, [m.title])
  const done = () => {
    setChosen(null)
    void settleInspection(m.id)
    document.getElementById('matter-title')?.focus()
  }
  const choose = (move: string) => {
    // The form of a step reads the matter as the bench does.
    queries.setQueryData(matter(m.id).queryKey, page)
    setChosen(move)
  }
  return (
    <main id="main" className="page inspect">
      <p className="back">
        <Link to="/inspections">返回检查台账</Link>
      </p>
      <Head page={page} />
      <UploadContext value={upload}>
        {isDoing ? null : <Moves offers={offers} chosen={chosen} onMove={choose} />}
        {chosen ? (
          <Act
            key={chosen}
            page={page}
            offer={offers.find(({ move }) => move === chosen)}
            move={chosen}
            onDone={done}
          />
        ) : null}
      </UploadContext>
      {isDoing ? (
        <Doing found={found} staff={staff} busy={chosen !== null} onMove={choose} />
      ) : (
        <Results checklist={checklist} facts={facts} />
      )}
      <Tabs
        label="检查记录"
        tabs={[
          { key: 'sheets', label: `文书 ${page.sheets.length}`, content: <Sheets sheets={page.sheets} /> },
          { key: 'clocks', label: `时限 ${page.clocks.length}`, content: <Clocks clocks={page.clocks} /> },
          { key: 'trail', label: `经过 ${page.journal.length}`, content: <Trail journal={page.journal} /> },
        ]}
      />
    </main>
  )
}

type DoingProps = Props & { busy: boolean; onMove: (move: string) => void }

/** The checklist with what is not yet on the server laid over what is. */
function Doing({ found, staff, busy, onMove }: DoingProps) {
  const { page, checklist } = found
  const { matter: m, offers } = page
  const { waiting, line, faults, answer, takePhotos, source, flush } = useAnswers({
    id: m.id,
    staff,
    office: m.office.id,
  })
  const groups = useMemo(() => groupsOf(checklist.lines), [checklist.lines])
  const { chosen, setChosen, setTo } = useGroup(groups)
  const of = (one: LineView) => waiting.answers[one.key] ?? asAnswer(one)
  const resultOf = (one: LineView) => (isReady(of(one)) ? keptOf(one, of(one)) : null)
  const wants = (one: LineView) => wantOf(one, resultOf(one))
  const left = groups.flatMap(({ lines }) => lines).filter((one) => wants(one) !== null)
  const [first] = left
  const isWaiting = Object.keys(waiting.answers).length > 0
  const stuck = stuckIn(waiting)
  const others = offers.filter(({ move }) => move !== 'finish')
  const finish = offers.find(({ move }) => move === 'finish')
  return (
    <>
      {others.length > 0 && !busy ? <Moves offers={others} chosen={null} onMove={onMove} /> : null}
      <CheckList
        groups={groups}
        chosen={chosen}
        open={({ lines }) => lines.filter((one) => wants(one) !== null).length}
        onChoose={(id) => {
          setChosen(id)
          document.getElementById('check-group')?.scrollIntoView({ block: 'nearest' })
        }}
        stateOf={(one) => ({
          answer: of(one),
          result: resultOf(one)?.result ?? null,
          fault: faults[one.key] ?? null,
          waiting: waiting.answers[one.key] !== undefined,
          source,
          onAnswer: (change) => answer(one, change),
          onPhotos: (files) => void takePhotos(one, files),
        })}
      />
      <footer className="inspect-foot">
        {first ? (
          <button type="button" className="plain-button" onClick={() => setTo(first)}>
            还有 {left.length} 项<span className="unseen">，到第一项没有填好的</span>
          </button>
        ) : null}
        <p role="status">
          {first ? '' : '各项都已填完 · '}
          {checklist.score ? `暂计 ${checklist.score.score} 分 · ` : ''}
          {line === 'well' && stuck > 0 && stuck === Object.keys(waiting.answers).length
            ? `${stuck} 项没有填好，还没有保存`
            : said[line === 'well' && isWaiting ? 'sending' : line]}
        </p>
        {line === 'away' ? <Button onClick={() => void flush()}>现在再传</Button> : null}
        {finish ? (
          <Button
            type="primary"
            disabled={first !== undefined || isWaiting || finish.refusal !== null || busy}
            onClick={() => onMove('finish')}
          >
            完成检查
          </Button>
        ) : null}
      </footer>
    </>
  )
}

/** The group in hand, and the way to a line wherever it is: shown, in the middle, ready to be answered. */
function useGroup(groups: readonly Group[]) {
  const [chosen, setChosen] = useState(groups[0]?.id ?? '')
  const [to, put] = useState<{ readonly line: string } | null>(null)
  const setTo = ({ key }: LineView) => {
    setChosen(groups.find(({ lines }) => lines.some((one) => one.key === key))?.id ?? chosen)
    put({ line: key })
  }
  useEffect(() => {
    const line = to && document.getElementById(lineId(to.line))
    if (!line) return
    line.scrollIntoView({ block: 'center' })
    const note = line.querySelector<HTMLElement>('[aria-required=true]')
    ;(note ?? line).focus({ preventScroll: true })
  }, [to])
  return { chosen, setChosen, setTo }
}

const said = {
  well: '已保存',
  sending: '正在保存',
  away: '网络断开，已存在本机，恢复后自动上传',
  unkept: '本机存不下，请保持页面打开直到联网',
} as const
