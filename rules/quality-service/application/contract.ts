import type { Day } from '#core/day.ts'
import type { Problem } from '#core/refusal.ts'
import { type Answers, fieldsFor, readForm } from '#core/service/form.ts'
import type { Field, Service } from '#core/service/format.ts'

/** Applying online (1.3): what is asked, what may be sent along, and how much of it. Pure. */

/** Rows where the field itself says no most; more of these are brought to the window. */
const ordinaryRows = 50
/** Rows that may be asked for at once: a page grows only as far as somebody has use for it. */
export const rowsAtOnce = [1, 5] as const

/** How many rows a field takes online: as many as at the window. */
export const rowsAtMost = ({ max }: Pick<Field, 'max'>): number => (typeof max === 'number' ? max : ordinaryRows)
/** Pictures of one material, and of a whole application. */
export const mostOfMaterial = 6
export const mostFiles = 40
/** Minutes for which a browser may go on without typing the code again. */
export const passMinutes = 60

/** Only the office begins it and nobody applies: online one asks to be called (主动服务). */
export const isByOffice = ({ handling, appliedWhen }: Service): boolean => handling === 'initiated' && !appliedWhen

/** The fields that the applicant is asked: those that apply, without what the office fills in. */
export function askedOf(service: Service, answers: Answers, today: Day): readonly Field[] {
  return fieldsFor(service, whole(service, answers, null), today).filter(
    (field) => field.type !== 'staff' && !(field.name in givenBy(service)),
  )
}

/** What is settled by applying oneself: a choice that the service's own rule names (`appliedWhen`). */
function givenBy({ appliedWhen = '', form }: Service): Answers {
  const [, name = '', code = ''] = /^form\.(\w+) == "([^"]*)"$/.exec(appliedWhen) ?? []
  return form.some((field) => field.name === name) ? { [name]: code } : {}
}

/** The answers as they are sent: with what applying settles, and whoever of the office answers first where one is to be named. */
export function whole(service: Service, answers: Answers, first: string | null): Answers {
  const staff = service.form.filter(({ type }) => type === 'staff')
  return {
    ...answers,
    ...givenBy(service),
    ...(first !== null && Object.fromEntries(staff.map(({ name }) => [name, first]))),
  }
}

const anybody = '00000000-0000-4000-8000-000000000000'

/** What is still wrong with the answers, as at the window (8.1); empty: they may be sent. */
export function wrongIn(service: Service, answers: Answers, today: Day): readonly Problem[] {
  const read = readForm(service, whole(service, answers, anybody), today)
  return 'problems' in read ? read.problems : []
}

/** The tidy form: what applies and was given. Called once nothing is wrong. */
export function tidyForm(service: Service, answers: Answers, first: string, today: Day): Answers {
  const read = readForm(service, whole(service, answers, first), today)
  if ('problems' in read) throw new RangeError('an application is read before its form is in order')
  return read.form
}
