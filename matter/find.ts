import { initialsOf } from '#core/initials.ts'
import { partsOf, tidy } from '#matter/words.ts'
import type { World } from '#matter/world.ts'
import type { Watch } from '#office/chore.ts'
import type { Tx } from '#platform/db/db.ts'

/** Something besides a matter that a search finds: a service, a colleague, a body outside, what a program keeps. */
export type Find = {
  /** The heading it stands under. */
  readonly group: string
  readonly label: string
  readonly says: string
  /** The page of the desk where it is, with what its address carries; null: what it says is all there is. */
  readonly to: string | null
  readonly carries?: Readonly<Record<string, string>>
}

export type Seek = Watch & {
  readonly world: World
  /** As typed, tidy: lower case, no spaces, narrow digits. */
  readonly text: string
  /** The same by its spaces: each part is to be met. */
  readonly parts: readonly string[]
  /** Whether any of the texts has what was typed, as it stands or by the initials of its Pinyin. */
  readonly meets: (...texts: readonly (string | undefined)[]) => boolean
}

export type FindSource = (tx: Tx, seek: Seek) => readonly Find[] | Promise<readonly Find[]>

const sources: FindSource[] = []
/** As many of one source as are of use beside the matters. */
const most = 8

/** Adds what a rule or a program has to be found; called once, when the house is put together. */
export function registerFinds(source: FindSource): void {
  if (!sources.includes(source)) sources.push(source)
}

/** What all sources find, each in its own order, a few of each. */
export async function findsOf(tx: Tx, watch: Watch, world: World, q: string): Promise<readonly Find[]> {
  const text = tidy(q)
  const parts = partsOf(q)
  const has = (one: string, part: string): boolean =>
    tidy(one).includes(part) || (/^[a-z]{2,}$/.test(part) && initialsOf(one).includes(part))
  const meets: Seek['meets'] = (...texts) =>
    texts.some((one) => one !== undefined && has(one, text)) ||
    parts.every((part) => texts.some((one) => one !== undefined && has(one, part)))
  const found = await Promise.all(sources.map((source) => source(tx, { ...watch, world, text, parts, meets })))
  return found.flatMap((some) => some.slice(0, most))
}
