import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { idOf, troubles } from '#apps/portal/apply-form.ts'
import { send } from '#apps/portal/apply-parts.ts'
import { type Needs, shown, trap, typedForm } from '#apps/portal/apply-pass.ts'
import { receipt } from '#apps/portal/apply-receipt.ts'
import { onceField, openOnce } from '#apps/portal/apply-request.ts'
import { all, one, tooLong } from '#apps/portal/form.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import type { Instant } from '#core/day.ts'
import { isRefusal, type Problem, type Refusal } from '#core/refusal.ts'
import { assignedTo, type StaffId } from '#core/roster.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { officesFor } from '#rules/quality-service/application/first.ts'
import { causes, targets } from '#rules/quality-service/complaint.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'

const names = [
  'target',
  'staff',
  'window',
  'cause',
  'matter',
  'wish',
  'signed',
  'name',
  'phone',
  'once',
  'site',
] as const
const saysSay = '对窗口、人员和服务提出投诉和意见，可以匿名，有编号可查。'
type Typed = Readonly<Record<string, string>>

/** How many signs a text may have; the page says so. */
const most = { matter: 2_000, wish: 2_000, name: 60, phone: 20 } as const

/** Complaints and opinions from home: whom, what, signed or not (10.5.2, 10.5.3). */
export function sayPages(app: FastifyInstance, needs: Needs): void {
  const { world, place } = needs
  const offices = async (at: Instant) => {
    const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, at))
    return { office, orgs: officesFor(office, null) }
  }

  app.get('/say', shown, async (request, reply) => {
    const at = world.now()
    const { office, orgs } = await offices(at)
    const code = one(request.query, 'office', 40)
    const org = orgs.find((one) => one.code === code) ?? (orgs.length === 1 ? orgs[0] : undefined)
    return send(request, reply, '投诉和意见', org ? form(office, org, {}, at, null) : pick(orgs), 200, saysSay)
  })

  app.post('/say', { ...typedForm, bodyLimit: all }, async (request, reply) => {
    const at = world.now()
    const { office, orgs } = await offices(at)
    const org = orgs.find(({ code }) => code === one(request.body, 'office', 40))
    if (!org) return send(request, reply, '投诉和意见', pick(orgs), 422)
    const typed = Object.fromEntries(names.map((name) => [name, one(request.body, name, all)]))
    const made = typed['site'] ? machine : await said(needs, request, { office, org, typed, at })
    if (isRefusal(made))
      return send(request, reply, '投诉和意见', form(office, org, typed, at, made), problemOf(made).status)
    return thanks(needs, request, reply, made, at)
  })
}

const machine: Refusal = {
  refused: 'bad-input',
  clause: '10.5.3',
  says: '没有提交成功，请打监督电话或到窗口提出',
  problems: [],
}

type Said = { readonly office: OfficeSnapshot; readonly org: Organization; readonly typed: Typed; readonly at: Instant }

async function said(
  needs: Needs,
  request: FastifyRequest,
  { office, org, typed, at }: Said,
): Promise<string | Refusal> {
  const { target, staff, window, cause, matter, wish, name, phone, signed } = typed
  const isAnonymous = signed === 'no'
  const input = {
    ...{ office: org.id, channel: 'web', isAnonymous },
    ...given({ target, cause, matter, wish }),
    ...(target === 'person' && given({ staff })),
    ...(target === 'window' && given({ window })),
    ...(!isAnonymous && given({ name, phone })),
  }
  const wrong: Problem[] = [
    ...(request.unfit ?? []),
    ...tooLong(request.body, most),
    ...(target ? [] : [{ at: '/target', says: '请选择对谁提出' }]),
    ...(cause ? [] : [{ at: '/cause', says: '请选择哪方面的问题' }]),
    ...(matter ? [] : [{ at: '/matter', says: '请写明发生了什么事' }]),
    ...(signed === 'yes' || isAnonymous ? [] : [{ at: '/signed', says: '请选择实名还是匿名' }]),
    ...(window && target === 'window' && !windowsOf(office, org).includes(window)
      ? [{ at: '/window', says: '这个服务点没有这个窗口' }]
      : []),
  ]
  if (wrong.length > 0) return { refused: 'bad-input', clause: '10.5.2', says: '', problems: wrong }
  const about = target === 'person' && staff ? staff : null
  return openOnce(needs, typed['once'] ?? '', { kind: 'complaint', office: org.id, input, about }, request.ip, at)
}

const given = (fields: Readonly<Record<string, string | undefined>>): Typed =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => Boolean(entry[1])))

async function thanks(
  { world, place, ...rest }: Needs,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  at: Instant,
): Promise<FastifyReply> {
  const main = await world.db.read(scopeOf(place), (tx) => receipt({ world, place, ...rest }, tx, id, at, null))
  return send(request, reply, '已经收到', main ?? html`<h1>已经收到</h1>`, 201)
}

function pick(orgs: readonly Organization[]): Html {
  return html`<h1>投诉和意见</h1>
<p>对哪个服务点提出？</p>
<ul class="big">${orgs.map(({ code, name, address }) => html`<li><a href="/say?office=${code}">${name}<small>${address}</small></a></li>`)}</ul>`
}

export const windowsOf = ({ windows }: OfficeSnapshot, { id }: Organization): readonly string[] =>
  (windows.get(id) ?? []).map(({ name }) => name)

/** The people of an office, as they are open to everybody anyway (1.2.c). */
export function peopleOf(
  { roster, closedPosts }: OfficeSnapshot,
  { id }: Organization,
  at: Instant,
): readonly StaffId[] {
  const posts = (roster.postsIn.get(id) ?? []).filter((post) => !closedPosts.has(post.id))
  const seated = posts.flatMap((post) =>
    (['A', 'B'] as const).flatMap((role) => assignedTo(roster, post.id, role, at) ?? []),
  )
  return [...new Set(seated)].filter((staff) =>
    roster.staff
      .get(staff)
      ?.places.some((span) => span.office === id && span.from <= at && (span.until === null || at < span.until)),
  )
}

function form(office: OfficeSnapshot, org: Organization, typed: Typed, at: Instant, refusal: Refusal | null): Html {
  const problems = (refusal?.problems ?? []).map((one) => ({ ...one, at: one.at.replace(/^\/input/, '') }))
  const says = refusal && (problems.length > 0 ? `有${problems.length}处要填或者要改：` : refusal.says)
  const wrong = (name: string): Html | false => {
    const own = problems.filter((one) => idOf({ ...one, at: one.at.slice(1) }) === name)
    return own.length > 0 && html`<p class="wrong">${own.map((one) => one.says).join('；')}</p>`
  }
  const people = peopleOf(office, org, at)
  return html`<h1>投诉和意见</h1>
${
  says &&
  troubles(
    says,
    problems.map((one) => ({ ...one, at: `/form${one.at}` })),
  )
}
<p>向${org.name}提出，由单位负责人负责；投诉单位负责人的，由上级负责。会给您编号和查询码，凭它们查看处理情况。监督电话：${org.supervisionPhone}。</p>
<form class="stack" method="post" action="/say">
${trap}${onceField(typed)}<input type="hidden" name="office" value="${org.code}">
${radios('target', '对谁提出', targets, typed, wrong('target'))}
<div><label for="window">哪个窗口<span class="hint">（对窗口提出的选）</span></label>${wrong('window')}${select(
    'window',
    windowsOf(office, org).map((name) => [name, name]),
    typed,
  )}</div>
<div><label for="staff">哪位工作人员<span class="hint">（对工作人员提出的选）</span></label>${wrong('staff')}${select(
    'staff',
    people.map((id) => [id, office.roster.staff.get(id)?.name ?? id]),
    typed,
  )}</div>
${radios('cause', '哪方面的问题', causes, typed, wrong('cause'))}
<div><label for="matter">发生了什么事，您的意见是什么</label><p class="hint" id="matter-hint">写明时间、地点、经过，最多${most.matter}个字</p>${wrong('matter')}<textarea id="matter" name="matter" rows="5" aria-required="true" aria-describedby="matter-hint">${typed['matter']}</textarea></div>
<div><label for="wish">希望怎样处理<span class="hint">（可以不填，最多${most.wish}个字）</span></label>${wrong('wish')}<textarea id="wish" name="wish" rows="2">${typed['wish']}</textarea></div>
${radios('signed', '实名还是匿名', { yes: '实名，把结果告诉我', no: '匿名，结果凭编号查询' }, typed, wrong('signed'))}
<div><label for="name">姓名<span class="hint">（匿名不填）</span></label>${wrong('name')}<input type="text" id="name" name="name" value="${typed['name']}" maxlength="60" autocomplete="name"></div>
<div><label for="phone">联系电话<span class="hint">（匿名不填）</span></label>${wrong('phone')}<input type="text" id="phone" name="phone" value="${typed['phone']}" maxlength="20" inputmode="tel" autocomplete="tel"></div>
<div><button type="submit">提交</button></div>
</form>`
}

function radios(
  name: string,
  title: string,
  words: Readonly<Record<string, string>>,
  typed: Typed,
  wrong: Html | false,
): Html {
  return html`<fieldset id="${name}"><legend>${title}</legend>${wrong}<div class="choices">${Object.entries(words).map(([code, says]) => html`<label class="item"><input type="radio" name="${name}" value="${code}"${typed[name] === code && html` checked`}><span>${says}</span></label>`)}</div></fieldset>`
}

function select(name: string, rows: readonly (readonly [string, string])[], typed: Typed): Html {
  return html`<select id="${name}" name="${name}"><option value="">请选择</option>${rows.map(([code, says]) => html`<option value="${code}"${typed[name] === code && html` selected`}>${says}</option>`)}</select>`
}
