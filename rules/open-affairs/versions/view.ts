import { type Day, dayOf, type Instant, instant, iso, spoken } from '#core/day.ts'
import { nameOf, type StaffId } from '#core/roster.ts'
import { compareServices } from '#core/service/compare.ts'
import type { ServiceVersion } from '#core/service/format.ts'
import { missingOpens } from '#core/service/missing.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { baseOf, candidate, inForceOn } from './publish.ts'
import { type Draft, type ReleaseRow, standingOf } from './store.ts'

export type Known = {
  readonly catalogue: Catalogue
  readonly drafts: readonly Draft[]
  readonly releases: readonly ReleaseRow[]
  readonly today: Day
}

/** The services of the list, and those that only wait in a draft. */
export function codesOf({ catalogue, drafts }: Pick<Known, 'catalogue' | 'drafts'>): readonly string[] {
  const listed = catalogue.list().map(({ code }) => code)
  const waiting = drafts.flatMap(({ code, dropped_at }) => (dropped_at || listed.includes(code) ? [] : [code]))
  return [...listed, ...new Set(waiting)]
}

/** A service with the version in force, those that wait, and what was published of it. */
export function serviceView(known: Known, office: OfficeSnapshot, code: string) {
  const { catalogue, releases, today } = known
  const standing = standingOf(releases)
  const entry = catalogue.list().find((one) => one.code === code)
  const now = inForceOn(standing, code, today)
  return {
    ...{ code, name: entry?.name ?? waitingOf(known, code)[0]?.made.service.name ?? code },
    inForce: now && releaseView(known, office, now),
    /** Nobody has published any yet: only a demonstration lets it be opened. */
    isUnpublished: now === null,
    coming: standing
      .filter((one) => one.code === code && one.from_day > today)
      .map((one) => releaseView(known, office, one)),
    waiting: waitingOf(known, code).map(({ made, draft }) => ({
      ...{ version: made.version, digest: made.digest, draft: draft?.id ?? null },
      source: draft ? `${nameOf(office.roster, draft.made_by as StaffId)}上传的草稿` : '随程序带来的文件',
      since: draft ? iso(instant(draft.made_at.getTime())) : null,
      missing: missingOpens(made.service),
    })),
    history: releases
      .filter((one) => one.code === code)
      .map((one) => releaseView(known, office, one))
      .toReversed(),
  }
}

function releaseView({ catalogue, releases, today }: Known, office: OfficeSnapshot, row: ReleaseRow) {
  const { id, version, digest, from_day: from, reason, changes, published_by, published_at } = row
  const { called_off_at: off, called_off_by: offBy, called_off_why: offWhy } = row
  const earlier = standingBefore(releases, row)
  return {
    ...{ id, version, digest, from, reason, changes, isComing: from > today && off === null },
    calledOff: off && {
      ...{ reason: offWhy, by: nameOf(office.roster, offBy as StaffId), at: iso(instant(off.getTime())) },
    },
    /** The version it was compared with when it was published; null: it was the first. */
    against: baseOf(catalogue, earlier, row),
    by: nameOf(office.roster, published_by as StaffId),
    at: iso(instant(published_at.getTime())),
  }
}

/** What was published before another, and not called off by then: that was what it was compared with. */
const standingBefore = (releases: readonly ReleaseRow[], { id, published_at }: ReleaseRow): readonly ReleaseRow[] =>
  releases.filter((one) => one.id < id && !(one.called_off_at && one.called_off_at <= published_at))

/** Versions that could be published: newer than all that are in force or to come, and not dropped. */
function waitingOf(
  { catalogue, drafts, releases }: Known,
  code: string,
): readonly { made: ServiceVersion; draft: Draft | null }[] {
  const published = Math.max(
    0,
    ...standingOf(releases)
      .filter((one) => one.code === code)
      .map(({ version }) => version),
  )
  const files = catalogue.versions(code).filter(({ version }) => version > published)
  const newest = files.at(-1)
  const uploaded = drafts.flatMap((draft) => {
    if (draft.code !== code || draft.dropped_at || draft.version <= published) return []
    const found = candidate(catalogue, [draft], code, draft.version)
    return found ? [{ made: found.made, draft }] : []
  })
  return [
    ...(newest && !uploaded.some(({ made }) => made.version === newest.version) ? [{ made: newest, draft: null }] : []),
    ...uploaded,
  ]
}

/** Two versions side by side; of what isn't named, the one in force and the newest that waits. */
export function comparison(known: Known, code: string, from: number | undefined, to: number | undefined) {
  const { catalogue, drafts, releases, today } = known
  const waiting = waitingOf(known, code)
  const standing = standingOf(releases)
  const now = inForceOn(standing, code, today)?.version ?? catalogue.versions(code)[0]?.version
  const newest = waiting.at(-1)?.made.version ?? catalogue.versions(code).at(-1)?.version
  const numbers = [
    ...new Set([...catalogue.versions(code).map(({ version }) => version), ...waiting.map(({ made }) => made.version)]),
  ].sort((x, y) => x - y)
  const b = to ?? newest
  // Nothing waits: what is in force beside the one before it, as nobody compares a version with itself.
  const a = from ?? (now === b && b !== undefined ? (numbers.findLast((one) => one < b) ?? b) : now)
  if (a === undefined || b === undefined) return null
  // Whichever way they were asked for: the older one stands on the left.
  const [old, fresh] = [Math.min(a, b), Math.max(a, b)].map((version) => candidate(catalogue, drafts, code, version))
  if (!old || !fresh) return null
  return {
    ...{ code, name: fresh.made.service.name, from: old.made.version, to: fresh.made.version },
    rows: compareServices(old.made.service, fresh.made.service),
    missing: missingOpens(fresh.made.service),
    versions: numbers.map((version) => ({ version, is: standOf(known, code, version) })),
  }
}

/** How a version stands today, in words. */
function standOf(known: Known, code: string, version: number): string {
  const { releases, today } = known
  const own = standingOf(releases).filter((one) => one.code === code)
  const now = inForceOn(own, code, today)
  if (now?.version === version) return '执行中'
  const coming = own.find((one) => one.version === version && one.from_day > today)
  if (coming) return `${spoken(coming.from_day)}起执行`
  if (own.some((one) => one.version === version)) return '以前执行过'
  return waitingOf(known, code).some(({ made }) => made.version === version) ? '待发布' : '没有执行过'
}

/** What the public reads: which version since when, why, and how much changed. */
export function publicHistory(catalogue: Catalogue, releases: readonly ReleaseRow[], code: string, at: Instant) {
  return standingOf(releases)
    .filter((one) => one.code === code && one.from_day <= dayOf(at))
    .map((row) => {
      const { version, from_day, reason, changes } = row
      const against = baseOf(catalogue, standingBefore(releases, row), row)
      return { version, from: spoken(from_day), reason, changes, against }
    })
    .toReversed()
}
