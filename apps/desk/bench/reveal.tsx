import { Button, Input } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { change } from '#apps/desk/api/call.ts'

type Props = { matter: string; field: string; shown: string }

/** How long a personal number stays in sight, in ms. */
const inSight = 60_000

/** Shows a masked number for a minute, after a reason; the server writes down who saw it and why. */
export function Reveal({ matter, field, shown }: Props) {
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [seen, setSeen] = useState<{ value?: string; wrong?: string } | null>(null)
  useEffect(() => {
    if (!seen?.value) return
    const end = setTimeout(() => setSeen(null), inSight)
    return () => clearTimeout(end)
  }, [seen])
  const ask = async (event: FormEvent) => {
    event.preventDefault()
    const content = { field, reason: reason.trim() }
    const answer = await change<{ value: string }>('POST', `/api/matters/${matter}/reveal`, content).then(
      (a) => ({ value: a.value }),
      (error: unknown) => ({ wrong: error instanceof Error ? error.message : '没能查看，请再试一次。' }),
    )
    setSeen(answer)
    if ('value' in answer) setAsking(false)
  }
  if (seen?.value)
    return (
      <mark className="digits" role="status">
        {seen.value} <small>一分钟后隐去</small>
      </mark>
    )
  if (!asking)
    return (
      <Button
        size="small"
        type="link"
        className="unprinted"
        aria-label={`查看 ${shown}`}
        onClick={() => setAsking(true)}
      >
        查看
      </Button>
    )
  return (
    <form className="reveal" onSubmit={(event) => void ask(event)}>
      <Input
        size="small"
        autoFocus
        required
        aria-label="查看原因"
        placeholder="为什么查看（会记录在案）"
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        onKeyDown={(e) => e.key === 'Escape' && setAsking(false)}
      />
      <Button size="small" htmlType="submit" disabled={reason.trim().length < 2}>
        查看
      </Button>
      {seen?.wrong ? <span role="alert">{seen.wrong}</span> : null}
    </form>
  )
}
