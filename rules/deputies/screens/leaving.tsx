import { Button, Input, Segmented } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Today } from './today.tsx'

const choices = [5, 10, 15, 20, 30] as const
const usual = ['取件送件', '洗手间', '找负责人', '去档案室'] as const

type Props = {
  today: Today
  busy: boolean
  says: string | null
  onGo: (asked: { minutes: number; why: string }) => void
}

/** "Back in N minutes" (4.2.3): how long, where to, and who stands in meanwhile, said before one goes. */
export function Leaving({ today, busy, says, onGo }: Props) {
  const [minutes, setMinutes] = useState<number>(10)
  const [why, setWhy] = useState('')
  const go = (event: FormEvent) => {
    event.preventDefault()
    onGo({ minutes, why: why.trim() })
  }
  return (
    <form className="leaving" onSubmit={go}>
      <fieldset>
        <legend>几分钟后返岗</legend>
        <Segmented
          value={minutes}
          onChange={(value) => setMinutes(Number(value))}
          options={choices.map((value) => ({ value, label: `${value} 分钟` }))}
        />
      </fieldset>
      <label htmlFor="leaving-why">去向</label>
      <Input
        id="leaving-why"
        value={why}
        maxLength={100}
        required
        placeholder="写明去哪里，或点下面常用的"
        onChange={(e) => setWhy(e.target.value)}
      />
      <p className="leaving-usual">
        {usual.map((one) => (
          <Button key={one} size="small" onClick={() => setWhy(one)}>
            {one}
          </Button>
        ))}
      </p>
      {today.covers.length > 0 ? (
        <p className="quiet">
          您离开时由
          {today.covers.map(({ post, staff, label }) => `${staff.name}（${post.name}，${label}）`).join('、')}
          代行，手上的事项不变。
        </p>
      ) : null}
      {says ? (
        <p role="alert" className="wrong">
          {says}
        </p>
      ) : null}
      <p className="bar">
        <Button type="primary" htmlType="submit" loading={busy}>
          离岗，{minutes} 分钟后回来
        </Button>
      </p>
    </form>
  )
}
