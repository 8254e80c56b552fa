import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { consent, officeChoice, send } from '#apps/portal/apply-parts.ts'
import { letIn, type Needs, posted, shown, shutOut, style, trap } from '#apps/portal/apply-pass.ts'
import { requestForm, requestPages } from '#apps/portal/apply-request.ts'
import { resumeForm } from '#apps/portal/apply-resume.ts'
import { stepPages, takeUp } from '#apps/portal/apply-steps.ts'
import { serveAssets } from '#apps/portal/asset.ts'
import { one, readForms } from '#apps/portal/form.ts'
import { alert, type Html, html } from '#apps/portal/layout.ts'
import { answerPages } from '#apps/portal/track-answer.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Service } from '#core/service/format.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { mostBytes } from '#platform/files/image.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { materialForm } from '#platform/sheets/materials.ts'
import { isByOffice } from '#rules/quality-service/application/contract.ts'
import { beginDraft, proveDraft } from '#rules/quality-service/application/draft.ts'
import { officesFor } from '#rules/quality-service/application/first.ts'
import { scopeOf } from '#rules/quality-service/visitor/claim.ts'

/** Longer forms than a rating: a list of five hundred people, each with a dozen answers. */
const mostTyped = 1_048_576

/** Applying online, and answering what was asked of it: pages whose forms are long or carry pictures (1.3, 8.1). */
export const applyPages: FastifyPluginAsync<Needs> = async (app, needs) => {
  app.removeContentTypeParser('application/x-www-form-urlencoded')
  readForms(app, mostTyped)
  await app.register(multipart, {
    limits: { fileSize: mostBytes, files: 1, fields: 4, parts: 5, fieldSize: 200 },
    throwFileSizeLimit: false,
  })
  serveAssets(app, [style])
  beginPages(app, needs)
  stepPages(app, needs)
  requestPages(app, needs)
  answerPages(app, needs)
}

const saysApply = '选一个事项，在网上填写、上传材料、提交，填到一半可以保存。'
type OfOne = { Params: { code: string } }

function beginPages(app: FastifyInstance, needs: Needs): void {
  const { world } = needs
  app.get('/apply', shown, (request, reply) => send(request, reply, '网上申请', list(world, '', null), 200, saysApply))

  app.post('/apply/resume', posted, async (request, reply) => {
    const at = world.now()
    const claim = { number: one(request.body, 'number', 60), code: one(request.body, 'code', 40) }
    const id = await proveDraft(needs, claim, request.ip, at)
    const sealed = one(request.body, 'typed', mostTyped)
    if (isRefusal(id))
      return send(request, reply, '网上申请', list(world, claim.number, id, sealed), problemOf(id).status)
    letIn(reply, needs, 'apply', { what: 'draft', id }, at)
    return (await takeUp(needs, request, reply, id, sealed)) ?? reply.redirect('/apply/form', 303)
  })

  app.post('/apply/leave', posted, (_request, reply) => {
    shutOut(reply, 'apply')
    shutOut(reply, 'track')
    return reply.redirect('/apply', 303)
  })

  app.get<OfOne>('/apply/:code', shown, async (request, reply) => {
    const service = world.catalogue.get(request.params.code)?.service
    if (!service) return lost(request, reply)
    return begins(needs, request, reply, service, null, one(request.query, 'office', 40))
  })

  app.post<OfOne>('/apply/:code', posted, async (request, reply) => {
    const at = world.now()
    const service = world.catalogue.get(request.params.code)?.service
    if (!service) return lost(request, reply)
    const office = one(request.body, 'office', 40)
    if (isByOffice(service) || one(request.body, 'site') !== '')
      return begins(needs, request, reply, service, refused, office)
    const draft = await beginDraft(needs, service, { office, address: request.ip }, at)
    if (isRefusal(draft)) return begins(needs, request, reply, service, draft, office)
    letIn(reply, needs, 'apply', { what: 'draft', id: draft.id }, at)
    return reply.redirect('/apply/form', 303)
  })
}

const refused: Refusal = { refused: 'bad-input', clause: '1.3', says: '请到窗口或者打电话办理' }

function lost(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const main = html`<h1>没有这个事项</h1><p>请核对网址，或者从列表进入。</p><p><a class="button" href="/apply">看可以申请的事项</a></p>`
  return send(request, reply, '没有这个事项', main, 404)
}

function list({ catalogue }: World, number: string, refusal: Refusal | null, sealed = ''): Html {
  return html`<h1>网上申请</h1>
${alert(refusal?.says ?? null)}
<p>选一个事项，按提示填写，拍照上传材料，最后核对提交。填到一半可以先保存，以后<a href="#resume">接着填</a>。不会填的，可以打电话或到窗口，由工作人员帮您填。</p>
<ul class="big">
${catalogue.list().map(({ code, name, ready }) => ready && html`<li><a href="/apply/${code}">${name}<small>${code}</small></a></li>`)}
</ul>
<h2 id="resume">接着填</h2>
${resumeForm(number, sealed)}
<p>已经提交的，到<a href="/track">办事进度</a>查询。</p>`
}

/** Before anything is asked: what is needed, how long it takes, what becomes of the answers, and where to. */
async function begins(
  { world, place }: Needs,
  request: FastifyRequest,
  reply: FastifyReply,
  service: Service,
  refusal: Refusal | null,
  chosen: string,
): Promise<FastifyReply> {
  const at = world.now()
  const office = await world.db.read(scopeOf(place), (tx) => current(tx, place.tenant, at))
  const orgs = officesFor(office, service.code)
  const status = refusal ? problemOf(refusal).status : 200
  if (isByOffice(service)) return send(request, reply, service.name, requestForm(service, orgs, {}, refusal), status)
  const main = html`<h1>申请${service.name}</h1>
${alert(refusal?.says ?? null)}
<p>${service.summary}</p>
<p><a href="/services/${service.code}">看办事指南：条件、程序、时限、依据</a></p>
<h2>要准备什么</h2>
${service.materials.length === 0 ? html`<p>不需要材料。</p>` : html`<ul>${service.materials.map((material) => html`<li>${material.name}（${materialForm(material)}）${material.whenSays && `：${material.whenSays}`}</li>`)}</ul>`}
<p>材料可以用手机拍照上传，也可以上传PDF。要核对原件的，办理时带到窗口看一下就还给您。</p>
<h2>个人信息告知</h2>
${consent(service, orgs[0])}
<form class="stack" method="post" action="/apply/${service.code}">
${trap}
${officeChoice(orgs, chosen)}
<div><button type="submit">开始填写</button></div>
</form>
<p>不想在网上办的，可以<a href="/api/services/${service.code}/form.pdf">下载空白表</a>填好带到窗口，也可以直接到窗口，由工作人员帮您填。</p>`
  return send(request, reply, `申请${service.name}`, main, status, `在网上申请${service.name}。${service.summary}`)
}
