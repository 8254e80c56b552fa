import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { search } from '#apps/desk/api/queries.ts'
import { Lamp } from '#ui/lamp.tsx'
import { Empty, Loading, Trouble } from '#ui/state.tsx'
import { day } from '#ui/when.ts'

const route = getRouteApi('/search')

/** Matters by number, name or words of the matter; only those that this person may see. */
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
  return (
    <main id="main" className="page">
      <h1>查找</h1>
      <Input
        autoFocus
        allowClear
        size="large"
        aria-label="查找"
        placeholder="编号、姓名或事由中的字词"
        value={words}
        onChange={(e) => setWords(e.target.value)}
      />
      {found.isFetching && !found.data ? <Loading /> : null}
      {found.isError ? <Trouble error={found.error} again={() => void found.refetch()} /> : null}
      {q.length >= 2 && found.data?.length === 0 ? <Empty says="没有找到。换个词，或核对一下编号。" /> : null}
      {q.length < 2 ? <p className="quiet">至少输入两个字。</p> : null}
      <ul className="found-rows">
        {found.data?.map((row) => (
          <li key={row.id}>
            <Link to="/matters/$id" params={{ id: row.id }}>
              <b>{row.title}</b>
              <span className="digits">{row.number}</span>
              <span>{row.kindLabel}</span>
              <span>{row.stateLabel}</span>
              {row.lamp ? <Lamp lamp={row.lamp} late={row.late ?? false} /> : null}
              {row.holder ? <span>承办 {row.holder.name}</span> : null}
              {row.openedAt ? <span className="quiet">{day(row.openedAt)}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </main>
  )
}
