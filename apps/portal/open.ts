import type { FastifyInstance } from 'fastify'
import { beginning, type Entry, feedHeaders, feedOf } from '#apps/portal/feed.ts'
import { one, uuid } from '#apps/portal/form.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { dayOf, instantAt, spoken } from '#core/day.ts'
import { type Open, openItem, openList } from '#rules/open-affairs/disclosure/public.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const

type OfOne = { Params: { id: string } }

/** 政务公开 for everybody: what each office has made public, topic by topic; one text; a feed (1.2, 1.4–1.6). */
export function openPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/open', alike('office'), async (request, reply) => {
    const rows = await openList(world.db, place, null, world.now())
    const offices = [...new Map(rows.map(({ office }) => [office.id, office.name]))]
    const asked = one(request.query, 'office', 40)
    const chosen = offices.find(([id]) => id === asked) ?? offices[0]
    const main = listOf(offices, chosen ?? null, rows)
    return sendPage(request, reply, {
      title: '政务公开 · 首问',
      says: listSays,
      main,
      feed: '/open.atom',
      keepSeconds: 30,
    })
  })

  app.get('/open.atom', shown, async (_request, reply) => {
    const at = world.now()
    const rows = await openList(world.db, place, null, at)
    const entries = rows.map(entryOf).toSorted((a, b) => b.updated - a.updated)
    const since = instantAt(dayOf(at), 0)
    return reply
      .type('application/atom+xml; charset=utf-8')
      .headers(feedHeaders(60))
      .send(feedOf({ address: world.address, path: '/open', title: '政务公开', entries: entries.slice(0, 30), since }))
  })

  app.get<OfOne>('/open/:id', alike(), async (request, reply) => {
    const { id } = request.params
    const item = uuid.test(id) ? await openItem(world.db, place, id, world.now()) : null
    if (item)
      return sendPage(request, reply, {
        ...{ title: `${item.title} · 首问`, main: itemOf(item), keepSeconds: 30 },
        says: `${item.office.name}公开：${beginning(item.text)}`,
      })
    const main = html`<h1>没有这项公开内容</h1>
<p class="state" role="status">这项内容已经更新或撤下，或者网址不对。</p>
<p><a class="button" href="/open">看正在公开的内容</a></p>`
    return sendPage(request, reply, { title: '没有这项公开内容 · 首问', main }, 404)
  })
}

const listSays = '单位职责、岗位、人员、承诺、制度、纪律、监督渠道和依据。'

const entryOf = (row: Open): Entry => ({
  ...{ path: `/open/${row.id}`, title: row.title, published: row.since, updated: row.since, office: row.office.name },
  ...{ term: row.topic, label: row.label, summary: beginning(row.text) },
})

type Office = readonly [id: string, name: string]

function listOf(offices: readonly Office[], chosen: Office | null, rows: readonly Open[]): Html {
  const topics = Map.groupBy(
    rows
      .filter(({ office }) => office.id === chosen?.[0])
      .toSorted((a, b) => a.clause.localeCompare(b.clause) || a.subject.localeCompare(b.subject)),
    ({ label }) => label,
  )
  return html`<h1>政务公开</h1>
${
  offices.length > 1 &&
  html`<nav aria-label="单位"><ul class="links row">${offices.map(([id, name]) => {
    const here = id === chosen?.[0]
    return html`<li><a href="/open?office=${id}"${here && html` aria-current="page"`}>${here && html`<span aria-hidden="true">✓ </span>`}${name}</a></li>`
  })}</ul></nav>`
}
${chosen ? html`<h2>${chosen[1]}</h2>` : html`<p class="state">这里现在没有公开的内容。</p>`}
${[...topics].map(
  ([label, some]) => html`<h3>${label}</h3>
<ul class="news">${some.map(line)}</ul>
`,
)}
<p class="hint"><a href="/open.atom">订阅（Atom）</a></p>`
}

function line({ id, title, since, until, text }: Open): Html {
  return html`<li><a href="/open/${id}">${title}</a>
<small>${spoken(dayOf(since))}公开${until && html` · 到${spoken(until)}`}</small>
<p>${beginning(text)}</p></li>
`
}

function itemOf({ title, label, clause, office, since, until, text }: Open): Html {
  return html`<p><a href="/open?office=${office.id}">${label}</a></p>
<h1>${title}</h1>
<dl>
<dt>公开单位</dt><dd>${office.name}</dd>
<dt>公开日期</dt><dd>${spoken(dayOf(since))}</dd>
${until && html`<dt>公开到</dt><dd>${spoken(until)}</dd>`}
<dt>依据</dt><dd>服务制度第${clause}条</dd>
</dl>
<article>${text.split('\n').map(
    (paragraph) => html`<p>${paragraph}</p>
`,
  )}</article>
<p><a class="button" href="/open?office=${office.id}">更多公开内容</a></p>`
}
