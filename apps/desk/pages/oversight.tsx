import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, type LinkProps } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import type { ReactNode } from 'react'
import { oversight } from '#apps/desk/api/oversight.ts'
import { queries } from '#apps/desk/api/queries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { OverseenOffice } from '#apps/desk/pages/oversight/office.tsx'
import { Warnings } from '#apps/desk/pages/oversight/warnings.tsx'
import { initialsOf } from '#core/initials.ts'
import {
  type GaugeKey,
  gaugeKeys,
  lampOf,
  listBehind,
  type Phase,
  phases,
  type Rolled,
  rolledUp,
  wanting,
} from '#rules/commitments/gaps.ts'
import { type Column, columnsOf, OversightTree } from '#rules/commitments/screens/oversight.tsx'
import { Key } from '#ui/key.tsx'
import { useKeys } from '#ui/keys.ts'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'
import '#apps/desk/style/oversight.css'

const route = getRouteApi('/oversight')
const tabs = { tree: '单位总览', warnings: '监督通知书' } as const
const lampsSaid = { red: '有红灯', yellow: '有黄灯', green: '正常' } as const
const views = { '': '总览', ...phases } as const

/** 监督 (6.6): the tree of offices before, during and after, one office in full, and what is written to one. */
export function Oversight() {
  const [wanted, want] = useSought(route.useSearch())
  const shown = wanted.tab === 'warnings' ? 'warnings' : 'tree'
  const found = useQuery(oversight)
  const refresh = () => void queries.invalidateQueries({ queryKey: ['oversight'] })
  useKeys({ r: refresh })
  const rows = rolledUp(found.data?.rows ?? [])
  const own = rows.find(({ id }) => id === found.data?.own)
  const one = shown === 'tree' ? rows.find(({ id }) => id === wanted.office) : undefined
  return (
    <main id="main" className="page wide">
      <h1>{one ? `监督：${one.name}` : '监督'}</h1>
      <nav className="bar no-print" aria-label="监督页面">
        <Segmented
          value={shown}
          options={choicesOf(tabs)}
          onChange={(tab) => want({ tab: tab === 'tree' ? undefined : tab, office: undefined, state: undefined })}
        />
        <Button onClick={refresh} aria-keyshortcuts="r" loading={found.isFetching}>
          刷新 <Key>R</Key>
        </Button>
      </nav>
      {own && !one ? <Own row={own} /> : null}
      {shown === 'warnings' ? <Warnings rows={rows} own={own?.id ?? ''} /> : null}
      {shown === 'tree' ? <Reading of={found} lines={10} /> : null}
      {shown === 'tree' && one ? <OverseenOffice row={one} rows={rows} own={own?.id ?? ''} tree={tree} /> : null}
      {shown === 'tree' && found.isSuccess && !one ? <Tree rows={rows} wanted={wanted} want={want} /> : null}
    </main>
  )
}

/** A head's own office as those above see it: what is about to go wrong first, and notices to answer. */
function Own({ row }: { row: Rolled }) {
  const { own } = row
  const part = (key: GaugeKey, says: string): ReactNode =>
    (own[key] ?? 0) > 0 ? (
      <Link
        key={key}
        {...(listBehind(key, row.id) as LinkProps)}
        className={key === 'late' || key === 'unanswered' ? 'count-red' : 'count-yellow'}
      >
        {says} {own[key]}
      </Link>
    ) : null
  const parts = [
    part('soon', '将到期'),
    part('late', '已超期'),
    part('warnings', '上级的监督通知'),
    part('unanswered', '逾期未回复'),
  ]
  const gaps = wanting(own, 'before')
  return (
    <section className="own-strip" aria-label="本单位">
      <b>本单位</b>
      {parts.some(Boolean) ? parts : <span className="quiet">没有将到期、超期的事项，也没有监督通知。</span>}
      <Link to="/oversight" search={{ office: row.id }}>
        {gaps > 0 ? `事前缺口 ${gaps}，逐条查看` : '逐条查看'}
      </Link>
    </section>
  )
}

type Wanted = ReturnType<typeof route.useSearch>
type TreeProps = {
  rows: readonly Rolled[]
  wanted: Wanted
  want: (change: { [K in keyof Wanted]?: Wanted[K] | undefined }) => void
}

function Tree({ rows, wanted, want }: TreeProps) {
  const { lamp, q, sort, phase } = wanted
  const words = q?.trim().toLowerCase() ?? ''
  const kept = rows.filter(
    (row) =>
      (!lamp || lampOf(row.sum) === lamp) &&
      (words === '' || row.name.toLowerCase().includes(words) || initialsOf(row.name).includes(words)),
  )
  const isFlat = kept.length < rows.length
  return (
    <>
      <search className="filter-bar no-print">
        <Segmented
          aria-label="看什么"
          value={phase ?? ''}
          options={choicesOf(views)}
          onChange={(value) => want({ phase: value || undefined, sort: undefined })}
        />
        <Words label="查找单位" says="单位名称或拼音首字母" value={q} onFind={(found) => want({ q: found })} />
        <Pick
          label="指示灯"
          width={120}
          value={lamp}
          list={choicesOf(lampsSaid)}
          onPick={(picked) => want({ lamp: picked })}
        />
        <span className="filter-end">
          <Button onClick={() => window.print()}>打印</Button>
          <Export path="/api/oversight/export" />
        </span>
      </search>
      <Summary rows={rows} />
      {kept.length === 0 ? (
        <p className="quiet">没有这样的单位，换个条件试试。</p>
      ) : (
        tree({ rows: kept, phase, sort: sort ?? (isFlat ? 'flat' : null), want })
      )}
    </>
  )
}

function Summary({ rows }: { rows: readonly Rolled[] }) {
  const lit = (colour: 'red' | 'yellow') => rows.filter(({ own }) => lampOf(own, gaugeKeys) === colour).length
  return (
    <p className="quiet">
      共{rows.length}个单位，红灯{lit('red')}个，黄灯{lit('yellow')}
      个。数字含下级单位，点开是清单；单位名点开是逐条情况。
    </p>
  )
}

type Shown = {
  rows: readonly Rolled[]
  phase: string | undefined
  sort: string | null
  want: (change: { sort?: string | undefined }) => void
}

/** The tree as a table, its numbers leading to their lists: of an office with others below, to the office first. */
function tree({ rows, phase, sort, want }: Shown) {
  const columns = columnsOf(phase !== undefined && phase in phases ? (phase as Phase) : null)
  return (
    <OversightTree
      rows={rows}
      columns={columns}
      sort={sort}
      onSort={(key) => want({ sort: key })}
      name={({ id, name }) => (
        <Link to="/oversight" search={{ office: id }}>
          {name}
        </Link>
      )}
      number={(row, column, says) => <Count row={row} column={column} says={says} />}
    />
  )
}

function Count({ row, column, says }: { row: Rolled; column: Column; says: ReactNode }) {
  const { key } = column
  const to = (
    key in phases || !row.leaf ? { to: '/oversight', search: { office: row.id } } : listBehind(key as GaugeKey, row.id)
  ) as LinkProps
  return (
    <span className={`count-${column.lampIn(row.sum)}`}>
      <Link {...to} aria-label={`${row.name}${column.label}${column.numberIn(row.sum)}`}>
        {says}
      </Link>
    </span>
  )
}
