import type { FastifyReply, FastifyRequest } from 'fastify'
import { asset } from '#apps/portal/asset.ts'
import { one } from '#apps/portal/form.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import type { Instant } from '#core/day.ts'
import type { World } from '#matter/world.ts'
import { passMinutes } from '#rules/quality-service/application/contract.ts'
import { guarded } from '#rules/quality-service/routes.ts'
import type { Place } from '#rules/quality-service/visitor/claim.ts'
import { makePass, type Pass, readPass } from '#rules/quality-service/visitor/pass.ts'

/** What the pages of applying and following share: who may go on without typing the code again, and how they look. */

export type Needs = { readonly world: World; readonly place: Place; readonly secure?: boolean }

export const style = asset(import.meta.dirname, 'apply.css', 'text/css; charset=utf-8')

export const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const
/** A form carries no key: what is begun twice is two drafts, and what is sent is sent once by its own row. */
export const posted = { config: { allow: 'anyone', key: 'none', ...guarded }, schema: { hide: true } } as const

/** A form that is shown again, filled, with what can't be taken beside its field: the handler looks at `request.unfit`. */
export const typedForm = { ...posted, config: { ...posted.config, tellsUnfit: true } } as const

const cookies = { apply: 'shouwen-apply', track: 'shouwen-track' } as const
type Door = keyof typeof cookies

/** Lets this browser go on for an hour; the cookie goes to these pages alone, is read by no script, and names nobody. */
export function letIn(
  reply: FastifyReply,
  { world, secure = false }: Needs,
  door: Door,
  pass: Pass,
  at: Instant,
): void {
  reply.setCookie(cookies[door], makePass(world.keys, pass, at, passMinutes), {
    ...{ path: `/${door}`, httpOnly: true, sameSite: 'strict', secure, maxAge: passMinutes * 60 },
  })
}

export function passOf(request: FastifyRequest, { world }: Pick<Needs, 'world'>, door: Door, at: Instant): Pass | null {
  return readPass(world.keys, request.cookies[cookies[door]], at)
}

/** On a shared computer nothing stays. */
export function shutOut(reply: FastifyReply, door: Door): void {
  reply.clearCookie(cookies[door], { path: `/${door}` })
}

const ofNumber = 'draft-number'

/** Every form says which application or matter it was shown for: another tab of the same browser may have opened another since. */
export const ofField = (number: string): Html => html`<input type="hidden" name="${ofNumber}" value="${number}">`
/** The same in the address, for links and for forms that carry a file. */
export const ofLink = (to: string, number: string): string => `${to}?${new URLSearchParams({ of: number })}`
/** What the page that asks was shown for; empty where it says nothing. */
export const namedIn = ({ body, query }: Pick<FastifyRequest, 'body' | 'query'>): string =>
  one(body, ofNumber, 60) || one(query, 'of', 60)

/** A field that people neither see nor reach; whoever fills it in is a machine. */
export const trap: Html = html`<p class="trap" aria-hidden="true"><label>请不要填写<input type="text" name="site" tabindex="-1" autocomplete="off"></label></p>`
