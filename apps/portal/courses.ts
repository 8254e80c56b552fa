import type { FastifyInstance } from 'fastify'
import { one, uuid } from '#apps/portal/form.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { isDay, spoken } from '#core/day.ts'
import { type Code, isCode, services } from '#programs/training/policy.ts'
import { type Course, courseList, type Key } from '#programs/training/public.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

/** 培训班: what is taught where and when, with the places that are left; for everybody, before they come (1.3). */
export function coursePages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/courses', alike('service', 'after'), async (request, reply) => {
    const word = one(request.query, 'service', 4)
    const service = isCode(word) ? word : null
    const [from = '', id = ''] = one(request.query, 'after', 60).split('_')
    const after = isDay(from) && uuid.test(id) ? { from, id } : null
    const { rows, next } = await courseList(world, place, { service, after }, world.now())
    const main = pageOf(service, rows, after, next)
    return sendPage(request, reply, {
      title: '培训班 · 首问',
      says: '正在招生的补贴性培训班：时间、地点、剩余名额，不收费。',
      main,
      keepSeconds: 30,
    })
  })
}

function pageOf(service: Code | null, rows: readonly Course[], after: Key | null, next: Key | null): Html {
  return html`<h1>正在招生的培训班</h1>
<p>补贴性培训不收费。符合条件的，先到窗口或通过工作人员报名，核准后编班；名额以编班时为准。</p>
<nav aria-label="类别"><ul class="links row">${[null, ...Object.keys(services)].map((code) => tab(code, service))}</ul></nav>
${rows.length === 0 ? html`<p class="state">现在没有正在招生的班。可以先到窗口报名，有新班时通知您。</p>` : rows.map(course)}
<p>${after && html`<a class="button" href="${hrefOf(service, null)}">回到最前</a> `}${next && html`<a class="button" rel="next" href="${hrefOf(service, next)}">以后的班</a>`}</p>`
}

function tab(code: string | null, chosen: Code | null): Html {
  const name = code !== null && isCode(code) ? services[code] : '全部'
  const here = code === chosen
  return html`<li><a href="${hrefOf(code, null)}"${here && html` aria-current="page"`}>${here && html`<span aria-hidden="true">✓ </span>`}${name}</a></li>`
}

function hrefOf(service: string | null, after: Key | null): string {
  const asked = new URLSearchParams({
    ...(service && { service }),
    ...(after && { after: `${after.from}_${after.id}` }),
  })
  return asked.size > 0 ? `/courses?${asked}` : '/courses'
}

function course(row: Course): Html {
  const { name, subject, institution, office, place, phone, hours, from, until, left, places, service } = row
  return html`<h2>${name}</h2>
<p class="state">${left > 0 ? html`<span class="open">还有${left}个名额</span>（共${places}个）` : html`<span class="shut">名额已满</span>，可以到窗口登记候补`}</p>
<dl>
<dt>培训内容</dt><dd>${services[service]}：${subject}，共${hours}学时</dd>
<dt>时间</dt><dd>${spoken(from)}${until !== from && html`至${spoken(until)}`}</dd>
<dt>地点</dt><dd>${place}</dd>
<dt>培训机构</dt><dd>${institution}</dd>
<dt>费用</dt><dd>不收费；补贴办法按本地公布的标准，由办理单位说明</dd>
<dt>办理单位</dt><dd>${office}</dd>
<dt>咨询电话</dt><dd><a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a></dd>
</dl>
`
}
