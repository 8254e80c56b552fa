import type { FastifyInstance } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { withWindows } from '#apps/portal/front.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { instant, spoken, spokenAt } from '#core/day.ts'
import { current } from '#office/current.ts'
import type { Organization } from '#office/snapshot.ts'
import { fewest } from '#rules/figures/policy.ts'
import { type Satisfaction, satisfactionOf } from '#rules/figures/public.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'

/** 服务评价: how many rated beside how they rated, and how limits were kept, month by month, for everybody (6.0, 10.5.1). */
export function satisfactionPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/satisfaction', alike('office'), async (request, reply) => {
    const at = world.now()
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, at))
    const all = withWindows(office)
    const shown = all.find(({ code }) => code === one(request.query, 'office', 40)) ?? all[0]
    if (!shown) return sendPage(request, reply, { title: '评价结果 · 首问', main: html`<h1>还没有建立服务窗口</h1>` })
    const found = await satisfactionOf(world, place, shown.id, at)
    return sendPage(request, reply, {
      ...{ title: '评价结果 · 首问', main: pageOf(shown, all, found), keepSeconds: 120 },
      says: `${shown.name}有多少人评价、满意不满意，按期办结了多少。`,
    })
  })
}

const monthSaid = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`
const spanSaid = (from: string, until: string): string =>
  from === until ? monthSaid(from) : `${monthSaid(from)}至${monthSaid(until)}`
const percent = (value: number | null): string => (value === null ? '—' : `${value}%`)
const heads = (words: readonly string[]): Html =>
  html`<thead><tr>${words.map((word) => html`<th scope="col">${word}</th>`)}</tr></thead>`

function pageOf(
  shown: Organization,
  all: readonly Organization[],
  { from, until, counted, months, ratings }: Satisfaction,
): Html {
  return html`<h1>评价结果和按期办结</h1>
${
  all.length > 1 &&
  html`<nav aria-label="单位"><ul class="links row">${all.map(({ code, name, id }) => {
    const here = id === shown.id
    return html`<li><a href="/satisfaction?office=${code}"${here && html` aria-current="page"`}>${here && html`<span aria-hidden="true">✓ </span>`}${name}</a></li>`
  })}</ul></nav>`
}
<h2>${shown.name}</h2>
<p class="state">${spoken(from)}至${spoken(until)}${counted ? `，统计到${spokenAt(instant(counted.getTime()))}` : '，正在统计'}。</p>
<h3>评价</h3>
${
  ratings === null
    ? html`<p class="state">这段时间的评价不到${fewest}次，还不能公布：评价太少，可能看得出是谁评的。</p>`
    : html`<div class="wide"><table class="cards">${heads(['时间', '可评价的服务', '已评价', '参评率', '满意率', '非常满意', '满意', '基本满意', '不满意', '非常不满意'])}<tbody>
${ratings.toReversed().map(
  (
    row,
  ) => html`<tr><th scope="row">${spanSaid(row.from, row.until)}</th><td data-of="可评价的服务">${row.visits}次</td><td data-of="已评价">${row.rated}次</td><td data-of="参评率">${percent(row.participation)}</td><td data-of="满意率">${percent(row.satisfaction)}</td>
<td data-of="非常满意">${row.level5}</td><td data-of="满意">${row.level4}</td><td data-of="基本满意">${row.level3}</td><td data-of="不满意">${row.level2}</td><td data-of="非常不满意">${row.level1}</td></tr>
`,
)}</tbody></table></div>`
}
<p class="hint">满意率是基本满意、满意和非常满意的次数除以已评价的次数，要和参评率一起看。评价由服务对象自己作出，一次服务评一次，工作人员不能代评。评价不到${fewest}次的月份和相邻的月份合在一起公布。</p>
<h3>按期办结</h3>
${
  months.every(({ done }) => done === 0)
    ? html`<p class="state">这段时间没有办结有承诺期限的办件。</p>`
    : html`<div class="wide"><table class="cards">${heads(['月份', '有承诺期限的办结', '按期', '按期办结率'])}<tbody>
${months.toReversed().map(
  ({
    month,
    done,
    kept,
    share,
  }) => html`<tr><th scope="row">${monthSaid(month)}</th><td data-of="有承诺期限的办结">${done}件</td><td data-of="按期">${kept}件</td><td data-of="按期办结率">${percent(share)}</td></tr>
`,
)}</tbody></table></div>`
}
<p class="hint">由系统从办件和评价记录自动计算，工作人员不能修改。每个事项的承诺和兑现见<a href="/promises?office=${shown.code}">服务承诺</a>。</p>
<p>不满意的，可以<a href="/say">投诉或提意见</a>，或拨打监督电话${shown.supervisionPhone}。</p>`
}
