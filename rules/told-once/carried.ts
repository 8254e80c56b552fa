import type { Instant } from '#core/day.ts'
import type { Service } from '#core/service/format.ts'
import { formSchema } from '#core/service/schema.ts'
import { beginning, carried, carriedSays } from '#matter/carry.ts'
import { type Held, readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { audit, lineFor } from '#platform/auth/audit.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { fromContact } from './intake.ts'
import { type SittingForm, sittingForm } from './shared.ts'

/** The contact that a sitting goes on from; null when there is none, it is something else, or it lies out of sight. */
async function contactOf(tx: Tx, tenant: string, id: string): Promise<Held | null> {
  const held = await readMatter(tx, tenant, id)
  return held?.matter.kind === 'contact' ? held : null
}

/** The forms of a sitting, begun with what the first contact told (6.4): asked once means not asked again. */
export async function sittingFormFrom(
  tx: Tx,
  tenant: string,
  services: readonly Service[],
  contact: string,
): Promise<SittingForm> {
  const form = sittingForm(services)
  const held = await contactOf(tx, tenant, contact)
  if (!held) return form
  const told = services.map((service) => fromContact(service)(held.matter.facts as never)['form'] as object)
  const values: Readonly<Record<string, unknown>> = Object.assign({}, ...told)
  const begun = (schema: SittingForm['shared']['schema']) => beginning(schema, values) as typeof schema
  return {
    shared: { ...form.shared, schema: begun(form.shared.schema) },
    services: form.services.map((one) => ({ ...one, schema: begun(one.schema) })),
  }
}

type Answers = Readonly<Record<string, unknown>>
type Forms = { readonly forms: readonly Answers[]; readonly record: (numbers: readonly string[]) => Promise<void> }

/** Each service's form with the contact's numbers where their masks stood; `record` tells the auditor, once all are open. */
export async function carriedInto(
  world: Pick<World, 'keys'>,
  tx: Tx,
  { who, at }: { readonly who: Who; readonly at: Instant },
  contact: string | undefined,
  services: readonly Service[],
  forms: readonly Answers[],
): Promise<Forms> {
  const held = contact === undefined ? null : await contactOf(tx, who.tenantId, contact)
  if (!held) return { forms, record: async () => {} }
  const filled = await Promise.all(
    forms.map((form, n) => carried(world.keys, tx, who.tenantId, held.matter, formSchema(services[n]!), form)),
  )
  const masks = [...new Set(filled.flatMap((one) => one.masks))]
  const record = async (numbers: readonly string[]): Promise<void> => {
    if (masks.length === 0) return
    const says = carriedSays(masks, held.matter.number, numbers.join('、'))
    await audit(tx, { ...lineFor(who, at), what: 'number-carried', about: numbers[0] ?? null, succeeded: true, says })
  }
  return { forms: filled.map(({ input }) => input), record }
}
