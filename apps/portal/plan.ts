import type { FastifyInstance } from 'fastify'
import { alike, html, sendPage } from '#apps/portal/layout.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'
import { publicVenue } from '#rules/quality-service/venue/public.ts'

const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const

type OfOffice = { Params: { code: string } }

/** Where in the hall to go: the plan of an office with its zones and windows, in a picture and in words (10.1.3, 10.4.5). */
export function planPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get<OfOffice>('/plan/:code', alike(), async (request, reply) => {
    const venue = await publicVenue(world.db, place, request.params.code, world.now())
    if (!venue)
      return sendPage(
        request,
        reply,
        { title: '大厅平面图 · 首问', main: html`<h1>大厅平面图</h1><p class="state">这个单位还没有公布平面图。</p>` },
        404,
      )
    const { org, zones } = venue
    const main = html`<h1>${org.name}</h1>
<dl><dt>地址</dt><dd>${org.address}</dd><dt>电话</dt><dd><a href="tel:${org.phone}">${org.phone}</a></dd></dl>
<h2>大厅平面图</h2>
<p><img class="plan" src="/plan/${org.code}/picture.svg" alt="${org.name}平面图，文字说明见下" width="100%"></p>
<dl>${zones.map(({ name, windows }) => html`<dt>${name}</dt><dd>${windows.join('、') || '不设窗口'}</dd>`)}</dl>`
    return sendPage(request, reply, { title: `${org.name}平面图 · 首问`, main, keepSeconds: 0 })
  })

  app.get<OfOffice>('/plan/:code/picture.svg', shown, async (request, reply) => {
    const venue = await publicVenue(world.db, place, request.params.code, world.now())
    if (!venue) return reply.code(404).send()
    const sealed = { 'content-security-policy': "default-src 'none'", 'cache-control': 'public, max-age=300' }
    return reply.type('image/svg+xml').headers(sealed).send(venue.svg)
  })
}
