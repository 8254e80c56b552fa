import type { FastifyReply, FastifyRequest } from 'fastify'
import { style } from '#apps/portal/apply-pass.ts'
import { type Html, html, sendPage } from '#apps/portal/layout.ts'
import type { Instant } from '#core/day.ts'
import { addDays, dayOf, spoken } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Finding } from '#core/service/condition.ts'
import { reviewConditions } from '#core/service/condition.ts'
import type { Scope } from '#core/service/expression.ts'
import { figuresOn, settingKey } from '#core/service/figure.ts'
import { type Answers, fieldsFor } from '#core/service/form.ts'
import type { Field, Service } from '#core/service/format.ts'
import { materialsFor, type Needed } from '#core/service/material.ts'
import { scopeOf } from '#core/service/scope.ts'
import { answerSays } from '#core/service/words.ts'
import { settingOf } from '#matter/setting.ts'
import { visitorCode } from '#matter/visitor.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { whole } from '#rules/quality-service/application/contract.ts'
import type { Application } from '#rules/quality-service/application/store.ts'

/** Pieces that several pages of applying are made of. */

const steps = ['填写', '材料', '核对', '提交'] as const

/** Where one is: said in words, not by colour alone. */
export function stepsOf(now: number): Html {
  return html`<ol class="steps" aria-label="办理步骤">${steps.map((name, n) => html`<li${n === now && html` aria-current="step"`}>${n + 1}. ${name}${n === now && '（现在）'}</li>`)}</ol>`
}

/** Number and code by which it is taken up again, and until when. */
export function keepsake({ keys }: Pick<World, 'keys'>, { id, number, expiresAt }: Application): Html {
  const last = spoken(addDays(dayOf(expiresAt), -1))
  return html`<section class="state" aria-label="申请编号和查询码"><p>申请编号 <span class="code">${number}</span>　查询码 <span class="code">${visitorCode(keys, id)}</span></p>
<p class="hint">请记下来或拍照。没填完也会保存，凭这两样可以接着填；到${last}还没有提交的，自动删除。</p></section>`
}

export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  main: Html,
  status = 200,
  says?: string,
): FastifyReply {
  const page = { title: `${title} · 首问`, main, style: style.url }
  return sendPage(request, reply, says === undefined ? page : { ...page, says, card: title }, status)
}

/** What conditions and materials are judged by: the answers, with the office's own figures; never anybody's records. */
export function scopeFor(
  world: Pick<World, 'processes'>,
  office: OfficeSnapshot,
  { office: place }: Pick<Application, 'office'>,
  service: Service,
  answers: Answers,
  at: Instant,
): Scope {
  const found = world.processes.opening('case', service.code)
  const setting = found && settingOf(found.process, { office, place: place as OfficeId, at }, null, null)
  const figures = figuresOn(
    service,
    dayOf(at),
    setting?.figure && ((one) => setting.figure!(settingKey(service.code, one))),
  )
  return scopeOf(whole(service, answers, null), dayOf(at), figures)
}

/** What a machine finds against it is said at once (8.1); nobody is kept from applying by it (8.4). */
export function findingsOf(service: Service, scope: Scope): Html | false {
  const failed = reviewConditions(service, scope).filter(({ is }: Finding) => is === 'failed')
  if (failed.length === 0) return false
  return html`<section class="alert"><strong>按您填写的内容，有${failed.length}个条件可能不符合：</strong>
<ul>${failed.map(({ label, says }) => html`<li>${label}：${says}</li>`)}</ul>
<p>填错了的请回去改。没有填错也可以继续提交，由工作人员审核后书面答复您，并告诉您怎样申请复查。</p></section>`
}

/** The materials that these answers ask for. */
export const materialsOf = (service: Service, scope: Scope): readonly Needed[] => materialsFor(service, scope)

/** Everything that was answered, in words; one's own numbers whole, so that a slip of the finger is seen. */
export function answersOf(service: Service, answers: Answers, at: Instant): Html {
  const asked = fieldsFor(service, answers, dayOf(at)).filter(({ name, type }) => type !== 'staff' && name in answers)
  return html`<dl>${asked.map(
    (field) => html`<dt>${field.label}</dt><dd>${answerOf(field, answers[field.name])}</dd>
`,
  )}</dl>`
}

const openTypes: readonly Field['type'][] = ['idNumber', 'mobile', 'phone', 'bankCard', 'householdNumber']

function answerOf(field: Field, value: unknown): Html | string {
  if (field.type === 'rows' && Array.isArray(value))
    return html`<ol>${(value as readonly Answers[]).map(
      (row) =>
        html`<li>${(field.columns ?? [])
          .filter(({ name }) => row[name] !== undefined)
          .map((column) => `${column.label} ${cellOf(column, row[column.name])}`)
          .join('，')}</li>`,
    )}</ol>`
  return cellOf(field, value)
}

function cellOf(field: Pick<Field, 'type' | 'options'>, value: unknown): string {
  if (openTypes.includes(field.type) && typeof value === 'string') return value
  return answerSays(field as Field, value, (id) => id)
}

/** Where to: the offices that do it, one of them chosen. */
export function officeChoice(orgs: readonly Organization[], chosen: string): Html {
  return html`<fieldset id="office"><legend>向哪个服务点申请</legend><div class="choices">
${orgs.map(({ code, name, address }, n) => html`<label class="item"><input type="radio" name="office" value="${code}"${(code === chosen || (orgs.length === 1 && n === 0)) && html` checked`}><span>${name}<br><span class="hint">${address}</span></span></label>`)}</div></fieldset>`
}

/** What becomes of the answers, in the words of the service's file. */
export function consent(
  { consent: { purpose, sensitive, retention, rights } }: Service,
  org: Organization | undefined,
): Html {
  const said = rights.replace('{office}', org?.name ?? '受理单位').replace('{phone}', org?.phone ?? '')
  return html`<p>${purpose}</p>${sensitive && html`<p>${sensitive}</p>`}<p>${retention}</p><p>${said}</p>`
}
