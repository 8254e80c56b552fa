import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { service, session } from '#apps/desk/api/queries.ts'
import type { ProcessPage } from '#apps/desk/api/types.ts'
import { ratedTab } from '#apps/desk/bench/rated.tsx'
import { Reveal } from '#apps/desk/bench/reveal.tsx'
import { Sheets } from '#apps/desk/bench/sheets.tsx'
import { enrolledTab } from '#apps/desk/pages/enrolled.tsx'
import { InviteOf } from '#apps/desk/pages/invite.tsx'
import type { MatterPage } from '#core/view.ts'
import { AidCard } from '#programs/aid/screens/card.tsx'
import { LoanCard } from '#programs/loan/screens/card.tsx'
import type { WarningFacts } from '#rules/commitments/contract.ts'
import { WarningRounds } from '#rules/commitments/screens/warnings.tsx'
import { DisclosureCard } from '#rules/open-affairs/screens/disclosures.tsx'
import type { ComplaintFacts } from '#rules/quality-service/complaint.ts'
import { Rounds } from '#rules/quality-service/screens/orders.tsx'
import { Chart } from '#ui/chart.tsx'
import { Clocks } from '#ui/clocks.tsx'
import { Facts } from '#ui/facts.tsx'
import { Loading } from '#ui/state.tsx'
import { type Tab, Tabs } from '#ui/tabs.tsx'
import { Custody, Trail } from '#ui/trail.tsx'

/** The record of the matter: data, dates with proof, who answered, history, sheets, flow. */
export function Records({ page, flow }: { page: MatterPage; flow: ProcessPage | undefined }) {
  const { matter: m } = page
  const card = useQuery({ ...service(m.service ?? ''), enabled: m.service !== null })
  const me = useQuery(session)
  const isComing = m.service !== null && card.isPending
  const rows = isComing ? undefined : [...(card.data?.materials ?? []), ...(card.data?.conditions ?? [])]
  return (
    <Tabs
      label="事项记录"
      tabs={[
        ...roundsOf(page, me.data?.isHead === true),
        ...ratedTab(page),
        ...enrolledTab(m),
        ...cardOf(page),
        {
          key: 'facts',
          label: '登记内容',
          content: (
            <Facts
              facts={m.facts}
              schema={flow?.opens.input}
              rows={rows}
              names={m.names}
              written={flow?.written}
              reveal={(field, shown) => <Reveal matter={m.id} field={field} shown={shown} />}
            />
          ),
        },
        { key: 'clocks', label: `时限 ${page.clocks.length}`, content: <Clocks clocks={page.clocks} /> },
        { key: 'trail', label: `经过 ${page.journal.length}`, content: <Trail journal={page.journal} /> },
        { key: 'custody', label: '责任链', content: <Custody custody={page.custody} /> },
        {
          key: 'sheets',
          label: `文书 ${page.sheets.length}`,
          content: (
            <>
              <InviteOf matter={m} />
              <Sheets sheets={page.sheets} matter={m} />
            </>
          ),
        },
        { key: 'flow', label: '流程图', content: flow ? <Chart flow={flow} here={m.state} /> : <Loading /> },
      ]}
    />
  )
}

/** The card of whoever is helped, or of a loan: everything on one page. */
function cardOf({ matter: m, clocks, sheets }: MatterPage): readonly Tab[] {
  if (m.kind === 'aid') return [{ key: 'card', label: '援助卡', content: <AidCard matter={m} clocks={clocks} /> }]
  if (m.kind === 'disclosure') return [{ key: 'card', label: '公开内容', content: <DisclosureCard matter={m} /> }]
  if (m.kind === 'warning')
    return [
      {
        key: 'card',
        label: '监督通知',
        content: <WarningRounds facts={m.facts as WarningFacts} clocks={clocks} sheets={sheets} />,
      },
    ]
  if (m.kind === 'loan') return [{ key: 'card', label: '贷款卡', content: <LoanCard matter={m} /> }]
  return []
}

/** Of a complaint, what was found out and ordered comes first; one found true leads its head on to what may follow (2.4.2). */
function roundsOf({ matter: m, clocks, sheets }: MatterPage, isHead: boolean): readonly Tab[] {
  const { reached = [], orders = [], finding } = m.facts as Partial<ComplaintFacts>
  if (m.kind !== 'complaint' || reached.length + orders.length === 0) return []
  const isTrue = m.closed && (finding === 'upheld' || finding === 'partly')
  const label = orders.length > 0 ? `督办 ${orders.length}` : '核实情况'
  return [
    {
      key: 'rounds',
      label,
      content: (
        <Rounds facts={m.facts as ComplaintFacts} clocks={clocks} sheets={sheets}>
          {isTrue && isHead ? (
            <p>
              <Link to="/accountability">到责任追究台账提出责任追究</Link>
            </p>
          ) : null}
        </Rounds>
      ),
    },
  ]
}
