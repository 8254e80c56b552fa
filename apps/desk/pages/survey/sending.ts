import { useCallback, useEffect, useRef, useState } from 'react'
import { Outage, Refused } from '#apps/desk/api/call.ts'
import { sendVisit, settleSurvey } from '#apps/desk/api/surveys.ts'
import {
  bodyOf,
  forgetOld,
  keepQueue,
  nextToGo,
  type Queue,
  readQueue,
  refused,
  sending,
  taken,
} from '#apps/desk/pages/survey/queue.ts'

const settleMs = 400
const againMs = 5000

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
  const [line, setLine] = useState<'well' | 'sending' | 'away' | 'unkept'>('well')
  const now = useRef(queue)
  const busy = useRef(false)

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
  }, [put])

  useEffect(() => {
    if (!nextToGo(queue)) return
    const wait = setTimeout(() => void flush(), line === 'away' ? againMs : settleMs)
    const back = () => void flush()
    window.addEventListener('online', back)
    document.addEventListener('visibilitychange', back)
    return () => {
      clearTimeout(wait)
      window.removeEventListener('online', back)
      document.removeEventListener('visibilitychange', back)
    }
  }, [queue, line, flush])

  return { queue, line, change, flush }
}

/** What goes by itself: no line, a server that will be back, too many requests at once. */
function passes(error: unknown): boolean {
  return error instanceof Outage || (error instanceof Refused && (error.status >= 500 || error.status === 429))
}
