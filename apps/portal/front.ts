import type { FastifyInstance } from 'fastify'
import { one } from '#apps/portal/form.ts'
import { alike, type Html, html, lookCookie, lookNames, lookOf, sendPage } from '#apps/portal/layout.ts'
import { openingsOn } from '#core/calendar.ts'
import { clockTime, dayOf, type Instant, minuteOf, spoken, spokenAt } from '#core/day.ts'
import { duty, nameOf } from '#core/roster.ts'
import { objectLabels } from '#core/service/format.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { opensNext } from '#rules/quality-service/application/first.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'

const open = { config: { allow: 'anyone' }, schema: { hide: true } } as const

/** The front page of an office, and the choice of how to read. */
export function frontPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/', alike('office'), async (request, reply) => {
    const at = world.now()
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, at))
    const all = withWindows(office)
    const shown = all.find(({ code }) => code === one(request.query, 'office')) ?? all[0]
    if (!shown) return sendPage(request, reply, { title: '首问', main: html`<h1>还没有建立服务窗口</h1>` })
    const main = lookOf(request).simple ? simple(world, office, shown, at) : front(world, office, shown, all, at)
    const says = `${shown.name}的窗口、办公时间、值班人员和可以办理的事项。`
    return sendPage(request, reply, { title: `${shown.name} · 首问`, says, main, keepSeconds: 0 })
  })

  app.get('/look', open, (request, reply) => {
    const asked = one(request.query, 'set')
    const before = lookOf(request)
    const worn = lookNames.filter((name) => asked === name || (before[name] && asked !== `normal-${name}`))
    reply.setCookie(lookCookie, worn.join('.'), { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 365 * 86_400 })
    return reply.header('cache-control', 'no-store').redirect(ownPage(one(request.query, 'back')), 303)
  })
}

/** Only an address of our own: a link must not lead away from here. */
function ownPage(back: string): string {
  return /^\/(?!\/)[\w\-./]*$/.test(back) ? back : '/'
}

/** Offices with windows, from the top of the tree down. */
export function withWindows({ organizations, windows }: OfficeSnapshot): readonly Organization[] {
  return [...organizations.values()]
    .filter(({ id }) => windows.get(id)?.length)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

function front(
  { catalogue }: World,
  office: OfficeSnapshot,
  shown: Organization,
  all: readonly Organization[],
  at: Instant,
): Html {
  const others = all.filter(({ id }) => id !== shown.id)
  return html`<h1>${shown.name}</h1>
${hoursOf(office, shown, at)}
<ul class="big">
<li><a href="/apply">网上申请<small>填写、上传材料、提交，填到一半可以保存</small></a></li>
<li><a href="/track">办事进度<small>凭编号和查询码查看办到哪一步</small></a></li>
<li><a href="/rate">评价服务<small>您的评价只由您自己作出</small></a></li>
<li><a href="/say">投诉和意见<small>对窗口、人员和服务，可以匿名，有编号可查</small></a></li>
<li><a href="/verify">查验文书<small>核对受理单、告知书的真伪</small></a></li>
<li><a href="/tools">计算器<small>退休年月、补贴、税收扣减、贷款和期限</small></a></li>
<li><a href="/forms">表格样张<small>空白表下载，文书是什么样子</small></a></li>
<li><a href="/jobs">招聘岗位<small>正在招聘、经过审核的岗位，应聘不收费</small></a></li>
<li><a href="/open">政务公开<small>职责、岗位、人员、承诺、制度、纪律、监督渠道和依据</small></a></li>
<li><a href="/promises">服务承诺<small>每个事项承诺多久办结，实际做到没有</small></a></li>
<li><a href="/satisfaction">评价结果<small>有多少人评价、满意不满意，按期办结了多少</small></a></li>
<li><a href="/evaluations">评价和整改<small>办过事的人怎么评价，差评怎样整改</small></a></li>
<li><a href="/news">信息发布<small>政策、招聘岗位、培训、创业和档案服务</small></a></li>
</ul>
${windowsOf(office, shown, at)}
<h2>可以办理的事项</h2>
<div class="wide"><table class="cards"><thead><tr><th scope="col">编码</th><th scope="col">事项</th><th scope="col">面向</th><th scope="col">状态</th></tr></thead><tbody>
${catalogue.list().map(
  ({
    code,
    name,
    ready,
    object,
  }) => html`<tr><td data-of="编码">${code}</td><th scope="row"><a href="/services/${code}?office=${shown.code}">${name}</a></th><td data-of="面向">${objectLabels[object]}</td>
<td data-of="状态">${ready ? html`<span class="open">可以办理</span>` : '筹备中，请到窗口咨询'}</td></tr>`,
)}</tbody></table></div>
${others.length > 0 && html`<h2>其他服务点</h2><ul class="links">${others.map(({ code, name }) => html`<li><a href="/?office=${code}">${name}</a></li>`)}</ul>`}`
}

/** 长辈版: few and large, nothing that one need not read; whoever would rather call or come is told how, first. */
function simple({ catalogue }: World, office: OfficeSnapshot, shown: Organization, at: Instant): Html {
  return html`<h1>${shown.name}</h1>
${openLine(office, shown, at)}
<ul class="big">
<li><a href="tel:${shown.phone.replaceAll(/[^\d+]/g, '')}">打电话问一问<small>${shown.phone}</small></a></li>
<li><a href="/apply">在手机上申请<small>填一填、拍照、提交，随时可以停下来</small></a></li>
<li><a href="/track">我的事办到哪了<small>用单子上的编号和查询码</small></a></li>
<li><a href="/search">我想找一件事<small>写几个字就能找</small></a></li>
</ul>
<p class="state">到窗口办：${shown.address}。带上身份证，工作人员帮您填表。</p>
<h2>可以办的事</h2>
<ul class="big">${catalogue
    .list()
    .filter(({ ready }) => ready)
    .map(
      ({ code, name }) => html`<li><a href="/services/${code}?office=${shown.code}">${name}</a></li>
`,
    )}</ul>`
}

function hoursOf(office: OfficeSnapshot, shown: Organization, at: Instant): Html {
  const { address, phone, supervisionPhone } = shown
  return html`${openLine(office, shown, at)}
<dl><dt>地址</dt><dd>${address}</dd><dt>电话</dt><dd>${phone}</dd><dt>监督电话</dt><dd>${supervisionPhone}</dd></dl>`
}

/** Whether an office is open at this moment, and its hours today. */
export function openLine(office: OfficeSnapshot, { id }: Organization, at: Instant): Html {
  const today = openingsOn(office.calendar(id), dayOf(at))
  const isOpen = today.some(([from, to]) => from <= minuteOf(at) && minuteOf(at) < to)
  const hours = today.map(([from, to]) => `${clockTime(from)}—${clockTime(to)}`).join('，')
  return html`<p class="state">${isOpen ? html`<span class="open">正在办公</span>` : html`<span class="shut">现在不办公</span>`}　今天（${spoken(dayOf(at))}）：${hours || '休息'}</p>`
}

/** Windows, what they do, and who stands there: now, the deputy when A is away; while it is shut, when it opens next (5.5). */
function windowsOf(office: OfficeSnapshot, { id }: Organization, at: Instant): Html {
  const { roster } = office
  const opens = opensNext(office, id, at)
  const rows = (office.windows.get(id) ?? []).map(({ name, post }) => {
    const staff = duty(roster, post, opens ?? at).staff
    const number = roster.staff.get(staff)?.number ?? ''
    return html`<tr><th scope="row">${name}</th><td data-of="办理内容">${office.duties.get(post) ?? ''}</td><td data-of="值班人员">${nameOf(roster, staff)}（工号${number}）</td></tr>`
  })
  return html`<h2>${opens ? '窗口和下次办公的值班人员' : '窗口和现在的值班人员'}</h2>
${shutLine(opens)}
<div class="wide"><table class="cards"><thead><tr><th scope="col">窗口</th><th scope="col">办理内容</th><th scope="col">值班人员</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

/** While it is shut: that nobody is there now, and from when the people who are named are. */
export function shutLine(opens: Instant | null): Html | false {
  return (
    opens !== null &&
    html`<p><strong>现在不办公，窗口没有人。${spokenAt(opens)}开始办公</strong>，下面是那时的值班人员。</p>`
  )
}
