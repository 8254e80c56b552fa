import '#apps/desk/pages/ground/ground.css'
import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { change, Refused } from '#apps/desk/api/call.ts'
import { queries, session } from '#apps/desk/api/queries.ts'
import { tell } from '#apps/desk/shell/told.tsx'

const fields = [
  { name: 'current', label: '原密码', complete: 'current-password' },
  { name: 'next', label: '新密码', complete: 'new-password' },
  { name: 'again', label: '再输入一次新密码', complete: 'new-password' },
] as const
type Typed = Record<(typeof fields)[number]['name'], string>
const nothing: Typed = { current: '', next: '', again: '' }

/** Changes one's own password. `first`: it was issued by somebody else, and nothing else goes before. */
export function Password({ first = false }: { first?: boolean }) {
  const go = useNavigate()
  const [typed, setTyped] = useState(nothing)
  const [wrong, setWrong] = useState<readonly (readonly [string, string])[]>([])
  const [busy, setBusy] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const found = await refusalOf(typed)
    setBusy(false)
    setWrong(found)
    if (found.length > 0) return
    setTyped(nothing)
    tell('密码已修改，其他地方的登录已退出')
    await queries.invalidateQueries({ queryKey: session.queryKey })
    await go({ to: '/' })
  }
  const says = (name: string) => wrong.filter(([at]) => at === name).map(([, words]) => words)
  return (
    <main id="main" className="page">
      <h1>修改密码</h1>
      {first ? <p className="alarm">您用的是初始密码，请先改成自己的密码，再办理业务。</p> : null}
      <form className="sign own-password" onSubmit={(event) => void send(event)}>
        {fields.map(({ name, label, complete }) => (
          <div key={name}>
            <label htmlFor={`password-${name}`}>{label}</label>
            <Input.Password
              id={`password-${name}`}
              autoComplete={complete}
              maxLength={200}
              value={typed[name]}
              status={says(name).length > 0 ? 'error' : ''}
              aria-describedby={`password-${name}-says`}
              onChange={(e) => setTyped((before) => ({ ...before, [name]: e.target.value }))}
            />
            <p id={`password-${name}-says`} className="wrong" role="alert">
              {says(name).join('；')}
            </p>
          </div>
        ))}
        <p className="quiet">至少8个字符，含大写字母、小写字母、数字、符号中的三类，不含用户名。</p>
        <p role="alert" className="wrong">
          {says('').join('；')}
        </p>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!typed.current || !typed.next}>
          修改密码
        </Button>
      </form>
    </main>
  )
}

/** What is wrong, by field; empty when the password is changed. */
async function refusalOf({ current, next, again }: Typed): Promise<readonly (readonly [string, string])[]> {
  if (next !== again) return [['again', '两次输入的新密码不一样']]
  try {
    await change('POST', '/api/session/password', { current, next })
    return []
  } catch (error) {
    if (error instanceof Refused && error.problems.length > 0)
      return error.problems.map(({ at, says }) => [
        fields.some(({ name }) => at === `/${name}`) ? at.slice(1) : '',
        says,
      ])
    return [['', error instanceof Error ? error.message : '没能修改，请再试一次。']]
  }
}
