import type { FastifyInstance } from 'fastify'
import { html } from '#apps/portal/layout.ts'
import { iso } from '#core/day.ts'
import { calculators } from '#core/sums/calculators.ts'
import { jobsList } from '#programs/labour-market/public.ts'
import { openList } from '#rules/open-affairs/disclosure/public.ts'
import { newsList } from '#rules/open-affairs/publication/public.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const

const standing = [
  '/services',
  '/',
  '/apply',
  '/say',
  '/search',
  '/calendar',
  '/promises',
  '/satisfaction',
  '/evaluations',
  '/open',
  '/news',
  '/jobs',
  '/courses',
  '/forms',
  '/tools',
]
/** What is about somebody, or for those who work here, is nobody's to index. */
const kept = ['/api/', '/desk/', '/hall/', '/track', '/rate', '/verify', '/look', '/badge']

/** What machines ask that index the public pages: which there are, and which to leave alone. */
export function siteMap(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/robots.txt', shown, (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send(
        ['User-agent: *', ...kept.map((path) => `Disallow: ${path}`), `Sitemap: ${world.address}/sitemap.xml`, ''].join(
          '\n',
        ),
      ),
  )

  app.get('/sitemap.xml', shown, async (_request, reply) => {
    const at = world.now()
    const [open, news, jobs] = await Promise.all([
      openList(world.db, place, null, at),
      newsList(world.db, place, { topic: null, q: '', after: null }, at, 200),
      jobsList(world.db, place, { q: '', kind: null, place: '', after: null }, at, 200),
    ])
    const pages: readonly (readonly [path: string, changed: string | null])[] = [
      ...standing.map((path) => [path, null] as const),
      ...world.catalogue.list().map(({ code }) => [`/services/${code}`, null] as const),
      ...calculators.map(({ name }) => [`/tools/${name}`, null] as const),
      ...open.map(({ id, since }) => [`/open/${id}`, iso(since)] as const),
      ...news.rows.map(({ id, from }) => [`/news/${id}`, from] as const),
      ...jobs.rows.map(({ id }) => [`/jobs/${id}`, null] as const),
    ]
    return reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(
        html`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map(
  ([
    path,
    changed,
  ]) => html`<url><loc>${world.address}${path}</loc>${changed && html`<lastmod>${changed}</lastmod>`}</url>
`,
)}</urlset>
`.html,
      )
  })
}
