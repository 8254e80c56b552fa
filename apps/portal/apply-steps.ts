import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { check, type Here, ways } from '#apps/portal/apply-check.ts'
import { formOf, idOf, troubles } from '#apps/portal/apply-form.ts'
import { findingsOf, keepsake, materialsOf, scopeFor, send, stepsOf } from '#apps/portal/apply-parts.ts'
import {
  letIn,
  type Needs,
  namedIn,
  ofLink,
  passOf,
  posted,
  shown,
  shutOut,
  typedForm,
} from '#apps/portal/apply-pass.ts'
import { moreOf, readAnswers, readShown } from '#apps/portal/apply-read.ts'
import { receipt, receiptLeaf } from '#apps/portal/apply-receipt.ts'
import { bundled, differences, elsewhere, marks, ofVersion, resumeForm, unbundled } from '#apps/portal/apply-resume.ts'
import { pictureRow, uploaded, uploadForm } from '#apps/portal/apply-upload.ts'
import { one } from '#apps/portal/form.ts'
import { alert, type Html, html } from '#apps/portal/layout.ts'
import { dayOf } from '#core/day.ts'
import type { Problem } from '#core/refusal.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Answers } from '#core/service/form.ts'
import type { Field, Service } from '#core/service/format.ts'
import { current } from '#office/current.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { weighed } from '#platform/http/text.ts'
import { drawable } from '#platform/sheets/fonts.ts'
import { printLeaf } from '#platform/sheets/leaf.ts'
import { materialForm } from '#platform/sheets/materials.ts'
import { askedOf, wrongIn } from '#rules/quality-service/application/contract.ts'
import { addPicture, discardDraft, readDraft, saveDraft } from '#rules/quality-service/application/draft.ts'
import { headersOf, openPicture, removePicture } from '#rules/quality-service/application/files.ts'
import { sendDraft } from '#rules/quality-service/application/send.ts'
import { applicationOf } from '#rules/quality-service/application/store.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'

/** The steps of one application, for whoever has shown its number and code within the hour. */
export function stepPages(app: FastifyInstance, needs: Needs): void {
  filling(app, needs)
  materials(app, needs)
  sending(app, needs)
}

/** The application of this browser, or the page that says where to go instead. */
async function hereOf(needs: Needs, request: FastifyRequest, reply: FastifyReply): Promise<Here | FastifyReply> {
  const pass = passOf(request, needs, 'apply', needs.world.now())
  const here = pass && (await hereBy(needs, pass.id, request, reply))
  return here || away(needs, request, reply)
}

/** The application with this id; null where it, its service or its office is gone. */
async function hereBy(
  { world, place }: Needs,
  id: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Here | FastifyReply | null> {
  const at = world.now()
  const { draft, office } = await world.db.read(scopeOf(place), async (tx) => {
    const [draft, office] = await Promise.all([readDraft({ world, place }, tx, id), current(tx, place.tenant, at)])
    return { draft, office }
  })
  const service = draft && world.catalogue.get(draft.application.service)?.service
  const org = draft && office.organizations.get(draft.application.office as OfficeId)
  if (!draft || !service || !org) return null
  const named = namedIn(request)
  if (named !== '' && named !== draft.application.number)
    return other({ world, place }, request, reply, draft.application.number)
  if (
    draft.application.state === 'sent' &&
    !request.url.startsWith('/apply/done') &&
    !request.url.startsWith('/apply/receipt')
  )
    return reply.redirect('/apply/done', 303)
  return { draft, service, office, org, at }
}

const isReply = (here: Here | FastifyReply): here is FastifyReply => !('draft' in here)

/** What the form said, sealed; null for every other page. */
function carried(needs: Needs, request: FastifyRequest): ReturnType<typeof bundled> {
  const isForm = request.method === 'POST' && request.url.split('?')[0] === '/apply/form'
  return isForm ? bundled(needs, request.body) : null
}

/** In one browser another application was opened since this page was shown: nothing is done to either. */
function other(needs: Needs, request: FastifyRequest, reply: FastifyReply, open: string): FastifyReply {
  const named = namedIn(request)
  const bundle = carried(needs, request)
  const main = html`<h1>这一页是另一份申请的</h1>
${alert(`这一页属于申请${named}，这个浏览器后来打开的是申请${open}。为了不弄错，刚才这一步没有做，两份申请都没有变。`)}
<p class="state">要接着办申请${named}，在下面输入它的查询码${bundle ? '，您刚才填的没有丢，会接着往下填' : '，再做一次'}。</p>
${resumeForm(named, bundle?.sealed ?? '')}
<p>要办申请${open}的，<a href="/apply/form">打开申请${open}</a>。</p>`
  return send(request, reply, '这一页是另一份申请的', main, 409)
}

/** Says what is kept and what isn't; what was typed on the form goes along, sealed, until number and code are there again. */
function away(needs: Needs, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const bundle = carried(needs, request)
  const says = bundle
    ? '您刚才填的也没有丢：在这一页输入编号和查询码，就接着往下填。'
    : request.method === 'GET'
      ? '已经保存的内容没有丢。'
      : '以前保存的内容没有丢；刚才这一步没有做成，重新输入以后请再做一次。'
  const main = html`<h1>请重新输入编号和查询码</h1>
<p class="state">为了保护您的信息，一小时没有操作就要重新输入申请编号和查询码。${says}浏览器不让保存Cookie的，也会看到这一页，请到窗口办理。</p>
${resumeForm(bundle?.number ?? namedIn(request), bundle?.sealed ?? '')}`
  return send(request, reply, '请重新输入编号和查询码', main, 401)
}

function filling(app: FastifyInstance, needs: Needs): void {
  const { world } = needs
  app.get('/apply/form', shown, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const saved = one(request.query, 'saved', 3) === 'yes'
    const wrong =
      one(request.query, 'again', 3) === 'yes' ? wrongIn(here.service, here.draft.answers, dayOf(here.at)) : []
    return send(request, reply, `填写${here.service.name}`, form(needs, here, wrong, saved && savedNow))
  })

  app.post('/apply/form', typedForm, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const { draft, service, at } = here
    const { id } = draft.application
    const answers = readAnswers(askedOf(service, draft.answers, dayOf(at)), draft.answers, request.body)
    const refused = await kept(needs, here, { answers, body: request.body, unfit: request.unfit ?? [] })
    if (refused) return send(request, reply, `填写${service.name}`, refused.main, refused.status)
    letIn(reply, needs, 'apply', { what: 'draft', id }, at)
    const more = moreOf(request.body)
    if (more) return reply.redirect(`/apply/form#${firstEmpty(service, answers, more)}`, 303)
    if (one(request.body, 'go') === 'save') return reply.redirect('/apply/form?saved=yes', 303)
    const wrong = wrongIn(service, answers, dayOf(at))
    if (wrong.length === 0) return reply.redirect('/apply/materials', 303)
    const faults = shownOf(here, wrong)
    const fresh = askedOf(service, answers, dayOf(at)).filter(({ name }) =>
      wrong.some((one) => !faults.includes(one) && idOf(one).split('.')[0] === name),
    )
    const main = form(needs, { ...here, draft: { ...draft, answers } }, faults, fresh.length > 0 && asksOn(fresh))
    return send(request, reply, `填写${service.name}`, main, 422)
  })

  app.post('/apply/discard', posted, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    await discardDraft({ world, place: needs.place }, here.draft.application.id)
    shutOut(reply, 'apply')
    return reply.redirect('/apply', 303)
  })
}

/** Where typing goes on: the first of the rows that were added. */
function firstEmpty({ form }: Service, answers: Answers, { name }: { readonly name: string }): string {
  if (!form.some((field) => field.name === name)) return 'main'
  const rows = answers[name]
  const n = Array.isArray(rows) ? rows.findIndex((row: Answers) => Object.keys(row).length === 0) : -1
  return n < 0 ? name : `${name}.${n}`
}

type Typed = { readonly answers: Answers; readonly body: unknown; readonly unfit: readonly Problem[] }

/** What of this can be kept: a field that nobody could print stays as it was saved before. */
function withoutUnfit({ draft, service }: Pick<Here, 'draft' | 'service'>, { answers, body, unfit }: Typed): Answers {
  const bad = new Set(unfit.map(({ at }) => at.slice(1)))
  const rest = Object.fromEntries(Object.entries(body as object).filter(([name]) => !bad.has(name)))
  const fit = readShown(service.form, draft.answers, rest)
  const names = new Set([...bad].map((name) => name.split(/[./]/)[0] ?? name))
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, value]) =>
      !names.has(name) ? [[name, value]] : fit[name] === undefined ? [] : [[name, fit[name]]],
    ),
  )
}

/** What is wrong among the fields that were on the page: what is asked only from now on is nobody's fault yet. */
function shownOf({ draft, service, at }: Here, wrong: readonly Problem[]): readonly Problem[] {
  const names = new Set(askedOf(service, draft.answers, dayOf(at)).map(({ name }) => name))
  return wrong.filter((one) => names.has(idOf(one).split('.')[0] ?? ''))
}

/** Saves what was typed; else the same form, filled, with what is wrong; only what can't be read is left unsaved. */
async function kept(
  needs: Needs,
  here: Here,
  { answers, body, unfit }: Typed,
): Promise<{ readonly main: Html; readonly status: number } | null> {
  const { draft, service, at } = here
  const seen = one(body, ofVersion, 100)
  const safe = unfit.length > 0 ? withoutUnfit(here, { answers, body, unfit }) : answers
  const refusal = await saveDraft(needs, draft.application.id, safe, seen, at)
  if (!refusal && unfit.length === 0) return null
  if (!refusal) {
    const next = one(body, 'go') === 'next' ? shownOf(here, wrongIn(service, answers, dayOf(at))) : []
    const bad = unfit.map(({ at, says, ...more }) => ({ ...more, at: `/form${at}`, says: `${says}（这一项没有保存）` }))
    const wrong = [...bad, ...next.filter((one) => !bad.some((other) => idOf(other) === idOf(one)))]
    return { main: form(needs, { ...here, draft: { ...draft, answers } }, wrong, partly, safe), status: 422 }
  }
  const { status } = problemOf(refusal)
  const now = await needs.world.db.read(scopeOf(needs.place), (tx) => readDraft(needs, tx, draft.application.id))
  if (refusal.refused !== 'stale' || !now) return { main: alert(refusal.says)!, status }
  const mine = readShown(service.form, now.answers, body)
  const other = { ...here, draft: { ...now, answers: mine } }
  return { main: form(needs, other, differences(service, mine, now.answers), elsewhere, now.answers), status }
}

/** Goes on with what was typed before number and code were asked for again; null where there is nothing to go on with. */
export async function takeUp(
  needs: Needs,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  sealed: string,
): Promise<FastifyReply | null> {
  const here = sealed === '' ? null : await hereBy(needs, id, request, reply)
  if (!here || isReply(here)) return here
  const { service, draft } = here
  const { body, unfit } = weighed(unbundled(needs, draft.application.number, sealed))
  if (body === null) return null
  const answers = readShown(service.form, draft.answers, body)
  const refused = await kept(needs, here, { answers, body, unfit })
  if (!refused) return reply.redirect('/apply/form?saved=yes', 303)
  return send(request, reply, `填写${service.name}`, refused.main, refused.status)
}

const partly = html`<p class="state" role="status">其他内容已经保存；上面写明没有保存的，改好再点“先保存”或“下一步”。</p>`
const asksOn = (fresh: readonly Field[]): Html =>
  html`<p class="state" role="status">已经保存。按您选的，还要接着填：${fresh.map(({ name, label }, n) => html`${n > 0 && '、'}<a href="#${name}">${label}</a>`)}。</p>`
const savedNow = html`<p class="state" role="status">已经保存。可以接着填，也可以以后凭编号和查询码接着填。</p>`

/** `seen`: the saved answers, or their version, that the next press is measured by. */
function form(
  needs: Needs,
  { draft, service, org, at }: Here,
  wrong: readonly Problem[],
  says: Html | false = false,
  seen: Answers | string = draft.answers,
): Html {
  const { application, answers } = draft
  const asked = askedOf(service, answers, dayOf(at))
  return html`<h1>申请${service.name}</h1>
${stepsOf(0)}
${wrong.length > 0 && troubles(says === elsewhere ? `有${wrong.length}处和那边保存的不一样：` : `还有${wrong.length}处要填或者要改：`, wrong)}
${says}
${keepsake(needs.world, application)}
<p>向${org.name}申请。没有注明“可以不填”的都要填；有的内容要看前面怎么选，点“下一步”后会接着问。</p>
<form class="stack" method="post" action="/apply/form">
${marks(needs, application, seen)}
${formOf(asked, answers, wrong)}
<div class="row-of"><button type="submit" name="go" value="next">下一步：材料</button> <button class="quiet" type="submit" name="go" value="save">先保存</button></div>
</form>
${ways(application.number)}`
}

function materials(app: FastifyInstance, needs: Needs): void {
  const { world, place } = needs
  app.get('/apply/materials', shown, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    return isReply(here) ? here : send(request, reply, '上传材料', materialPage(needs, here, null))
  })

  app.post('/apply/materials', posted, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const { id } = here.draft.application
    const sent = await uploaded(request)
    const material = isRefusal(sent) ? '' : sent.material
    const known = here.service.materials.some((one) => one.id === material)
    const refusal = isRefusal(sent) ? sent : known ? await addPicture(needs, id, sent, here.at) : noMaterial
    letIn(reply, needs, 'apply', { what: 'draft', id }, here.at)
    if (!refusal) return reply.redirect(`/apply/materials#m-${material}`, 303)
    return send(request, reply, '上传材料', materialPage(needs, here, refusal), problemOf(refusal).status)
  })

  app.post('/apply/unpicture', posted, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const picture = here.draft.pictures.find(({ id }) => id === one(request.body, 'picture', 40))
    if (picture)
      await world.db.transaction(scopeOf(place), async (tx) => {
        const own = await applicationOf(tx, place.tenant, here.draft.application.id, true)
        if (own?.state === 'draft') removePicture(tx, place.tenant, own.id, picture.id)
      })
    return reply.redirect(`/apply/materials#m-${picture?.material ?? ''}`, 303)
  })

  app.get<{ Params: { id: string } }>('/apply/picture/:id', shown, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const picture = here.draft.pictures.find(({ id }) => id === request.params.id)
    const open =
      picture &&
      (await world.db.read(scopeOf(place), (tx) =>
        openPicture(tx, world.keys, place.tenant, here.draft.application.id, picture.id),
      ))
    if (!open) return away(needs, request, reply)
    const name = here.service.materials.find(({ id }) => id === picture.material)?.name ?? '材料'
    return reply.headers({ ...headersOf(open, name), 'cache-control': 'no-store' }).send(open.bytes)
  })
}

const noMaterial: Refusal = { refused: 'bad-input', clause: '8.1', says: '这个事项没有这份材料' }

function materialPage({ world }: Needs, { draft, service, office, org, at }: Here, refusal: Refusal | null): Html {
  const { application, answers, pictures } = draft
  const scope = scopeFor(world, office, application, service, answers, at)
  const all = materialsOf(service, scope)
  return html`<h1>上传材料</h1>
${stepsOf(1)}
${alert(refusal?.says ?? null)}
${keepsake(world, application)}
${findingsOf(service, scope)}
<p>一份一份上传，照片和PDF都可以：先选文件，再点“上传”。要能看清字，每个文件不超过8兆字节；身份证、户口簿等只由经办人查看。暂时没有的，可以先提交，工作人员会一次告诉您还缺什么；也可以带到窗口。</p>
${all.length === 0 && html`<p class="state">按您填写的内容，不需要材料。</p>`}
${all.map(({ material, is }) => {
  const own = pictures.filter((one) => one.material === material.id)
  const says =
    is === 'exempt'
      ? `可以不交：${material.exempt}`
      : is === 'optional'
        ? '可以不交'
        : material.kind === 'form'
          ? '这张表由窗口打印，办理时签名；也可以下载填好拍照'
          : material.standard
  return html`<section class="material" id="m-${material.id}"><h3>${material.name}</h3>
<p class="hint">${materialForm(material)}。${says}</p>
${own.length > 0 && html`<ul class="pictures">${own.map((picture, n) => pictureRow(picture, n, material.name, '/apply', application.number))}</ul>`}
${uploadForm('/apply/materials', application.number, material, own.length > 0)}</section>
`
})}
<div class="row-of"><a class="button" href="${ofLink('/apply/check', application.number)}">下一步：核对</a> <a class="button" href="${ofLink('/apply/form', application.number)}">回去改填写的内容</a></div>
<p>向${org.name}申请，电话${org.phone}。</p>
${ways(application.number)}`
}

function sending(app: FastifyInstance, needs: Needs): void {
  const { world, place } = needs
  app.get('/apply/check', shown, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    if (wrongIn(here.service, here.draft.answers, dayOf(here.at)).length > 0)
      return reply.redirect('/apply/form?again=yes', 303)
    return send(request, reply, '核对并提交', check(needs, here, null))
  })

  app.post('/apply/check', posted, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const { id } = here.draft.application
    const truly = one(request.body, 'truly') === 'yes'
    const helper = one(request.body, 'helper', 20)
    const sent = truly ? await sendDraft(needs, id, { helper }, here.at) : notTrue
    if (!isRefusal(sent)) {
      letIn(reply, needs, 'apply', { what: 'draft', id }, here.at)
      letIn(reply, needs, 'track', { what: 'matter', id: sent }, here.at)
      return reply.redirect('/apply/done', 303)
    }
    return send(request, reply, '核对并提交', check(needs, here, sent), problemOf(sent).status)
  })

  app.get('/apply/done', shown, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const { matter } = here.draft.application
    const main = matter && (await world.db.read(scopeOf(place), (tx) => receipt(needs, tx, matter, here.at)))
    return main ? send(request, reply, '已经提交', main) : away(needs, request, reply)
  })

  app.get('/apply/receipt.pdf', shown, async (request, reply) => {
    const here = await hereOf(needs, request, reply)
    if (isReply(here)) return here
    const { matter } = here.draft.application
    const leaf = matter && (await world.db.read(scopeOf(place), (tx) => receiptLeaf(needs, tx, matter, here.at)))
    if (!leaf) return away(needs, request, reply)
    const bytes = Buffer.from(await printLeaf(drawable(leaf).drawn, dayOf(here.at)))
    return reply
      .type('application/pdf')
      .headers({
        'cache-control': 'no-store',
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('网上申请回执.pdf')}`,
      })
      .send(bytes)
  })
}

const notTrue: Refusal = { refused: 'bad-input', clause: '8.1', says: '请先看一遍，再勾选“内容属实”' }
