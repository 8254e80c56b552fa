import { Button, Checkbox } from 'antd'
import type { ReactNode } from 'react'
import type { Schema } from '#ui/form/schema.ts'
import { Heads } from '#ui/heads.tsx'
import { day, moment } from '#ui/when.ts'

export type Release = {
  readonly id: string
  readonly version: number
  readonly from: string
  readonly reason: string
  readonly changes: number
  readonly against: number | null
  readonly isComing: boolean
  readonly by: string
  readonly at: string
  readonly calledOff: { readonly reason: string; readonly by: string; readonly at: string } | null
}
export type Waiting = {
  readonly version: number
  readonly draft: string | null
  readonly source: string
  readonly missing: readonly string[]
}
export type VersionRow = {
  readonly code: string
  readonly name: string
  readonly inForce: Release | null
  readonly isUnpublished: boolean
  readonly coming: readonly Release[]
  readonly waiting: readonly Waiting[]
  readonly history: readonly Release[]
}
export type VersionPage = {
  readonly mayPublish: boolean
  readonly answerable: string
  readonly needsRelease: boolean
  readonly today: string
  readonly forms: { readonly release: Schema; readonly draft: Schema; readonly drop: Schema; readonly callOff: Schema }
  readonly rows: readonly VersionRow[]
}
export type Comparison = {
  readonly code: string
  readonly name: string
  readonly from: number
  readonly to: number
  readonly missing: readonly string[]
  readonly versions: readonly { readonly version: number; readonly is: string }[]
  readonly rows: readonly {
    readonly part: string
    readonly item: string
    readonly field: string | null
    readonly is: 'added' | 'removed' | 'changed'
    readonly before: string | null
    readonly after: string | null
  }[]
}

/** One version of one service, as it is ticked: `JY01 2`. */
export const tickOf = (code: string, version: number): string => `${code} ${version}`

type ListProps = {
  page: VersionPage
  ticked: readonly string[]
  onTick: (tick: string, on: boolean) => void
  onDrop: (draft: string) => void
  onCallOff: (release: Release) => void
  compare: (row: VersionRow) => ReactNode
}

/** Every service with what is in force, what is to come and what waits; the head ticks what to publish. */
export function VersionList({ page, ticked, onTick, onDrop, onCallOff, compare }: ListProps) {
  return (
    <table className="plain">
      <caption className="unseen">各事项的版本</caption>
      <Heads of={['事项', '执行的版本', '待发布', '对比']} />
      <tbody>
        {page.rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">
              <span className="digits">{row.code}</span> {row.name}
            </th>
            <td>
              {row.inForce ? <Told of={row.inForce} /> : <span className="chip chip-warn">还没有发布</span>}
              {row.coming.map((one) => (
                <div key={one.id}>
                  <Told of={one} />
                  {page.mayPublish ? (
                    <Button size="small" onClick={() => onCallOff(one)}>
                      撤回第{one.version}版的发布
                    </Button>
                  ) : null}
                </div>
              ))}
            </td>
            <td>
              {row.waiting.length === 0 ? <span className="quiet">没有</span> : null}
              {row.waiting.map((one) => (
                <div key={one.version}>
                  {page.mayPublish ? (
                    <Checkbox
                      disabled={one.missing.length > 0}
                      checked={ticked.includes(tickOf(row.code, one.version))}
                      onChange={(event) => onTick(tickOf(row.code, one.version), event.target.checked)}
                    >
                      第{one.version}版（{one.source}）
                    </Checkbox>
                  ) : (
                    <span>
                      第{one.version}版（{one.source}）
                    </span>
                  )}
                  {one.missing.length > 0 ? (
                    <span className="chip chip-warn">八公开缺{one.missing.join('、')}</span>
                  ) : null}
                  {one.draft && page.mayPublish ? (
                    <Button size="small" type="link" onClick={() => onDrop(one.draft ?? '')}>
                      不采用
                    </Button>
                  ) : null}
                </div>
              ))}
            </td>
            <td>{compare(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Told({ of: { version, from, by, at, reason, isComing } }: { of: Release }) {
  return (
    <p>
      第{version}版，{day(from)}起{isComing ? '执行（还没到日子）' : '执行'}
      <small className="quiet">
        {' '}
        {by}于{moment(at)}发布：{reason}
      </small>
    </p>
  )
}

/** Every publication of a service, the last first: by whom, when, from which day, and what it was compared with. */
export function Published({ of }: { of: VersionRow }) {
  if (of.history.length === 0) return <p className="quiet">这个事项还没有发布过版本。</p>
  return (
    <table className="plain">
      <caption>{of.name}：历次发布</caption>
      <Heads of={['版本', '生效日期', '发布人', '发布时间', '和哪一版比', '理由']} />
      <tbody>
        {of.history.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              第{one.version}版 {one.calledOff ? <span className="chip chip-warn">已撤回</span> : null}
            </th>
            <td>{day(one.from)}</td>
            <td>{one.by}</td>
            <td>{moment(one.at)}</td>
            <td>{one.against === null ? '首次发布' : `第${one.against}版，${one.changes}处不同`}</td>
            <td>
              {one.reason}
              {one.calledOff ? (
                <p>
                  {one.calledOff.by}于{moment(one.calledOff.at)}撤回，没有执行：{one.calledOff.reason}
                </p>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const signs = { added: '新版增加', removed: '新版删去', changed: '修改' } as const

/** Two versions side by side, the older on the left, what differs only, printed as it stands. */
export function Differences({ of }: { of: Comparison }) {
  if (of.from === of.to) return <p className="quiet">两边选的是同一版，请另选一版对比。</p>
  if (of.rows.length === 0)
    return (
      <p className="quiet">
        第{of.from}版和第{of.to}版的内容相同，只有版本号不同。
      </p>
    )
  const stands = (version: number) => of.versions.find((one) => one.version === version)?.is
  return (
    <table className="plain">
      <caption>
        {of.name}：从旧版（第{of.from}版）到新版（第{of.to}版），共{of.rows.length}处不同
      </caption>
      <Heads
        of={[
          ...['部分', '项目', '改动'],
          `旧版：第${of.from}版（${stands(of.from)}）`,
          `新版：第${of.to}版（${stands(of.to)}）`,
        ]}
      />
      <tbody>
        {of.rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is read once and never reordered
          <tr key={i}>
            <td>{row.part}</td>
            <th scope="row">
              {row.item}
              {row.field ? `：${row.field}` : ''}
            </th>
            <td>
              <span className={row.is === 'changed' ? 'chip' : 'chip chip-warn'}>{signs[row.is]}</span>
            </td>
            <td>{row.before ?? '—'}</td>
            <td>{row.after ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
