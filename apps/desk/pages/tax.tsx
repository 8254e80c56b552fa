import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { download } from '#apps/desk/api/download.ts'
import type { Wanted } from '#apps/desk/api/entries.ts'
import { reliefs } from '#apps/desk/api/reliefs.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type Asked, EntryForm, EntryHistory, OfficePick } from '#apps/desk/pages/entry.tsx'
import { Export } from '#apps/desk/pages/export.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { type Relief, ReliefList, type ReliefPage } from '#programs/tax/screens/reliefs.tsx'
import type { Values } from '#ui/form/form.tsx'
import { More } from '#ui/more.tsx'
import { Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/reliefs')

const services = [
  { value: '', label: '全部' },
  { value: 'JY10', label: '企业吸纳' },
  { value: 'JY11', label: '自主创业' },
]

/** 就业税收优惠: who was certified for which months, so that no month is certified twice. */
export function Tax() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const [asked, setAsked] = useState<Asked | null>(null)
  const [printed, setPrinted] = useState<Relief | null>(null)
  const [seen, setSeen] = useState<Relief | null>(null)
  const go = useNavigate()
  const found = useInfiniteQuery({ ...reliefs(wanted), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const years = [...new Set(page?.totals.map(({ year }) => String(year)))].map((year) => ({
    value: year,
    label: `${year}年`,
  }))
  return (
    <main id="main" className="page wide">
      <h1>就业税收优惠</h1>
      <search className="filter-bar">
        <OfficePick office={wanted['office'] ?? ''} onPick={(office) => want({ office })} />
        <Segmented
          aria-label="政策"
          options={services}
          value={wanted['service'] ?? ''}
          onChange={(service) => want({ service })}
        />
        <Pick label="年度" width={120} value={wanted['year']} list={years} onPick={(year) => want({ year })} />
        <Words says="单位、姓名或编号" value={wanted['q']} onFind={(q) => want({ q })} />
      </search>
      {page ? (
        <div className="bar">
          <Totals page={page} />
          <Export path="/api/reliefs/export" wanted={filtersOf(wanted)} personal />
        </div>
      ) : null}
      <Reading
        of={found}
        lines={8}
        none={rows.length === 0 && '没有符合条件的记录。办件核发以后，名单里的人员和月份自动记在这里。'}
      />
      {rows.length > 0 ? (
        <ReliefList
          rows={rows}
          leads={page?.leads === true}
          onOpen={({ matter }) => void go({ to: '/matters/$id', params: { id: matter } })}
          onRevoke={(one) => page && setAsked(revoking(page, one))}
          onPrint={setPrinted}
          onHistory={setSeen}
        />
      ) : null}
      <More list={found} />
      {asked ? <EntryForm register="reliefs" asked={asked} onDone={() => setAsked(null)} /> : null}
      {printed && page ? <Certificate of={printed} page={page} onLeave={() => setPrinted(null)} /> : null}
      {seen ? (
        <EntryHistory
          title={`${seen.person}：${seen.span}`}
          path={`/api/reliefs/${seen.id}`}
          onClose={() => setSeen(null)}
        />
      ) : null}
    </main>
  )
}

/** The certificate for the tax office: its numbers are whole, so it comes after a reason that goes on the record. */
function Certificate({ of, page, onLeave }: { of: Relief; page: ReliefPage; onLeave: () => void }) {
  const send = useMutation({
    mutationFn: (values: Values) => download(`/api/reliefs/${of.id}/certificate.pdf`, values),
    onSuccess: () => {
      onLeave()
      tell('已打印到文件，在下载文件夹里；用后请妥善保管')
    },
  })
  return (
    <SendOver
      title={`打印完整号码的认定证明：${of.employer}`}
      width={520}
      send={send}
      schema={page.forms.print}
      sends="打印"
      onLeave={onLeave}
    >
      <p>清单中各人的号码完整，只交给企业和税务部门。谁在何时为什么打印，记录在案。</p>
    </SendOver>
  )
}

function Totals({ page }: { page: ReliefPage }) {
  const said = page.totals
    .slice(0, 4)
    .map(({ year, label, people, months }) => `${year}年${label}${people}人${months}个月`)
  return said.length > 0 ? <span className="quiet">{said.join('；')}</span> : null
}

/** The year travels as a number. */
const filtersOf = ({ year, ...wanted }: Wanted): object => ({
  ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== '')),
  ...(year && { year: Number(year) }),
})

const revoking = ({ forms }: ReliefPage, { id, person, span }: Relief): Asked => ({
  ...{ title: `撤销核发：${person}，${span}`, schema: forms.revoke, path: `/api/reliefs/${id}/revocation` },
  ...{ done: '已撤销，这些月份可以重新核发', sends: '撤销' },
})
