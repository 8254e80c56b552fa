import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { enrolmentPages, registersOf, type Wanted } from '#apps/desk/api/enrolments.ts'
import { session } from '#apps/desk/api/queries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { Export } from '#apps/desk/pages/export.tsx'
import { type About, EntryTable, Sums } from '#programs/enrolment/screens/list.tsx'
import { DirectoryChoice } from '#ui/form/directory.tsx'
import type { Change } from '#ui/given.ts'
import { More } from '#ui/more.tsx'
import { choicesOf, Pick } from '#ui/pick.tsx'
import { Empty, Reading } from '#ui/state.tsx'
import { dayKey } from '#ui/when.ts'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/enrolments')
const states = { kept: '在册', suggested: '建议退出待核实', leaving: '退出待确认', left: '已退出' }

/** 在册台账: who stands in the registers that results open, those due first. */
export function Enrolments() {
  const [wanted, want] = useSought<Wanted>(route.useSearch())
  const me = useQuery(session)
  const about = useQuery(registersOf)
  const registers = about.data ?? []
  const own = registers.find(({ service }) => service === wanted.service)
  // A covered category is asked for with its reason, or not at all.
  const waits = wanted.category !== undefined && own?.covered === true && wanted.why === undefined
  const found = useInfiniteQuery({ ...enrolmentPages(wanted), enabled: !waits, placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const isNarrowed = Object.keys(wanted).length > 0
  const none = isNarrowed
    ? '没有符合条件的，换个条件试试。'
    : '还没有人在册。失业登记、就业困难人员认定、零就业家庭认定和灵活就业登记办结后，自动列在这里。'
  return (
    <main id="main" className="page wide">
      <h1>在册台账</h1>
      {registers.length > 0 ? (
        <Sums
          rows={registers}
          pick={({ service }, due, says) => (
            <Link to="/enrolments" search={{ service, ...(due && { due }) }}>
              {says}
            </Link>
          )}
        />
      ) : null}
      <Filter registers={registers} own={own} wanted={wanted} onWant={want} />
      {waits ? <Empty says="类别是敏感信息：请在上面写明筛选理由，将留下记录。" /> : null}
      <Reading of={found} lines={8} none={!waits && rows.length === 0 && !found.hasNextPage && none} />
      {rows.length > 0 && !waits ? (
        <EntryTable
          rows={rows}
          about={registers}
          own={me.data?.office.id}
          open={(row) => (
            <Link to="/matters/$id" params={{ id: row.id }}>
              {row.name}
            </Link>
          )}
        />
      ) : null}
      <More list={found} />
    </main>
  )
}

type FilterProps = {
  registers: readonly About[]
  own: About | undefined
  wanted: Wanted
  onWant: (change: Change<Wanted>) => void
}

function Filter({ registers, own, wanted, onWant }: FilterProps) {
  const inDays = (days: number) => dayKey(new Date(Date.now() + days * 86_400_000))
  const dues = { late: '已到期', [inDays(7)]: '7天内到期', [inDays(31)]: '一个月内到期' }
  const services = Object.fromEntries(registers.map(({ service, title }) => [service, title]))
  const asked = Object.keys(wanted)
  return (
    <search className="filter-bar">
      <Words says="姓名、编号或整个号码" value={wanted.q} least={2} onFind={(q) => onWant({ q })} />
      <Pick
        wide
        width={160}
        label="台账"
        value={wanted.service}
        list={choicesOf(services)}
        onPick={(service) => onWant({ service, category: undefined, why: undefined })}
      />
      <Pick
        wide
        width={140}
        label="情况"
        value={wanted.state}
        list={choicesOf(states)}
        onPick={(state) => onWant({ state })}
      />
      <Pick wide width={140} label="到期" value={wanted.due} list={choicesOf(dues)} onPick={(due) => onWant({ due })} />
      {own && Object.keys(own.categories).length > 0 ? (
        <Pick
          wide
          width={160}
          label="类别"
          value={wanted.category}
          list={choicesOf(own.categories)}
          onPick={(category) => onWant({ category, why: undefined })}
        />
      ) : null}
      {own?.covered && wanted.category ? (
        <Words says="筛选理由" value={wanted.why} least={2} onFind={(why) => onWant({ why })} />
      ) : null}
      <label className="filter-field" htmlFor="enrolment-holder">
        承办人
        <DirectoryChoice
          what="staff"
          id="enrolment-holder"
          {...(wanted.holder ? { value: wanted.holder } : {})}
          onChange={(holder) => onWant({ holder })}
        />
      </label>
      <span className="filter-end">
        {asked.length > 0 ? (
          <Button onClick={() => onWant(Object.fromEntries(asked.map((name) => [name, undefined])))}>清除条件</Button>
        ) : null}
        <Export path="/api/enrolments/export" wanted={wanted} personal />
      </span>
    </search>
  )
}
