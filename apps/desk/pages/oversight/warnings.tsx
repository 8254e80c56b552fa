import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { proposals, warnings } from '#apps/desk/api/oversight.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { Draft } from '#apps/desk/pages/oversight/draft.tsx'
import { colours } from '#rules/commitments/contract.ts'
import type { Rolled } from '#rules/commitments/gaps.ts'
import { Proposals, WarningTable } from '#rules/commitments/screens/warnings.tsx'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'

const route = getRouteApi('/oversight')
const states = { open: '未销号', late: '已逾期', closed: '已了结', all: '全部' } as const

/** 监督通知书: what the record proposes to write, and what was written, to offices below and to one's own (6.6). */
export function Warnings({ rows, own }: { rows: readonly Rolled[]; own: string }) {
  const [{ office, state, colour }, want] = useSought(route.useSearch())
  const wanted = { ...(office && { office }), ...(state && { state }), ...(colour && { colour }) }
  const found = useInfiniteQuery({ ...warnings(wanted), placeholderData: (before) => before })
  const below = rows.filter(({ id }) => id !== own)
  const lines = found.data?.pages.flatMap((page) => page.rows) ?? []
  const isNarrowed = Object.keys(wanted).length > 0
  return (
    <>
      {below.length > 0 && !isNarrowed ? <Proposed /> : null}
      <section aria-label="监督通知书台账">
        <h2>监督通知书</h2>
        <search className="filter-bar no-print">
          <Segmented
            aria-label="办理情况"
            value={state ?? 'open'}
            options={choicesOf(states)}
            onChange={(picked) => want({ state: picked === 'open' ? undefined : picked })}
          />
          <Pick
            label="种类"
            width={130}
            value={colour}
            list={choicesOf(colours)}
            onPick={(picked) => want({ colour: picked })}
          />
          {rows.length > 1 ? (
            <Pick
              label="单位"
              width={260}
              value={office}
              list={rows.map(({ id, name }) => ({ value: id, label: name }))}
              onPick={(picked) => want({ office: picked })}
            />
          ) : null}
          <span className="filter-end">
            <Button onClick={() => window.print()}>打印</Button>
            <Export path="/api/oversight/warnings/export" wanted={wanted} />
          </span>
        </search>
        <Reading
          of={found}
          lines={4}
          none={lines.length === 0 && (isNarrowed ? '没有符合条件的监督通知书。' : '没有未销号的监督通知书。')}
        />
        {lines.length > 0 ? (
          <WarningTable
            rows={lines}
            open={({ id, groundLabel }) => (
              <Link to="/matters/$id" params={{ id }}>
                {groundLabel}
              </Link>
            )}
          />
        ) : null}
        <More list={found} />
      </section>
    </>
  )
}

/** Never by itself: the record only gives reasons, a person writes. */
function Proposed() {
  const found = useQuery(proposals)
  const rows = found.data ?? []
  return (
    <section aria-label="提请监督通知">
      <h2>记录显示、可以发通知的</h2>
      <Reading
        of={found}
        lines={2}
        none={rows.length === 0 && '下级单位没有连续落后、反复超期、督办逾期、整改逾期或者公开缺口。'}
      />
      {rows.length > 0 ? (
        <Proposals rows={rows} draft={(row) => <Draft office={row.office} says="起草" from={row} />} />
      ) : null}
    </section>
  )
}
