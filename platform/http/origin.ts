import type { FastifyRequest } from 'fastify'

/**
 * Why a changing request comes from the wrong page, or null. A browser always says where it comes from; a script
 * that says nothing carries its cookie on purpose and is fine. The cookie is SameSite=Strict besides.
 */
export function originProblem(request: FastifyRequest, origins: ReadonlySet<string>): string | null {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return foreign
  const origin = request.headers.origin
  if (origin === undefined || origins.has(origin)) return null
  return URL.canParse(origin) && new URL(origin).host === request.host ? null : foreign
}

const foreign = '请求来自其他网站的页面，已拒绝；请从本系统的页面操作'
