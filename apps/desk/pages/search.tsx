import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { search } from '#apps/desk/api/queries.ts'
import type { Found } from '#apps/desk/api/types.ts'
import { Lamp } from '#ui/lamp.tsx'
import { Empty, Loading, Trouble } from '#ui/state.tsx'
import { day } from '#ui/when.ts'

const route = getRouteApi('/search')

/** Matters by number, name or words; services, colleagues and bodies too; only what this person may see. */
export function Search() {
  const { q = '' } = route.useSearch()
  const [words, setWords] = useState(q)
  const go = useNavigate()
  useEffect(() => {
    const wait = setTimeout(() => {
      if (words !== q) void go({ to: '/search', search: words.trim() ? { q: words.trim() } : {}, replace: true })
    }, 200)
    return () => clearTimeout(wait)
  }, [words, q, go])
  const found = useQuery({ ...search(q), placeholderData: (before) => before })
  const { rows = [], others = [] } = found.data ?? {}
  const first = rows[0]
  return (
    <main id="main" className="page">
      <h1>查找</h1>
      <Input
        autoFocus
        allowClear
        size="large"
        aria-label="查找"
        placeholder="编号或编号末几位、电话或证件号码（整个或末四位）、姓名或拼音首字母、事由、服务事项、同事、单位"
        value={words}
        onChange={(e) => setWords(e.target.value)}
        onPressEnter={() => {
          if (first && words.trim() === q) void go({ to: '/matters/$id', params: { id: first.id } })
        }}
      />
      {found.isFetching && !found.data ? <Loading /> : null}
      {found.isError ? <Trouble error={found.error} again={() => void found.refetch()} /> : null}
      {q.length < 2 ? <p className="quiet">至少输入两个字。</p> : null}
      {q.length >= 2 && found.data && rows.length + others.length === 0 ? (
        <Empty says="没有找到。换个词，或核对一下编号。" />
      ) : null}
      {[...Map.groupBy(others, ({ group }) => group)].map(([group, some]) => (
        <section key={group}>
          <h2>{group}</h2>
          <ul className="found-rows">
            {some.map((one) => (
              <li key={one.label + one.says}>
                <Other {...one} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {rows.length > 0 ? <Matters rows={rows} /> : null}
    </main>
  )
}

function Other({ label, says, to, carries = {} }: Found['others'][number]) {
  const inside = (
    <>
      <b>{label}</b>
      <span>{says}</span>
    </>
  )
  return to === null ? (
    <div className="found-row">{inside}</div>
  ) : (
    <Link className="found-row" to={to} search={carries}>
      {inside}
    </Link>
  )
}

function Matters({ rows }: { rows: Found['rows'] }) {
  return (
    <section>
      <h2>事项</h2>
      <ul className="found-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <Link className="found-row" to="/matters/$id" params={{ id: row.id }}>
              <b>{row.title}</b>
              <span className="digits">{row.number}</span>
              <span>{row.kindLabel}</span>
              <span>{row.stateLabel}</span>
              {row.lamp ? <Lamp lamp={row.lamp} late={row.late ?? false} /> : null}
              {row.holder ? <span>承办 {row.holder.name}</span> : null}
              {row.foundBy ? <span className="quiet">{row.foundBy}</span> : null}
              {row.openedAt ? <span className="quiet">{day(row.openedAt)}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
