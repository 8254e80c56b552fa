import '#apps/desk/pages/ground/ground.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import { type AccountRow, accounts } from '#apps/desk/api/ground.ts'
import { session } from '#apps/desk/api/queries.ts'
import { useSought } from '#apps/desk/api/sought.ts'
import { type Deed, Does, sure } from '#apps/desk/pages/ground/act.tsx'
import { FirstPassword, passwordDeed } from '#apps/desk/pages/ground/password.tsx'
import { Door } from '#apps/desk/pages/ground/people.tsx'
import { Heads } from '#ui/heads.tsx'
import { More } from '#ui/more.tsx'
import { Reading } from '#ui/state.tsx'
import { Words } from '#ui/words.tsx'

const route = getRouteApi('/accounts')

const states = [
  { value: 'all', label: '全部账户' },
  { value: 'active', label: '在用' },
  { value: 'locked', label: '已停用' },
  { value: 'left', label: '已离职' },
  { value: 'administrator', label: '管理员' },
]
export const powers: Readonly<Record<string, string>> = {
  system: '系统管理员',
  security: '安全管理员',
  audit: '审计管理员',
}

/** 账户: who can sign in, by number; what may be done with each is the server's word. */
export function Accounts() {
  const [{ q = '', state = 'all' }, want] = useSought(route.useSearch())
  const [told, setTold] = useState<unknown>(null)
  const me = useQuery(session).data?.staffId ?? ''
  const found = useInfiniteQuery({ ...accounts({ q, state }), placeholderData: (before) => before })
  const rows = found.data?.pages.flatMap((page) => page.accounts) ?? []
  const may = found.data?.pages[0]?.may ?? { keep: false, power: false }
  return (
    <main id="main" className="page wide">
      <h1>账户</h1>
      <search className="filter-bar">
        <Words
          label="查找账户"
          says="姓名、工号或用户名"
          value={q || undefined}
          onFind={(words) => want({ q: words })}
        />
        <Select
          aria-label="状态"
          style={{ width: 132 }}
          value={state}
          options={states}
          onChange={(picked) => want({ state: picked })}
        />
        <span className="quiet">{found.data ? `共${found.data.pages[0]?.total ?? 0}个` : ''}</span>
      </search>
      <Reading of={found} lines={8} none={rows.length === 0 && '没有符合条件的账户。'} />
      {rows.length > 0 ? (
        <table className="plain">
          <Heads of={['姓名', '工号、用户名', '单位和岗位', '状态', '办理']} />
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} self={row.id === me} may={may} onTold={setTold} />
            ))}
          </tbody>
        </table>
      ) : null}
      <More list={found} />
      {told ? <FirstPassword answer={told} onClose={() => setTold(null)} /> : null}
    </main>
  )
}

type May = { readonly keep: boolean; readonly power: boolean }

function Row({
  row,
  self,
  may,
  onTold,
}: {
  row: AccountRow
  self: boolean
  may: May
  onTold: (answer: unknown) => void
}) {
  return (
    <tr>
      <th scope="row">
        {row.name} {row.administrator ? <span className="chip">{powers[row.administrator]}</span> : null}
      </th>
      <td>
        {row.number} <small>{row.username}</small>
      </td>
      <td>
        {row.office?.name} <small>{row.posts.join('、')}</small>
      </td>
      <td>{row.left ? <span className="chip">已离职</span> : <Door person={row} />}</td>
      <td>
        {self ? <span className="quiet">本人，由他人管理</span> : null}
        {!self && !row.left && may.keep ? <Keep row={row} onTold={onTold} /> : null}
        {!self && !row.left && may.power && row.posts.length === 0 ? (
          <Does label="管理员权限" deed={powerDeed(row)} />
        ) : null}
      </td>
    </tr>
  )
}

function Keep({ row, onTold }: { row: AccountRow; onTold: (answer: unknown) => void }) {
  const path = `/api/accounts/${row.id}`
  return (
    <>
      <Does label="初始密码" deed={passwordDeed(row, onTold)} />
      {row.locked ? (
        <Does label="恢复" deed={sure('恢复账户', `${path}/unlock`, `${row.name}可以重新登录。`, '已恢复账户')} />
      ) : (
        <Does
          danger
          label="停用"
          deed={sure('停用账户', `${path}/lock`, `${row.name}立即退出，恢复前不能登录；岗位不变。`, '已停用账户')}
        />
      )}
    </>
  )
}

function powerDeed(row: AccountRow): Deed {
  const path = `/api/security/accounts/${row.id}/power`
  if (row.administrator)
    return sure('收回权限', path, `收回${row.name}的${powers[row.administrator]}权限，立即退出登录。`, '已收回权限', {
      power: null,
    })
  return {
    title: `授予${row.name}管理员权限`,
    path,
    schema: {
      type: 'object',
      required: ['power'],
      properties: {
        power: {
          title: '管理员类别',
          oneOf: Object.entries(powers).map(([value, title]) => ({ const: value, title })),
        },
      },
    },
    note: <p className="quiet">任何账户不兼任两类管理员，任有业务岗位的人员不能兼任。</p>,
    sends: '授予',
    done: '已授予权限',
  }
}
