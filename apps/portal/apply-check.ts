import { troubles } from '#apps/portal/apply-form.ts'
import { answersOf, consent, findingsOf, keepsake, materialsOf, scopeFor, stepsOf } from '#apps/portal/apply-parts.ts'
import { type Needs, ofField, ofLink } from '#apps/portal/apply-pass.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import type { Instant } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Service } from '#core/service/format.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import type { Draft } from '#rules/quality-service/application/draft.ts'

/** The last page before an application is sent: everything once more, and what becomes of it. */

/** An application as its pages are shown. */
export type Here = {
  readonly draft: Draft
  readonly service: Service
  readonly office: OfficeSnapshot
  readonly org: Organization
  readonly at: Instant
}

/** The two ways out of every step. */
export const ways = (
  number: string,
): Html => html`<div class="row-of"><form method="post" action="/apply/leave"><button class="quiet" type="submit">退出（内容已保存的不丢）</button></form>
<form method="post" action="/apply/discard">${ofField(number)}<button class="quiet" type="submit">不申请了，删除已填的内容</button></form></div>`

export function check({ world }: Needs, { draft, service, office, org, at }: Here, refusal: Refusal | null): Html {
  const { application, answers, pictures } = draft
  const scope = scopeFor(world, office, application, service, answers, at)
  const wanting = materialsOf(service, scope).filter(
    ({ material, is }) => is === 'needed' && !pictures.some((one) => one.material === material.id),
  )
  return html`<h1>核对并提交</h1>
${stepsOf(2)}
${refusal && troubles(refusal.says, refusal.problems ?? [])}
${keepsake(world, application)}
${findingsOf(service, scope)}
<h2>${service.name}，向${org.name}申请</h2>
${answersOf(service, answers, at)}
<p><a href="${ofLink('/apply/form', application.number)}">填错了，回去改</a></p>
<h2>材料</h2>
${pictures.length > 0 ? html`<p>已经上传${pictures.length}个文件。</p>` : html`<p>还没有上传材料。</p>`}
${wanting.length > 0 && html`<p>还没有上传的：${wanting.map(({ material }) => material.name).join('、')}。可以<a href="${ofLink('/apply/materials', application.number)}">现在上传</a>，也可以先提交，审查时一次告诉您还缺什么。</p>`}
<h2>个人信息告知</h2>
${consent(service, org)}
<form class="stack" method="post" action="/apply/check">${ofField(application.number)}
<div><label for="helper">帮您填写的工作人员的工号<span class="hint">（没有人帮就空着）</span></label>
<p class="hint" id="helper-hint">工作人员代办的，写他工作牌上的工号，办件上会记下他的姓名</p>
<input type="text" id="helper" name="helper" maxlength="20" autocomplete="off" aria-describedby="helper-hint"></div>
<label class="item"><input type="checkbox" name="truly" value="yes"><span>内容属实，看过个人信息告知</span></label>
<div><button type="submit">提交申请</button></div>
</form>
<p class="hint">提交以后不能再改。要改的，打电话${org.phone}或到窗口更正；不想办了，审查完以前可以在办事进度里撤回。</p>
${ways(application.number)}`
}
