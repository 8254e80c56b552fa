import { Heads } from '#ui/heads.tsx'
import { Empty } from '#ui/state.tsx'
import type { FiguresView } from './types.ts'

type Props = {
  figures: FiguresView
  head: string
  /** Drill down into a row; absent where there is nothing below. */
  onOpen?: (key: string) => void
}

/** Scores month by month with the way they go, and what failed most. */
export function FigureTable({ figures, head, onOpen }: Props) {
  const { months, rows, worst } = figures
  if (rows.length === 0) return <Empty says="这段时间没有完成的检查。" />
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="register-scroll" aria-label="得分统计" tabIndex={0}>
        <table className="plain">
          <Heads of={[head, ...months.map((month) => `${month.replace('-', '年')}月`), '走势', '检查数', '不合格']} />
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {onOpen ? (
                    <button type="button" className="row-button" onClick={() => onOpen(row.key)}>
                      {row.name}
                    </button>
                  ) : (
                    row.name
                  )}
                </th>
                {row.scores.map((score, n) => (
                  <td key={months[n]} className="digits">
                    {score ?? '—'}
                  </td>
                ))}
                <td>{trendOf(row.scores)}</td>
                <td className="digits">{row.count}</td>
                <td className="digits">{row.failed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section aria-labelledby="worst">
        <h2 id="worst">最常不合格的项目</h2>
        {worst.length === 0 ? <Empty says="没有不合格项目。" /> : null}
        <ol className="worst">
          {worst.map((one) => (
            <li key={one.item}>
              {one.words} <span className="clauses">依据 {one.clause}</span> — {one.failed} 次不合格，共查 {one.count}{' '}
              次
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

/** The last score against the one before it, in words and a sign. */
export function trendOf(scores: readonly (number | null)[]): string {
  const [before, last] = scores.filter((score) => score !== null).slice(-2)
  if (before === undefined || last === undefined) return '—'
  const by = Math.round((last - before) * 10) / 10
  return by === 0 ? '→ 持平' : by > 0 ? `↑ 升${by}` : `↓ 降${-by}`
}
