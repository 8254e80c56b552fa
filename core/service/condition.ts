import { day } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import { type EachRow, evaluate, type Scope } from '#core/service/expression.ts'
import type { ConditionRow, Service } from '#core/service/format.ts'
import { foundSays, recordsIn, sameIn } from '#core/service/record.ts'
import { publicName } from '#core/service/words.ts'
import { flagSays, flagsIn, vacancyTexts } from '#core/suspect.ts'

/**
 * What the machine makes of one condition (8.2): met, failed, not applicable, or `ask` — a person must say yes or no,
 * with a reason, because the machine can't see it or because the service says so.
 */
export type Finding = {
  readonly id: string
  readonly label: string
  readonly is: 'met' | 'failed' | 'ask' | 'notApplicable'
  /** Why it fails or what has to be looked at; empty when met. */
  readonly says: string
  readonly basis: string
}

/** Reviews every condition of a service against a form, in the file's order. */
export function reviewConditions(service: Service, scope: Scope): readonly Finding[] {
  return service.conditions.map((row) => findingOf(service, row, scope))
}

function findingOf(service: Service, row: ConditionRow, scope: Scope): Finding {
  const { id, label, basis, fails } = row
  const as = (is: Finding['is'], says: string): Finding => ({ id, label, basis, is, says })
  const how = row.how ?? '请核对后确认'
  if (row.suspects !== undefined) return wordsFound(service, row, scope, as)
  const each = row.each === undefined ? [judged(service, row, scope)] : judgedRows(service, row, scope)
  const applied = each.filter(({ is }) => is !== 'notApplicable')
  if (applied.length === 0) return row.each && each.length === 0 ? as('ask', how) : as('notApplicable', '')
  const failed = applied.filter(({ is }) => is === 'failed')
  if (failed.length > 0) return as('failed', `${namesOf(failed)}${fails}`)
  const open = applied.filter(({ is }) => is === 'ask')
  if (open.length === 0) return as('met', '')
  // Where all of them are to be looked at, nobody need be named.
  return as('ask', `${open.length < applied.length ? namesOf(open) : ''}${how}`)
}

/** What is written in a vacancy, or in each row of one's needs: every word named at its place, so that one notice can name all (8.1). */
function wordsFound(
  service: Service,
  { when, suspects, how = '请核对后确认', fails }: ConditionRow,
  scope: Scope,
  as: (is: Finding['is'], says: string) => Finding,
): Finding {
  if (when !== undefined && evaluate(service, when, scope) === false) return as('notApplicable', '')
  const { fields = {}, rows } = service.market ?? {}
  const textsOf = (answers: object) => {
    const all = { ...scope.form, ...answers } as Readonly<Record<string, unknown>>
    return Object.fromEntries(Object.keys(vacancyTexts).map((name) => [name, all[fields[name] ?? name]]))
  }
  const each = rows === undefined ? [{}] : rowsIn(scope.form, rows)
  const says = each.flatMap((one, n) =>
    flagsIn(textsOf(one))
      .filter((flag) => flag.how === suspects)
      .map((flag) => `${rows === undefined ? '' : `第${n + 1}行`}${flagSays(flag)}`),
  )
  if (says.length === 0) return as('notApplicable', '')
  const named = says.join('；')
  return suspects === 'refused' ? as('failed', `${fails}：${named}`) : as('ask', `${how}：${named}`)
}

type Judged = { readonly is: Finding['is']; readonly named?: string }

function judged(service: Service, row: ConditionRow, scope: Scope, one?: EachRow): Judged {
  const { when, check, askPerson, otherwise } = row
  const applies = when === undefined ? true : evaluate(service, when, scope, one)
  if (applies === false) return { is: 'notApplicable' }
  const checked = check === undefined ? 'unknown' : evaluate(service, check, scope, one)
  if (applies === true && checked === false && otherwise !== 'ask') return { is: 'failed' }
  return { is: applies === true && checked === true && !askPerson ? 'met' : 'ask' }
}

/** Each row by itself; the row is named by its number and its name shortened, never by a whole number. */
function judgedRows(service: Service, row: ConditionRow, scope: Scope): readonly Judged[] {
  return rowsIn(scope.form, row.each).map((one, n) => ({
    ...judged(service, row, scope, { each: row.each!, row: one }),
    named: rowName(one, n),
  }))
}

/** The rows of a field as they were answered. */
export function rowsIn(form: Scope['form'], field: string | undefined): readonly object[] {
  const value = field === undefined ? null : form[field]
  return Array.isArray(value) ? value.filter((row: unknown) => typeof row === 'object' && row !== null) : []
}

/** 第2行（测*乙） */
export function rowName(row: object, n: number): string {
  const { name } = row as { readonly name?: unknown }
  return `第${n + 1}行${typeof name === 'string' && name !== '' ? `（${publicName(name)}）` : ''}`
}

const namesShown = 10

function namesOf(rows: readonly Judged[]): string {
  const names = rows.flatMap(({ named }) => named ?? [])
  const more = names.length > namesShown ? `等${names.length}人` : ''
  return names.length > 0 ? `${names.slice(0, namesShown).join('、')}${more}：` : ''
}

/**
 * What was found of the records that a condition reads, in words with their source: of the applicant, their household, or each row. Empty
 * where it reads none, or nobody has looked.
 */
export function seenFor(
  service: Service,
  { when = '', check = '', each }: ConditionRow,
  scope: Scope,
): readonly string[] {
  const { records = [] } = service
  const read = recordsIn(`${when} ${check}`)
  const labelled = records.filter(({ service: code }) => read.includes(code))
  const { look, today, form, household } = scope
  const blind = /\bhousehold\./.test(check) ? household?.blind : scope.blind
  if (!look || labelled.length === 0) return []
  const says = (of: string, name = '') =>
    labelled.flatMap(({ service: code, label, alike }) => {
      const found = look(code, of)
      return found ? [`${name}${foundSays(label, sameIn(found, alike, form), day(today))}`] : []
    })
  if (each === undefined) return blind === undefined ? [] : says(blind)
  return rowsIn(form, each).flatMap((row, n) => {
    const { idNumber } = row as { readonly idNumber?: unknown }
    return isSealed(idNumber) ? says(idNumber.blind, rowName(row, n)) : []
  })
}
