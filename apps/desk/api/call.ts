import { signedInAgain } from '#apps/desk/api/gate.ts'
import { freshKey } from '#apps/desk/api/key.ts'
import { store } from '#apps/desk/api/store.ts'
import type { Problem } from '#core/refusal.ts'

/** A "no" from the server in people's words: problem+json with the clause that closes the door. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly clause: string | null
  readonly problems: readonly Problem[]

  constructor(status: number, body: Body) {
    const says = body.says ?? body.detail ?? '服务器没有办理这个请求。'
    super(body.clause ? `${says}（依据 ${body.clause}）` : says)
    this.status = status
    this.code = body.code ?? 'unknown'
    this.clause = body.clause ?? null
    this.problems = body.problems ?? []
  }
}

/** The server can't be reached, or says that it will be back. What was typed is kept; asking again is safe. */
export class Outage extends Error {}

type Body = { says?: string; detail?: string; code?: string; clause?: string | null; problems?: Problem[] }
type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** How many times the request in hand has been sent again; 0 when all is well. */
export const retrying = store(0)

const pauses = [600, 1500, 3000]

/** Keys of changes without an answer yet. The same content keeps its key, so that it can't take effect twice. */
const unanswered = new Map<string, string>()

/** Reads. A lost session asks for sign-in in place and goes on afterwards. */
export async function read<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { accept: 'application/json' } }).catch(() => null)
  if (answer === null || answer.status === 503) throw new Outage('暂时连不上服务器，稍后会自动再试。')
  if (answer.status === 401) {
    await signedInAgain()
    return read(path)
  }
  return body<T>(answer)
}

/** Changes something, once: sent again under the same key when the network or the server fails meanwhile. */
export async function change<T>(method: Method, path: string, content: unknown): Promise<T> {
  const text = JSON.stringify(content ?? {})
  const slot = `${method} ${path} ${text}`
  const key = unanswered.get(slot) ?? freshKey()
  unanswered.set(slot, key)
  try {
    const answer = await persist(method, path, text, key)
    if (answer.status === 401 && path !== '/api/session') {
      await signedInAgain()
      return await change(method, path, content)
    }
    unanswered.delete(slot)
    return await body<T>(answer)
  } finally {
    retrying.set(0)
  }
}

async function persist(method: Method, path: string, text: string, key: string): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const headers = { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key }
    const answer = await fetch(path, { method, headers, body: text }).catch(() => null)
    if (answer !== null && ![502, 503, 504].includes(answer.status)) return answer
    const pause = pauses[attempt]
    if (pause === undefined) throw new Outage('暂时连不上服务器。您填写的内容还在，再点一次会接着办，不会重复。')
    retrying.set(attempt + 1)
    await new Promise((go) => setTimeout(go, pause))
  }
}

async function body<T>(answer: Response): Promise<T> {
  const text = await answer.text()
  const json: unknown = text === '' ? null : safely(text)
  if (answer.ok) return json as T
  throw new Refused(answer.status, (json ?? {}) as Body)
}

function safely(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
