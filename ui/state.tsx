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

/** What this needs to know of something that is read. */
type Read = {
  readonly isPending: boolean
  readonly isError: boolean
  readonly isSuccess: boolean
  readonly error: unknown
  readonly refetch: () => Promise<unknown>
}

/** Stands where an answer will be: grey lines, what went wrong, or `none`, when it was read and there is nothing. */
export function Reading({ of, lines = 4, none = false }: { of: Read; lines?: number; none?: string | false }) {
  return (
    <>
      {of.isPending ? <Loading lines={lines} /> : null}
      {of.isError ? <Trouble error={of.error} again={() => void of.refetch()} /> : null}
      {of.isSuccess && none ? <Empty says={none} /> : null}
    </>
  )
}
