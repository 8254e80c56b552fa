import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Asked, fieldsOf, inputOf, type Typed, typedIn } from '#apps/portal/asked.ts'
import { one } from '#apps/portal/form.ts'
import { alert, alike, type Html, html, sendPage } from '#apps/portal/layout.ts'
import { day, spoken } from '#core/day.ts'
import { isRefusal, type Problem, type Refusal } from '#core/refusal.ts'
import type { Answer, Calculator, Line, Setting, Source, Table } from '#core/sums/answer.ts'
import { calculatorBy, calculators } from '#core/sums/calculators.ts'
import { problemOf } from '#platform/http/refuse.ts'
import { officesAt, settingAt } from '#rules/open-affairs/calculators/place.ts'
import { noOffice } from '#rules/open-affairs/calculators/routes.ts'
import type { RatingNeeds } from '#rules/quality-service/routes.ts'

const shown = { config: { allow: 'anyone' }, schema: { hide: true } } as const

type OfOne = { Params: { name: string } }

/** The calculators for everybody: a plain form each, by GET, with formula, steps and sources; they print as they stand. */
export function toolPages(app: FastifyInstance, { world, place }: RatingNeeds): void {
  app.get('/tools', alike(), (request, reply) =>
    sendPage(request, reply, {
      title: '计算器 · 首问',
      says: '退休年月、补贴、税收扣减、贷款和期限，自己先算一算。',
      main: list,
      keepSeconds: 300,
    }),
  )

  app.get<OfOne>('/tools/:name', shown, async (request, reply) => {
    const found = calculatorBy(request.params.name)
    if (!found) return lost(request, reply)
    const at = world.now()
    const code = one(request.query, 'office', 40)
    const setting = await settingAt(world.db, place, { code: code || null, who: null }, at)
    const offices = found.name === 'deadline' ? await officesAt(world.db, place, at) : []
    const places = offices.map((office) => ({ code: office.code, name: office.name, isOn: office.code === code }))
    const form = found.form as Asked
    const typed = typedIn(form, request.query)
    const answer = typed && setting ? found.run(inputOf(form, typed), setting) : null
    const refusal = setting === null ? noOffice : answer && isRefusal(answer) ? answer : null
    const main = html`<h1>${found.title}</h1><p>${found.says}</p>
${setting && answer && !isRefusal(answer) && result(answer, setting)}
${refusal && trouble(form, refusal)}
${blank(found, typed ?? {}, refusal?.problems ?? [], places)}
<p class="unprinted"><a class="button" href="/tools">其他计算器</a></p>`
    const title = `${found.title} · 首问`
    return sendPage(request, reply, { title, says: found.says, main }, refusal ? problemOf(refusal).status : 200)
  })
}

const list = html`<h1>计算器</h1>
<p>自己先算一算。每个结果都写明公式、代入的数和依据；填写的内容不保存，也不用写姓名和证件号码。</p>
<ul class="big">
${calculators.map(({ name, title, says }) => html`<li><a href="/tools/${name}">${title}<small>${says}</small></a></li>`)}
</ul>`

function lost(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const main = html`<h1>没有这个计算器</h1><p><a class="button" href="/tools">看有哪些计算器</a></p>`
  return sendPage(request, reply, { title: '没有这个计算器 · 首问', main }, 404)
}

type Office = { readonly code: string; readonly name: string; readonly isOn: boolean }

function blank(
  { name, form }: Calculator,
  typed: Typed,
  problems: readonly Problem[],
  offices: readonly Office[],
): Html {
  return html`<form class="stack" method="get" action="/tools/${name}">
${fieldsOf(form as Asked, typed, problems)}
${offices.length > 1 && html`<div><label for="office">用哪个单位的工作日历</label><select id="office" name="office">${offices.map(({ code, name: says, isOn }) => html`<option value="${code}"${isOn && html` selected`}>${says}</option>`)}</select></div>`}
<div><button type="submit">${Object.keys(typed).length > 0 ? '重新测算' : '测算'}</button></div>
</form>`
}

/** What is wrong, each with a link to its field. */
function trouble({ properties = {} }: Asked, { says, problems = [] }: Refusal): Html | null {
  if (problems.length === 0) return alert(says)
  return html`<div class="alert" role="alert" tabindex="-1" autofocus><strong>有${problems.length}处要改：</strong><ul>
${problems.map(({ at, says: words }) => {
  const [, field = ''] = at.split('/')
  return html`<li>${field in properties ? html`<a href="#${field}">${words}</a>` : words}</li>`
})}</ul></div>`
}

function result({ says, lines, formula, steps, table, notes, sources }: Answer, { today }: Setting): Html {
  return html`<section aria-labelledby="result">
<h2 id="result">结果</h2>
<p class="state" role="status"><strong>${says}</strong></p>
${pairs(lines)}
<h2>怎么算的</h2>
<ul>${formula.map((line) => html`<li>${line}</li>`)}</ul>
<h2>代入的数</h2>
${pairs(steps)}
${table && figures(table)}
<h2>依据</h2>
${grounds(sources)}
<ul>${notes.map((line) => html`<li>${line}</li>`)}</ul>
<p class="hint">测算日期：${spoken(day(today))}。测算结果只供参考，以窗口审核为准。可以用浏览器的打印功能打印这一页。</p>
</section>
<h2 class="unprinted">改一改再算</h2>`
}

function pairs(lines: readonly Line[]): Html {
  return html`<dl>${lines.map(({ label, says }) => html`<dt>${label}</dt><dd>${says}</dd>`)}</dl>`
}

function figures({ title, columns, rows }: Table): Html {
  return html`<h2 id="table">${title}</h2>
<div class="wide figures" role="region" aria-labelledby="table" tabindex="0"><table><thead><tr>${columns.map((word) => html`<th scope="col">${word}</th>`)}</tr></thead><tbody>
${rows.map(
  (
    row,
  ) => html`<tr>${row.map((cell, n) => (n === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>
`,
)}</tbody></table></div>`
}

/** Where each number comes from; what isn't verified waits for the office. */
function grounds(sources: readonly Source[]): Html {
  return html`<ul>${sources.map(
    (
      one,
    ) => html`<li>${one.label}：${one.source}（${whereAndWhen(one)}，${one.confidenceLabel}）${one.toConfirm && html` <span class="confirm">待本单位确认</span>`}</li>
`,
  )}</ul>`
}

function whereAndWhen({ region, since, until }: Source): string {
  const from = since && `${spoken(day(since))}起`
  return [region, from && until ? `${from}至${spoken(day(until))}` : from].filter((word) => word).join('，')
}
