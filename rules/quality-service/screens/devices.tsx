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
  /** Where this program is reached from here: the screens open the same. */
  readonly origin: string
  readonly windows: readonly Window[]
  readonly devices: readonly Device[]
  readonly made: Pairing | null
  readonly busy: boolean
  readonly onPair: (window: number) => void
  readonly onPairFree: (kind: 'kiosk' | 'display') => void
  readonly onRevoke: (id: string) => void
}

/** The hall's screens by kind: paired by a code that is shown once, stopped when one is lost (10.4.4, 10.5.1). */
export function Devices({ origin, windows, devices, made, busy, onPair, onPairFree, onRevoke }: Props) {
  return (
    <>
      <p className="quiet">
        在要接入的设备上打开下面写的网址，输入配对码。配对码十分钟内有效，只能用一次，只在这里显示一次。
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
      {kinds.map(({ kind, title, says }) => (
        <section key={kind} aria-label={title}>
          <h3>{title}</h3>
          <p>
            网址 <b className="digits">{`${origin}/hall/${kind}`}</b>
          </p>
          <Rows devices={devices.filter((device) => device.kind === kind)} {...{ says, busy, onRevoke }} />
          <p className="bar">
            {kind === 'evaluator' ? (
              windows.map(({ number, name }) => (
                <Button key={number} disabled={busy} onClick={() => onPair(number)}>
                  {number}号窗口（{name}）生成配对码
                </Button>
              ))
            ) : (
              <Button disabled={busy} onClick={() => onPairFree(kind)}>
                {called[kind]}生成配对码
              </Button>
            )}
          </p>
        </section>
      ))}
    </>
  )
}

const kinds = [
  { kind: 'evaluator', title: '窗口评价器', says: '还没有配对的评价器。' },
  { kind: 'kiosk', title: '自助终端', says: '还没有配对的自助终端。' },
  { kind: 'display', title: '大厅显示屏', says: '还没有配对的显示屏。' },
] as const

/** A kiosk's or display's name has its number in it; a window's name stands beside its number. */
function calledOf({ window: { number, name } }: Pairing): string {
  return [`${number}号自助终端`, `${number}号显示屏`].includes(name) ? name : `${number}号窗口`
}

const called: Readonly<Record<string, string>> = { kiosk: '自助终端', display: '显示屏', evaluator: '评价器' }

type RowsProps = Pick<Props, 'devices' | 'busy' | 'onRevoke'> & { readonly says: string }

function Rows({ devices, says, busy, onRevoke }: RowsProps) {
  if (devices.length === 0) return <Empty says={says} />
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">设备</th>
          <th scope="col">状态</th>
          <th scope="col">最近在线</th>
          <th scope="col">办理</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <tr key={device.id}>
            <th scope="row">
              {device.kind === 'evaluator' ? `${device.window.number}号窗口 ` : null}
              {device.window.name}
            </th>
            <td>
              <span className="chip">{device.paired ? '已配对' : '等待配对'}</span>
            </td>
            <td>{device.seenAt ? moment(device.seenAt) : '还没有'}</td>
            <td>
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
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
