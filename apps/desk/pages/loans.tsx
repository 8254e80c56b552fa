import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { loanFigures, loanSubsidies } from '#apps/desk/api/loans.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { OfficePick } from '#apps/desk/pages/entry.tsx'
import { Export } from '#apps/desk/pages/export.tsx'
import { ToBatch } from '#apps/desk/pages/subsidies/way.tsx'
import { spokenQuarter } from '#core/sums/interest.ts'
import { paymentStates } from '#programs/loan/contract.ts'
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

/** What was approved, quarter by quarter; and where each stands on its way to the account. */
function Subsidies({ asked, want }: SubsidyProps) {
  const { office = '', quarter = '', payment = '' } = asked
  const found = useInfiniteQuery({
    ...loanSubsidies({ office, quarter, payment }),
    placeholderData: (before) => before,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const quarters = [...new Set([...(quarter ? [quarter] : []), ...rows.map((row) => row.quarter)])]
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
          label="拨付"
          width={190}
          value={payment || undefined}
          list={choicesOf(paymentStates)}
          onPick={(picked) => want({ payment: picked })}
        />
        <span className="filter-end">
          {quarter ? (
            <>
              <Export path="/api/loans/subsidies/export" wanted={{ quarter, ...(office && { office }) }} personal />
            </>
          ) : (
            <span className="quiet">批准的贴息自动列入“补贴发放”待入批；选一个季度，可以导出名册</span>
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
          toBatch={(id, number) => <ToBatch id={id} number={number} />}
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
