import { Button } from 'antd'
import type { Name } from '#core/view.ts'
import { Acts } from '#ui/acts.tsx'
import type { Schema } from '#ui/form/schema.ts'
import type { GapRow } from '#ui/gaps.tsx'
import { Heads } from '#ui/heads.tsx'
import { moment, timeOfDay } from '#ui/when.ts'

export type Machine = {
  readonly id: string
  readonly kind: string
  readonly kindLabel: string
  readonly name: string
  readonly asset: string
  readonly serial: string | null
  readonly note: string
  readonly network: string
  readonly networkLabel: string
  readonly holder: Name | null
  readonly manager: Name | null
  readonly window: { readonly number: number; readonly name: string } | null
  readonly seenAt: string | null
  readonly retiredAt: string | null
  readonly today: 'ok' | 'bad' | null
  readonly fault: { readonly says: string; readonly dueAt: string; readonly late: boolean } | null
  readonly uptime: {
    readonly percent: number | null
    readonly down: number
    readonly seenDays: number
    readonly days: number
  } | null
  readonly offers: readonly string[]
}

export type MachinePage = {
  readonly month: string
  readonly months: readonly string[]
  readonly rows: readonly Machine[]
  readonly next: string | null
  readonly total: { readonly percent: number | null; readonly unseen: number }
  readonly gaps: readonly GapRow[]
  readonly leads: boolean
  readonly forms: Readonly<Record<string, Schema>>
}

/** What can be done with a machine beside the daily look, in the words of the buttons. */
export const machineActs: Readonly<Record<string, string>> = {
  check: '检查并写明情况',
  fault: '报修',
  repair: '已修好',
  change: '变更',
  retire: '停用',
}

type Props = {
  rows: readonly Machine[]
  /** The machine on which this desk runs. */
  here: string | null
  busy: boolean
  onOk: (machine: Machine) => void
  onAct: (machine: Machine, act: string) => void
  onHere: (machine: Machine) => void
  onHistory: (machine: Machine) => void
}

/** The register of machines with today's look and the month's working hours (10.3). */
export function MachineRegister({ rows, here, busy, onOk, onAct, onHere, onHistory }: Props) {
  return (
    <table className="plain">
      <Heads of={['设备', '网络', '使用人、管理人', '今天', '当月上班时间完好率', '办理']} />
      <tbody>
        {rows.map((machine) => (
          <tr key={machine.id}>
            <th scope="row">
              <span className="digits">{machine.asset}</span> {machine.kindLabel}
              <small> {machine.name}</small>
              {machine.id === here ? <span className="chip"> 本机</span> : null}
            </th>
            <td>{machine.networkLabel}</td>
            <td>
              {machine.holder?.name ?? '公用'} <small>管理人{machine.manager?.name}</small>
              {machine.window ? <small> {machine.window.name}</small> : null}
            </td>
            <td>
              <Today machine={machine} />
            </td>
            <td>
              <Month uptime={machine.uptime} />
            </td>
            <td>
              {machine.offers.includes('check') && machine.today !== 'ok' ? (
                <Button size="small" disabled={busy} onClick={() => onOk(machine)}>
                  今天正常
                </Button>
              ) : null}
              <Acts
                of={machine.asset}
                acts={[
                  ...machine.offers.map((key) => ({ key, label: machineActs[key] ?? key })),
                  ...(machine.retiredAt
                    ? []
                    : [{ key: 'here', label: machine.id === here ? '这不是本机' : '这是本机' }]),
                  { key: 'history', label: '经历' },
                ]}
                onAct={(act) => {
                  if (act === 'history') onHistory(machine)
                  else if (act === 'here') onHere(machine)
                  else onAct(machine, act)
                }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Today({ machine: { today, fault, seenAt, retiredAt } }: { machine: Machine }) {
  if (retiredAt) return <>{moment(retiredAt)} 停用</>
  if (fault)
    return (
      <>
        <span className="chip chip-warn">待修{fault.late ? '，已超期' : ''}</span> {fault.says}
        <small> 应于{moment(fault.dueAt)}前修好</small>
      </>
    )
  if (today === 'ok') return <>✓ 正常{seenAt ? <small> {timeOfDay(seenAt)}</small> : null}</>
  return <span className="quiet">{today === 'bad' ? '有故障' : '还没检查'}</span>
}

function Month({ uptime }: { uptime: Machine['uptime'] }) {
  if (!uptime || uptime.days === 0) return <span className="quiet">还没有到上班时间</span>
  return (
    <>
      <b>{uptime.percent === null ? '没有记录' : `${uptime.percent}%`}</b>
      <small>
        {' '}
        有记录{uptime.seenDays}天，共{uptime.days}天
        {uptime.down > 0 ? `；故障${Math.round(uptime.down / 6) / 10}小时` : ''}
      </small>
    </>
  )
}
