import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { one, uuid } from '#apps/portal/form.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { addDays, dayOf, type Instant, instantAt, spoken } from '#core/day.ts'
import { isCode, type Kind, kinds } from '#programs/labour-market/contract.ts'
import {
  type FormerJob,
  type Job,
  type JobsWanted,
  jobsFormer,
  jobsItem,
  jobsList,
} from '#programs/labour-market/public.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

type OfOne = { Params: { id: string } }

/** The vacancies that are published now, for everybody: a list by words, kind and place, and one of them (1.3, 10.1.3). */
export function jobPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/jobs', alike('q', 'kind', 'place', 'after'), async (request, reply) => {
    const at = world.now()
    const wanted = wantedBy(request.query)
    const { rows, next } = await jobsList(world.db, place, wanted, at)
    return page(
      request,
      reply,
      { title: '招聘岗位', says: '正在招聘、经过审核的岗位，应聘不收费。' },
      listOf(wanted, rows, next),
      at,
    )
  })

  app.get<OfOne>('/jobs/:id', alike(), async (request, reply) => {
    const at = world.now()
    const { id } = request.params
    const job = uuid.test(id) ? await jobsItem(world.db, place, id, at) : null
    if (job)
      return page(
        request,
        reply,
        {
          title: `${job.jobTitle} · ${job.company}`,
          says: `${job.company}招聘${job.jobTitle}，岗位经过审核，应聘不收费。`,
        },
        itemOf(job),
        at,
      )
    const former = uuid.test(id) ? await jobsFormer(world.db, place, id, at) : null
    // Gone, not missing: whoever kept the address learns what became of it, and what indexes pages drops this one.
    if (former) return sendPage(request, reply, { title: `${former.jobTitle} · 首问`, main: formerOf(former) }, 410)
    const main = html`<h1>没有这个岗位</h1>
<p class="state" role="status">这个岗位已经撤下，或者网址不对。</p>
<p><a class="button" href="/jobs">看正在招聘的岗位</a></p>`
    return sendPage(request, reply, { title: '没有这个岗位 · 首问', main }, 404)
  })
}

function page(
  request: FastifyRequest,
  reply: FastifyReply,
  { title, says }: { title: string; says: string },
  main: Html,
  at: Instant,
): FastifyReply {
  const left = Math.floor((instantAt(addDays(dayOf(at), 1), 0) - at) / 1000)
  return sendPage(request, reply, {
    title: `${title} · 首问`,
    says,
    main,
    keepSeconds: Math.max(1, Math.min(60, left)),
  })
}

function wantedBy(query: unknown): JobsWanted {
  const kind = one(query, 'kind', 20)
  const after = one(query, 'after', 40)
  return {
    ...{ q: one(query, 'q', 50), place: one(query, 'place', 30) },
    ...{ kind: isCode(kinds, kind) ? kind : null, after: uuid.test(after) ? after : null },
  }
}

function hrefOf({ q, kind, place }: JobsWanted, after: string | null): string {
  const asked = new URLSearchParams({
    ...(q && { q }),
    ...(kind && { kind }),
    ...(place && { place }),
    ...(after && { after }),
  })
  return asked.size > 0 ? `/jobs?${asked}` : '/jobs'
}

function listOf(wanted: JobsWanted, rows: readonly Job[], next: string | null): Html {
  const { q, kind, place, after } = wanted
  const isNarrowed = q !== '' || kind !== null || place !== ''
  const none = isNarrowed
    ? '没有找到合适的岗位，换个词或者少选一项试试；也可以到窗口登记求职，有合适的再告诉您。'
    : '现在没有正在招聘的岗位。可以到窗口登记求职，有合适的再告诉您。'
  return html`<h1>招聘岗位</h1>
<p>岗位都经过审核，应聘不收取任何费用。遇到收费、收押金或扣证件的，请告诉我们。</p>
<form class="find" method="get" action="/jobs" role="search">
<div><label for="q">查找<span class="hint">：岗位、工种或单位</span></label>
<input type="text" id="q" name="q" maxlength="50" value="${q}"></div>
<div><label for="place">工作地点</label>
<input type="text" id="place" name="place" maxlength="30" value="${place}"></div>
<div><label for="kind">工作性质</label>
<select id="kind" name="kind">${option('', '不限', kind)}${Object.entries(kinds).map(([code, says]) => option(code, says, kind))}</select></div>
<button type="submit">查找</button>
</form>
${rows.length === 0 ? html`<p class="state">${none}</p>` : html`<ul class="news">${rows.map(line)}</ul>`}
<p>${after && html`<a class="button" href="${hrefOf(wanted, null)}">回到最新</a> `}${next && html`<a class="button" rel="next" href="${hrefOf(wanted, next)}">更早的岗位</a>`}</p>
<p class="hint">要打印这个名单，用浏览器的打印。</p>`
}

function option(code: string, says: string, chosen: Kind | null): Html {
  return html`<option value="${code}"${(chosen ?? '') === code && html` selected`}>${says}</option>`
}

function line({ id, jobTitle, company, pay, place, left, kind, education, until }: Job): Html {
  return html`<li><a href="/jobs/${id}">${jobTitle}</a> <strong>${pay}</strong>
<small>${company} · ${place} · ${kind} · 学历${education} · 还招${left}人 · ${spoken(until)}截止</small></li>
`
}

function itemOf(job: Job): Html {
  const { jobTitle, company, companyIntro, kind, pay, place, left, education, skill, fair, from, until } = job
  return html`<p><a href="/jobs">招聘岗位</a></p>
<h1>${jobTitle}</h1>
<dl>
<dt>招聘单位</dt><dd>${company}</dd>
<dt>薪资</dt><dd><strong>${pay}</strong></dd>
<dt>工作地点</dt><dd>${place}</dd>
<dt>还招人数</dt><dd>${left}人</dd>
<dt>工作性质</dt><dd>${kind}</dd>
<dt>学历</dt><dd>${education}</dd>
<dt>技能等级</dt><dd>${skill}</dd>
<dt>发布日期</dt><dd>${spoken(from)}</dd>
<dt>截止日期</dt><dd>${spoken(until)}</dd>
${fair && html`<dt>招聘会</dt><dd>${fair}</dd>`}
</dl>
${part('招聘条件', job.requirement)}${part('岗位职责', job.duties)}${part('福利待遇', job.benefits)}${part('单位情况', companyIntro)}
<h2>怎样应聘</h2>
<p>${job.applyBy}</p>
${job.hiringSteps && html`<p>招聘流程：${job.hiringSteps}</p>`}
<p>单位咨询电话：${call(job.hotline)}</p>
<p>也可以带身份证到${job.office}登记求职，由工作人员推荐${job.officePhone && html`，电话${call(job.officePhone)}`}。应聘不收取任何费用。</p>
<p><a class="button" href="/jobs">更多岗位</a></p>`
}

function formerOf({ jobTitle, company, until, isFilled }: FormerJob): Html {
  return html`<p><a href="/jobs">招聘岗位</a></p>
<h1>${jobTitle}</h1>
<p class="state" role="status">${company}的这个岗位${isFilled ? '已招满' : html`已到期，${spoken(until)}截止`}，谢谢您的关注。</p>
<p>也可以带身份证到窗口登记求职，有合适的再告诉您。</p>
<p><a class="button" href="/jobs?${new URLSearchParams({ q: jobTitle }).toString()}">找同类岗位</a> <a class="button" href="/jobs">看正在招聘的岗位</a></p>`
}

function part(title: string, text: string): Html | null {
  if (text === '') return null
  return html`<h2>${title}</h2>${text.split('\n').map((paragraph) => html`<p>${paragraph}</p>`)}
`
}

function call(phone: string): Html {
  return html`<a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a>`
}
