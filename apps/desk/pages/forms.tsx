import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { type PaperRow, papers } from '#apps/desk/api/forms.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/forms')

/** 表格样张: every kind of paper as it looks, and the blanks to print for a visitor (2.3.1). */
export function Forms() {
  const [wanted, want] = useSought(route.useSearch())
  const found = useQuery(papers)
  const { group = '', q = '' } = wanted
  const groups = (found.data?.groups ?? [])
    .filter(({ key }) => group === '' || key === group)
    .map((one) => ({ ...one, rows: one.rows.filter(({ title }) => title.includes(q)) }))
    .filter(({ rows }) => rows.length > 0)
  const all = [
    { value: '', label: '全部' },
    ...(found.data?.groups ?? []).map(({ key, title }) => ({ value: key, label: title })),
  ]
  return (
    <main id="main" className="page wide">
      <h1>表格样张</h1>
      <p className="quiet">样张里的姓名、号码都是编造的测试数据。空白表打开后可以直接打印给服务对象。</p>
      <search className="filter-bar">
        <Segmented aria-label="种类" options={all} value={group} onChange={(value) => want({ group: value })} />
        <Words says="表格或文书的名称" value={q} onFind={(value) => want({ q: value })} />
      </search>
      <Reading of={found} lines={8} none={groups.length === 0 && '没有这样的表格，换一个名称再找。'} />
      {groups.map(({ key, title, rows }) => (
        <section key={key} aria-label={title}>
          <h2>{title}</h2>
          <ul className="papers">
            {rows.map((row) => (
              <Paper key={row.key} row={row} />
            ))}
          </ul>
        </section>
      ))}
    </main>
  )
}

function Paper({ row: { title, pdf, picture, blank } }: { row: PaperRow }) {
  return (
    <li>
      <a href={pdf} target="_blank" rel="noreferrer">
        <img src={picture} alt={`${title}样张`} width={160} height={226} loading="lazy" />
      </a>
      <b>{title}</b>
      <p>
        <a href={pdf} target="_blank" rel="noreferrer">
          看样张
        </a>
        {blank ? (
          <a href={blank} target="_blank" rel="noreferrer">
            打印空白
          </a>
        ) : null}
      </p>
    </li>
  )
}
