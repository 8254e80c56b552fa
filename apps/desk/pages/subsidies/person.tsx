import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { addressOf } from '#apps/desk/api/entries.ts'
import { claims, figures, key, recoveries } from '#apps/desk/api/subsidies.ts'
import { type Asked, EntryForm, EntryHistory } from '#apps/desk/pages/entry.tsx'
import { Export } from '#apps/desk/pages/export.tsx'
import { ToCase } from '#apps/desk/pages/subsidies/way.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { claimStates, recoveryStates } from '#programs/subsidy/contract.ts'
import {
  type Claim,
  type ClaimPage,
  Claims,
  claimActs,
  FigureTable,
  Months,
  type PersonLedger,
  Recoveries,
} from '#programs/subsidy/screens/claims.tsx'
import type { Values } from '#ui/form/form.tsx'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'
import type { TabProps } from './page.tsx'

/** 个人台账: everybody's months; one person's by their number, across all offices. */
export function ClaimTab({ wanted, want }: TabProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [seen, setSeen] = useState<Claim | null>(null)
  const [looking, look] = useState(false)
  const found = useInfiniteQuery({ ...claims(wanted), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const { office = '', state = '' } = wanted
  return (
    <section>
      <search className="filter-bar">
        <Pick
          label="状态"
          width={180}
          value={wanted['state']}
          list={choicesOf(claimStates)}
          onPick={(next) => want({ state: next })}
        />
        <Words says="姓名或办件编号" value={wanted['q']} onFind={(q) => want({ q })} />
      </search>
      <div className="bar">
        <Button type="primary" onClick={() => look(true)}>
          按身份证号查个人台账
        </Button>
        {page?.enters ? <Button onClick={() => setAsked(adding(page, office))}>登记外地或单位享受的月份</Button> : null}
        <Export
          path="/api/subsidies/claims/export"
          wanted={{ ...(office && { office }), ...(state && { state }) }}
          personal
        />
      </div>
      <Reading
        of={found}
        lines={6}
        none={rows.length === 0 && '没有符合条件的台账。受理社会保险补贴申请后自动记入。'}
      />
      {rows.length > 0 ? (
        <Claims
          rows={rows}
          open={({ id, number, isCase }) =>
            isCase ? <ToCase matter={id} number={number} /> : <span className="digits quiet">{number}</span>
          }
          onAct={(claim, act) => {
            if (act === 'history') setSeen(claim)
            else if (act === 'sheet')
              window.open(`/api/subsidies/claims/${claim.id}/approval.pdf`, '_blank', 'noreferrer')
            else if (page) setAsked(askOf(page, claim, act))
          }}
        />
      ) : null}
      <More list={found} />
      {asked ? <EntryForm register={key} asked={asked} onDone={() => setAsked(null)} /> : null}
      {seen ? (
        <EntryHistory
          title={`${seen.number}的经历`}
          path={`/api/subsidies/claims/${seen.id}`}
          onClose={() => setSeen(null)}
        />
      ) : null}
      {looking && page ? <Person page={page} onLeave={() => look(false)} /> : null}
    </section>
  )
}

function adding({ forms }: ClaimPage, office: string): Asked {
  return {
    ...{ title: '登记外地或单位享受的月份', schema: forms.add, path: addressOf('/api/subsidies/claims', { office }) },
    ...{ done: '已记入个人台账', sends: '登记' },
  }
}

function askOf({ forms }: ClaimPage, claim: Claim, act: string): Asked {
  const asked = {
    title: `${claimActs[act]}：${claim.name}（${claim.number}）`,
    path: `/api/subsidies/claims/${claim.id}/${act}`,
  }
  if (act === 'remove') return { ...asked, schema: forms.remove, done: '已删除，月份释放', sends: '删除' }
  const initial = Object.fromEntries(claim.parts.map(({ kind, granted }) => [kind, granted]))
  return { ...asked, schema: forms.correct, initial, done: '已核定', sends: '核定' }
}

/** One person's months by their number, which is sent in a form and stays out of the address. */
function Person({ page, onLeave }: { page: ClaimPage; onLeave: () => void }) {
  const send = useMutation({
    mutationFn: (values: Values) => change<PersonLedger>('POST', '/api/subsidies/persons/search', values),
  })
  return (
    <SendOver title="个人台账" width={760} send={send} schema={page.forms.person} sends="查询" onLeave={onLeave}>
      {send.data ? (
        <section aria-live="polite">
          <p>
            {send.data.taken === 0
              ? '台账里没有这个人的月份。'
              : `已享受${send.data.enjoyed}个月；连同审核中和待拨付的，共占用${send.data.taken}个月。`}
          </p>
          {send.data.months.length > 0 ? <Months rows={send.data.months} /> : null}
        </section>
      ) : null}
    </SendOver>
  )
}

/** 追回: asked back, received, dropped. */
export function RecoveryTab({ wanted, want }: TabProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { q: _words, kind: _kind, ...narrowed } = wanted
  const found = useInfiniteQuery({ ...recoveries(narrowed), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  return (
    <section>
      <search className="filter-bar">
        <Pick
          label="状态"
          width={130}
          value={wanted['state']}
          list={choicesOf(recoveryStates)}
          onPick={(state) => want({ state })}
        />
      </search>
      <Reading
        of={found}
        lines={4}
        none={rows.length === 0 && '没有追回。多发的补贴由负责人在“待入批”里找到已拨付的一笔，点“追回”。'}
      />
      {rows.length > 0 ? (
        <Recoveries
          rows={rows}
          onAct={(one, act) =>
            page &&
            setAsked({
              ...{ title: `${act === 'receive' ? '登记退回入账' : '撤销追回'}：${one.name}（${one.number}）` },
              ...{ schema: page.forms[act === 'receive' ? 'receive' : 'drop'], done: '已登记' },
              path: `/api/subsidies/recoveries/${one.id}/${act}`,
            })
          }
        />
      ) : null}
      <More list={found} />
      {asked ? <EntryForm register={key} asked={asked} onDone={() => setAsked(null)} /> : null}
    </section>
  )
}

/** 按月统计: persons, months and yuan, held against the sums. */
export function FigureTab({ wanted, want }: TabProps) {
  const { office = '', year = '' } = wanted
  const found = useQuery(figures({ office, year }))
  return (
    <section>
      <search className="filter-bar">
        <InputNumber
          aria-label="年度"
          min={2008}
          max={2100}
          value={found.data?.year ?? null}
          onChange={(next) => want({ year: next ? String(next) : '' })}
        />
        年
      </search>
      <Reading of={found} lines={4} none={found.data?.rows.length === 0 && '这一年还没有拨付。'} />
      {found.data && found.data.rows.length > 0 ? <FigureTable figures={found.data} /> : null}
    </section>
  )
}
