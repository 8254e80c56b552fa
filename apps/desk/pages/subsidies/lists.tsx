import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { addressOf } from '#apps/desk/api/entries.ts'
import { batches, key, payables } from '#apps/desk/api/subsidies.ts'
import { type Asked, EntryForm } from '#apps/desk/pages/entry.tsx'
import { ToBatch, ToCase } from '#apps/desk/pages/subsidies/way.tsx'
import { batchStates, payableKinds, payableStates } from '#programs/subsidy/contract.ts'
import { Batches, type BatchPage } from '#programs/subsidy/screens/batches.tsx'
import {
  inYuan,
  type PayableItem,
  type PayablePage,
  Payables,
  payableActs,
} from '#programs/subsidy/screens/payables.tsx'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'
import type { TabProps } from './page.tsx'

const kinds = Object.entries(payableKinds).map(([value, { label }]) => ({ value, label }))

/** 待入批: what is approved and where each sum stands; what the bank sent back is put right here. */
export function PayableTab({ wanted, want }: TabProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { state = 'waiting', kind, q } = wanted
  const found = useInfiniteQuery({
    ...payables({ ...wanted, state: state === 'all' ? '' : state }),
    placeholderData: (before) => before,
  })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  return (
    <section>
      <search className="filter-bar">
        <Pick
          label="状态"
          width={130}
          value={state}
          list={[...choicesOf(payableStates), { value: 'all', label: '全部' }]}
          onPick={(next) => want({ state: next })}
        />
        <Pick label="种类" width={210} value={kind} list={kinds} onPick={(next) => want({ kind: next })} />
        <Words says="姓名或办件编号" value={q} onFind={(words) => want({ q: words })} />
      </search>
      {page ? <Sums page={page} /> : null}
      <Reading of={found} lines={6} none={rows.length === 0 && noneOf(state)} />
      {rows.length > 0 ? (
        <Payables
          rows={rows}
          open={(item) => <ToCase {...item} />}
          toBatch={(id, number) => <ToBatch id={id} number={number} />}
          onAct={(item, act) => page && setAsked(askOf(page, item, act))}
        />
      ) : null}
      <More list={found} />
      {asked ? <EntryForm register={key} asked={asked} onDone={() => setAsked(null)} /> : null}
    </section>
  )
}

function noneOf(state: string): string {
  if (state === 'waiting') return '没有待入批的补贴。审批同意的补贴会自动列在这里，再到“批次”里编制批次。'
  return state === 'returned' ? '没有银行退回待更正的补贴。' : '没有符合条件的补贴。'
}

function Sums({ page: { sums } }: { page: PayablePage }) {
  if (sums.length === 0) return null
  const words = sums.map(
    ({ kind, state, count, amount }) =>
      `${payableKinds[kind as keyof typeof payableKinds].label}${payableStates[state as keyof typeof payableStates]}${count}笔${inYuan(amount)}`,
  )
  return <p className="quiet">{words.join('；')}</p>
}

function askOf(page: PayablePage, item: PayableItem, act: string): Asked {
  const asked = { title: `${payableActs[act]}：${item.name}（${item.number}）` }
  if (act === 'recover')
    return {
      ...{ ...asked, schema: page.forms.recover, path: `/api/subsidies/payables/${item.id}/recovery` },
      ...{ done: '已登记追回', sends: '决定追回' },
    }
  if (act === 'unit' || act === 'withdraw')
    return {
      ...{ ...asked, schema: page.forms[act], path: `/api/subsidies/payables/${item.id}/${act}` },
      ...(act === 'unit'
        ? { done: '单位账户已登记', sends: '登记', initial: { name: item.name } }
        : { done: '已撤回，不再拨付', sends: '不再拨付' }),
    }
  const path = `/api/subsidies/payables/${item.id}/account`
  return { ...asked, schema: page.forms.account, path, done: '账户已登记，等待进入下一批', sends: '登记' }
}

const waitsSay = ({ waits }: BatchPage) =>
  waits.map(({ kind, count }) => `${payableKinds[kind as keyof typeof payableKinds].label}${count}笔`).join('、')

/** 批次: made here, opened to be read row by row. */
export function BatchTab({ wanted, want, open }: TabProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { q: _words, ...narrowed } = wanted
  const found = useInfiniteQuery({ ...batches(narrowed), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const making = (): Asked => ({
    ...{
      title: '编制批次',
      schema: page!.forms.make,
      path: addressOf('/api/subsidies/batches', { office: wanted['office'] ?? '' }),
    },
    ...{
      initial: { kind: page!.waits[0]?.kind ?? 'insurance', until: page!.today },
      done: '批次已编制，核对后提交复核审批',
      sends: '编制',
    },
  })
  return (
    <section>
      <search className="filter-bar">
        <Pick
          label="状态"
          width={150}
          value={wanted['state']}
          list={choicesOf(batchStates)}
          onPick={(state) => want({ state })}
        />
        <Pick label="种类" width={210} value={wanted['kind']} list={kinds} onPick={(kind) => want({ kind })} />
      </search>
      {page?.makes ? (
        <div className="bar">
          <Button type={page.waiting > 0 ? 'primary' : 'default'} onClick={() => setAsked(making())}>
            编制批次
          </Button>
          <span className="quiet">
            {page.waiting > 0 ? `待入批：${waitsSay(page)}。` : '现在没有待入批的。'}汇集已批准还没有入批的补贴
            {page.below > 0 ? `，含下级${page.below}个单位` : ''}；由其他人逐笔复核、审批
          </span>
        </div>
      ) : null}
      <Reading of={found} lines={5} none={rows.length === 0 && '还没有批次。有待入批的补贴时，点“编制批次”。'} />
      {rows.length > 0 ? <Batches rows={rows} onOpen={({ id }) => open(id)} /> : null}
      <More list={found} />
      {asked ? <EntryForm register={key} asked={asked} onDone={() => setAsked(null)} /> : null}
    </section>
  )
}
