import { Button } from 'antd'
import type { ReactNode } from 'react'

/** Nothing here, said plainly, with what to do next if there is something. */
export function Empty({ says, children }: { says: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p>{says}</p>
      {children}
    </div>
  )
}

/** How long each grey line is, in percent. */
const lengths = [92, 64, 88, 71, 95, 58, 83, 67, 90, 61, 86, 74]

/** Grey lines where text will be; a screen reader hears 正在读取. */
export function Loading({ lines = 4 }: { lines?: number }) {
  return (
    <div className="loading" role="status">
      <span className="unseen">正在读取</span>
      {lengths.slice(0, lines).map((length) => (
        <i key={length} style={{ width: `${length}%` }} aria-hidden="true" />
      ))}
    </div>
  )
}

/** What went wrong in people's words, by which clause, and a way to try again. */
export function Trouble({ error, again }: { error: unknown; again?: () => void }) {
  return (
    <div className="trouble" role="alert">
      <p>{error instanceof Error ? error.message : '这里没能读取出来，请稍后再试。'}</p>
      {again ? <Button onClick={again}>再试一次</Button> : null}
    </div>
  )
}
