import { type Here, keeps } from '#apps/hall/kiosk-parts.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import { dayOf, spoken } from '#core/day.ts'
import { handlingLabels, objectLabels, type Service } from '#core/service/format.ts'
import { eightOpens } from '#core/service/opens.ts'
import type { Catalogue, CatalogueEntry } from '#matter/catalogue.ts'
import { qrOf } from '#platform/sheets/badges.ts'
import { materialKinds } from '#platform/sheets/materials.ts'
import { isToConfirm } from '#regulation/confidence.ts'
import { figuresView } from '#rules/open-affairs/figures.ts'
import { countersOf } from '#rules/quality-service/hall/kiosk.ts'

export type Made = { readonly title: string; readonly main: Html; readonly known: boolean }

/** All services, each a door; one that isn't ready says so. */
export function guides(list: readonly CatalogueEntry[]): Html {
  return keeps(html`<h1>办事指南</h1>${rows(list, 'guide')}`)
}

/** What a visitor came for: a service, or a question. */
export function wishes(list: readonly CatalogueEntry[]): Html {
  return keeps(html`<h1>我要办什么</h1>
<p>选好以后给您一张单子：带什么材料、去哪个窗口。这里不登记您的姓名和证件。</p>
<ul class="doors few"><li><a href="/hall/kiosk/slip/ask"><strong>我有问题要问</strong><small>政策咨询、反映情况、投诉和建议</small></a></li></ul>
${rows(list, 'slip')}`)
}

function rows(list: readonly CatalogueEntry[], to: 'guide' | 'slip'): Html {
  return html`<ul class="rows">${list.map(
    ({ code, name, object, ready }) =>
      html`<li><a href="/hall/kiosk/${to}/${code}"><strong>${name}</strong><small>${objectLabels[object]}${ready ? '' : '　筹备中'}</small></a></li>`,
  )}</ul>`
}

/** One service as it runs: the same definition that decides a case is read out here (1.2.i, 6.2). */
export function guide(
  catalogue: Catalogue,
  code: string,
  { office, org, at }: Pick<Here, 'office' | 'org' | 'at'>,
): Made {
  const entry = catalogue.list().find((row) => row.code === code)
  if (!entry) return missing('guide')
  const service = catalogue.get(code)?.service
  if (!service) return { title: entry.name, main: notReady(entry), known: true }
  const says = (key: string) => eightOpens(service).find((open) => open.key === key)?.says ?? []
  const main = keeps(html`<h1>${service.name}</h1>
<p>${service.summary}</p>
<p class="state">${handlingLabels[service.handling]}　面向${objectLabels[service.object]}　${says('fee').join('；')}${doubt(service.opens.fee)}</p>
<p><a class="button" href="/hall/kiosk/slip/${code}">我要办，取材料清单</a> <a class="button quiet" href="/hall/kiosk/guide">其他事项</a></p>
<h2>谁可以办</h2><p>${service.scope}</p>
<h2>条件</h2>${conditions(service)}
${figures(figuresView(office, org.id, service, at))}
<h2>材料</h2>${materials(service)}
<h2>时限</h2><ul>${says('limit').map((line) => html`<li>${line}</li>`)}</ul>${service.limits.promised && doubt(service.limits.promised)}
<h2>谁来办</h2><p>${says('handler').join('；')}</p>
<h2>服务标准</h2><ul>${service.standards.map((line) => html`<li>${line}</li>`)}</ul>
<h2>步骤</h2><ol>${says('procedure').map((line) => html`<li>${line}</li>`)}</ol>
<h2>办成以后</h2><ul>${service.results.map(({ name }) => html`<li>${name}</li>`)}</ul>
<h2>依据</h2><ul>${says('basis').map((line) => html`<li>${line}</li>`)}</ul>
<p class="hint">${spoken(dayOf(at))}执行的第${service.version}版</p>`)
  return { title: service.name, main, known: true }
}

/** What everyone must meet, and what is asked of some only: a list that mixes the two would turn people away. */
function conditions({ conditions: all }: Service): Html {
  const rows = (some: Service['conditions']) => html`<ol>${some.map(({ label }) => html`<li>${label}</li>`)}</ol>`
  const some = all.filter(({ when }) => when !== undefined)
  return html`${rows(all.filter(({ when }) => when === undefined))}
${some.length > 0 && html`<p>按您的情况，还要看下面与您有关的条件，哪些适用由窗口说清：</p>${rows(some)}`}`
}

/** The figures that conditions count with. */
function figures(rows: ReturnType<typeof figuresView>): Html | false {
  const items = rows.map(
    ({ label, says, toConfirm }) =>
      html`<li>${label}：${says}${toConfirm && html`<span class="doubt">（待本单位确认）</span>`}</li>`,
  )
  return items.length > 0 && html`<h2>政策标准</h2><ul>${items}</ul>`
}

function materials({ materials: list }: Service): Html {
  if (list.length === 0) return html`<p>不需要材料。</p>`
  return html`<ol class="materials">${list.map((material) => {
    const { name, required, whenSays, exempt, source, copies, kind } = material
    const notes = [
      materialKinds[kind] + (copies > 0 && kind !== 'original' ? `${copies}份` : ''),
      whenSays,
      !required && '可不交',
      exempt && `免提交，${exempt}`,
      `来源：${source}`,
    ].filter((note) => typeof note === 'string' && note !== '')
    return html`<li><strong>${name}</strong><small>${notes.join('；')}${doubt(material)}</small></li>`
  })}</ol>`
}

/** A fact without a good source isn't shown as certain. */
function doubt({ confidence }: { readonly confidence: Parameters<typeof isToConfirm>[0] }): Html | false {
  return isToConfirm(confidence) && html`<span class="doubt">（以窗口答复为准）</span>`
}

/** What to take along: the papers, the window, and the way to the guide on one's own telephone. Nobody's name is on it. */
export function slip(catalogue: Catalogue, code: string, here: Here, address: string): Made {
  const entry = catalogue.list().find((row) => row.code === code)
  if (!entry && code !== 'ask') return missing('slip')
  const service = catalogue.get(code)?.service
  const title = entry?.name ?? '咨询和反映'
  const to = `${address}/?office=${encodeURIComponent(here.org.code)}`
  const main = keeps(html`<article class="slip">
<h1>${title}</h1>
<p>${here.org.name}　${spoken(dayOf(here.at))}</p>
${entry && !service && notice}
<h2>请到窗口</h2>${counters(here)}
<h2>请带材料</h2>${service ? materials(service) : html`<p>${entry ? '以窗口告知为准。' : '一般不用材料；问本人的事，请带身份证件。'}</p>`}
${!entry && html`<p>对服务不满意，可以向窗口负责人反映，或拨打监督电话${here.org.supervisionPhone}。</p>`}
<div class="scan">${{ html: named(qrOf(to)) }}<p>手机扫码，查看本单位公开的办事信息<br><small>${to}</small></p></div>
<p class="hint">这张单子不是排队号，也不是受理凭证。没有登记您的任何信息。</p>
</article>
<p class="acts"><a class="button" href="/hall/kiosk/take/${code}">取号排队</a> <button type="button" data-print hidden>打印这张单子</button> ${service && html`<a class="button quiet" href="/hall/kiosk/guide/${code}">看完整指南</a>`} <a class="button quiet" href="/hall/kiosk/wish">换一件事</a></p>`)
  return { title, main, known: true }
}

const notice = html`<p class="state">这个事项正在筹备，暂时不能办理，请到窗口咨询。</p>`

function counters({ office, org }: Here): Html {
  const all = countersOf(office, org)
  if (all.length === 0) return html`<p>请到服务台询问。</p>`
  return html`<ul class="counters">${all.map(({ name, duties }) => html`<li><strong>${name}</strong><small>${duties}</small></li>`)}</ul>`
}

/** The picture of a code, told to those who can't see it. */
export function named(svg: string): string {
  return svg.replace('<svg ', '<svg class="qr" role="img" aria-label="二维码" ')
}

function notReady({ code, name }: CatalogueEntry): Html {
  return keeps(html`<h1>${name}</h1>${notice}
<p><a class="button" href="/hall/kiosk/slip/${code}">该去哪个窗口</a> <a class="button quiet" href="/hall/kiosk/guide">其他事项</a></p>`)
}

function missing(to: 'guide' | 'slip'): Made {
  const back = to === 'guide' ? 'guide' : 'wish'
  const main = html`<h1>没有这个事项</h1><p><a class="button" href="/hall/kiosk/${back}">查看全部事项</a></p>`
  return { title: '没有这个事项', main, known: false }
}
