import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { fetched } from '#apps/desk/api/download.ts'
import { editions, figuresAt, setDown } from '#apps/desk/api/figures.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import { addMonths, type Day } from '#core/day.ts'
import { Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { dayKey, moment } from '#ui/when.ts'

const said = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`
const kinds = { docx: 'Word', pdf: 'PDF', xlsx: 'Excel' } as const

/** The last so many months. */
const monthsBack = 24

/** 月报: of a month, as Word, PDF and Excel; set down once it is over, and the same whenever it is taken out (6.6). */
export function MonthlyReport({ office }: { office: { readonly id: string; readonly name: string } }) {
  const today = dayKey(new Date()) as Day
  const now = today.slice(0, 7)
  const found = useQuery(editions(office.id))
  const [picked, pick] = useState<string>()
  const month = picked ?? found.data?.last ?? now
  const kept = found.data?.rows.find((one) => one.month === month)
  const take = useMutation({
    mutationFn: (ending: keyof typeof kinds) =>
      fetched(figuresAt(`/api/figures/monthly.${ending}`, { office: office.id, month })),
    onSuccess: () => tell('月报已生成，文件在下载文件夹里'),
    onError: (error) => tell(error.message),
  })
  const keep = useMutation({
    mutationFn: () => setDown(office.id, month),
    onSuccess: ({ edition }) => tell(`${said(month)}月报已定稿，第${edition}版`),
    onError: (error) => tell(error.message),
  })
  const months = Array.from({ length: monthsBack }, (_, back) => addMonths(`${now}-01` as Day, -back).slice(0, 7))
  return (
    <section aria-labelledby="monthly-report" className="no-print">
      <h2 id="monthly-report">月报</h2>
      <Reading of={found} lines={2} />
      {found.data ? (
        <>
          <div className="bar">
            <Pick
              label="月报的月份"
              width={140}
              value={month}
              list={months.map((one) => ({ value: one, label: said(one) }))}
              onPick={pick}
            />
            {(Object.keys(kinds) as (keyof typeof kinds)[]).map((ending) => (
              <Button
                key={ending}
                loading={take.isPending && take.variables === ending}
                disabled={take.isPending}
                onClick={() => take.mutate(ending)}
              >
                {kinds[ending]}
              </Button>
            ))}
            {month < now ? (
              <Popconfirm
                title={`${said(month)}月报${kept ? `重新定稿为第${kept.edition + 1}版` : '定稿'}？`}
                description="按现在的统计定下来，以后每次取出都一样。"
                okText="定稿"
                cancelText="不定稿"
                onConfirm={() => keep.mutate()}
              >
                <Button type="primary" loading={keep.isPending}>
                  {kept ? '重新定稿' : '定稿'}
                </Button>
              </Popconfirm>
            ) : null}
            {take.isPending ? <span role="status">正在生成，请稍候</span> : null}
          </div>
          <p className="quiet">
            {kept
              ? `${said(month)}月报：第${kept.edition}版，${moment(kept.madeAt)} ${kept.madeBy}定稿，取出的就是这一版。`
              : month < now
                ? `${said(month)}月报还没有定稿，取出的写明数据截至什么时候。`
                : `${said(month)}还没有结束，取出的写明数据截至什么时候。`}
          </p>
        </>
      ) : null}
    </section>
  )
}
