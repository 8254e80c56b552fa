import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { beginning, type Entry, feedHeaders, feedOf, keepFor } from '#apps/portal/feed.ts'
import { one, uuid } from '#apps/portal/form.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { addDays, type Day, dayOf, type Instant, instantAt, isDay, spoken } from '#core/day.ts'
import { isTopic, topics } from '#rules/open-affairs/publication/contract.ts'
import { type Key, type News, newsItem, newsList, type Wanted } from '#rules/open-affairs/publication/public.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const

type OfOne = { Params: { id: string } }

/** What the offices publish, for everybody: a list by topic with search, one item, a feed (10.3.2). */
export function newsPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/news', alike('topic', 'q', 'after'), async (request, reply) => {
    const at = world.now()
    const wanted = wantedBy(request.query)
    const { rows, next } = await newsList(world.db, place, wanted, at)
    return page(request, reply, { title: titleOf(wanted), says: listSays, main: listOf(wanted, rows, next), at })
  })

  app.get('/news.atom', shown, async (_request, reply) => {
    const at = world.now()
    const { rows } = await newsList(world.db, place, { topic: null, q: '', after: null }, at)
    const since = startOf(dayOf(at))
    const made = { address: world.address, path: '/news', title: '信息发布', entries: rows.map(entryOf), since }
    return reply
      .type('application/atom+xml; charset=utf-8')
      .headers(feedHeaders(secondsFor(300, at)))
      .send(feedOf(made))
  })

  app.get<OfOne>('/news/:id', alike(), async (request, reply) => {
    const at = world.now()
    const { id } = request.params
    const item = uuid.test(id) ? await newsItem(world.db, place, id, at) : null
    if (item)
      return page(request, reply, {
        title: item.title,
        says: beginning(item.text),
        main: itemOf(world.catalogue.list(), item),
        at,
      })
    const main = html`<h1>没有这条信息</h1>
<p class="state" role="status">这条信息已经撤下，或者网址不对。</p>
<p><a class="button" href="/news">看正在公开的信息</a></p>`
    return sendPage(request, reply, { title: '没有这条信息 · 首问', main }, 404)
  })
}

const listSays = '政策、招聘、培训、创业和档案服务的最新信息。'

type Shown = { readonly title: string; readonly says: string; readonly main: Html; readonly at: Instant }

function page(request: FastifyRequest, reply: FastifyReply, { title, says, main, at }: Shown): FastifyReply {
  const feed = '/news.atom'
  return sendPage(request, reply, { title: `${title} · 首问`, says, main, feed, keepSeconds: secondsFor(60, at) })
}

/** So many seconds, but no longer than the day lasts. */
function secondsFor(seconds: number, at: Instant): number {
  return keepFor(seconds, Math.floor((instantAt(addDays(dayOf(at), 1), 0) - at) / 1000))
}

function wantedBy(query: unknown): Wanted {
  const topic = one(query, 'topic', 20)
  const [from = '', id = ''] = one(query, 'after', 60).split('_')
  const after = isDay(from) && uuid.test(id) ? { from, id } : null
  return { topic: isTopic(topic) ? topic : null, q: one(query, 'q', 50), after }
}

function titleOf({ topic }: Wanted): string {
  return topic ? `${topics[topic].label} · 信息发布` : '信息发布'
}

function listOf(wanted: Wanted, rows: readonly News[], next: Key | null): Html {
  const { topic, q, after } = wanted
  const none = q ? '没有找到，换个词试试，或者到窗口咨询。' : '这里现在没有公开的信息。'
  return html`<h1>信息发布</h1>
<nav aria-label="栏目"><ul class="links row">
${[null, ...Object.keys(topics)].map((word) => tab(word, topic, q))}
</ul></nav>
<form class="find" method="get" action="/news" role="search">
${topic && html`<input type="hidden" name="topic" value="${topic}">`}
<div><label for="q">查找<span class="hint">：标题、正文或文号里的词，几个词用空格分开</span></label>
<input type="text" id="q" name="q" maxlength="50" value="${q}"></div>
<button type="submit">查找</button>
</form>
<h2>${topic ? topics[topic].label : '全部栏目'}${q && html`：${q}`}</h2>
${rows.length === 0 ? html`<p class="state">${none}</p>` : html`<ul class="news">${rows.map(line)}</ul>`}
<p>${after && html`<a class="button" href="${hrefOf(topic, q, null)}">回到最新</a> `}${next && html`<a class="button" rel="next" href="${hrefOf(topic, q, next)}">更早的信息</a>`}</p>
<p class="hint"><a href="/news.atom">订阅（Atom）</a></p>`
}

function tab(word: string | null, chosen: string | null, q: string): Html {
  const name = word === null ? '全部' : isTopic(word) ? topics[word].label : word
  const here = word === chosen
  return html`<li><a href="${hrefOf(word, q, null)}"${here && html` aria-current="page"`}>${here && html`<span aria-hidden="true">✓ </span>`}${name}</a></li>`
}

function hrefOf(topic: string | null, q: string, after: Key | null): string {
  const asked = new URLSearchParams({
    ...(topic && { topic }),
    ...(q && { q }),
    ...(after && { after: `${after.from}_${after.id}` }),
  })
  return asked.size > 0 ? `/news?${asked}` : '/news'
}

function line({ id, title, topic, office, from, until, text }: News): Html {
  return html`<li><a href="/news/${id}">${title}</a>
<small>${topics[topic].label} · ${office} · ${spoken(from)}${until && html` · 公开到${spoken(until)}`}</small>
<p>${beginning(text)}</p></li>
`
}

type Services = readonly { readonly code: string; readonly name: string }[]

function itemOf(services: Services, item: News): Html {
  const { title, topic, office, from, until, source, phone, text, isChanged, updated, service } = item
  const known = services.find(({ code }) => code === service)
  return html`<p><a href="${hrefOf(topic, '', null)}">${topics[topic].label}</a></p>
<h1>${title}</h1>
<dl>
<dt>发布单位</dt><dd>${office}</dd>
<dt>发布日期</dt><dd>${spoken(from)}${isChanged && html`，${spoken(dayOf(updated))}更新`}</dd>
${until && html`<dt>公开到</dt><dd>${spoken(until)}</dd>`}
${source && html`<dt>来源、文号</dt><dd>${source}</dd>`}
</dl>
<article>${text.split('\n').map(
    (paragraph) => html`<p>${paragraph}</p>
`,
  )}</article>
${known && html`<h2>有关的服务事项</h2><p>${known.code} ${known.name}，可到窗口办理。</p>`}
${phone && html`<h2>咨询电话</h2><p><a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a></p>`}
<p><a class="button" href="/news">更多信息</a></p>`
}

const entryOf = (row: News): Entry => ({
  ...{ path: `/news/${row.id}`, title: row.title, published: startOf(row.from), updated: changedAt(row) },
  ...{ office: row.office, term: row.topic, label: topics[row.topic].label, summary: beginning(row.text) },
})

function startOf(on: Day): Instant {
  return instantAt(on, 0)
}

/** Never before its first day: a reader sorts by this. */
function changedAt({ updated, from }: News): Instant {
  return Math.max(updated, startOf(from)) as Instant
}
