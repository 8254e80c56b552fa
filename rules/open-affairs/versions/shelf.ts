import { dayOf, type Instant } from '#core/day.ts'
import { readService } from '#core/service/read.ts'
import { type Catalogue, versionOf } from '#matter/catalogue.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Place } from '#rules/open-affairs/forms/issuer.ts'
import { actsOf, type Draft, draftsOf, type ReleaseRow, releaseCount, releasesOf, standingOf } from './store.ts'

/** How many publications and calls off each catalogue runs by. */
const shelved = new WeakMap<Catalogue, number>()

/** Reads what heads published into the catalogue, so that it runs (6.2): at the start. */
export async function loadShelf(db: Db, catalogue: Catalogue, place: Place, now: () => Instant): Promise<void> {
  const { drafts, releases } = await db.read({ tenant: place.tenant, paths: [place.path] }, async (tx) => ({
    drafts: await draftsOf(tx, place.tenant),
    releases: await releasesOf(tx, place.tenant),
  }))
  shelve(catalogue, drafts, releases, now)
}

/** Reads it again if more was published than this catalogue runs by: by another node. One count, where nothing was. */
export async function catchUp(db: Db, catalogue: Catalogue, place: Place, now: () => Instant): Promise<void> {
  const { tenant, path } = place
  const count = await db.read({ tenant, paths: [path] }, (tx) => releaseCount(tx, tenant))
  if (count > (shelved.get(catalogue) ?? 0)) await loadShelf(db, catalogue, place, now)
}

/** The same within a transaction that has just changed it: to be called once it is committed. */
export async function shelfAfter(
  tx: Tx,
  tenant: string,
  catalogue: Catalogue,
  now: () => Instant,
): Promise<() => void> {
  const [drafts, releases] = [await draftsOf(tx, tenant), await releasesOf(tx, tenant)]
  return () => shelve(catalogue, drafts, releases, now)
}

function shelve(catalogue: Catalogue, drafts: readonly Draft[], all: readonly ReleaseRow[], now: () => Instant): void {
  const releases = standingOf(all)
  const published = new Set(releases.flatMap(({ draft }) => draft ?? []))
  const versions = drafts
    .filter(({ id }) => published.has(id))
    .map(({ code, version, body }) => {
      const read = readService(body, `${code}-${version}.yaml`)
      // What was published was read by an older program; a newer one must go on running it.
      if ('problems' in read)
        throw new TypeError(`${code} 第${version}版已发布，但现在的程序读不了：${read.problems[0]?.says}`)
      return versionOf(read.service)
    })
  // What was read before this node itself published came too late.
  if (actsOf(all) < (shelved.get(catalogue) ?? 0)) return
  shelved.set(catalogue, actsOf(all))
  catalogue.shelve({
    versions,
    releases: releases.map(({ code, version, from_day: from }) => ({ code, version, from })),
    today: () => dayOf(now()),
  })
}
