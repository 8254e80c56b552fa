import type { Hold } from '#core/custody.ts'
import type { Instant } from '#core/day.ts'
import { digestOf, type Line } from '#core/journal.ts'
import type { Matter } from '#core/matter.ts'
import type { Relation } from '#core/relation.ts'
import type { StaffId } from '#core/roster.ts'
import type { Stepped } from '#core/step.ts'
import type { Given } from '#matter/setting.ts'
import { sm3 } from '#platform/crypto/sm3.ts'

type Told = {
  readonly move: string
  readonly at: Instant
  readonly input: unknown
  readonly given: Given & { readonly as: readonly Relation[] }
  readonly actor: Hold | null
  readonly actingFor: StaffId | null
}

/** The line of the journal for what was done. */
export function lineOf(before: Matter | null, { after, as, cites, says }: Stepped, told: Told, prev: string): Line {
  return {
    matter: after.id,
    seq: after.version,
    at: told.at,
    actor: told.actor?.staff ?? null,
    actorPost: told.actor?.post ?? null,
    actingFor: told.actingFor,
    as,
    move: told.move,
    clauses: cites,
    from: before?.state ?? null,
    to: after.state,
    says,
    input: told.input,
    given: told.given,
    after: digestOf(after, sm3),
    prev,
  }
}
