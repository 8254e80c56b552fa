import type { FastifyInstance } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { initialsOf } from '#core/initials.ts'
import type { Service } from '#core/service/format.ts'
import { calculators } from '#core/sums/calculators.ts'
import type { World } from '#matter/world.ts'
import { jobsList } from '#programs/labour-market/public.ts'
import { openList } from '#rules/open-affairs/disclosure/public.ts'
import { formList } from '#rules/open-affairs/forms/routes.ts'
import { newsList } from '#rules/open-affairs/publication/public.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

type Found = { readonly to: string; readonly title: string; readonly says: string }
type Group = { readonly title: string; readonly more: string | null; readonly rows: readonly Found[] }

/** As much as is searched for. */
const mostSigns = 50

/** Of each kind at most so many; the kind's own page has the rest. */
const most = 8

/** 站内查找: everything that is open, by words or by Pinyin initials; nothing of any person is in it (1.2, 6.3). */
export function searchPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/search', alike('q'), async (request, reply) => {
    const asked = one(request.query, 'q', mostSigns + 1)
    const q = asked.slice(0, mostSigns)
    const groups = q === '' ? [] : await found(world, place, q)
    return sendPage(request, reply, {
      title: q ? `${q} · 查找 · 首问` : '查找 · 首问',
      says: '在公开的服务事项、计算器、表格、政务公开、信息和招聘岗位里查找，可以写拼音首字母。',
      main: pageOf(q, groups, asked.length > mostSigns),
    })
  })
}

async function found(world: World, place: RatingNeeds['place'], q: string): Promise<readonly Group[]> {
  const at = world.now()
  const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 5)
  const [open, news, jobs] = await Promise.all([
    openList(world.db, place, null, at),
    newsList(world.db, place, { topic: null, q, after: null }, at, most),
    jobsList(world.db, place, { q, kind: null, place: '', after: null }, at, most),
  ])
  const asked = new URLSearchParams({ q }).toString()
  const groups: Group[] = [
    { title: '事项', more: null, rows: services(world, words) },
    { title: '计算器', more: '/tools', rows: tools(words) },
    { title: '表格', more: '/forms', rows: forms(world, words) },
    {
      ...{ title: '政务公开', more: '/open' },
      rows: open
        .filter(({ title, text, label }) => says(words, title, text, label))
        .map(({ id, title, office }) => ({ to: `/open/${id}`, title, says: office.name })),
    },
    {
      ...{ title: '信息发布', more: `/news?${asked}` },
      rows: news.rows.map(({ id, title, office }) => ({ to: `/news/${id}`, title, says: office })),
    },
    {
      ...{ title: '招聘岗位', more: `/jobs?${asked}` },
      rows: jobs.rows.map(({ id, jobTitle, company }) => ({ to: `/jobs/${id}`, title: jobTitle, says: company })),
    },
  ]
  return groups.filter(({ rows }) => rows.length > 0)
}

/** Whether every word stands in one of the texts. */
function says(words: readonly string[], ...texts: readonly string[]): boolean {
  const all = texts.join('\n').toLowerCase()
  return words.every((word) => all.includes(word))
}

/** By what is in the guide; a name also by its initials (`sydj`). Names come before what only speaks of it. */
function services({ catalogue }: World, words: readonly string[]): readonly Found[] {
  const all = catalogue.list().flatMap(({ code }) => catalogue.get(code)?.service ?? [])
  const named = all.filter(({ name, code }) => says(words, name, code, initialsOf(name)))
  const spoken = all.filter((service) => !named.includes(service) && says(words, ...guideWords(service)))
  return [...named, ...spoken].map(({ code, name, summary }) => ({
    to: `/services/${code}`,
    title: name,
    says: summary,
  }))
}

function guideWords({ name, summary, scope, conditions, materials, results }: Service): readonly string[] {
  return [
    name,
    summary,
    scope,
    ...[...conditions, ...results].map((one) => ('label' in one ? one.label : one.name)),
    ...materials.map((one) => one.name),
  ]
}

function tools(words: readonly string[]): readonly Found[] {
  return calculators
    .filter((one) => says(words, one.title, one.says, initialsOf(one.title)))
    .map((one) => ({ to: `/tools/${one.name}`, title: one.title, says: one.says }))
}

function forms(world: World, words: readonly string[]): readonly Found[] {
  return formList(world).groups.flatMap(({ title: group, rows }) =>
    rows
      .filter(({ title }) => says(words, title, initialsOf(title)))
      .map(({ title, pdf, blank }) => ({ to: blank ?? pdf, title, says: blank ? '空白表，可以下载' : group })),
  )
}

function pageOf(q: string, groups: readonly Group[], isCut: boolean): Html {
  return html`<h1>查找</h1>
<form class="find" method="get" action="/search" role="search">
<div><label for="q">找什么<span class="hint">：事项、材料、表格、岗位、政策里的词，也可以写拼音首字母，如 sydj</span></label>
<input type="text" id="q" name="q" maxlength="${mostSigns}" value="${q}"></div>
<button type="submit">查找</button>
</form>
${isCut && html`<p class="hint">查找内容最多${mostSigns}个字，下面只按前${mostSigns}个字查；请改短再查，只写一两个词。</p>`}
${q === '' ? html`<p>只查公开的内容。您自己办的事，请到<a href="/track">办事进度</a>，凭编号和查询码查。</p>` : results(q, groups)}`
}

function results(q: string, groups: readonly Group[]): Html {
  if (groups.length === 0)
    return html`<p class="state" role="status">没有找到“${q}”。换个词试试，或者打电话、到窗口问一问，第一位接待您的人会负责到底。</p>`
  return html`${groups.map(
    ({ title, more, rows }) => html`<h2>${title}</h2>
<ul class="news">${rows.slice(0, most).map(
      (row) => html`<li><a href="${row.to}">${row.title}</a><small>${row.says}</small></li>
`,
    )}</ul>
${rows.length >= most && more && html`<p><a class="button" href="${more}">更多${title}</a></p>`}`,
  )}`
}
