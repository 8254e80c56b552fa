import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import {
  accountFigures,
  accounts,
  excused,
  ownAccounts,
  settleAccounts,
  upheld,
  type Wanted,
} from '#apps/desk/api/accountability.ts'
import { change, read } from '#apps/desk/api/call.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import type { MatterPage } from '#core/view.ts'
import { breaches, rungs } from '#rules/accountability/contract.ts'
import { accountability } from '#rules/accountability/process.ts'
import { AccountFigures, ExcusedList } from '#rules/accountability/screens/figures.tsx'
import { joinForm, mediaForm, proposeForm } from '#rules/accountability/screens/forms.ts'
import { AccountRegister, type AccountRow, type Upheld, UpheldList } from '#rules/accountability/screens/register.tsx'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { PeriodFields } from '#ui/period.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Empty, Reading, Trouble } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

type Asking =
  | { readonly what: 'propose' | 'media'; readonly from?: Upheld }
  | { readonly what: 'join'; readonly row: AccountRow }

const route = getRouteApi('/accountability')

/** What follows from a breach (2.4, 7.6): my own record, and for head and superior the register with its figures. */
export function Accountability() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const [asking, setAsking] = useState<Asking | null>(null)
  const found = useInfiniteQuery({ ...accounts(wanted), placeholderData: (before) => before })
  const first = found.data?.pages[0]
  return (
    <main id="main" className="page wide">
      <h1>责任追究</h1>
      {first?.keeps ? (
        <div className="bar">
          <Button type="primary" onClick={() => setAsking({ what: 'propose' })}>
            提出责任追究
          </Button>
          <Button onClick={() => setAsking({ what: 'media' })}>登记媒体曝光</Button>
          <span className="quiet">超期、未一次性告知等由系统按记录提出，不用人填。</span>
        </div>
      ) : null}
      {asking ? <Ask key={asking.what} asking={asking} onDone={() => setAsking(null)} /> : null}
      <Reading of={found} lines={8} />
      {first?.keeps ? <UpheldPart onPropose={(from) => setAsking({ what: 'propose', from })} /> : null}
      {first?.keeps ? (
        <section aria-labelledby="accounts">
          <h2 id="accounts">台账</h2>
          <Filter wanted={wanted} offices={first.offices} onWant={want} />
          <Rows
            rows={found.data?.pages.flatMap(({ rows }) => rows) ?? []}
            onJoin={(row) => setAsking({ what: 'join', row })}
          />
          <More list={found} />
        </section>
      ) : null}
      <Own />
      <FiguresPart wanted={wanted} />
      {first?.keeps ? <ExcusedPart /> : null}
    </main>
  )
}

const open = (row: AccountRow) => (
  <Link to="/matters/$id" params={{ id: row.id }}>
    {row.breachLabel}
  </Link>
)

function Rows({ rows, onJoin }: { rows: readonly AccountRow[]; onJoin: (row: AccountRow) => void }) {
  if (rows.length === 0) return <Empty says="没有符合条件的责任追究。" />
  return <AccountRegister rows={rows} open={open} onJoin={onJoin} />
}

function Own() {
  const own = useQuery(ownAccounts)
  return (
    <section aria-labelledby="own-accounts">
      <h2 id="own-accounts">我的责任记录</h2>
      <Reading of={own} lines={2} />
      {own.data?.length === 0 ? <p className="quiet">您没有责任追究记录。</p> : null}
      {own.data && own.data.length > 0 ? <AccountRegister own rows={own.data} open={open} /> : null}
    </section>
  )
}

function UpheldPart({ onPropose }: { onPropose: (row: Upheld) => void }) {
  const found = useQuery(upheld)
  if (!found.data?.length) return null
  return (
    <section aria-labelledby="upheld">
      <h2 id="upheld">属实的投诉，还没有提出追究的</h2>
      <UpheldList
        rows={found.data}
        open={({ id, number, title }) => (
          <Link to="/matters/$id" params={{ id }}>
            {number} {title}
          </Link>
        )}
        onPropose={onPropose}
      />
    </section>
  )
}

function ExcusedPart() {
  const found = useQuery(excused)
  if (!found.data?.length) return null
  return (
    <section aria-labelledby="excused">
      <h2 id="excused">查明不属于个人责任的</h2>
      <ExcusedList
        rows={found.data}
        open={({ matter, number, office }) =>
          matter && number ? (
            <Link to="/matters/$id" params={{ id: matter }} className="digits">
              {number}
            </Link>
          ) : (
            office
          )
        }
      />
    </section>
  )
}

function FiguresPart({ wanted }: { wanted: Wanted }) {
  const figures = useQuery({ ...accountFigures(wanted), placeholderData: (before) => before })
  return (
    <section aria-labelledby="account-figures">
      <h2 id="account-figures">数据（不含姓名）</h2>
      {figures.isError ? <Trouble error={figures.error} again={() => void figures.refetch()} /> : null}
      {figures.data ? <AccountFigures figures={figures.data} /> : null}
    </section>
  )
}

const states = Object.fromEntries(Object.entries(accountability.states).map(([code, { label }]) => [code, label]))
const clauses = [...new Set(Object.values(breaches).map(({ clause }) => clause))].map((one) => [one, one] as const)

type FilterProps = {
  wanted: Wanted
  offices: readonly { id: string; name: string }[]
  onWant: (change: Change<Wanted>) => void
}

function Filter({ wanted, offices, onWant }: FilterProps) {
  const picks = [
    ['state', '情况', choicesOf({ open: '未结束', closed: '已结束', ...states })],
    ['clause', '条款', choicesOf(Object.fromEntries(clauses))],
    ['rung', '处理', choicesOf(rungs)],
    ['office', '单位', offices.map(({ id, name }) => ({ value: id, label: name }))],
  ] as const
  return (
    <search className="filter-bar">
      <Words says="姓名，或编号" value={wanted.q} onFind={(q) => onWant({ q })} />
      {picks.map(([key, label, list]) =>
        key === 'office' && list.length < 2 ? null : (
          <Pick
            key={key}
            wide
            width={132}
            label={label}
            value={wanted[key]}
            list={[...list]}
            onPick={(value) => onWant({ [key]: value })}
          />
        ),
      )}
      <PeriodFields id="account" label="提出日期" value={wanted} onChange={onWant} />
      <span className="filter-end">
        <Export path="/api/accountability/export" wanted={wanted} />
      </span>
    </search>
  )
}

type Way = { readonly title: string; readonly schema: Schema; readonly sends: string; readonly done: string }
const ways = {
  propose: { title: '提出责任追究', schema: proposeForm, sends: '提出', done: '已提出，请告知当事人并听取陈述' },
  media: { title: '登记媒体曝光', schema: mediaForm, sends: '提出', done: '已提出，请告知当事人并听取陈述' },
  join: { title: '并入属实的投诉', schema: joinForm, sends: '并入', done: '已并入，请重新告知当事人' },
} as const satisfies Record<Asking['what'], Way>

async function send(asking: Asking, values: Values): Promise<unknown> {
  if (asking.what === 'join') {
    const { id } = asking.row
    const { matter } = await read<MatterPage>(`/api/matters/${id}`)
    return change('POST', `/api/accountability/${id}/complaint`, { ...values, version: matter.version })
  }
  const breach = asking.what === 'media' ? { breach: 'media' } : {}
  return change('POST', '/api/accountability/proposals', { ...values, ...breach })
}

const startOf = ({ number, staff, cause }: Upheld): Values => ({
  number,
  ...(staff && { staff: staff.id }),
  ...(cause === 'attitude' && { breach: 'cold' }),
})

function Ask({ asking, onDone }: { asking: Asking; onDone: () => void }) {
  const { title, schema, sends, done } = ways[asking.what]
  const sending = useMutation({
    mutationFn: (values: Values) => send(asking, values),
    onSuccess: () => {
      settleAccounts(done)
      onDone()
    },
  })
  return (
    <SendOver
      title={title}
      width={680}
      send={sending}
      schema={schema}
      {...('from' in asking && asking.from && { initial: startOf(asking.from) })}
      sends={sends}
      onLeave={onDone}
    />
  )
}
