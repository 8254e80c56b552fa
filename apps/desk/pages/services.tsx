import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { process, service, services } from '#apps/desk/api/queries.ts'
import { Card } from '#ui/card.tsx'
import { Chart } from '#ui/chart.tsx'
import { Empty, Loading, Reading, Trouble } from '#ui/state.tsx'

const route = getRouteApi('/services')

/** All services of the catalogue, and the card and flow of the one chosen. */
export function Services() {
  const { code } = route.useSearch()
  const all = useQuery(services)
  return (
    <div className="bench">
      <aside className="mine" aria-label="事项目录">
        <Reading of={all} lines={10} />
        <ul className="rows">
          {all.data?.map((s) => (
            <li key={s.code}>
              <Link
                to="/services"
                search={{ code: s.code }}
                className="row-link"
                aria-current={s.code === code ? 'page' : undefined}
              >
                <b>
                  <span className="digits">{s.code}</span> {s.name}
                </b>
                <span className="row-foot">
                  {s.ready ? `承诺时限：${s.promised?.says ?? '不设办结期限'}` : '筹备中'}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </aside>
      <main id="main" className="hand">
        {code ? (
          <One code={code} />
        ) : (
          <>
            <h1 className="unseen">事项</h1>
            <Empty says="从左边选一个事项，看它的依据、材料、时限和流程。" />
          </>
        )}
      </main>
    </div>
  )
}

function One({ code }: { code: string }) {
  const card = useQuery(service(code))
  const flow = useQuery(process('case', code))
  if (card.isPending) return <Loading lines={10} />
  if (card.isError) return <Trouble error={card.error} again={() => void card.refetch()} />
  return (
    <>
      <h1 className="unseen">{card.data.name}</h1>
      <div className="sheet">
        <Card card={card.data} />
      </div>
      <p className="bar">
        <Link to="/open" search={{ service: code }}>
          开办这个事项
        </Link>
        <a href={`/api/services/${code}/form.pdf`} target="_blank" rel="noreferrer">
          打印空白表
        </a>
        <a href={`/api/services/${code}/guide.pdf`} target="_blank" rel="noreferrer">
          打印办事指南
        </a>
        <Link to="/versions" search={{ code }}>
          版本和变化
        </Link>
      </p>
      {flow.data ? <Chart flow={flow.data} here={null} /> : null}
    </>
  )
}
