import type { Custody, Hold } from '#core/custody.ts'
import { dayOf, type Instant } from '#core/day.ts'
import { deskOf } from '#core/desk.ts'
import { type Line, linkOf } from '#core/journal.ts'
import type { Matter, MatterId } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import type { Relation } from '#core/relation.ts'
import { type Born, begin } from '#core/step.ts'
import { underSeal } from '#matter/cover.ts'
import { newId } from '#matter/id.ts'
import { lineOf } from '#matter/line.ts'
import { wordsFor } from '#matter/naming.ts'
import { matterNumber } from '#matter/number.ts'
import { saveSecrets } from '#matter/seal.ts'
import { recording, settingOf } from '#matter/setting.ts'
import { appendLine, type Held, insertMatter, saveDesk } from '#matter/store.ts'
import { enteredBefore, nearTo, otherNameSays, twinSays } from '#matter/twin.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { sm3 } from '#platform/crypto/sm3.ts'
import type { Tx } from '#platform/db/db.ts'

export type Birth = {
  readonly tenant: string
  readonly process: Process
  readonly service: Matter['service']
  readonly office: OfficeSnapshot
  readonly place: Organization
  readonly actor: Hold | null
  readonly as: ReadonlySet<Relation>
  /** Who answers for it, where that is not simply who opens it. */
  readonly custody: Pick<Custody, 'first' | 'holder'> | null
  /** The form, judged; its numbers in the open. */
  readonly input: Readonly<Record<string, unknown>>
  readonly at: Instant
}

export type Infant = {
  readonly held: Held
  readonly after: Matter
  readonly line: Line & { readonly hash: string }
  readonly posts: readonly string[]
  /** What the clerk should look at first, because it may be the same matter. */
  readonly hint: string | null
}

/** The first second of a matter, written: number, custody, clocks, sealed numbers, desk and the first line (2.1). */
export async function bear(world: Pick<World, 'keys'>, tx: Tx, birth: Birth): Promise<Infant> {
  const { tenant, process, service, office, place, actor, as, custody, at } = birth
  const base = settingOf(process, { office, place: place.id, at }, actor, null)
  const { opening } = process
  const id = newId(at) as MatterId
  const { setting, given } = recording(base)
  const sealed = underSeal(world.keys, opening.input, birth.input, { tenant, matter: id }, dayOf(at))
  const [number, near, known] = await Promise.all([
    matterNumber(tx, tenant, place, process.letter, at),
    nearTo(tx, {
      ...{ tenant, office: place.id, kind: process.kind, staff: actor?.staff ?? null },
      ...{ service: service?.code ?? null, blinds: sealed.blinds, at },
    }),
    enteredBefore(tx, { tenant, kind: process.kind, service: service?.code ?? null }, sealed.input),
  ])
  const born: Born = { id, number, office: place.id, service, ...(custody && { custody }) }
  const stepped = begin(process, born, { as, input: sealed.input }, setting)

  const { after } = stepped
  const title = opening.title(after.facts)
  const line = lineOf(
    null,
    stepped,
    { move: 'open', at, input: sealed.written, given: { ...given, as: [...as] }, actor, actingFor: null },
    '',
  )
  const hash = linkOf(line, sm3)
  const held: Held = { matter: after, title, path: place.path, chain: hash }
  insertMatter(tx, tenant, after, {
    title,
    path: place.path,
    words: wordsFor(process, after, title),
    chain: hash,
  })
  saveSecrets(tx, tenant, id, 1, sealed.secrets)
  const desk = deskOf(process, after, base)
  saveDesk(tx, tenant, { id, path: place.path }, [], desk)
  appendLine(tx, tenant, line, hash)
  const posts = desk.map(({ post }) => post)
  const hints = [otherNameSays(known, after.facts['applicant']), twinSays(process, title, near)]
  return { held, after, line: { ...line, hash }, posts, hint: hints.filter(Boolean).join('。') || null }
}
