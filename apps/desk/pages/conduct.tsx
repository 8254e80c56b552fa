import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { conduct } from '#apps/desk/api/conduct.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { ConductEvents, ConductTable } from '#rules/civil-reception/screens/conduct.tsx'
import { PeriodFields } from '#ui/period.tsx'
import { Empty, Reading } from '#ui/state.tsx'
import { day } from '#ui/when.ts'

const route = getRouteApi('/conduct')

/** 履职情况 (3.2.1, 3.2.2): counted from the record, by post, with each matter in which it happened. */
export function Conduct() {
  const [period, want] = useSought(route.useSearch())
  const found = useQuery({ ...conduct(period), placeholderData: (before) => before })
  const { data } = found
  return (
    <main id="main" className="page wide">
      <h1>履职情况</h1>
      <search className="filter-bar">
        <PeriodFields id="conduct" label="统计日期" value={{ ...data, ...period }} onChange={want} />
      </search>
      <Reading of={found} lines={6} />
      {data ? (
        <>
          <p className="quiet">
            {day(data.from)}至{day(data.until)}
            ，按办理记录自动统计，不能手工改动。负责人看全部岗位，其他人看自己的岗位。
          </p>
          <section aria-label="各岗位">
            {data.rows.length ? <ConductTable rows={data.rows} /> : <Empty says="这段时间没有经办的事项。" />}
          </section>
          <section aria-labelledby="events">
            <h2 id="events">逐件情况（最近100条）</h2>
            {data.events.length ? (
              <ConductEvents
                rows={data.events}
                open={(row) => (
                  <Link to="/matters/$id" params={{ id: row.matter }}>
                    {row.title} <span className="digits">{row.number}</span>
                  </Link>
                )}
              />
            ) : (
              <Empty says="没有超期、转手或差错退回。" />
            )}
          </section>
        </>
      ) : null}
    </main>
  )
}
