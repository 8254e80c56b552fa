import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { store, useStore } from '#apps/desk/api/store.ts'
import { type OrdersWanted, orders } from '#apps/desk/api/supervision.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { type OrderPlace, OrderPlaces, OrderTable } from '#rules/quality-service/screens/orders.tsx'
import { More } from '#ui/more.tsx'
import { Reading } from '#ui/state.tsx'

const stages = { '': '全部', filed: '待签发', ordered: '办理中', replied: '待审核' } as const
/** In memory only: the way back from a complaint leads to the same list. */
const last = store<OrdersWanted>({})

/** 督办: what those below owe an answer to, and what waits for my own signature (10.5.5.b, c). */
export function Supervision() {
  const wanted = useStore(last)
  const found = useInfiniteQuery({ ...orders(wanted), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const places = found.data?.pages[0]?.offices ?? []
  const want = ({ office, stage, late }: { office?: string; stage?: string; late?: boolean }) =>
    last.set({ ...(office && { office }), ...(stage && { stage }), ...(late && { late }) })
  return (
    <main id="main" className="page wide">
      <h1>督办</h1>
      <p className="quiet">
        本单位和下级单位立案处理的投诉。逾期不回复的，提醒承办人和本单位负责人；再逾期的，逐级提醒上级单位负责人。
      </p>
      {places.length > 1 ? <OrderPlaces places={places} onPick={(office) => want({ ...wanted, office })} /> : null}
      <Filter wanted={wanted} places={places} onWant={want} />
      <Reading
        of={found}
        lines={6}
        none={
          rows.length === 0 &&
          (Object.keys(wanted).length > 0 ? '没有符合条件的督办，换个条件试试。' : '没有正在督办的投诉。')
        }
      />
      {rows.length > 0 ? (
        <OrderTable
          rows={rows}
          open={({ id, title }) => (
            <Link to="/matters/$id" params={{ id }}>
              {title}
            </Link>
          )}
        />
      ) : null}
      <More list={found} />
    </main>
  )
}

type FilterProps = {
  wanted: OrdersWanted
  places: readonly OrderPlace[]
  onWant: (wanted: { office?: string; stage?: string; late?: boolean }) => void
}

function Filter({ wanted, places, onWant }: FilterProps) {
  return (
    <search className="filter-bar no-print">
      <Segmented
        aria-label="办理情况"
        value={wanted.stage ?? ''}
        options={Object.entries(stages).map(([value, label]) => ({ value, label }))}
        onChange={(stage) => onWant({ ...wanted, stage })}
      />
      <Segmented
        aria-label="是否超期"
        value={wanted.late ? 'late' : ''}
        options={[
          { value: '', label: '不限' },
          { value: 'late', label: '只看超期' },
        ]}
        onChange={(value) => onWant({ ...wanted, late: value === 'late' })}
      />
      {places.length > 1 || wanted.office ? (
        <Select
          allowClear
          aria-label="被投诉单位"
          placeholder="被投诉单位"
          style={{ width: 260 }}
          value={wanted.office ?? null}
          onChange={(office) => onWant({ ...wanted, office: office ?? '' })}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <span className="filter-end">
        <Button onClick={() => window.print()}>打印</Button>
        <Export path="/api/supervision/export" wanted={wanted} />
      </span>
    </search>
  )
}
