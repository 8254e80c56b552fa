import type { FastifyInstance } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { current } from '#office/current.ts'
import type { Organization } from '#office/snapshot.ts'
import { fewest } from '#rules/quality-service/ratings/period.ts'
import { type PublicRatings, publicRatings } from '#rules/quality-service/ratings/public.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'
import { withWindows } from './front.ts'

/** 评价和整改: how content people were, how many said so, and what was put right, for everybody (10.5.1). */
export function ratedPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/evaluations', alike('office'), async (request, reply) => {
    const at = world.now()
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, at))
    const all = withWindows(office)
    const shown = all.find(({ code }) => code === one(request.query, 'office', 40)) ?? all[0]
    if (!shown) return sendPage(request, reply, { title: '评价和整改 · 首问', main: html`<h1>还没有建立服务窗口</h1>` })
    const found = await publicRatings(world, place, shown.id, at)
    return sendPage(request, reply, {
      ...{ title: '评价和整改 · 首问', main: pageOf(shown, all, found), keepSeconds: 300 },
      says: `${shown.name}的服务评价结果、参评率和差评整改情况。`,
    })
  })
}

const monthly = (month: string) => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
const share = (part: number | null) => (part === null ? '—' : `${part}%`)
const words = ['非常不满意', '不满意', '基本满意', '满意', '非常满意'] as const
const heads = ['时间', '满意率', '参评率', ...words.toReversed(), '复核后不计入'] as const

function pageOf(shown: Organization, all: readonly Organization[], { periods, waiting, righted }: PublicRatings): Html {
  return html`<h1>评价和整改</h1>
${
  all.length > 1 &&
  html`<nav aria-label="单位"><ul class="links row">${all.map(({ code, name, id }) => {
    const here = id === shown.id
    return html`<li><a href="/evaluations?office=${code}"${here && html` aria-current="page"`}>${here && html`<span aria-hidden="true">✓ </span>`}${name}</a></li>`
  })}</ul></nav>`
}
<h2>${shown.name}</h2>
${
  periods.length === 0
    ? html`<p class="state">${waiting ? `评价还不足${fewest}次，和以后的月份合并公布。` : '还没有可以公布的评价。'}</p>`
    : html`<div class="wide"><table class="cards"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${periods.map(line)}</tbody></table></div>`
}
<p class="hint">评价由服务对象自己作出，一次服务一次评价，没有评价的不算满意，也不算不满意。只公布已结束的月份；一个月不足${fewest}次的，和后面的月份合并，看不出是谁评的。差评经上级复核认定为误评或恶意的，记录保留，不计入满意率，件数在“复核后不计入”一栏。</p>
<h2>差评整改</h2>
${
  righted.length === 0
    ? html`<p class="state">近两年没有办结的差评整改。</p>`
    : html`<ul class="plain">${righted.map(({ month, way, says }) => html`<li><p><strong>${monthly(month)}</strong>${way && html` ${way}`}<br>${says}</p></li>`)}</ul>`
}
<p>每一件差评都由专人联系核实，整改或者解释后反馈，并且回访。对处理不满意的，可以<a href="/say">投诉</a>，或拨打监督电话${shown.supervisionPhone}。办过事的，可以<a href="/rate">评价</a>。</p>`
}

function line({ from, until, levels, satisfaction, participation, excluded }: PublicRatings['periods'][number]): Html {
  const when = from === until ? monthly(from) : `${monthly(from)}至${monthly(until)}`
  return html`<tr><th scope="row">${when}</th><td data-of="满意率">${share(satisfaction)}</td><td data-of="参评率">${share(participation)}</td>${levels.toReversed().map((count, nth) => html`<td data-of="${heads[nth + 3]!}">${count}次</td>`)}<td data-of="复核后不计入">${excluded}次</td></tr>
`
}
