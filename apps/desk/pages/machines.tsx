import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { addressOf, machines, settleRegister, type Wanted } from '#apps/desk/api/entries.ts'
import { callThis, thisMachine } from '#apps/desk/api/machine.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { useStore } from '#apps/desk/api/store.ts'
import { type Asked, EntryForm, EntryHistory, OfficePick } from '#apps/desk/pages/entry.tsx'
import { tell } from '#apps/desk/shell/told.tsx'
import {
  type Machine,
  type MachinePage,
  MachineRegister,
  machineActs,
} from '#rules/quality-service/screens/machines.tsx'
import type { Schema } from '#ui/form/schema.ts'
import { GapList } from '#ui/gaps.tsx'
import { More } from '#ui/more.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/machines')

const networks = [
  { value: '', label: '全部' },
  { value: 'employment', label: '就业专网' },
  { value: 'internet', label: '互联网' },
  { value: 'none', label: '不联网' },
  { value: 'retired', label: '已停用' },
]
const failed = (error: Error) => tell(error.message)

/** 设备 (10.3.1, 10.3.3): one network, one holder, one manager each; looked at daily, repaired in time. */
export function Machines() {
  const [{ network = '', ...rest }, want] = useSought<Wanted>(route.useSearch())
  const [asked, setAsked] = useState<Asked | null>(null)
  const [seen, setSeen] = useState<Machine | null>(null)
  const here = useStore(thisMachine)
  const wanted: Wanted = network === 'retired' ? { ...rest, retired: 'true' } : { ...rest, network }
  const found = useInfiniteQuery({ ...machines(wanted), placeholderData: (before) => before })
  const page = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((each) => each.rows) ?? []
  const ok = useMutation({
    mutationFn: (machine: Machine) => change('POST', `/api/machines/${machine.id}/check`, { ok: true }),
    onSuccess: (_, machine) => settleRegister('machines', `已登记${machine.asset}今天正常`),
    onError: failed,
  })
  return (
    <main id="main" className="page wide">
      <h1>设备</h1>
      {page ? <Bar page={page} wanted={wanted} onAsk={setAsked} /> : null}
      <search className="filter-bar">
        <OfficePick office={rest['office'] ?? ''} onPick={(office) => want({ office })} />
        <Segmented
          aria-label="网络"
          options={networks}
          value={network}
          onChange={(picked) => want({ network: picked })}
        />
        <Select
          aria-label="月份"
          style={{ width: 120 }}
          value={rest['month'] ?? page?.months[0] ?? ''}
          onChange={(month) => want({ month })}
          options={(page?.months ?? []).map((value) => ({ value, label: monthSays(value) }))}
        />
        <Words says="资产编号或名称" value={rest['q']} onFind={(q) => want({ q })} />
      </search>
      <Reading of={found} lines={8} none={rows.length === 0 && '没有符合条件的设备。'} />
      {rows.length > 0 && page ? (
        <MachineRegister
          rows={rows}
          here={here}
          busy={ok.isPending}
          onOk={(machine) => ok.mutate(machine)}
          onAct={(machine, act) => setAsked(askedOf(page, machine, act))}
          onHere={(machine) => {
            callThis(machine.id === here ? null : machine.id)
            tell(machine.id === here ? '已取消' : `已记住本机是${machine.asset}，工作台开着时自动登记在用`)
          }}
          onHistory={setSeen}
        />
      ) : null}
      <More list={found} />
      {asked ? <EntryForm register="machines" asked={asked} onDone={() => setAsked(null)} /> : null}
      {seen ? (
        <EntryHistory title={`${seen.asset}的经历`} path={`/api/machines/${seen.id}`} onClose={() => setSeen(null)} />
      ) : null}
    </main>
  )
}

type BarProps = { page: MachinePage; wanted: Wanted; onAsk: (asked: Asked) => void }

function Bar({ page, wanted, onAsk }: BarProps) {
  const office = wanted['office'] ?? ''
  const all = useMutation({
    mutationFn: () => change<{ checked: number }>('POST', addressOf('/api/machines/checks', { office }), {}),
    onSuccess: ({ checked }) => settleRegister('machines', `已登记${checked}台设备今天正常`),
    onError: failed,
  })
  return (
    <>
      <div className="bar">
        <Button type="primary" loading={all.isPending} onClick={() => all.mutate()}>
          {page.leads ? '今日检查：没报修的都正常' : '今日检查：我管的都正常'}
        </Button>
        {page.leads ? <Button onClick={() => onAsk(registering(page, office))}>登记设备</Button> : null}
        <Button href={addressOf('/api/machines.xlsx', wanted)}>导出Excel</Button>
        <span className="quiet">{totalSays(page)}</span>
      </div>
      <GapList
        gaps={page.gaps}
        well="窗口人员都有接入就业专网的计算机，也有接入互联网的计算机；没有超期的维修和漏掉的检查。"
      />
    </>
  )
}

/** 2026年11月 */
function monthSays(month: string): string {
  const [year, part] = month.split('-')
  return `${year}年${Number(part)}月`
}

function totalSays({ month, total }: MachinePage): string {
  const said = total.percent === null ? '还没有检查记录' : `上班时间完好率${total.percent}%`
  return `${monthSays(month)}${said}`
}

function registering({ forms }: MachinePage, office: string): Asked {
  const initial = { kind: 'computer', networks: ['employment'] }
  return {
    title: '登记设备',
    schema: forms['register'] ?? {},
    path: addressOf('/api/machines', { office }),
    done: '已登记',
    initial,
    sends: '登记',
  }
}

const paths: Readonly<Record<string, string>> = { fault: 'faults', repair: 'repaired' }

function askedOf({ forms }: MachinePage, machine: Machine, act: string): Asked {
  const title = `${machineActs[act]}：${machine.kindLabel}${machine.asset}`
  const path = `/api/machines/${machine.id}/${paths[act] ?? act}`
  const asked = { title, schema: forms[act] ?? {}, path, done: `已办理：${title}` }
  if (act === 'retire') return { ...asked, sends: '停用，不能恢复' }
  if (act !== 'change') return asked
  const { name, network, holder, manager, window, note } = machine
  const people = { ...(holder && { holder: holder.id }), ...(manager && { manager: manager.id }) }
  const initial = {
    name,
    networks: network === 'none' ? [] : [network],
    ...people,
    ...(window && { window: window.number }),
    note,
  }
  return { ...asked, schema: machine.kind === 'computer' ? withHolder(asked.schema) : asked.schema, initial }
}

/** A computer has somebody who uses it (10.3.3); its kind isn't asked again. */
function withHolder(schema: Schema): Schema {
  return { ...schema, required: [...(schema.required ?? []), 'holder'] }
}
