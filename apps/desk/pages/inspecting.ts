import { useCallback, useEffect, useRef, useState } from 'react'
import { dropBlob, keepBlob, takeBlob } from '#apps/desk/api/blobs.ts'
import { Refused } from '#apps/desk/api/call.ts'
import { saveAnswers, settleInspection } from '#apps/desk/api/inspections.ts'
import { freshKey } from '#apps/desk/api/key.ts'
import { uploadPhoto } from '#apps/desk/api/photo.ts'
import { type Line, passes, useResend } from '#apps/desk/api/resend.ts'
import {
  acknowledged,
  answeredAnew,
  faultsIn,
  keepWaiting,
  nextBatch,
  readWaiting,
  refused,
  type Waiting,
} from '#apps/desk/pages/waiting.ts'
import type { Answer, Change, LineView } from '#rules/standard-conduct/screens/types.ts'

const settleMs = 1200
const isLocal = (photo: string) => photo.startsWith('local:')

type Where = { readonly id: string; readonly staff: string; readonly office: string }

/** Answers as they are tapped: on the machine at once, on the server a moment later, and again until it has them. */
export function useAnswers({ id, staff, office }: Where) {
  const [waiting, setWaiting] = useState<Waiting>(() => readWaiting(staff, id))
  const [line, setLine] = useState<Line>('well')
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const now = useRef(waiting)
  const busy = useRef(false)
  const pictures = useRef(new Map<string, string>())

  const put = useCallback(
    (next: Waiting) => {
      now.current = next
      setWaiting(next)
      if (!keepWaiting(staff, id, next)) setLine('unkept')
    },
    [staff, id],
  )

  const flush = useCallback(async (): Promise<void> => {
    if (busy.current || !nextBatch(now.current)) return
    busy.current = true
    setLine('sending')
    try {
      await uploadWaiting(office, now, put)
      const batch = nextBatch(now.current)
      if (!batch) return
      put({ ...now.current, sent: batch })
      await saveAnswers(id, Object.values(batch.answers), batch.key)
      await settleInspection(id)
      put(acknowledged(now.current, batch))
      setFaults({})
      setLine('well')
    } catch (error) {
      setLine(passes(error) ? 'away' : 'well')
      if (error instanceof PhotoRefused) setFaults({ [error.key]: error.message })
      else if (error instanceof Refused && !passes(error))
        put(refused(now.current, error.status, error.message, error.problems))
    } finally {
      busy.current = false
    }
  }, [id, office, put])

  useResend(waiting, nextBatch(waiting) !== null, line, settleMs, flush)

  const answer = useCallback(
    (to: LineView, change: Change) => {
      const before = now.current.answers[to.key] ?? asAnswer(to)
      const next = tidy({ ...before, ...change })
      setFaults(({ [to.key]: _gone, ...rest }) => rest)
      put(answeredAnew(now.current, to.key, next))
    },
    [put],
  )

  /** Pictures go onto the machine first: without a network they are sent later. */
  const takePhotos = useCallback(
    async (to: LineView, files: readonly File[]) => {
      const before = (now.current.answers[to.key] ?? asAnswer(to)).photos ?? []
      const ids: string[] = []
      for (const file of files.slice(0, 9 - before.length)) {
        const local = `local:${freshKey()}`
        await keepBlob(local, file)
        pictures.current.set(local, URL.createObjectURL(file))
        ids.push(local)
      }
      answer(to, { photos: [...((now.current.answers[to.key] ?? asAnswer(to)).photos ?? []), ...ids] })
    },
    [answer],
  )

  // After a reload the pictures that still wait are shown from the machine again.
  useEffect(() => {
    const locals = Object.values(now.current.answers).flatMap(({ photos = [] }) => photos.filter(isLocal))
    void Promise.all(
      locals.map(async (local) => {
        const blob = pictures.current.has(local) ? undefined : await takeBlob(local).catch(() => undefined)
        if (blob) pictures.current.set(local, URL.createObjectURL(blob))
      }),
    ).then(() => setWaiting((before) => ({ ...before })))
  }, [])

  const source = useCallback((photo: string) => pictures.current.get(photo) ?? null, [])
  return { waiting, line, faults: { ...faultsIn(waiting), ...faults }, answer, takePhotos, source, flush }
}

type Now = { current: Waiting }
type Put = (next: Waiting) => void

/** Uploads pictures that are still here, each replaced by its id in the store as soon as it has one. */
async function uploadWaiting(office: string, now: Now, put: Put): Promise<void> {
  for (const [key, { photos = [] }] of Object.entries(now.current.answers))
    for (const local of photos.filter(isLocal)) {
      const blob = await takeBlob(local)
      const stored = blob ? await storedId(blob, office, key, local, now, put) : null
      replace(key, local, stored, now, put)
      await dropBlob(local)
    }
}

/** A picture that the store refuses is taken out, or it would hold up everything behind it. */
async function storedId(blob: Blob, office: string, key: string, local: string, now: Now, put: Put): Promise<string> {
  try {
    return await uploadPhoto(blob, office)
  } catch (error) {
    if (error instanceof Refused) {
      replace(key, local, null, now, put)
      await dropBlob(local)
      throw new PhotoRefused(error, key)
    }
    throw error
  }
}

/** A refusal of one line's picture, said at that line. */
class PhotoRefused extends Refused {
  readonly key: string
  constructor(error: Refused, key: string) {
    super(error.status, { says: error.message, code: error.code })
    this.key = key
  }
}

function replace(key: string, local: string, stored: string | null, now: Now, put: Put): void {
  const answer = now.current.answers[key]
  if (!answer) return
  const photos = (answer.photos ?? []).flatMap((one) => (one === local ? (stored ?? []) : one))
  put({ ...now.current, answers: { ...now.current.answers, [key]: tidy({ ...answer, photos: [...new Set(photos)] }) } })
}

/** What the server has of a line, as it would be sent again. */
export function asAnswer({ item, whom, measure, kept }: LineView): Answer {
  const base = { item, ...(whom && { of: whom.id }) }
  if (!kept) return base
  const { result, value, note, photos } = kept
  const own = measure && result !== 'na' ? {} : { result }
  return { ...base, ...own, ...(value && { value }), ...(note && { note }), ...(photos && { photos: [...photos] }) }
}

function tidy(answer: Change): Answer {
  const given = Object.entries(answer).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Answer
}
