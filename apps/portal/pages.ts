import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { applyPages } from '#apps/portal/apply.ts'
import { serveAssets } from '#apps/portal/asset.ts'
import { badgePages } from '#apps/portal/badge.ts'
import { calendarPages } from '#apps/portal/calendar.ts'
import { cardPictures } from '#apps/portal/card.ts'
import { coursePages } from '#apps/portal/courses.ts'
import { readForms } from '#apps/portal/form.ts'
import { frontPages } from '#apps/portal/front.ts'
import { guidePages } from '#apps/portal/guide.ts'
import { jobPages } from '#apps/portal/jobs.ts'
import { html, layoutAssets, lookCookie, sendPage, spelledLook, tellAsPages } from '#apps/portal/layout.ts'
import { newsPages } from '#apps/portal/news.ts'
import { openPages } from '#apps/portal/open.ts'
import { planPages } from '#apps/portal/plan.ts'
import { promisePages } from '#apps/portal/promises.ts'
import { ratePages } from '#apps/portal/rate.ts'
import { ratePlatePages } from '#apps/portal/rate-plate.ts'
import { ratedPages } from '#apps/portal/ratings.ts'
import { satisfactionPages } from '#apps/portal/satisfaction.ts'
import { sayPages } from '#apps/portal/say.ts'
import { searchPages } from '#apps/portal/search.ts'
import { siteMap } from '#apps/portal/site.ts'
import { toolPages } from '#apps/portal/tools.ts'
import { trackPages } from '#apps/portal/track.ts'
import { verifyPages } from '#apps/portal/verify.ts'
import { answerAlike } from '#platform/http/alike.ts'
import type { Copies, Mark } from '#platform/http/copies.ts'
import type { Shown } from '#platform/live/shown.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

export type PortalNeeds = RatingNeeds & { readonly shown: Pick<Shown, 'version'>; readonly copies: Copies }

/** The public pages: rendered here, whole without JavaScript, for everyone. */
export const portalPages: FastifyPluginAsync<PortalNeeds> = async (app, needs) => {
  app.decorate('address', needs.world.address)
  cardPictures(app, needs)
  readForms(app)
  tellAsPages(app)
  answerAlike(app, {
    mark: () => markOf(needs),
    copies: needs.copies,
    cookie: { name: lookCookie, read: spelledLook },
  })
  serveAssets(app, layoutAssets)
  frontPages(app, needs)
  ratePages(app, needs)
  ratePlatePages(app, needs)
  trackPages(app, needs)
  sayPages(app, needs)
  await app.register(applyPages, needs)
  verifyPages(app, needs)
  badgePages(app, needs)
  planPages(app, needs)
  newsPages(app, needs)
  openPages(app, needs)
  promisePages(app, needs)
  satisfactionPages(app, needs)
  ratedPages(app, needs)
  jobPages(app, needs)
  coursePages(app, needs)
  toolPages(app, needs)
  guidePages(app, needs)
  searchPages(app, needs)
  calendarPages(app, needs)
  siteMap(app, needs)
}

/** A page is made from the database, the services that run, and the clock, on which all that pages say begins and ends with a second. */
function markOf({ world, shown }: PortalNeeds): Mark | null {
  const version = shown.version()
  return version === null ? null : { version, from: world.catalogue.list(), second: Math.floor(world.now() / 1000) }
}

/** Answers an address that nobody has; for the HTTP door's `notFound`. */
export function lostPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const main = html`<h1>没有这个页面</h1><p>请核对网址，或者从首页进入。</p><p><a class="button" href="/">返回首页</a> <a class="button" href="/services">服务事项</a> <a class="button" href="/search">查找</a></p>`
  return sendPage(request, reply, { title: '没有这个页面 · 首问', main }, 404)
}
