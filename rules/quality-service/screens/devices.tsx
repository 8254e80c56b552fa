import { Button, Popconfirm } from 'antd'
import { Empty } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

export type Device = {
  readonly id: string
  readonly window: { readonly number: number; readonly name: string }
  readonly paired: boolean
  readonly seenAt: string | null
}
export type Pairing = {
  readonly window: { readonly number: number; readonly name: string }
  readonly code: string | null
  readonly until: string
}
export type Window = { readonly number: number; readonly name: string }

type Props = {
  readonly windows: readonly Window[]
  readonly devices: readonly Device[]
  readonly made: Pairing | null
  readonly busy: boolean
  readonly onPair: (window: number) => void
  readonly onRevoke: (id: string) => void
}

/** The evaluators of the windows: paired by a code that is shown once, stopped when one is lost (10.5.1). */
export function Devices({ windows, devices, made, busy, onPair, onRevoke }: Props) {
  return (
    <>
      <p className="quiet">
        在窗口的评价器上打开“本系统地址/hall/evaluator”，输入配对码。配对码十分钟内有效，只能用一次。
      </p>
      <p className="bar">
        {windows.map(({ number, name }) => (
          <Button key={number} disabled={busy} onClick={() => onPair(number)}>
            {number}号窗口（{name}）生成配对码
          </Button>
        ))}
      </p>
      {made ? (
        <p className="alarm" role="status">
          {made.window.number}号窗口配对码：<b className="digits pairing-code">{made.code ?? '已显示过，请重新生成'}</b>
          （{moment(made.until)}前有效）
        </p>
      ) : null}
      {devices.length === 0 ? <Empty says="还没有配对的评价器。" /> : null}
      <ul className="plain">
        {devices.map((device) => (
          <li key={device.id}>
            {device.window.number}号窗口 {device.window.name}{' '}
            <span className="chip">{device.paired ? '已配对' : '等待配对'}</span>
            {device.seenAt ? <span className="quiet"> 最近在线 {moment(device.seenAt)}</span> : null}{' '}
            {device.paired ? (
              <Popconfirm
                title="停用这台评价器？"
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
    </>
  )
}
