import type { FastifyInstance } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { spoken } from '#core/day.ts'
import { current } from '#office/current.ts'
import type { Organization } from '#office/snapshot.ts'
import { type Promised, type Promises, promisesOf } from '#rules/commitments/fulfilment/public.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'
import { withWindows } from './front.ts'

/** 服务承诺: each promise beside what became of it, office by office, for everybody (6.0). */
export function promisePages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/promises', alike('office'), async (request, reply) => {
    const at = world.now()
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, at))
    const all = withWindows(office)
    const shown = all.find(({ code }) => code === one(request.query, 'office', 40)) ?? all[0]
    if (!shown) return sendPage(request, reply, { title: '服务承诺 · 首问', main: html`<h1>还没有建立服务窗口</h1>` })
    const found = await promisesOf(world, place, shown.id, at)
    return sendPage(request, reply, {
      ...{ title: '服务承诺 · 首问', main: pageOf(shown, all, found), keepSeconds: 300 },
      says: `${shown.name}每个事项承诺多久办结，实际做到没有。`,
    })
  })
}

const days = (value: number) => (value < 0.05 ? '当天办结' : `${value}个工作日`)

function pageOf(shown: Organization, all: readonly Organization[], { from, until, rows }: Promises): Html {
  const kept = rows.reduce((sum, row) => sum + row.kept, 0)
  const done = rows.reduce((sum, row) => sum + row.done, 0)
  return html`<h1>服务承诺和兑现情况</h1>
${
  all.length > 1 &&
  html`<nav aria-label="单位"><ul class="links row">${all.map(({ code, name, id }) => {
    const here = id === shown.id
    return html`<li><a href="/promises?office=${code}"${here && html` aria-current="page"`}>${here && html`<span aria-hidden="true">✓ </span>`}${name}</a></li>`
  })}</ul></nav>`
}
<h2>${shown.name}</h2>
<p class="state">${spoken(from)}至${spoken(until)}，${done === 0 ? '还没有办结的事项。' : `办结${done}件，其中在承诺时限内办结${kept}件。`}</p>
<div class="wide"><table class="cards"><thead><tr>${['事项', '承诺时限', '法定时限', '办结', '在承诺时限内办结', '平均用时'].map((word) => html`<th scope="col">${word}</th>`)}</tr></thead><tbody>
${rows.map((row) => line(shown, row))}</tbody></table></div>
<p class="hint">由系统从办件记录自动计算，每十分钟更新一次。申请人自己撤回的不计；等待补正、公示等依规定暂停的时间不计；依规定批准延期的，按延期后的期限计。</p>
<p><a href="/evaluations?office=${shown.code}">评价和整改</a>：办过事的人怎么评价，差评怎样整改。</p>
<p>承诺没有做到的，请拨打监督电话${shown.supervisionPhone}。</p>`
}

function line(
  { code: office }: Organization,
  { code, name, promised, statutory, done, kept, share, average }: Promised,
): Html {
  return html`<tr><th scope="row"><a href="/services/${code}?office=${office}">${name}</a></th><td data-of="承诺时限">${promised}</td><td data-of="法定时限">${statutory ?? '国家没有统一规定'}</td>
<td data-of="办结">${done}件</td><td data-of="在承诺时限内办结">${share === null ? '—' : `${kept}件（${share}%）`}</td><td data-of="平均用时">${average === null ? '—' : days(average)}</td></tr>
`
}
