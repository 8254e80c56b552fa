import '#apps/desk/pages/ground/ground.css'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Checkbox, Select } from 'antd'
import { read } from '#apps/desk/api/call.ts'
import { type AuditWanted, auditLines, auditQuery, type Chain, everybody } from '#apps/desk/api/ground.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import { type Change, given } from '#ui/given.ts'
import { Heads } from '#ui/heads.tsx'
import { More } from '#ui/more.tsx'
import { PeriodFields } from '#ui/period.tsx'
import { Pick } from '#ui/pick.tsx'
import { Reading } from '#ui/state.tsx'
import { day, moment } from '#ui/when.ts'

const route = getRouteApi('/audit')
const kinds = [
  { value: 'sign', label: '登录和退出' },
  { value: 'lockout', label: '暂停登录' },
  { value: 'password', label: '密码' },
  { value: 'account', label: '账户和权限' },
  { value: 'person', label: '人员' },
  { value: 'office', label: '单位' },
  { value: 'post', label: '岗位和AB角' },
  { value: 'window', label: '窗口' },
  { value: 'export', label: '导出' },
]

/** 审计记录: by who, what and when; whether the chain is whole; as an Excel book. */
export function AuditPage() {
  const [wanted, want] = useSought<AuditWanted>(route.useSearch())
  const found = useInfiniteQuery({ ...auditLines(wanted), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.lines) ?? []
  const first = found.data?.pages[0]
  return (
    <main id="main" className="page wide">
      <h1>审计记录</h1>
      <Filter wanted={wanted} onWant={want} />
      <Whole wanted={wanted} />
      <p className="quiet">{first ? `${day(first.from)}至${day(first.until)}，新的在前` : ''}</p>
      <Reading of={found} lines={8} none={rows.length === 0 && '没有符合条件的记录。'} />
      {rows.length > 0 ? (
        <table className="plain audit">
          <Heads of={['时间', '序号', '操作人', '内容', '结果']} />
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.day} ${row.seq}`}>
                <td>{moment(row.at)}</td>
                <td>{row.seq}</td>
                <th scope="row">{row.by ?? '系统'}</th>
                <td>{row.says}</td>
                <td>{row.succeeded ? '成功' : <span className="chip chip-warn">未成功</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <More list={found} />
    </main>
  )
}

function Filter({ wanted, onWant }: { wanted: AuditWanted; onWant: (change: Change<AuditWanted>) => void }) {
  const people = useQuery(everybody).data ?? []
  const known = people.map((p) => ({ value: p.id, label: `${p.name} ${p.number}` }))
  return (
    <search className="filter-bar">
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label="人员"
        placeholder="人员"
        style={{ width: 180 }}
        value={wanted.who ?? null}
        options={known}
        onChange={(who: string | null) => onWant({ who: who ?? undefined })}
      />
      <Pick label="类别" width={140} value={wanted.what} list={kinds} onPick={(what) => onWant({ what })} />
      <PeriodFields id="audit" label="从" to="到" value={wanted} onChange={onWant} />
      <Checkbox checked={wanted.failed ?? false} onChange={(e) => onWant({ failed: e.target.checked || undefined })}>
        只看未成功
      </Checkbox>
      <Button href={`/api/audit/export?${auditQuery(wanted)}`} download>
        导出Excel
      </Button>
    </search>
  )
}

/** Does each day's chain hold? Asked for, not told by itself: it goes through every line of the period. */
function Whole({ wanted }: { wanted: AuditWanted }) {
  const check = useMutation({
    mutationFn: () =>
      read<Chain>(`/api/audit/chain?${auditQuery(given<AuditWanted>({ from: wanted.from, until: wanted.until }))}`),
    onError: (error) => tell(error.message),
  })
  const chain = check.data
  const broken = chain?.days.filter((d) => d.broken !== null) ?? []
  return (
    <div className="bar" role="status">
      <Button loading={check.isPending} onClick={() => check.mutate()}>
        核验完整性
      </Button>
      {chain?.whole ? (
        <span>{`${day(chain.from)}至${day(chain.until)}，${chain.days.length}天、${chain.days.reduce((n, d) => n + d.lines, 0)}条记录完整，没有改动。`}</span>
      ) : null}
      {broken.map((d) => (
        <span key={d.day} className="chip chip-warn">
          {`${day(d.day)}第${d.broken}条起被改动、删除或调换`}
        </span>
      ))}
    </div>
  )
}
