import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { badInput } from '#core/offer.ts'
import type { Refusal } from '#core/refusal.ts'
import { codeOf, isOutage, isWorthAnotherTry } from '#platform/db/outage.ts'
import { type faults, sendFault } from '#platform/http/refuse.ts'
import { Misfit } from '#platform/http/schema.ts'
import { unfitSays, unreadable, weighed } from '#platform/http/text.ts'
import type { log } from '#platform/log.ts'

/** Where lines about answers go; no personal data in them. */
export type HttpLog = typeof log

/** Turns what was thrown into an answer. Only a bug of ours is a 500; a body, however odd, never is. */
export function faultHandler(log: HttpLog) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const clause = request.routeOptions.config.clause ?? null
    if (error instanceof Misfit) return misfit(error, clause, reply)
    if (error instanceof Refused) return reply.refuse(error.refusal)
    const place = { id: request.id, route: request.routeOptions.url ?? null }
    const state = codeOf(error)
    if (isOutage(error) || isWorthAnotherTry(error) || passing.test(state ?? '')) {
      log.warn('outage', { ...place, code: state, error: error.name })
      return unavailable(reply)
    }
    if (dataException.test(state ?? '')) {
      log.warn('unstorable', { ...place, code: state })
      return reply.refuse({ refused: 'bad-input', clause, says: '填写内容有误，系统无法保存，请检查后重新提交' })
    }
    const status = error.statusCode ?? 500
    if (status === 503) return unavailable(reply)
    if (status >= 400 && status < 500) return wire(status, reply)
    log.error('bug', { ...place, code: state, error: `${error.name}: ${error.message}`, stack: error.stack ?? null })
    return sendFault(reply, 'fault', `系统内部错误，内容没有保存。请联系系统管理员，并告知请求编号 ${request.id}`)
  }
}

/** A refusal thrown where it can't be returned: hooks and plugins of the framework. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

/** 503 with Retry-After: the only answer with a 5 in front that a sound program gives. */
export function unavailable(reply: FastifyReply): FastifyReply {
  reply.header('retry-after', String(retryAfterSeconds))
  return sendFault(reply, 'unavailable', '系统暂时无法处理请求，请稍候几秒再试')
}

/** Refuses what no schema can see: NUL characters, broken surrogates, picture signs, endless nesting. Runs before validation. */
export function refuseUnreadable(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (unreadable(request.params)) {
    reply.refuse(notSeen)
    return
  }
  const { clause = null, tellsUnfit = false } = request.routeOptions.config
  if (tellsUnfit) {
    const { body, unfit } = weighed(request.body)
    request.body = body
    request.unfit = unfit
  }
  const found =
    unreadable(request.query) ?? (tellsUnfit ? unreadable(request.body) : unreadable(request.body, unfitSays))
  if (found) reply.refuse({ refused: 'bad-input', clause, says: found.says, problems: [found] })
  else done()
}

const notSeen = { refused: 'not-seen', clause: null, says: '没有找到，或您无权查看' } as const

/** A path that can't name anything is simply not there: no hint about what an id looks like. */
function misfit(
  error: Misfit & { validationContext?: string },
  clause: Refusal['clause'],
  reply: FastifyReply,
): FastifyReply {
  if (error.validationContext === 'params') return reply.refuse(notSeen)
  return reply.refuse(badInput(clause, error.problems))
}

function wire(status: number, reply: FastifyReply): FastifyReply {
  const [code, says] = wires[status] ?? (['bad-request', '请求格式有误，请检查后重新提交'] as const)
  return sendFault(reply, code, says, status)
}

const wires: Readonly<Record<number, readonly [keyof typeof faults, string]>> = {
  404: ['no-such-page', '没有这个地址'],
  413: ['too-large', '提交的内容过大'],
  415: ['wrong-media', '不支持这种内容格式，请使用 application/json'],
}

const retryAfterSeconds = 3

/** Lock time-outs and cancelled statements: the next try may do. */
const passing = /^(55P03|57014|40...)$/

/** A value that PostgreSQL can't take passed the schema: the value is at fault, and the schema should say so. */
const dataException = /^22...$/
