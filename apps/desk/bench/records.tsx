import { useQuery } from '@tanstack/react-query'
import { service } from '#apps/desk/api/queries.ts'
import type { ProcessPage } from '#apps/desk/api/types.ts'
import { Reveal } from '#apps/desk/bench/reveal.tsx'
import { Sheets } from '#apps/desk/bench/sheets.tsx'
import type { MatterPage } from '#core/view.ts'
import { Chart } from '#ui/chart.tsx'
import { Clocks } from '#ui/clocks.tsx'
import { Facts } from '#ui/facts.tsx'
import { Loading } from '#ui/state.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { Custody, Trail } from '#ui/trail.tsx'

/** The record of the matter: data, dates with proof, who answered, history, sheets, flow. */
export function Records({ page, flow }: { page: MatterPage; flow: ProcessPage | undefined }) {
  const { matter: m } = page
  const card = useQuery({ ...service(m.service ?? ''), enabled: m.service !== null })
  const rows = [...(card.data?.materials ?? []), ...(card.data?.conditions ?? [])]
  return (
    <Tabs
      label="事项记录"
      tabs={[
        {
          key: 'facts',
          label: '登记内容',
          content: (
            <Facts
              facts={m.facts}
              schema={flow?.opens.input}
              rows={rows}
              reveal={(field, shown) => <Reveal matter={m.id} field={field} shown={shown} />}
            />
          ),
        },
        { key: 'clocks', label: `时限 ${page.clocks.length}`, content: <Clocks clocks={page.clocks} /> },
        { key: 'trail', label: `经过 ${page.journal.length}`, content: <Trail journal={page.journal} /> },
        { key: 'custody', label: '责任链', content: <Custody custody={page.custody} /> },
        { key: 'sheets', label: `文书 ${page.sheets.length}`, content: <Sheets sheets={page.sheets} /> },
        { key: 'flow', label: '流程图', content: flow ? <Chart flow={flow} here={m.state} /> : <Loading /> },
      ]}
    />
  )
}
