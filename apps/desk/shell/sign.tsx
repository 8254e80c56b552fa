import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { change } from '#apps/desk/api/call.ts'
import { openGate } from '#apps/desk/api/gate.ts'
import { demo, queries, session } from '#apps/desk/api/queries.ts'
import type { Session } from '#apps/desk/api/types.ts'

/** The door of the desk. */
export function SignInPage() {
  return (
    <main className="door">
      <section>
        <h1>
          首问 <small>公共就业服务窗口工作台</small>
        </h1>
        <SignIn onDone={entered} />
      </section>
    </main>
  )
}

function entered(me: Session): void {
  openGate(me.staffId)
  void queries.invalidateQueries({ queryKey: session.queryKey })
}

/** Signs in over the page: what was being typed underneath stays. */
export function SignInAgain() {
  return (
    <Modal
      open
      title="请重新登录"
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      width={420}
    >
      <p className="quiet">登录已过期。您填写的内容还在，登录后接着办。</p>
      <SignIn onDone={({ staffId }) => openGate(staffId)} />
    </Modal>
  )
}

function SignIn({ onDone }: { onDone: (me: Session) => void }) {
  const known = useQuery(demo)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [says, setSays] = useState('')
  const [busy, setBusy] = useState(false)
  const enter = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const come = await change<Session>('POST', '/api/session', { username, password }).catch((error: unknown) =>
      error instanceof Error ? error.message : '没能登录，请再试一次。',
    )
    setBusy(false)
    setSays(typeof come === 'string' ? come : '')
    if (typeof come !== 'string') onDone(come)
  }
  return (
    <form className="sign" onSubmit={(event) => void enter(event)}>
      <label htmlFor="username">用户名</label>
      <Input
        id="username"
        autoFocus
        autoComplete="username"
        value={username}
        onChange={(e) => setUsername(e.target.value)}
      />
      <label htmlFor="password">密码</label>
      <Input.Password
        id="password"
        autoComplete="current-password"
        value={password}
        onChange={(e) => setPassword(e.target.value)}
      />
      <p role="alert" className="wrong">
        {says}
      </p>
      <Button type="primary" htmlType="submit" loading={busy} block>
        登录
      </Button>
      {known.data?.accounts.length ? (
        <fieldset className="accounts">
          <legend>演示账户（测试数据），点一下就填好</legend>
          {known.data.accounts.map((a) => (
            <button
              key={a.username}
              type="button"
              onClick={() => {
                setUsername(a.username)
                setPassword(known.data?.password ?? '')
              }}
            >
              <b>{a.username}</b> {a.says}
            </button>
          ))}
        </fieldset>
      ) : null}
    </form>
  )
}
