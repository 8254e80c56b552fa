import { Button, Popconfirm } from 'antd'
import { Empty } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

export type Device = {
  readonly id: string
  readonly kind: string
  readonly window: { readonly number: number; readonly name: string }
  readonly paired: boolean
  readonly seenAt: string | null
}
export type Pairing = {
  readonly window: { readonly number: number; readonly name: string }
  readonly code: string | null
  readonly until: string
  /** What the new code takes the place of, in sentences. */
  readonly notes?: readonly string[]
}
export type Window = { readonly number: number; readonly name: string }

type Props = {
  readonly windows: readonly Window[]
  readonly devices: readonly Device[]
  readonly made: Pairing | null
  readonly busy: boolean
  readonly onPair: (window: number) => void
  readonly onPairFree: (kind: 'kiosk' | 'display') => void
  readonly onRevoke: (id: string) => void
}

/** The hall's screens by kind: paired by a code that is shown once, stopped when one is lost (10.4.4, 10.5.1). */
export function Devices({ windows, devices, made, busy, onPair, onPairFree, onRevoke }: Props) {
  const of = (kind: string) => devices.filter((device) => device.kind === kind)
  return (
    <>
      <p className="quiet">
        在窗口的评价器上打开“本系统地址/hall/evaluator”，在自助终端上打开“本系统地址/hall/kiosk”，在大厅显示屏上打开“本系统地址/hall/display”，输入配对码。配对码十分钟内有效，只能用一次。
      </p>
      <p className="bar">
        {windows.map(({ number, name }) => (
          <Button key={number} disabled={busy} onClick={() => onPair(number)}>
            {number}号窗口（{name}）生成配对码
          </Button>
        ))}
        <Button disabled={busy} onClick={() => onPairFree('kiosk')}>
          自助终端生成配对码
        </Button>
        <Button disabled={busy} onClick={() => onPairFree('display')}>
          显示屏生成配对码
        </Button>
      </p>
      {made ? (
        <p className="alarm" role="status">
          {calledOf(made)}配对码：
          <b className="digits pairing-code">{made.code ?? '已显示过，请重新生成'}</b>（{moment(made.until)}前有效）
          {(made.notes ?? []).map((note) => (
            <span key={note}>。{note}</span>
          ))}
        </p>
      ) : null}
      <h3>窗口评价器</h3>
      <Rows devices={of('evaluator')} says="还没有配对的评价器。" busy={busy} onRevoke={onRevoke} />
      <h3>自助终端</h3>
      <Rows devices={of('kiosk')} says="还没有配对的自助终端。" busy={busy} onRevoke={onRevoke} />
      <h3>大厅显示屏</h3>
      <Rows devices={of('display')} says="还没有配对的显示屏。" busy={busy} onRevoke={onRevoke} />
    </>
  )
}

/** A kiosk's or display's name has its number in it; a window's name stands beside its number. */
function calledOf({ window: { number, name } }: Pairing): string {
  return [`${number}号自助终端`, `${number}号显示屏`].includes(name) ? name : `${number}号窗口`
}

const called: Readonly<Record<string, string>> = { kiosk: '自助终端', display: '显示屏', evaluator: '评价器' }

type RowsProps = Pick<Props, 'devices' | 'busy' | 'onRevoke'> & { readonly says: string }

function Rows({ devices, says, busy, onRevoke }: RowsProps) {
  if (devices.length === 0) return <Empty says={says} />
  return (
    <ul className="plain">
      {devices.map((device) => (
        <li key={device.id}>
          {device.kind === 'evaluator' ? `${device.window.number}号窗口 ` : null}
          {device.window.name} <span className="chip">{device.paired ? '已配对' : '等待配对'}</span>
          {device.seenAt ? <span className="quiet"> 最近在线 {moment(device.seenAt)}</span> : null}{' '}
          {device.paired ? (
            <Popconfirm
              title={`停用这台${called[device.kind] ?? '设备'}？`}
              okText="停用"
              cancelText="不停用"
              onConfirm={() => onRevoke(device.id)}
            >
              <Button size="small" disabled={busy}>
                停用
              </Button>
            </Popconfirm>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
