import type { Effect } from '#matter/effect.ts'
import type { World } from '#matter/world.ts'
import type { Http } from '#platform/http/app.ts'

/** What follows from a case's change in the books of its program. */
export const programEffects: readonly Effect[] = []

/** The programs' doors: what the services need beyond their files (1.3). */
export async function programDoors(_app: Http, _parts: { readonly world: World }): Promise<void> {}
