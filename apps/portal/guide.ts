import type { FastifyInstance } from 'fastify'
import { flowOf } from '#apps/portal/flow.ts'
import { one } from '#apps/portal/form.ts'
import { alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { chartOf } from '#core/chart.ts'
import { type Instant, spokenAt } from '#core/day.ts'
import { nameOf } from '#core/roster.ts'
import { handlingLabels, objectLabels, type Service } from '#core/service/format.ts'
import { eightOpens } from '#core/service/opens.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { blankTitle } from '#platform/sheets/blank.ts'
import { materialForm, materialNotes } from '#platform/sheets/materials.ts'
import { isToConfirm } from '#regulation/confidence.ts'
import { figuresView } from '#rules/open-affairs/figures.ts'
import { type Given, hoursSays, issuerAt } from '#rules/open-affairs/forms/issuer.ts'
import { formList } from '#rules/open-affairs/forms/routes.ts'
import { historyFor } from '#rules/open-affairs/versions/routes.ts'
import { handlersAt, opensNext } from '#rules/quality-service/application/first.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

type OfOne = { Params: { code: string } }

/** The guide of each service and the gallery of papers, for everybody (1.2.i, 2.3.1, 6.2). */
export function guidePages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get<OfOne>('/services/:code', alike('office'), async (request, reply) => {
    const at = world.now()
    const code = one(request.query, 'office', 40)
    const given = await issuerAt(world, place, code || undefined, at)
    const entry = world.catalogue.list().find((row) => row.code === request.params.code)
    if (entry && !given && code) {
      const href = `/services/${entry.code}`
      const main = html`<h1>没有这个服务点</h1><p>没有找到代码是“${code}”的服务点。${entry.name}的办事指南在这里：</p><p><a class="button" href="${href}">${entry.name}</a> <a class="button" href="/">看有哪些服务点</a></p>`
      return sendPage(request, reply, { title: '没有这个服务点 · 首问', main }, 404)
    }
    if (!entry || !given) {
      const main = html`<h1>没有这个事项</h1><p><a class="button" href="/services">看全部事项</a></p>`
      return sendPage(request, reply, { title: '没有这个事项 · 首问', main }, 404)
    }
    const service = world.catalogue.get(entry.code)?.service
    const history = await historyFor(world, place, entry.code)
    const main = service
      ? guide(world, service, { ...given, history }, code)
      : html`<h1>${entry.name}</h1><p class="state">这个事项正在筹备，暂时不能办理，请到窗口咨询。</p>`
    return sendPage(request, reply, {
      title: `${entry.name}办事指南 · 首问`,
      says: service?.summary ?? `${entry.name}正在筹备。`,
      main,
      keepSeconds: 0,
    })
  })

  app.get('/services', alike(), (request, reply) => {
    const says = '可以办理的服务事项：面向谁、怎么办、多久办结。'
    return sendPage(request, reply, { title: '服务事项 · 首问', says, main: services(world), keepSeconds: 300 })
  })

  app.get('/forms', alike(), (request, reply) =>
    sendPage(request, reply, {
      title: '表格样张 · 首问',
      says: '空白表下载，受理单、告知书等文书是什么样子。',
      main: forms(world),
      keepSeconds: 300,
    }),
  )
}

/** Every service with what one asks first: for whom, and how long it takes. */
function services({ catalogue }: World): Html {
  const rows = catalogue.list().map(({ code, name, object, handling }) => {
    const service = catalogue.get(code)?.service
    const limit = service ? eightOpens(service).find(({ key }) => key === 'limit')?.says[0] : null
    return html`<tr><td>${code}</td><th scope="row"><a href="/services/${code}">${name}</a></th><td>${objectLabels[object]}</td><td>${handlingLabels[handling]}</td><td>${limit ?? '筹备中，请到窗口咨询'}</td></tr>
`
  })
  return html`<h1>服务事项</h1>
<p>共${rows.length}项${feesSay(catalogue)}。点开事项看条件、材料、流程和空白表。</p>
<div class="wide" role="region" aria-label="服务事项" tabindex="0"><table><thead><tr>${['编码', '事项', '面向', '办件类型', '办结时限'].map((word) => html`<th scope="col">${word}</th>`)}</tr></thead><tbody>
${rows}</tbody></table></div>
<p class="unprinted"><a class="button" href="/search">查找</a> <a class="button" href="/apply">网上申请</a></p>`
}

/** What of all that asks no fee at all; of the rest each page says it, as the file does. */
function feesSay(catalogue: World['catalogue']): string {
  const fees = catalogue.list().flatMap(({ code }) => catalogue.get(code)?.service.opens.fee.says ?? [])
  const free = fees.filter((says) => says === '不收费').length
  if (fees.length === 0) return ''
  return free === fees.length ? '，都不收费' : `，其中${free}项不收费，其余${fees.length - free}项的收费说明见各事项`
}

/** What the red words mean and whom to ask, once on a page that has them. */
const doubts = (org: Organization): Html =>
  html`<p class="hint"><span class="confirm">待本单位确认</span>的内容，国家和本省没有统一的规定，或者还没有逐字核对原文，先按暂定的公布；您办的时候以窗口答复为准，现在要弄清楚，请打电话${org.phone}。</p>`

const doubt = ({ confidence }: { readonly confidence: Service['basis'][number]['confidence'] }): Html | false =>
  isToConfirm(confidence) && html` <span class="confirm">待本单位确认</span>`
const list = (lines: readonly (string | Html)[]): Html => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`

function guide(
  world: World,
  service: Service,
  { office, org, history }: Given & { readonly history: History },
  asked: string,
): Html {
  const says = (key: string) => eightOpens(service).find((open) => open.key === key)?.says ?? []
  const found = world.processes.opening('case', service.code)
  const query = asked ? `?office=${encodeURIComponent(asked)}` : ''
  const { code, limits, opens } = service
  const figures = figuresView(office, org.id, service, world.now())
  const figureLines = figures.map(
    (one) => html`${one.label}：${one.says}${one.toConfirm && html` <span class="confirm">待本单位确认</span>`}`,
  )
  const isDoubtful =
    figures.some(({ toConfirm }) => toConfirm) ||
    [limits.promised, opens.fee, opens.licence, ...service.basis, ...service.remedies, ...service.materials].some(
      (one) => one && isToConfirm(one.confidence),
    )
  return html`<h1>${service.name}</h1>
<p>${service.summary}</p>
<p class="state">${handlingLabels[service.handling]}　面向${objectLabels[service.object]}　${says('fee').join('；')}　${says('limit')[0]}${limits.promised && doubt(limits.promised)}</p>
<p class="unprinted"><a class="button" href="/apply/${code}${query}">网上申请</a> <a class="button" href="/api/services/${code}/form.pdf${query}">下载空白表（${blankTitle(service)}）</a> <a class="button" href="/api/services/${code}/guide.pdf${query}">下载办事指南</a></p>
${isDoubtful && doubts(org)}
<h2>服务项目</h2><p>${service.scope}</p>
<h2>受理条件</h2>${list(service.conditions.map(({ label, when }) => (when === undefined ? label : html`${label}<span class="hint">（与您的情况有关的才看）</span>`)))}
${figures.length > 0 && html`<h2>政策标准</h2>${list(figureLines)}`}
<h2>申报材料</h2>${materials(service)}
<h2>办理程序</h2><ol>${says('procedure').map((line) => html`<li>${line}</li>`)}</ol>
${found && flowFor(found.process)}
<h2>办结时限</h2>${list(says('limit'))}
<h2>收费标准</h2><p>${says('fee').join('；')}${doubt(opens.fee)}</p>
<h2>行政许可</h2><p>${says('licence').join('；')}${doubt(opens.licence)}</p>
<h2>政策依据</h2>${list(service.basis.map((basis, i) => html`${says('basis')[i]}（${basis.region}）${doubt(basis)}`))}
<h2>承办人员</h2>${list(says('handler'))}${onDuty(office, org, service, world.now())}
<h2>服务标准</h2>${list(service.standards)}
<h2>办理结果</h2>${list(service.results.map(({ name, document }) => html`${name}${document && document.title !== name && `（${document.title}）`}　<a href="/api/specimens/result-${code}.pdf">样本</a>`))}
<h2>监督和救济</h2>${list(service.remedies.map((remedy) => html`${remedy.text}${doubt(remedy)}`))}
<h2>到哪里办</h2><dl><dt>单位</dt><dd>${org.name}</dd><dt>地址</dt><dd>${org.address}</dd><dt>时间</dt><dd>${hoursSays(office, org, world.now())}</dd><dt>电话</dt><dd>${org.phone}</dd><dt>监督电话</dt><dd>${org.supervisionPhone}</dd></dl>
${versions(history)}
<p class="hint">第${service.version}版。这一页由系统里正在运行的同一份定义生成。</p>`
}

/** Who is on duty where this is done: by name and number, as on the front page and on the plates of the windows, no more. */
function onDuty(office: OfficeSnapshot, { id }: Organization, service: Service, at: Instant): Html {
  const opens = opensNext(office, id, at)
  const all = handlersAt(office, id, opens ?? at, service)
  if (all.length === 0) return html`<p>这个服务点没有办理这个事项的窗口，请看<a href="/">其他服务点</a>。</p>`
  const { roster } = office
  return html`<p>${opens === null ? '现在值班的' : `现在不办公，${spokenAt(opens)}开始办公，那时值班的`}：</p>${list(
    all.map(
      ({ post, windows, staff }) =>
        html`${post}${windows.length > 0 && `（${windows.join('、')}）`}：${nameOf(roster, staff)}，工号${roster.staff.get(staff)?.number}`,
    ),
  )}`
}

/** A process doesn't change while the program runs, and to draw it takes longer than all else on the page. */
const flows = new WeakMap<Parameters<typeof chartOf>[0], Html>()

function flowFor(process: Parameters<typeof chartOf>[0]): Html {
  const made = flows.get(process) ?? flowOf(chartOf(process))
  flows.set(process, made)
  return made
}

type History = Awaited<ReturnType<typeof historyFor>>

/** Which version since when and why: open matters keep the one under which they were accepted (6.2). */
function versions(rows: History): Html | false {
  if (rows.length === 0) return false
  return html`<h2>版本和变化</h2>${list(rows.map(({ version, from, reason, changes, against }) => html`第${version}版，${from}起执行，${against === null ? '首版' : `比第${against}版改动${changes}处`}：${reason}`))}`
}

function materials({ materials: all }: Service): Html {
  if (all.length === 0) return html`<p>不需要材料。</p>`
  return html`<div class="wide" role="region" aria-label="申报材料" tabindex="0"><table><thead><tr>${['材料', '形式和份数', '来源', '要求'].map((word) => html`<th scope="col">${word}</th>`)}</tr></thead><tbody>
${all.map((material) => {
  return html`<tr><th scope="row">${material.name}</th><td>${materialForm(material)}</td><td>${material.source}</td><td>${materialNotes(material)}${doubt(material)}</td></tr>
`
})}</tbody></table></div>`
}

/** Every kind of paper with its specimen; the blanks to take away stand first. */
function forms(world: World): Html {
  const { groups } = formList(world)
  return html`<h1>表格样张</h1>
<p>本单位使用的表格和文书的样子。样张里的姓名、号码都是编造的测试数据；空白表可以下载打印，填好带到窗口，也可以到窗口由工作人员帮您填。</p>
${groups.map(
  ({ key, title, rows }) => html`<h2 id="${key}">${title}</h2>
<ul class="papers">${rows.map(
    (
      row,
    ) => html`<li><a href="${row.pdf}"><img src="${row.picture}" alt="${row.title}样张" width="160" height="226" loading="lazy"></a>
<strong>${row.title}</strong><small><a href="${row.pdf}">样张</a>${row.blank && html`　<a href="${row.blank}">下载空白</a>`}</small></li>
`,
  )}</ul>`,
)}`
}
