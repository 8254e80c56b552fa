import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Screen } from '#apps/hall/entrance.ts'
import { asset } from '#apps/portal/asset.ts'
import { claimFields } from '#apps/portal/claim.ts'
import { openLine, shutLine } from '#apps/portal/front.ts'
import { alert, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { clockTime, type Instant, minuteOf, spokenAt } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { opensNext } from '#rules/quality-service/application/first.ts'
import type { Device } from '#rules/quality-service/hall/device.ts'
import { seatsOf } from '#rules/quality-service/hall/kiosk.ts'
import type { PublicVenue } from '#rules/quality-service/venue/public.ts'

export const style = asset(import.meta.dirname, 'kiosk.css', 'text/css; charset=utf-8')
export const script = asset(import.meta.dirname, 'kiosk.js', 'text/javascript; charset=utf-8')

export const screen: Screen = {
  kind: 'kiosk',
  url: '/hall/kiosk',
  name: '自助终端',
  says: '请工作人员在工作台“值岗”的“屏幕和评价器”页生成自助终端配对码，10分钟内在这里输入。',
  style: style.url,
}

/** Where and when a kiosk is asked. */
export type Here = {
  readonly device: Device
  readonly office: OfficeSnapshot
  readonly org: Organization
  readonly at: Instant
}

/** What stays readable when the network is away: pages that are the same for everyone. The script keeps them in memory. */
export function keeps(part: Html): Html {
  return html`<div data-keep>${part}</div>`
}

/** A page of the kiosk with the bar at its foot. What only a script can do is hidden until there is one. */
export function send(request: FastifyRequest, reply: FastifyReply, title: string, part: Html, status = 200) {
  const isStart = request.url.split('?')[0] === '/hall/kiosk'
  const main = html`${part}
<nav class="foot" aria-label="返回和显示方式">${!isStart && html`<a class="button" href="/hall/kiosk">返回首页</a>`}
<button type="button" class="quiet" data-look="large" aria-pressed="false" hidden>大字</button>
<button type="button" class="quiet" data-look="contrast" aria-pressed="false" hidden>高对比度</button></nav>`
  const page = { title: `${title} · 自助终端`, main, style: style.url, script: script.url, bare: true }
  return sendPage(request, reply, page, status)
}

const doors = [
  ['take', '取号排队', '选好要办的事，取号等叫号'],
  ['guide', '办事指南', '条件、材料、时限、费用和步骤'],
  ['wish', '我要办事', '选好事项，带走材料清单和窗口'],
  ['track', '查询进度', '凭编号和查询码查看办到哪一步'],
  ['plan', '大厅平面图', '功能区和窗口的位置'],
  ['people', '今天谁在岗', '各岗位现在由谁负责'],
] as const

export function start({ office, org, at, device }: Here): Html {
  return keeps(html`<h1>${org.name}</h1>
${openLine(office, org, at)}
<ul class="doors">${doors.map(
    ([to, name, says]) => html`<li><a href="/hall/kiosk/${to}"><strong>${name}</strong><small>${says}</small></a></li>`,
  )}</ul>
<p class="hint">不会用也没关系，请到窗口，工作人员帮您办。监督电话 ${org.supervisionPhone}　${device.number}号自助终端</p>`)
}

/** Posts and who has them now; the time is told, since the page may be read while the network is away. */
export function people(here: Here): Html {
  const { office, org, at } = here
  const opens = opensNext(office, org.id, at)
  const rows = seatsOf(office, org, opens ?? at).map(
    ({ post, duties, windows, who, standsIn }) => html`<tr><th scope="row">${windows.join('、') || post}</th>
<td>${duties}</td><td>${who ? html`<strong>${who.name}</strong>（工号${who.number}）${standsIn && '代行'}` : '请问窗口'}</td></tr>`,
  )
  return keeps(html`<h1>${opens ? '下次办公谁在岗' : '今天谁在岗'}</h1>
${openLine(office, org, at)}
${shutLine(opens)}
<div class="wide" role="region" aria-label="今天谁在岗" tabindex="0"><table><thead><tr><th scope="col">窗口或岗位</th><th scope="col">办什么</th><th scope="col">${opens ? '那时' : '现在'}负责的人</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="hint">${opens ? spokenAt(opens) : clockTime(minuteOf(at))}的情况。原定人员不在岗时由代行的人负责，照常办理。</p>`)
}

/** The hall as it is drawn today; the picture stands in the page, so that it is there without a network. */
export function plan({ org }: Here, venue: PublicVenue | null): Html {
  if (!venue) return keeps(html`<h1>大厅平面图</h1><p class="state">本单位还没有公布平面图，请问窗口工作人员。</p>`)
  return keeps(html`<h1>大厅平面图</h1>
<div class="plan">${{ html: venue.svg }}</div>
<dl>${venue.zones.map(({ name, windows }) => html`<dt>${name}</dt><dd>${windows.join('、') || '不设窗口'}</dd>`)}</dl>
<p class="hint">${org.name}，${org.address}</p>`)
}

/** The form by which a matter is proved, or what was found; never kept. */
export function track(number: string, found: Refusal | Html | null): Html {
  if (found && !isRefusal(found))
    return html`${found}<p><a class="button" href="/hall/kiosk">看完了，清除并返回</a></p>`
  return html`<h1>查询进度</h1>
${alert(found?.says ?? null)}
<form class="stack" method="post" action="/hall/kiosk/track">${claimFields(number)}
<div id="keys" role="group" aria-label="屏幕键盘" hidden></div>
<div><button type="submit">查询</button></div></form>
<p class="hint">只能查本单位受理的事项。查完即清除，不留在这台机器上。</p>`
}
