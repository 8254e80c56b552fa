import { useQuery } from '@tanstack/react-query'
import { type Security, security } from '#apps/desk/api/ground.ts'
import { Does, sure } from '#apps/desk/pages/ground/act.tsx'
import { Heads } from '#ui/heads.tsx'
import { Empty, Reading } from '#ui/state.tsx'
import { moment } from '#ui/when.ts'

/** 登录安全: doors that are shut, who is signed in, what failed lately. */
export function SecurityPage() {
  const found = useQuery(security)
  return (
    <main id="main" className="page">
      <h1>登录安全</h1>
      <Reading of={found} lines={6} />
      {found.data ? (
        <>
          <Locked rows={found.data.locked} />
          <SignedIn rows={found.data.signedIn} />
          <Failures rows={found.data.failures} />
        </>
      ) : null}
    </main>
  )
}

function Locked({ rows }: { rows: Security['locked'] }) {
  return (
    <section aria-labelledby="locked">
      <h2 id="locked">暂停登录的账户</h2>
      {rows.length === 0 ? <Empty says="没有暂停登录的账户。" /> : null}
      {rows.map(({ staff, until }) => (
        <p key={staff.id} className="alarm">
          <b>{staff.name}</b> {`连续登录失败，暂停至${moment(until)}`}{' '}
          <Does
            label="解除暂停"
            deed={sure(
              '解除暂停',
              `/api/security/accounts/${staff.id}/clear-failures`,
              `请先确认是${staff.name}本人。`,
              '已解除暂停',
            )}
          />
        </p>
      ))}
    </section>
  )
}

function SignedIn({ rows }: { rows: Security['signedIn'] }) {
  const end = (staff: { readonly id: string; readonly name: string }) =>
    sure(
      '结束登录',
      `/api/security/accounts/${staff.id}/end-sessions`,
      `${staff.name}立即退出，没有提交的内容留在其浏览器里。`,
      '已结束登录',
    )
  return (
    <section aria-labelledby="signed-in">
      <h2 id="signed-in">现在登录的人员</h2>
      <table className="plain">
        <Heads of={['人员', '登录数', '登录时间', '最近操作', '办理']} />
        <tbody>
          {rows.map(({ staff, count, since, seen, self }) => (
            <tr key={staff.id}>
              <th scope="row">{staff.name}</th>
              <td>{count}</td>
              <td>{moment(since)}</td>
              <td>{moment(seen)}</td>
              <td>{self ? <span className="quiet">本人</span> : <Does danger label="结束登录" deed={end(staff)} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Failures({ rows }: { rows: Security['failures'] }) {
  return (
    <section aria-labelledby="failures">
      <h2 id="failures">登录失败</h2>
      {rows.length === 0 ? <Empty says="没有登录失败。" /> : null}
      {rows.length > 0 ? (
        <table className="plain">
          <Heads of={['时间', '人员', '情况']} />
          <tbody>
            {rows.map((f) => (
              <tr key={f.id}>
                <td>{moment(f.at)}</td>
                <th scope="row">{f.staff.name}</th>
                <td>{f.says}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
