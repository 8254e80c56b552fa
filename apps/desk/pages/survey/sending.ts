import { useCallback, useEffect, useRef, useState } from 'react'
import { Refused, read } from '#apps/desk/api/call.ts'
import { beginAnew } from '#apps/desk/api/gate.ts'
import { type Line, passes, useResend } from '#apps/desk/api/resend.ts'
import { sendVisit, settleSurvey } from '#apps/desk/api/surveys.ts'
import type { Session } from '#apps/desk/api/types.ts'
import {
  bodyOf,
  forgetOld,
  isSlotOf,
  keepQueue,
  nextToGo,
  type Queue,
  readQueue,
  refused,
  sending,
  taken,
} from '#apps/desk/pages/survey/queue.ts'

const settleMs = 400

/** A tablet's day, in China's time. */
export function tabletDay(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** Visits as they are written: on the tablet at once, sent one after the other, and again until the server has them. */
export function useVisits(staff: string) {
  const [queue, setQueue] = useState<Queue>(() => {
    forgetOld(localStorage, tabletDay())
    return readQueue(localStorage, staff)
  })
  const [line, setLine] = useState<Line>('well')
  const now = useRef(queue)
  const busy = useRef(false)

  // Open twice, in two tabs: each goes on from what the other wrote, so that neither writes over it.
  useEffect(() => {
    const heard = ({ key }: StorageEvent) => {
      if (!isSlotOf(staff, key)) return
      now.current = readQueue(localStorage, staff)
      setQueue(now.current)
    }
    window.addEventListener('storage', heard)
    return () => window.removeEventListener('storage', heard)
  }, [staff])

  const put = useCallback(
    (next: Queue) => {
      now.current = next
      setQueue(next)
      if (!keepQueue(localStorage, staff, next)) setLine('unkept')
    },
    [staff],
  )
  const change = useCallback((to: (queue: Queue) => Queue) => put(to(now.current)), [put])

  const flush = useCallback(async (): Promise<void> => {
    const next = nextToGo(now.current)
    if (busy.current || !next) return
    busy.current = true
    setLine('sending')
    const { entry } = next.visit
    try {
      // Whoever signed in meanwhile doesn't send what this person wrote: the desk begins anew for them.
      const { staffId } = await read<Session>('/api/session')
      if (staffId !== staff) {
        beginAnew()
        return
      }
      put(sending(now.current, next))
      await sendVisit(next.visit.round, bodyOf(next.visit), next.key)
      put(taken(now.current, entry))
      setLine('well')
      settleSurvey(`已收下${String(next.visit.values['number'] ?? '')}`)
    } catch (error) {
      if (error instanceof Refused && !passes(error)) {
        put(refused(now.current, entry, { says: error.message, problems: error.problems }))
        setLine('well')
      } else setLine('away')
    } finally {
      busy.current = false
    }
  }, [put, staff])

  useResend(queue, nextToGo(queue) !== null, line, settleMs, flush)

  return { queue, line, change, flush }
}
