import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Refusal } from '#core/refusal.ts'
import type { Who } from '#platform/auth/who.ts'
import { type Allow, admits, callersOf, type Proof } from '#platform/http/allow.ts'
import { originProblem } from '#platform/http/origin.ts'

/** How a caller who has no session proves itself; a way that isn't given lets nobody in. */
export type Proofs = { readonly [P in Proof]?: (request: FastifyRequest) => Promise<boolean> }

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const keyForm = /^[\x21-\x7e]{1,200}$/

/** A route that doesn't say who may call it stops the boot. */
export function demandAllow(app: FastifyInstance): void {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => void routes.push(route))
  app.addHook('onReady', async () => {
    const silent = routes.filter((route) => route.config?.allow === undefined)
    const names = silent.map(({ method, url }) => `${method} ${url}`)
    if (names.length) throw new Error(`routes that do not say who may call them: ${names.join(', ')}`)
  })
}

/** Names the clause of each route's form, by its address, where the route doesn't name it. For the routes that follow. */
export function cite(app: FastifyInstance, clauseOf: (url: string) => Refusal['clause']): void {
  app.addHook('onRoute', (route) => {
    route.config = { clause: clauseOf(route.url), ...route.config }
  })
}

/** Says it for every route of a scope that a plugin makes, such as files: register the plugin in a scope of its own. */
export function allowAll(scope: FastifyInstance, allow: Allow): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, allow }
  })
}

/**
 * The default-deny door, after the session is known and before a body is read: who may call, from which page,
 * and whether a changing request carries its Idempotency-Key.
 */
export function gate(proofs: Proofs, origins: ReadonlySet<string>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (request.is404) return undefined
    const { allow, key } = request.routeOptions.config
    if (changing.has(request.method)) {
      const foreign = originProblem(request, origins)
      if (foreign) return reply.refuse({ refused: 'not-yours', clause: null, says: foreign })
    }
    if (mustChange(request)) return reply.refuse(passwordFirst)
    if (!(await entered(allow, request, proofs))) return reply.refuse(noEntry(request.session?.who ?? null))
    if (changing.has(request.method) && key !== 'none' && !hasKey(request))
      return reply.refuse({ refused: 'bad-input', clause: null, says: keyMissing, problems: [] })
    return undefined
  }
}

/** Signed in with an issued password: only what anyone may call, who I am, and the change itself. */
function mustChange(request: FastifyRequest): boolean {
  const { allow, withIssuedPassword } = request.routeOptions.config
  if (!request.session?.who.mustChangePassword || withIssuedPassword || allow === undefined) return false
  return !callersOf(allow).includes('anyone')
}

const passwordFirst = { refused: 'not-yours', clause: null, says: '这是初始密码，请先修改密码再办理业务' } as const

async function entered(allow: Allow | undefined, request: FastifyRequest, proofs: Proofs): Promise<boolean> {
  if (allow === undefined) return false
  const who = request.session?.who ?? null
  const callers = callersOf(allow)
  if (callers.some((caller) => admits(caller, who))) return true
  for (const caller of callers)
    if ((caller === 'visitor' || caller === 'device') && (await proofs[caller]?.(request))) {
      request.proof = caller
      return true
    }
  return false
}

function noEntry(who: Who | null) {
  return who === null
    ? ({ refused: 'not-signed-in', clause: null, says: '请先登录' } as const)
    : ({ refused: 'not-yours', clause: null, says: '您的账号没有使用此项功能的权限' } as const)
}

const keyMissing = '办理类请求须带请求头 Idempotency-Key（1至200个可见英文字符），同一次操作重试时保持不变'

function hasKey(request: FastifyRequest): boolean {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' && keyForm.test(key)
}
