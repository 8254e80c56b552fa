import type { Facts } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { contactInput, formOf } from '#house/forms.ts'
import type { Player } from '#house/stage.ts'

/** How a table is explored: who opens it, with what form, and which of its facts make two situations differ. */
export type Opened = {
  readonly by?: Player
  readonly input: Readonly<Record<string, unknown>>
  readonly tells?: (facts: Facts) => unknown
}

/** One row for each kind; a case opens with the form of its service in `house/forms.ts`. */
const grounds: Readonly<Record<string, Opened>> = {
  contact: { input: contactInput },
}

/** The opening with which a table is explored; throws when a kind has none. */
export function groundOf({ kind, opening }: Process): Opened {
  const ground = grounds[kind]
  if (ground) return ground
  const { service } = (opening.input as { properties: { service?: { const: string } } }).properties
  if (!service) throw new RangeError(`add an opening of ${kind} to house/grounds.ts`)
  return { input: { service: service.const, form: formOf(service.const) } }
}
