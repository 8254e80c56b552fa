import { one } from '#apps/portal/form.ts'
import { type Html, html } from '#apps/portal/layout.ts'
import type { Problem } from '#core/refusal.ts'

/** The part of JSON Schema that a plain form of a page needs. */
export type Asked = {
  readonly title?: string
  readonly type?: string
  readonly format?: string
  readonly 'x-widget'?: string
  readonly 'x-hint'?: string
  /** Owed where another answer makes it so; its hint says when. */
  readonly 'x-required'?: boolean
  readonly oneOf?: readonly { readonly const?: unknown; readonly title?: string }[]
  readonly properties?: Readonly<Record<string, Asked>>
  readonly required?: readonly string[]
  readonly items?: Asked
}

type Kind = 'choice' | 'yesNo' | 'date' | 'month' | 'number' | 'rows' | 'text'

function kindOf({ type, format, oneOf, 'x-widget': widget }: Asked): Kind {
  if (oneOf) return 'choice'
  if (type === 'boolean') return 'yesNo'
  if (type === 'array') return 'rows'
  if (type === 'number' || type === 'integer') return 'number'
  if (format === 'date') return 'date'
  return widget === 'month' ? 'month' : 'text'
}

/** What was typed, by field; null when the form hasn't been sent yet. */
export type Typed = Readonly<Record<string, string>>

const mostTyped = 12_000

export function typedIn({ properties = {} }: Asked, query: unknown): Typed | null {
  const typed = Object.fromEntries(Object.keys(properties).map((name) => [name, one(query, name, mostTyped)]))
  return Object.values(typed).some((words) => words !== '') ? typed : null
}

/** What was typed as the calculator takes it; what can't be read stays as it is, so that it's refused by its name. */
export function inputOf({ properties = {} }: Asked, typed: Typed): Readonly<Record<string, unknown>> {
  const read = Object.entries(properties).map(([name, field]) => [name, readOf(field, typed[name] ?? '')] as const)
  return Object.fromEntries(read.filter(([, value]) => value !== undefined))
}

function readOf(field: Asked, typed: string): unknown {
  const words = typed.normalize('NFKC').trim()
  if (words === '') return undefined
  switch (kindOf(field)) {
    case 'number':
      return numberOf(words)
    case 'yesNo':
      return words === 'true' ? true : words === 'false' ? false : words
    case 'month':
      return monthsOf(words)[0] ?? words
    case 'date':
      return dateOf(words)
    case 'rows':
      return words.split(/[\r\n;；]+/).flatMap((line) => (line.trim() === '' ? [] : [rowOf(field.items ?? {}, line)]))
    default:
      return words
  }
}

function numberOf(words: string): unknown {
  const bare = words.replaceAll(/[,，\s]|元$|%$|个?月$|天$/g, '')
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : words
}

/** `2026-01`, 2026年1月, 2026/1 and 202601 are all read. */
function monthsOf(words: string): readonly string[] {
  return [...words.matchAll(/(\d{4})\s*[-年/.]?\s*(\d{1,2})(?!\d)/g)].map(
    ([, y = '', m = '']) => `${y}-${m.padStart(2, '0')}`,
  )
}

/** A day only where year, month and day are told apart: 1984-12 has no day and stays as it is. */
function dateOf(words: string): string {
  const marked = /^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?$/
  const [, y, m = '', d = ''] = marked.exec(words) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(words) ?? []
  return y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : words
}

/** One line of a list: its months in the order of the columns. */
function rowOf({ properties = {} }: Asked, line: string): Readonly<Record<string, string>> {
  const months = monthsOf(line)
  const [first = ''] = Object.keys(properties)
  if (months.length === 0) return { [first]: line.trim() }
  return Object.fromEntries(Object.keys(properties).flatMap((name, n) => (months[n] ? [[name, months[n]]] : [])))
}

/** The fields of a form, filled with what was typed, each problem beside its field. */
export function fieldsOf({ properties = {}, required = [] }: Asked, typed: Typed, problems: readonly Problem[]): Html {
  return html`${Object.entries(properties).map(([name, field]) => {
    const wrong = problems.filter(({ at }) => at === `/${name}` || at.startsWith(`/${name}/`))
    return fieldOf({ name, field, value: typed[name] ?? '', must: required.includes(name), wrong })
  })}`
}

type Field = {
  readonly name: string
  readonly field: Asked
  readonly value: string
  readonly must: boolean
  readonly wrong: readonly Problem[]
}

function fieldOf(one: Field): Html {
  const { name, field, must, wrong } = one
  const kind = kindOf(field)
  const label = html`${field.title ?? name}${!must && !field['x-required'] && html`<span class="hint">（可以不填）</span>`}`
  const beside = html`${field['x-hint'] && html`<p class="hint" id="${name}-hint">${field['x-hint']}</p>`}
${wrong.length > 0 && html`<p class="wrong" id="${name}-wrong">${wrong.map(({ says }) => says).join('；')}</p>`}`
  if (kind === 'choice' || kind === 'yesNo')
    return html`<fieldset id="${name}"${told(one)}><legend>${label}</legend>${beside}<div class="choices">${choices(one, kind)}</div></fieldset>
`
  return html`<div><label for="${name}">${label}</label>${beside}${control(one, kind)}</div>
`
}

function told({ name, field, wrong }: Field): Html | false {
  const by = [field['x-hint'] && `${name}-hint`, wrong.length > 0 && `${name}-wrong`].filter((word) => word)
  return by.length > 0 && html` aria-describedby="${by.join(' ')}"`
}

function choices({ name, field, value, must }: Field, kind: 'choice' | 'yesNo'): readonly Html[] {
  const yesNo = [
    { const: 'true', title: '是' },
    { const: 'false', title: '否' },
  ]
  const listed = kind === 'choice' ? (field.oneOf ?? []) : yesNo
  const options = must ? listed : [...listed, { const: '', title: '不填' }]
  return options.map(({ const: code, title }) => {
    const isOn = String(code) === value
    return html`<label class="item"><input type="radio" name="${name}" value="${String(code)}"${must && html` required`}${isOn && html` checked`}><span>${title ?? String(code)}</span></label>`
  })
}

function control(one: Field, kind: Kind): Html {
  const { name, value, must, wrong } = one
  const more = html`${must && html` required`}${told(one)}${wrong.length > 0 && html` aria-invalid="true"`}`
  if (kind === 'rows')
    return html`<textarea id="${name}" name="${name}" rows="4" maxlength="8000"${more}>${value}</textarea>`
  if (kind === 'date') return html`<input type="date" id="${name}" name="${name}" value="${value}"${more}>`
  const mode = kind === 'number' ? 'decimal' : 'text'
  return html`<input type="text" id="${name}" name="${name}" value="${value}" inputmode="${mode}" maxlength="40" autocomplete="off"${more}>`
}
