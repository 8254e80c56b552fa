import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Modal, Tooltip } from 'antd'
import { useState } from 'react'
import { comeBack, leavePost, settleDay, sign, today } from '#apps/desk/api/duty.ts'
import { store, useStore } from '#apps/desk/api/store.ts'
import { singleKeys } from '#apps/desk/shell/habits.ts'
import { tell } from '#apps/desk/shell/told.tsx'
import { Leaving } from '#rules/deputies/screens/leaving.tsx'
import type { Step, Today } from '#rules/deputies/screens/today.tsx'
import { Key } from '#ui/key.tsx'
import { useKeys } from '#ui/keys.ts'

/** Whether the window of stepping out is open: asked for by key from anywhere, by button from the duty page. */
const going = store(false)
const askToLeave = (): void => going.set(true)

const signed = (after: Today): string => {
  const late = after.mine?.in?.minutes ?? 0
  return `${late > 0 ? `已签到，晚到 ${late} 分钟` : '已签到'}${handed(after)}`
}
/** What was done meanwhile is said at once; it is signed for the same day (5.1.c). */
const handed = ({ handed: many = 0 }: Today): string => (many > 0 ? '，B角代您办理了事项，请签收代行交接单' : '')

/** What each step about my presence does, with its own click; what is refused is said. */
export function usePresence() {
  const onError = (error: Error) => tell(error.message)
  const come = useMutation({
    mutationFn: () => sign('in'),
    onSuccess: (after) => settleDay(after, signed(after)),
    onError,
  })
  const go = useMutation({ mutationFn: () => sign('out'), onSuccess: (after) => settleDay(after, '已签退'), onError })
  const back = useMutation({
    mutationFn: () => comeBack(),
    onSuccess: (after) => settleDay(after, `已返岗${handed(after)}`),
    onError,
  })
  const does: Readonly<Record<Step, () => void>> = {
    in: () => come.mutate(),
    out: () => go.mutate(),
    back: () => back.mutate(),
    leave: askToLeave,
  }
  return { does, busy: come.isPending || go.isPending || back.isPending }
}

/** In the header: the one thing to do about my presence now, by key G or Alt+G; while there is none, what comes next and why (3.2.3, 4.2.3). */
export function Presence() {
  const seen = useQuery(today)
  const { does, busy } = usePresence()
  const single = useStore(singleKeys)
  const open = useStore(going)
  const next = seen.data?.next ?? null
  const act = () => {
    if (busy || !next) return
    if (next.does === null) tell(next.says)
    else does[next.does]()
  }
  useKeys({ g: act, 'Alt+g': act }, single)
  if (!seen.data || !next) return null
  return (
    <>
      <Tooltip title={next.says} trigger={['hover', 'focus']}>
        <Button
          onClick={act}
          disabled={busy}
          danger={next.does === 'back'}
          type={next.does === null ? 'text' : 'default'}
          aria-disabled={next.does === null}
          aria-describedby="presence-why"
          aria-keyshortcuts="G Alt+G"
        >
          {next.label} {next.does === null ? null : <Key>G</Key>}
          <span id="presence-why" className="unseen">
            {next.says}
          </span>
        </Button>
      </Tooltip>
      {open && next.does === 'leave' ? <Going today={seen.data} /> : null}
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
  const { does, busy } = usePresence()
  if (data?.mine?.away) return <BackOffer says={`您已报备离岗（${data.mine.away.why}），名下事项由B角代行。`} />
  if (data?.next?.does !== 'in') return null
  return (
    <p className="alarm offer" role="status">
      <span>今天还没有签到，{data.next.says}。</span>
      <Button size="small" disabled={busy} onClick={does.in}>
        现在签到
      </Button>
    </p>
  )
}

/** Coming back in one click, wherever somebody who is declared away takes up work again; nothing while they are there (4.2.3). */
export function BackOffer({ says }: { says: string }) {
  const { data } = useQuery(today)
  const { does, busy } = usePresence()
  if (!data?.mine?.away) return null
  return (
    <p className="alarm offer" role="status">
      <span>{says}</span>
      <Button size="small" disabled={busy} onClick={does.back}>
        我已返岗
      </Button>
    </p>
  )
}
