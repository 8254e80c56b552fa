import { Button, Popconfirm } from 'antd'
import type { Pair } from './types.ts'

type Props = {
  rows: readonly Pair[]
  busy: boolean
  onRefer: (pair: Pair) => void
  /** The seeker says no beforehand; absent where it is not asked here. */
  onPass?: (pair: Pair) => void
}

const marks = (fit: number) => (fit >= 100 ? '✓' : fit > 0 ? '～' : '×')
const words = (fit: number) => (fit >= 100 ? '符合' : fit > 0 ? '部分符合' : '不符合')

/** What fits whom, the best first: how well, each criterion in words, what does not fit said as plainly. */
export function Pairs({ rows, busy, onRefer, onPass }: Props) {
  return (
    <ol className="pairs">
      {rows.map((pair) => (
        <li key={pair.id}>
          <div className="pair-head">
            <strong>{pair.title}</strong>
            <span className="chip">合适{pair.percent}%</span>
            {pair.elsewhere ? (
              <a href={`/jobs/${pair.id}`} target="_blank" rel="noreferrer">
                看公开的页面
              </a>
            ) : (
              <span className="pair-acts">
                <Popconfirm
                  title="求职人本人愿意应聘这个岗位吗？"
                  description="愿意的才推荐。推荐后开出推荐信，到期跟踪双方反馈。"
                  okText="本人愿意，推荐"
                  cancelText="再想想"
                  onConfirm={() => onRefer(pair)}
                >
                  <Button type="primary" size="small" disabled={busy}>
                    推荐
                  </Button>
                </Popconfirm>
                {onPass ? (
                  <Button size="small" disabled={busy} onClick={() => onPass(pair)}>
                    本人说不去
                  </Button>
                ) : null}
              </span>
            )}
          </div>
          <small>{pair.sub}</small>
          {pair.elsewhere ? (
            <small>
              由{pair.elsewhere.name}发布，本人可以按公开的应聘方式去应聘；要推荐信的，联系该单位
              {pair.elsewhere.phone}。
            </small>
          ) : null}
          <ul className="fits">
            {pair.fits.map(({ criterion, label, fit, says }) => (
              <li key={criterion} data-fit={fit >= 100 ? 'yes' : fit > 0 ? 'part' : 'no'}>
                <span aria-hidden="true">{marks(fit)}</span>
                <span className="unseen">{words(fit)}：</span>
                <b>{label}</b> {says}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
