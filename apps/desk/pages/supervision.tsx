import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useSought } from '#apps/desk/api/sought.ts'
import { chains, type OrdersPage, type OrdersWanted, orders } from '#apps/desk/api/supervision.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { ChainTable, type OrderPlace, OrderPlaces, OrderTable } from '#rules/quality-service/screens/orders.tsx'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'

const stages = { '': '全部', filed: '待签发', ordered: '办理中', replied: '待审核', ended: '已办结' } as const
const route = getRouteApi('/supervision')

/** 督办: what those below owe an answer to, what waits for my own signature, and how it ended (10.5.5.b, c). */
export function Supervision() {
  const [wanted, want] = useSought<OrdersWanted>(route.useSearch())
  const isEnded = wanted.stage === 'ended'
  const { stage: _stage, ...rest } = wanted
  const found = useInfiniteQuery({ ...orders(isEnded ? rest : wanted), placeholderData: (before) => before })
  const places = found.data?.pages[0]?.offices ?? []
  return (
    <main id="main" className="page wide">
      <h1>督办</h1>
      <p className="quiet">
        本单位和下级单位立案处理的投诉。逾期不回复的，提醒承办人和本单位负责人；再逾期的，逐级提醒上级单位负责人。
      </p>
      {places.length > 1 ? <OrderPlaces places={places} onPick={(office) => want({ office })} /> : null}
      <Filter wanted={wanted} places={places} onWant={want} />
      {isEnded ? <Ended office={wanted.office} /> : <Open found={found} isNarrowed={Object.keys(wanted).length > 0} />}
    </main>
  )
}

type OpenProps = { found: UseInfiniteQueryResult<InfiniteData<OrdersPage>>; isNarrowed: boolean }

function Open({ found, isNarrowed }: OpenProps) {
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const none = isNarrowed ? '没有符合条件的督办，换个条件试试。' : '没有正在督办的投诉。'
  return (
    <>
      <Reading of={found} lines={6} none={rows.length === 0 && none} />
      {rows.length > 0 ? <OrderTable rows={rows} open={linked} /> : null}
      <More list={found} />
    </>
  )
}

function Ended({ office }: { office: string | undefined }) {
  const found = useInfiniteQuery(chains(office))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <Reading of={found} lines={6} none={rows.length === 0 && '还没有办结的督办。'} />
      {rows.length > 0 ? <ChainTable rows={rows} open={linked} /> : null}
      <More list={found} />
    </>
  )
}

const linked = ({ id, title }: { id: string; title: string }) => (
  <Link to="/matters/$id" params={{ id }}>
    {title}
  </Link>
)

type FilterProps = {
  wanted: OrdersWanted
  places: readonly OrderPlace[]
  onWant: (change: Change<OrdersWanted>) => void
}

function Filter({ wanted, places, onWant }: FilterProps) {
  return (
    <search className="filter-bar no-print">
      <Segmented
        aria-label="办理情况"
        value={wanted.stage ?? ''}
        options={choicesOf(stages)}
        onChange={(stage) => onWant({ stage })}
      />
      {wanted.stage === 'ended' ? null : (
        <Segmented
          aria-label="是否超期"
          value={wanted.late ? 'late' : ''}
          options={[
            { value: '', label: '不限' },
            { value: 'late', label: '只看超期' },
          ]}
          onChange={(value) => onWant({ late: value === 'late' || undefined })}
        />
      )}
      {places.length > 1 || wanted.office ? (
        <Pick
          label="被投诉单位"
          width={260}
          value={wanted.office}
          list={places.map(({ id, name }) => ({ value: id, label: name }))}
          onPick={(office) => onWant({ office })}
        />
      ) : null}
      <span className="filter-end">
        <Button onClick={() => window.print()}>打印</Button>
        {wanted.stage === 'ended' ? (
          <Export path="/api/supervision/chains/export" wanted={wanted.office ? { office: wanted.office } : {}} />
        ) : (
          <Export path="/api/supervision/export" wanted={wanted} />
        )}
      </span>
    </search>
  )
}
