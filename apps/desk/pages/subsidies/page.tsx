import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import type { Wanted } from '#apps/desk/api/entries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { OfficePick } from '#apps/desk/pages/entry.tsx'
import type { Change } from '#ui/given.ts'
import { AccountTab } from './accounts.tsx'
import { OneBatch } from './batch.tsx'
import { BatchTab, PayableTab } from './lists.tsx'
import { ClaimTab, FigureTab, RecoveryTab } from './person.tsx'

const route = getRouteApi('/subsidies')

const tabs = [
  { value: '', label: '待入批' },
  { value: 'batches', label: '批次' },
  { value: 'accounts', label: '单位账户' },
  { value: 'claims', label: '个人台账' },
  { value: 'recoveries', label: '追回' },
  { value: 'figures', label: '按月统计' },
]

export type TabProps = {
  readonly wanted: Wanted
  readonly want: (change: Change<Wanted>) => void
  readonly open: (id: string) => void
}

/** 补贴发放 (JY13): what is approved, collected in batches, read by a second person, paid, returned, asked back. */
export function Subsidies() {
  const [{ tab = '', batch = '', ...wanted }, want] = useSought<Wanted>(route.useSearch())
  const open = (id: string) => want({ tab: 'batches', batch: id })
  const Tab =
    { batches: BatchTab, accounts: AccountTab, claims: ClaimTab, recoveries: RecoveryTab, figures: FigureTab }[tab] ??
    PayableTab
  return (
    <main id="main" className="page wide">
      <h1>补贴发放</h1>
      <search className="filter-bar">
        <Segmented
          aria-label="看什么"
          options={tabs}
          value={tab}
          onChange={(next) => want({ tab: next, batch: '', state: '', q: '' })}
        />
        {batch === '' ? <OfficePick office={wanted['office'] ?? ''} onPick={(office) => want({ office })} /> : null}
      </search>
      {batch === '' ? (
        <Tab wanted={wanted} want={want} open={open} />
      ) : (
        <OneBatch key={batch} id={batch} onLeave={() => want({ batch: '' })} />
      )}
    </main>
  )
}
