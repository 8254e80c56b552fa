import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { aidDue } from '#apps/desk/api/aid.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { OfficePick } from '#apps/desk/pages/entry.tsx'
import { AidSums, DueList } from '#programs/aid/screens/due.tsx'
import { choicesOf } from '#ui/pick.tsx'
import { Empty, Reading } from '#ui/state.tsx'

const route = getRouteApi('/aids')
const whose = { mine: '我负责的', all: '全部' } as const
const spans = { 0: '到今天', 7: '七天内', 31: '一个月内' } as const

/** 就业援助 (JY06): today's appointments and what the plans ask for next, with the way to the register. */
export function Aids() {
  const [asked, want] = useSought(route.useSearch())
  const wanted = { whose: asked.whose ?? 'mine', days: asked.days ?? '7', office: asked.office ?? '' }
  const found = useQuery({ ...aidDue(wanted), placeholderData: (before) => before })
  const page = found.data
  return (
    <main id="main" className="page wide">
      <h1>就业援助</h1>
      <div className="bar">
        <Link to="/open" search={{ service: 'JY06' }}>
          <Button type="primary">办理就业援助</Button>
        </Link>
        <Link to="/registers/$kind" params={{ kind: 'aid' }} search={{}}>
          援助台账
        </Link>
        <Button onClick={() => window.print()}>打印</Button>
      </div>
      {page ? <AidSums figures={page.figures} /> : null}
      <search className="filter-bar">
        <OfficePick office={wanted.office} onPick={(office) => want({ office: office || undefined })} />
        <Segmented
          aria-label="谁负责的"
          value={wanted.whose}
          onChange={(picked) => want({ whose: picked })}
          options={choicesOf(whose)}
        />
        <Segmented
          aria-label="看到哪天"
          value={wanted.days}
          onChange={(picked) => want({ days: picked })}
          options={choicesOf(spans)}
        />
      </search>
      <section>
        <h2>约见和到期的措施</h2>
        <Reading of={found} lines={6} />
        {page && page.rows.length === 0 ? <Empty says={noneOf(wanted.whose, page.figures.open)} /> : null}
        {page && page.rows.length > 0 ? (
          <DueList
            rows={page.rows}
            link={(row) => (
              <Link to="/matters/$id" params={{ id: row.matter }}>
                {row.title} <small className="digits">{row.number}</small>
              </Link>
            )}
          />
        ) : null}
      </section>
    </main>
  )
}

/** Why nothing is due while people are helped, and where they all stand. */
function noneOf(whose: string, open: number): string {
  const none = `这段时间${whose === 'mine' ? '您负责的' : ''}没有约见，也没有到期的措施。`
  if (open === 0) return `${none}制定计划或登记援助时填写“约定的下次日期”，就会列在这里。`
  const wider = whose === 'mine' ? '在上面选“全部”或更长的时间，' : '在上面选更长的时间，'
  return `${none}在援助的${open}人都在“援助台账”里；${wider}可以看别的约见和措施。`
}
