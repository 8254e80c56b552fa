import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Html, html, sendPage } from '#apps/portal/layout.ts'
import { type PublicBadge, publicBadge, publicPhoto } from '#rules/badges/public.ts'
import { guarded, type RatingNeeds } from '#rules/quality-service/routes.ts'

const counted = { config: { allow: 'anyone', ...guarded }, schema: { hide: true } } as const
const unseen = { 'x-robots-tag': 'noindex, nofollow, noarchive' } as const

type OfCode = { Params: { code: string } }

/** Who it is that stands before me, by the code on their badge or plate; a lost or revoked one says so at once (9.2). */
export function badgePages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get<OfCode>('/badge/:code', counted, async (request, reply) => {
    const badge = await publicBadge(world.db, place, request.params.code, world.now())
    if (badge) return page(request, reply, shown(badge, request.params.code))
    return page(
      request,
      reply,
      html`<p class="state" role="status"><span class="shut">没有查到这枚证牌</span>。请核对网址；确认无误仍查不到的，请向单位核实。</p>`,
      404,
    )
  })

  app.get<OfCode>('/badge/:code/photo', counted, async (request, reply) => {
    const photo = await publicPhoto(world.db, place, request.params.code, world.now())
    if (!photo) return reply.code(404).headers(unseen).send()
    return reply
      .type(photo.type)
      .headers({ ...unseen, 'cache-control': 'no-store' })
      .send(Buffer.from(photo.bytes))
  })
}

function page(request: FastifyRequest, reply: FastifyReply, said: Html, status = 200): FastifyReply {
  reply.headers(unseen)
  return sendPage(request, reply, { title: '查验工作证牌 · 首问', main: html`<h1>查验工作证牌</h1>${said}` }, status)
}

const meanings = {
  有效: '持牌人是本单位工作人员，请核对姓名和照片与本人是否一致。',
  已过期: '这枚证牌过了有效期，请提醒持牌人换发，并可向单位核实身份。',
  已挂失: '这枚证牌已经挂失，不能证明身份。如有人正在使用，请拨打监督电话。',
  已注销: '这枚证牌已经注销，不能证明身份。如有人正在使用，请拨打监督电话。',
} as const

function shown(badge: PublicBadge, code: string): Html {
  const { word, kind, number, name, post, office, until, supervisionPhone, hasPhoto } = badge
  return html`<p class="state" role="status"><span class="${word === '有效' ? 'open' : 'shut'}">${word}</span>。${meanings[word]}</p>
${word === '有效' && html`<p><a class="button" href="/rate/at/${code}">评价刚才的服务</a></p>`}
${hasPhoto && html`<p><img src="/badge/${code}/photo" alt="${name}的照片" width="150" height="200"></p>`}
<dl>
<dt>姓名</dt><dd>${name}</dd>
<dt>岗位</dt><dd>${post}</dd>
<dt>单位</dt><dd>${office}</dd>
<dt>${kind}编号</dt><dd>${number}</dd>
<dt>有效期至</dt><dd>${until}</dd>
</dl>
<h2>要反映问题</h2>
<p>${supervisionPhone ? html`监督电话：<a href="tel:${supervisionPhone}">${supervisionPhone}</a>；` : ''}也可以到窗口当面提出，或者投入意见箱。</p>`
}
