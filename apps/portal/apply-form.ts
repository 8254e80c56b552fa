import { type Html, html } from '#apps/portal/layout.ts'
import type { Problem } from '#core/refusal.ts'
import type { Answers } from '#core/service/form.ts'
import type { Column, Field } from '#core/service/format.ts'
import { rowsAtMost, rowsAtOnce } from '#rules/quality-service/application/contract.ts'

/** The form of a service as a plain page: the same fields, words and hints as at the window and on the blank sheet. */

type One = Field | Column
type Drawn = {
  readonly field: One
  /** Its address in what is posted, and in the page: `name`, or `members.0.name`. */
  readonly at: string
  readonly value: unknown
  readonly wrong: readonly string[]
}

/** The fields with what was answered, each problem beside its field. */
export function formOf(fields: readonly Field[], answers: Answers, problems: readonly Problem[]): Html {
  return html`${fields.map((field) => {
    const value = answers[field.name]
    return field.type === 'rows' ? rows(field, value, problems) : drawn(of(field, field.name, value, problems))
  })}`
}

const of = (field: One, at: string, value: unknown, problems: readonly Problem[]): Drawn => ({
  ...{ field, at, value },
  wrong: problems.flatMap((one) => (idOf(one) === at ? [one.says] : [])),
})

/** The id of the field that a problem is about: `/form/members/0/name` is `members.0.name`. */
export function idOf({ at }: Problem): string {
  return at.replace(/^\/(input\/)?form\//, '').replaceAll('/', '.')
}

function drawn(one: Drawn): Html {
  const { field, at, wrong } = one
  const label = html`${field.label}${!field.required && html`<span class="hint">（可以不填）</span>`}`
  const hint = hintOf(field)
  const beside = html`${hint && html`<p class="hint" id="${at}-hint">${hint}</p>`}
${wrong.length > 0 && html`<p class="wrong" id="${at}-wrong">${wrong.join('；')}</p>`}`
  if (isGroup(field))
    return html`<fieldset id="${at}"${told(one)}><legend>${label}</legend>${beside}<div class="choices">${choices(one)}</div></fieldset>
`
  return html`<div><label for="${at}">${label}</label>${beside}${control(one)}</div>
`
}

const spelled: Partial<Record<Field['type'], string>> = {
  idNumber: '18位，最后一位可能是X',
  creditCode: '营业执照上的18位代码',
  mobile: '11位手机号码',
  month: '写作2026-11的样子',
  date: '写作2026-11-23的样子',
  money: '只填数字，单位是元',
}

function hintOf({ type, hint, options, min, max }: One): string | null {
  const list = type === 'list' && !options && !/^(?:一项一行|每行)/.test(hint ?? '') ? '一项一行' : null
  const most = type === 'longText' && typeof max === 'number' ? `最多${max}个字` : null
  const own = type === 'text' && typeof min === 'number' && min > 1 ? `至少${min}个字` : null
  return [hint, spelled[type], list, most, own].filter(Boolean).join('；') || null
}

const isGroup = ({ type, options = [] }: One): boolean =>
  type === 'yesNo' || (type === 'list' && options.length > 0) || (type === 'choice' && options.length <= 8)

function told({ field, at, wrong }: Drawn): Html | false {
  const by = [hintOf(field) && `${at}-hint`, wrong.length > 0 && `${at}-wrong`].filter(Boolean)
  return by.length > 0 && html` aria-describedby="${by.join(' ')}"`
}

const yesNo = [
  { code: 'true', label: '是' },
  { code: 'false', label: '否' },
]

function choices({ field, at, value }: Drawn): readonly Html[] {
  const chosen = (Array.isArray(value) ? value : [value]).map(String)
  const listed = field.type === 'yesNo' ? yesNo : (field.options ?? [])
  const kind = field.type === 'list' ? 'checkbox' : 'radio'
  const none = kind === 'radio' && !field.required ? [{ code: '', label: '不填' }] : []
  return [...listed, ...none].map(
    ({ code, label }) =>
      html`<label class="item"><input type="${kind}" name="${at}" value="${code}"${chosen.includes(code) && html` checked`}><span>${label}</span></label>`,
  )
}

const modes: Partial<Record<Field['type'], string>> = {
  number: 'decimal',
  money: 'decimal',
  integer: 'numeric',
  mobile: 'tel',
  phone: 'tel',
  bankCard: 'numeric',
}

function control(one: Drawn): Html {
  const { field, at, value, wrong } = one
  const { type, options = [] } = field
  const more = html`${field.required && html` aria-required="true"`}${told(one)}${wrong.length > 0 && html` aria-invalid="true"`}`
  const text = Array.isArray(value) ? value.map(String).join('\n') : value === undefined ? '' : String(value)
  if (type === 'choice')
    return html`<select id="${at}" name="${at}"${more}><option value="">请选择</option>${options.map(({ code, label }) => html`<option value="${code}"${code === text && html` selected`}>${label}</option>`)}</select>`
  if (type === 'longText' || type === 'list')
    return html`<textarea id="${at}" name="${at}" rows="3" maxlength="4000"${more}>${text}</textarea>`
  if (type === 'date') return html`<input type="date" id="${at}" name="${at}" value="${text}"${more}>`
  const mode = modes[type]
  return html`<input type="text" id="${at}" name="${at}" value="${text}" maxlength="200" autocomplete="${filledBy(at, type)}"${mode && html` inputmode="${mode}"`}${more}>`
}

/** What a browser may fill in for its owner; numbers that others should not find in it, it is told to leave alone. */
function filledBy(at: string, type: Field['type']): string {
  if (at === 'name') return 'name'
  return type === 'mobile' ? 'tel' : 'off'
}

function rows(field: Field, value: unknown, problems: readonly Problem[]): Html {
  const { name, label, hint, columns = [], min } = field
  const given = Array.isArray(value) ? (value as readonly Answers[]) : []
  const most = rowsAtMost(field)
  const count = Math.min(most, Math.max(given.length, typeof min === 'number' ? min : 0, 1))
  const wrong = problems.filter((one) => idOf(one) === name).map(({ says }) => says)
  return html`<fieldset id="${name}"><legend>${label}${!field.required && html`<span class="hint">（可以不填）</span>`}</legend>
<p class="hint">${hint && `${hint}。`}最多填${most}行${field.max === undefined && '，再多的请到窗口'}；不要的一行，清空就行。</p>
${wrong.length > 0 && html`<p class="wrong">${wrong.join('；')}</p>`}
${Array.from(
  { length: count },
  (_, n) => html`<fieldset class="row" id="${name}.${n}"><legend>第${n + 1}行</legend>
${columns.map((column) => drawn(of(column, `${name}.${n}.${column.name}`, given[n]?.[column.name], problems)))}</fieldset>
`,
)}
${count < most && html`<div class="row-of">${rowsAtOnce.map((more) => count + more <= most && html`<button class="quiet" type="submit" name="more" value="${name}.${more}">再加${more === 1 ? '一' : more}行</button> `)}<span class="hint">已有${count}行</span></div>`}</fieldset>
`
}

/** What is wrong, each with a link to its field; the page begins with it. */
export function troubles(says: string, problems: readonly Problem[]): Html {
  return html`<div class="alert" role="alert" tabindex="-1" autofocus><strong>${says}</strong>${
    problems.length > 0 &&
    html`<ul>${problems.map((one) => html`<li><a href="#${idOf(one)}">${one.says}</a></li>`)}</ul>`
  }</div>`
}
