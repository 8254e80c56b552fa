import type { FastifyReply } from 'fastify'
import type { Problem, Refusal } from '#core/refusal.ts'

/** What a person or a script reads when the answer is no (RFC 9457, with the fields of the outside contract). */
export type ProblemDocument = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly clause: string | null
  readonly says: string
  readonly problems: readonly Problem[]
}

/** One row per refusal: its status, and its name for people. */
export const refusals = {
  'not-signed-in': [401, '尚未登录'],
  'not-seen': [404, '没有找到'],
  'no-such-move': [404, '没有这项操作'],
  'not-from-here': [409, '当前环节不能办理此项操作'],
  stale: [409, '内容已被他人更新'],
  'not-yours': [403, '无权办理'],
  'not-met': [422, '条件尚不具备'],
  'bad-input': [422, '填写内容有误'],
  'key-reused': [422, '请求编号重复使用'],
  'too-many': [429, '操作过于频繁'],
} as const satisfies Record<Refusal['refused'], readonly [number, string]>

/** Answers that aren't refusals of the regulation: the wire's own. */
export const faults = {
  'bad-request': [400, '请求格式有误'],
  'too-large': [413, '内容过大'],
  'wrong-media': [415, '不支持的内容格式'],
  'no-such-page': [404, '没有这个地址'],
  fault: [500, '系统内部错误'],
  unavailable: [503, '系统暂时不可用'],
} as const satisfies Record<string, readonly [number, string]>

export const problemJson = 'application/problem+json; charset=utf-8'

/** The document of a refusal. */
export function problemOf({ refused, clause, says, problems }: Refusal): ProblemDocument {
  const [status, title] = refusals[refused]
  return document(refused, status, title, clause, says, problems ?? [])
}

/** Bound to a reply as `reply.refuse(refusal)`. */
export function refuse(this: FastifyReply, refusal: Refusal): FastifyReply {
  return send(this, problemOf(refusal))
}

/** Answers with one of the wire's own faults; `status` may be narrowed (408, 431 …) where the table's is too general. */
export function sendFault(reply: FastifyReply, code: keyof typeof faults, says: string, status?: number): FastifyReply {
  return send(reply, faultOf(code, says, status))
}

/** The document of one of the wire's own faults. */
export function faultOf(code: keyof typeof faults, says: string, status?: number): ProblemDocument {
  const [usual, title] = faults[code]
  return document(code, status ?? usual, title, null, says, [])
}

function send(reply: FastifyReply, problem: ProblemDocument): FastifyReply {
  return reply.code(problem.status).type(problemJson).send(JSON.stringify(problem))
}

function document(
  code: string,
  status: number,
  title: string,
  clause: string | null,
  says: string,
  problems: readonly Problem[],
): ProblemDocument {
  return { type: `urn:shouwen:problem:${code}`, title, status, code, clause, says, problems }
}
