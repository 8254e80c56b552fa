import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { change } from '#apps/desk/api/call.ts'
import { settleRegister } from '#apps/desk/api/entries.ts'
import { loanFigures, loanSubsidies } from '#apps/desk/api/loans.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { OfficePick } from '#apps/desk/pages/entry.tsx'
import { Export } from '#apps/desk/pages/export.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { spokenQuarter } from '#core/sums/interest.ts'
import { LoanSums, SubsidyList } from '#programs/loan/screens/subsidies.tsx'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { PeriodFields } from '#ui/period.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'

const route = getRouteApi('/loans')

/** 创业担保贷款 (JY09): what was lent and is owed, and the subsidies of interest that go to be paid. */
export function Loans() {
  const [asked, want] = useSought(route.useSearch())
  const { office = '', from = '', until = '' } = asked
  const figures = useQuery({ ...loanFigures({ office, from, until }), placeholderData: (before) => before })
  return (
    <main id="main" className="page wide">
      <h1>创业担保贷款</h1>
      <div className="bar">
        <Link to="/open" search={{ service: 'JY09' }}>
          <Button type="primary">办理创业担保贷款</Button>
        </Link>
        <Link to="/registers/$kind" params={{ kind: 'loan' }} search={{}}>
          贷款台账
        </Link>
      </div>
      <search className="filter-bar">
        <OfficePick office={office} onPick={(picked) => want({ office: picked || undefined })} />
        <PeriodFields id="loans" label="放款日期" value={{ ...figures.data, ...asked }} onChange={want} />
      </search>
      <Reading of={figures} lines={2} />
      {figures.data ? <LoanSums figures={figures.data} /> : null}
      <Subsidies asked={asked} want={want} />
    </main>
  )
}

type Sought = ReturnType<typeof route.useSearch>
type SubsidyProps = { asked: Sought; want: (change: Change<Sought>) => void }

/** What was approved, quarter by quarter; of one quarter, what waits is handed over in one list. */
function Subsidies({ asked, want }: SubsidyProps) {
  const { office = '', quarter = '', handed = '' } = asked
  const found = useInfiniteQuery({ ...loanSubsidies({ office, quarter, handed }), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const quarters = [...new Set([...(quarter ? [quarter] : []), ...rows.map((row) => row.quarter)])]
  const waiting = rows.filter((row) => row.quarter === quarter && row.batch === null)
  return (
    <section>
      <h2>已批准的贴息</h2>
      <search className="filter-bar">
        <Pick
          label="季度"
          width={150}
          value={quarter || undefined}
          list={quarters.map((value) => ({ value, label: spokenQuarter(value) }))}
          onPick={(picked) => want({ quarter: picked })}
        />
        <Pick
          label="是否已移交"
          width={150}
          value={handed || undefined}
          list={choicesOf({ false: '等待移交', true: '已移交' })}
          onPick={(picked) => want({ handed: picked })}
        />
        <span className="filter-end">
          {quarter ? (
            <>
              {found.data?.pages[0]?.leads ? (
                <Handing office={office} quarter={quarter} isNone={waiting.length === 0} />
              ) : null}
              <Export path="/api/loans/subsidies/export" wanted={{ quarter, ...(office && { office }) }} personal />
            </>
          ) : (
            <span className="quiet">选一个季度，就可以移交拨付和导出名册</span>
          )}
        </span>
      </search>
      <Reading
        of={found}
        lines={6}
        none={
          rows.length === 0 &&
          '没有已批准的贴息。季度结束以后，在贷款事项里凭银行利息清单提出贴息，复核、批准后列在这里。'
        }
      />
      {rows.length > 0 ? (
        <SubsidyList
          rows={rows}
          link={(row) => (
            <Link to="/matters/$id" params={{ id: row.matter }}>
              {row.name} <small className="digits">{row.number}</small>
            </Link>
          )}
        />
      ) : null}
      <More list={found} />
    </section>
  )
}

function Handing({ office, quarter, isNone }: { office: string; quarter: string; isNone: boolean }) {
  const hand = useMutation({
    mutationFn: () =>
      change<{ readonly says: string }>('POST', '/api/loans/subsidies/handing', { quarter, ...(office && { office }) }),
    onSuccess: ({ says }) => settleRegister('loans', says),
    onError: (error) => tell(error.message),
  })
  return (
    <Popconfirm
      title={`移交${spokenQuarter(quarter)}的贴息去拨付？`}
      description="等待移交的各笔列入一份名册，移交以后不能再列入别的名册。"
      okText="移交"
      cancelText="先不"
      onConfirm={() => hand.mutate()}
    >
      <Button disabled={isNone} loading={hand.isPending}>
        移交拨付
      </Button>
    </Popconfirm>
  )
}
