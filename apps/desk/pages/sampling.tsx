import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { scope } from '#apps/desk/api/inspections.ts'
import { matter, queries } from '#apps/desk/api/queries.ts'
import { sampling, settleSampling, verifySampling } from '#apps/desk/api/samplings.ts'
import { Act } from '#apps/desk/bench/act.tsx'
import { Head } from '#apps/desk/bench/head.tsx'
import { Sheets } from '#apps/desk/bench/sheets.tsx'
import { SendOver } from '#apps/desk/shell/sending.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { templates } from '#regulation/checks.ts'
import { leads } from '#rules/standard-conduct/drawn.ts'
import { Lot, Plan } from '#rules/standard-conduct/screens/lot.tsx'
import { type Given, Reviewing } from '#rules/standard-conduct/screens/reviewing.tsx'
import type { FindingView, SamplingFacts, SamplingPage } from '#rules/standard-conduct/screens/sampled.ts'
import type { ScopeOffice } from '#rules/standard-conduct/screens/types.ts'
import { Clocks } from '#ui/clocks.tsx'
import type { Values } from '#ui/form/form.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { Moves } from '#ui/moves.tsx'
import { Loading, Trouble } from '#ui/state.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { Trail } from '#ui/trail.tsx'
import '#apps/desk/style/inspection.css'

const route = getRouteApi('/samplings/$id')

/** One spot check by lot: how it was drawn, what was drawn, what was found and what became of it. */
export function Sampling() {
  const { id } = route.useParams()
  const found = useQuery(sampling(id))
  return (
    <main id="main" className="page inspect">
      <p className="back">
        <Link to="/samplings">返回随机抽查</Link>
      </p>
      {found.isPending ? <Loading lines={8} /> : null}
      {found.isError ? <Trouble error={found.error} again={() => void found.refetch()} /> : null}
      {found.data ? <InHand key={id} found={found.data} /> : null}
    </main>
  )
}

function InHand({ found: { page, drawn } }: { found: SamplingPage }) {
  const { matter: m, offers } = page
  const facts = m.facts as SamplingFacts
  const [chosen, setChosen] = useState<string | null>(null)
  const after = { onSuccess: () => settleSampling(m.id) }
  const draw = useMutation({ mutationFn: () => change('POST', `/api/samplings/${m.id}/draw`, {}), ...after })
  const verify = useMutation({ mutationFn: () => verifySampling(m.id) })
  const give = useMutation({
    mutationFn: (answers: readonly Given[]) => change('POST', `/api/samplings/${m.id}/answers`, { answers }),
    ...after,
  })
  const choose = (move: string) => {
    queries.setQueryData(matter(m.id).queryKey, page)
    setChosen(move)
  }
  const done = () => {
    setChosen(null)
    void settleSampling(m.id)
  }
  return (
    <>
      <Head page={page} />
      <Moves offers={offers} chosen={chosen} onMove={choose} />
      {chosen ? (
        <Act key={chosen} page={page} offer={offers.find(({ move }) => move === chosen)} move={chosen} onDone={done} />
      ) : null}
      <Plan facts={facts} />
      <Lot
        {...{ facts, id: m.id, busy: draw.isPending, checking: verify.isPending }}
        mayDraw={m.state === 'announced'}
        says={draw.error?.message ?? verify.error?.message ?? null}
        found={verify.data ?? null}
        onDraw={() => draw.mutate()}
        onVerify={() => verify.mutate()}
      />
      {drawn.findings.length > 0 && m.state !== 'reviewing' ? (
        <Findings id={m.id} rows={drawn.findings} isOpen={m.state === 'settling'} />
      ) : null}
      <Reviewing
        questions={drawn.questions}
        items={drawn.items}
        isOpen={m.state === 'reviewing'}
        busy={give.isPending}
        says={give.error?.message ?? null}
        open={(item) => (
          <Link to="/matters/$id" params={{ id: item.matter }}>
            打开{item.number}
          </Link>
        )}
        onGive={(answers) => give.mutate(answers)}
      />
      <Tabs
        label="抽查记录"
        tabs={[
          { key: 'sheets', label: `文书 ${page.sheets.length}`, content: <Sheets sheets={page.sheets} /> },
          { key: 'clocks', label: `时限 ${page.clocks.length}`, content: <Clocks clocks={page.clocks} /> },
          { key: 'trail', label: `经过 ${page.journal.length}`, content: <Trail journal={page.journal} /> },
        ]}
      />
    </>
  )
}

type FindingsProps = { id: string; rows: readonly FindingView[]; isOpen: boolean }

/** What did not stand, and what becomes of each. */
function Findings({ id, rows, isOpen }: FindingsProps) {
  const [asked, ask] = useState<FindingView | null>(null)
  return (
    <section aria-labelledby="found">
      <h2 id="found">查出的问题 {rows.length}</h2>
      <ul className="findings">
        {rows.map((row) => (
          <li key={row.key}>
            <p>
              <b>{row.words}</b> <span className="clauses">依据 {row.clause}</span>{' '}
              <span className={row.settled ? 'chip' : 'chip chip-warn'}>
                {row.settled ? leads[row.settled.lead] : '待处理'}
              </span>
            </p>
            <p className="quiet">
              <Link to="/matters/$id" params={{ id: row.matter }}>
                {row.number}
              </Link>{' '}
              · {row.note}
            </p>
            {row.settled ? (
              <p>
                {row.settled.by}：{row.settled.says}{' '}
                {row.settled.matter ? (
                  <Link to="/matters/$id" params={{ id: row.settled.matter }}>
                    {row.settled.number}
                  </Link>
                ) : null}
              </p>
            ) : isOpen ? (
              <Button onClick={() => ask(row)}>处理</Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asked ? <Settle id={id} finding={asked} onLeave={() => ask(null)} /> : null}
    </section>
  )
}

function Settle({ id, finding, onLeave }: { id: string; finding: FindingView; onLeave: () => void }) {
  const places = useQuery(scope)
  const office = places.data?.offices.find((one) => one.id === finding.office)
  const send = useMutation({
    mutationFn: (values: Values) =>
      change<{ led: { number: string } | null }>('POST', `/api/samplings/${id}/findings`, {
        ...values,
        finding: finding.key,
      }),
    onSuccess: async ({ led }) => {
      tell(led ? `已转出 ${led.number}` : '已处理')
      onLeave()
      await settleSampling(id)
    },
  })
  if (!places.data) return <Loading />
  return (
    <SendOver title={`处理：${finding.words}`} send={send} schema={settlingForm(office)} sends="处理" onLeave={onLeave}>
      <p className="quiet">
        {finding.number}：{finding.note}。转责任追究的，先在“责任追究”里就这件事项提出，再填它的编号。
      </p>
    </SendOver>
  )
}

const oneOf = (rows: readonly { readonly id: string; readonly name: string }[]) =>
  rows.map(({ id, name }) => ({ const: id, title: name }))
const when = (lead: string) => ({ 'x-when': `form.lead == "${lead}"` })

/** What each way of settling asks: a post and days, a checklist with whom it is about, a number, or only words. */
function settlingForm(office: ScopeOffice | undefined): Schema {
  const list = (title: string, rows: readonly { readonly id: string; readonly name: string }[]): Schema => ({
    ...{ type: 'array', title, 'x-widget': 'choices', ...when('inspection') },
    items: { type: 'string', oneOf: oneOf(rows) },
  })
  return {
    type: 'object',
    required: ['lead', 'says'],
    properties: {
      lead: {
        type: 'string',
        title: '怎样处理',
        'x-widget': 'choice',
        oneOf: oneOf(Object.entries(leads).map(([key, name]) => ({ id: key, name }))),
      },
      says: { type: 'string', title: '处理意见', minLength: 1, maxLength: 2000, 'x-widget': 'longText' },
      to: {
        type: 'string',
        title: '承办岗位',
        'x-widget': 'choice',
        'x-required': true,
        ...when('task'),
        oneOf: oneOf(office?.posts ?? []),
      },
      days: { type: 'integer', title: '限几个工作日', minimum: 1, maximum: 60, ...when('task') },
      template: {
        type: 'string',
        title: '检查内容',
        'x-widget': 'choice',
        'x-required': true,
        ...when('inspection'),
        oneOf: oneOf(Object.entries(templates).map(([key, name]) => ({ id: key, name }))),
      },
      windows: list('被检查窗口', office?.windows ?? []),
      people: list('被检查人员', office?.people ?? []),
      date: {
        type: 'string',
        title: '检查日期',
        format: 'date',
        'x-widget': 'date',
        'x-hint': '不填就是现在开始抽查',
        ...when('inspection'),
      },
      number: {
        type: 'string',
        title: '责任追究编号',
        minLength: 1,
        maxLength: 60,
        'x-required': true,
        ...when('accountability'),
      },
    },
  }
}
