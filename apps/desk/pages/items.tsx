import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { addressOf, items, settleRegister, type Wanted } from '#apps/desk/api/entries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type Asked, EntryForm, EntryHistory, OfficePick } from '#apps/desk/pages/entry.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import { type Item, ItemList, type ItemPage, itemActs } from '#rules/quality-service/screens/items.tsx'
import { GapList } from '#ui/gaps.tsx'
import { Empty, Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/items')

const shown = [
  { value: '', label: '全部' },
  { value: 'due', label: '该检查' },
  { value: 'short', label: '数量不够' },
  { value: 'mine', label: '我保管的' },
]

/** 便民用品 (10.4.1–10.4.3): what there must be, who keeps it, when it is looked at. */
export function Items() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const [asked, setAsked] = useState<Asked | null>(null)
  const [seen, setSeen] = useState<Item | null>(null)
  const found = useQuery({ ...items(wanted), placeholderData: (before) => before })
  const page = found.data
  const office = wanted['office'] ?? ''
  const ok = useMutation({
    mutationFn: ({ id, quantity }: Item) => change('POST', `/api/items/${id}/check`, { quantity, ok: true }),
    onSuccess: (_, item) => settleRegister('items', `已登记${item.name}检查完好`),
    onError: (error) => tell(error.message),
  })
  return (
    <main id="main" className="page wide">
      <h1>便民用品</h1>
      {page ? (
        <div className="bar">
          {page.leads ? (
            <Button type="primary" onClick={() => setAsked(adding(page, office))}>
              配备用品
            </Button>
          ) : null}
          <Button href={addressOf('/api/items/card.pdf', { office })} target="_blank" rel="noreferrer">
            印检查卡
          </Button>
          <Button href={addressOf('/api/items.xlsx', { office })}>导出Excel</Button>
        </div>
      ) : null}
      {page ? <GapList gaps={page.gaps} well="该备的都备齐了，数量够，检查没有过期。" /> : null}
      <search className="filter-bar">
        <OfficePick office={office} onPick={(picked) => want({ office: picked })} />
        <Segmented aria-label="只看" options={shown} value={wanted['show'] ?? ''} onChange={(show) => want({ show })} />
        <Words says="品名或位置" value={wanted['q']} onFind={(q) => want({ q })} />
      </search>
      <Reading of={found} lines={8} />
      {page && page.rows.length === 0 ? <Empty says="没有符合条件的用品。" /> : null}
      {page && page.rows.length > 0 ? (
        <ItemList
          rows={page.rows}
          busy={ok.isPending}
          onOk={(item) => ok.mutate(item)}
          onAct={(item, act) => setAsked(askedOf(page, item, act))}
          onHistory={setSeen}
        />
      ) : null}
      {asked ? <EntryForm register="items" asked={asked} onDone={() => setAsked(null)} /> : null}
      {seen ? (
        <EntryHistory title={`${seen.name}的经历`} path={`/api/items/${seen.id}`} onClose={() => setSeen(null)} />
      ) : null}
    </main>
  )
}

function adding({ forms }: ItemPage, office: string): Asked {
  const initial = { place: '大厅', required: 1, quantity: 1, intervalDays: 7 }
  return {
    title: '配备用品',
    schema: forms['add'] ?? {},
    path: addressOf('/api/items', { office }),
    done: '已列入清单',
    initial,
    sends: '列入清单',
  }
}

function askedOf({ forms }: ItemPage, item: Item, act: string): Asked {
  const title = `${itemActs[act]}：${item.name}`
  const path = `/api/items/${item.id}/${act === 'remove' ? 'removal' : act}`
  const asked = { title, schema: forms[act] ?? {}, path, done: `已办理：${title}` }
  if (act === 'check') return { ...asked, initial: { quantity: item.quantity } }
  if (act !== 'change') return asked
  const { name, place, required, keeper, intervalDays } = item
  return { ...asked, initial: { name, place, required, intervalDays, ...(keeper && { keeper: keeper.id }) } }
}
