import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { comeBack, leavePost, settleDay, sign, today } from '#apps/desk/api/duty.ts'
import { store, useStore } from '#apps/desk/api/store.ts'
import { singleKeys } from '#apps/desk/shell/habits.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import { Leaving } from '#rules/deputies/screens/leaving.tsx'
import type { Person, Today } from '#rules/deputies/screens/today.tsx'
import { Key } from '#ui/key.tsx'
import { useKeys } from '#ui/keys.ts'

/** Whether the window of stepping out is open: asked for by key from anywhere, by button from the duty page. */
const going = store(false)
export const askToLeave = (): void => going.set(true)

const signed = (after: Today): string => {
  const late = after.mine?.in?.minutes ?? 0
  return late > 0 ? `已签到，晚到 ${late} 分钟` : '已签到'
}

/** Signing in, and coming back, each with its own click; what is refused is said. */
export function usePresence() {
  const onError = (error: Error) => tell(error.message)
  const come = useMutation({
    mutationFn: () => sign('in'),
    onSuccess: (after) => settleDay(after, signed(after)),
    onError,
  })
  const go = useMutation({ mutationFn: () => sign('out'), onSuccess: (after) => settleDay(after, '已签退'), onError })
  const back = useMutation({ mutationFn: () => comeBack(), onSuccess: (after) => settleDay(after, '已返岗'), onError })
  return { come, go, back, busy: come.isPending || go.isPending || back.isPending }
}

/** What the key does now: sign in, come back, or step out. */
export function nextOf(mine: Person | null): 'sign' | 'back' | 'leave' | null {
  if (!mine?.due && !mine?.away) return null
  if (mine.away) return 'back'
  return mine.in ? (mine.out && mine.state === 'left' ? null : 'leave') : 'sign'
}

/** In the header: the one thing to do about my presence now, by key G or Alt+G (3.2.3, 4.2.3). */
export function Presence() {
  const seen = useQuery(today)
  const { come, back, busy } = usePresence()
  const single = useStore(singleKeys)
  const open = useStore(going)
  const next = nextOf(seen.data?.mine ?? null)
  const act = () => {
    if (busy) return
    if (next === 'sign') come.mutate()
    if (next === 'back') back.mutate()
    if (next === 'leave') askToLeave()
  }
  useKeys({ g: act, 'Alt+g': act }, single)
  if (!seen.data || next === null) return null
  const words = { sign: '签到', back: '返岗', leave: '离岗' } as const
  return (
    <>
      <Button onClick={act} disabled={busy} danger={next === 'back'} aria-keyshortcuts="G Alt+G">
        {words[next]} <Key>G</Key>
      </Button>
      {open && next === 'leave' ? <Going today={seen.data} /> : null}
    </>
  )
}

function Going({ today: now }: { today: Today }) {
  const [says, setSays] = useState<string | null>(null)
  const leave = useMutation({
    mutationFn: leavePost,
    onSuccess: (after) => {
      going.set(false)
      settleDay(after, '已报备离岗，由B角代行')
    },
    onError: (error) => setSays(error.message),
  })
  return (
    <Modal
      open
      title="离岗报备"
      footer={null}
      onCancel={() => going.set(false)}
      afterOpenChange={(isOpen) => isOpen && document.getElementById('leaving-why')?.focus()}
      width={460}
      destroyOnHidden
    >
      <Leaving today={now} busy={leave.isPending} says={says} onGo={(asked) => leave.mutate(asked)} />
    </Modal>
  )
}

/** The first thing of the day, above my matters: sign in with one key (4.2.1). Says it too while I am out. */
export function SignInOffer() {
  const { data } = useQuery(today)
  const { come, back, busy } = usePresence()
  const mine = data?.mine
  const next = nextOf(mine ?? null)
  if (!mine || (next !== 'sign' && next !== 'back')) return null
  return (
    <p className="alarm offer" role="status">
      <span>
        {next === 'sign'
          ? `今天还没有签到，应在 ${mine.due?.arrive} 前到岗。`
          : `您已报备离岗（${mine.away?.why}），事项由B角代行。`}
      </span>
      <Button size="small" disabled={busy} onClick={() => (next === 'sign' ? come.mutate() : back.mutate())}>
        {next === 'sign' ? '现在签到' : '我已返岗'}
      </Button>
    </p>
  )
}
