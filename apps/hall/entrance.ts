import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { alert, html, sendPage } from '#apps/portal/layout.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { problemOf } from '#platform/http/refuse.ts'
import type { Kind } from '#rules/quality-service/hall/device.ts'
import { pair } from '#rules/quality-service/hall/pairing.ts'
import { deviceCookie } from '#rules/quality-service/hall/proof.ts'
import { cookieOf, type HallNeeds } from '#rules/quality-service/hall/routes.ts'
import { guarded } from '#rules/quality-service/routes.ts'

/** A page that anyone may ask for; what it shows depends on the device. */
export const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const
/** Posted though they change nothing that is kept: no code belongs in an address. */
export const posted = { config: { allow: 'anyone', key: 'none', ...guarded }, schema: { hide: true } } as const

/** A form that is shown again, filled, with what can't be taken beside its field: the handler looks at `request.unfit`. */
export const typedForm = { ...posted, config: { ...posted.config, tellsUnfit: true } } as const

/** A kind of screen in the hall: where it is, what it is called, how staff get its code, the stylesheet's address. */
export type Screen = {
  readonly kind: Kind
  readonly url: string
  readonly name: string
  readonly says: string
  readonly style: string
}

/** The form for the one-time code; `status` where a page was asked for that only a paired screen has. */
export function pairing(
  request: FastifyRequest,
  reply: FastifyReply,
  { url, name, says, style }: Screen,
  refusal: Refusal | null,
  status = 200,
): FastifyReply {
  const title = `接入${name}`
  const main = html`<h1>${title}</h1>
<p>${says}</p>
${alert(refusal?.says ?? null)}
<form class="stack" method="post" action="${url}"><label for="code">6位配对码</label>
<input type="text" id="code" name="code" required inputmode="numeric" maxlength="20" autocomplete="off" autofocus>
<div><button type="submit">接入</button></div></form>`
  return sendPage(request, reply, { title, main, style, bare: true }, refusal ? problemOf(refusal).status : status)
}

/** Takes the code: this browser is the screen from then on. */
export function takeCode(app: FastifyInstance, { world, place, secure = false }: HallNeeds, screen: Screen): void {
  app.post(screen.url, posted, async (request, reply) => {
    const typed = { code: one(request.body, 'code', 20), kind: screen.kind }
    const paired = await pair(world, place, typed, request.ip, world.now())
    if (isRefusal(paired)) return pairing(request, reply, screen, paired)
    return reply.setCookie(deviceCookie, paired.token, cookieOf(secure)).redirect(screen.url, 303)
  })
}
