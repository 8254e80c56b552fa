import { type Day, dayOf, spoken } from '#core/day.ts'
import { badInput } from '#core/offer.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import { compareServices, parts } from '#core/service/compare.ts'
import { placeSays, readDraft } from '#core/service/draft.ts'
import { sharedFaults } from '#core/service/figure.ts'
import type { PlaceOf, Service, ServiceVersion } from '#core/service/format.ts'
import { missingOpens } from '#core/service/missing.ts'
import { readService } from '#core/service/read.ts'
import { type Catalogue, versionOf } from '#matter/catalogue.ts'
import { leads } from '#office/keeper.ts'
import { notMet, notSeen, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { lockVersion } from '#office/store.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ReleaseAsk } from './contract.ts'
import {
  type Draft,
  draftsOf,
  dropDraft,
  keepCalledOff,
  keepDraft,
  keepRelease,
  lockedDraft,
  type ReleaseRow,
  releasesOf,
  standingOf,
} from './store.ts'

const clause = '6.2'
/** What a text is called that came without a name of its own. */
const draftFile = '草稿.yaml'

/** Who stands before the versions, and the organisation that answers for the services: the one at the top of the tree. */
export type Stand = By & { readonly office: OfficeSnapshot; readonly top: Organization; readonly isAnswerable: boolean }

export function standAt(office: OfficeSnapshot, by: By): Stand | Refusal {
  const depth = ({ path }: Organization) => path.split('.').length
  const [top] = [...office.organizations.values()].sort((a, b) => depth(a) - depth(b) || (a.path < b.path ? -1 : 1))
  return top ? { ...by, office, top, isAnswerable: leads(office, by, top.id) } : notSeen('还没有建立单位')
}

const onlyHead = ({ top, isAnswerable }: Stand): Refusal | null =>
  isAnswerable ? null : notYours(clause, `事项版本由${top.name}负责人发布`)

const writer = ({ tenant, top, staff, at }: Stand) => ({ tenant, path: top.path, staff, at })

/** A file as a draft: read by the very check that reads the program's files; every fault with its line, every open that lacks. */
export async function upload(
  tx: Tx,
  stand: Stand,
  catalogue: Catalogue,
  text: string,
): Promise<Refusal | { id: string; version: ServiceVersion }> {
  const refused = onlyHead(stand)
  if (refused) return refused
  const read = drafted(catalogue, text)
  if ('refused' in read) return read
  const known = await draftsOf(tx, stand.tenant)
  const newest = Math.max(
    0,
    ...catalogue.versions(read.code).map(({ version }) => version),
    ...known.filter(({ code, dropped_at }) => code === read.code && !dropped_at).map(({ version }) => version),
  )
  if (read.version <= newest)
    return badInput(clause, [{ at: '/text', says: `版本号 ${read.version} 已经用过，请写 ${newest + 1}` }])
  return { id: keepDraft(tx, writer(stand), read, text), version: read }
}

function drafted(catalogue: Catalogue, text: string): ServiceVersion | Refusal {
  const read = readDraft(text, draftFile)
  if (!('service' in read)) {
    const problems: Problem[] = [
      ...read.lacking.map((says) => ({ at: '/text', says, clause }) as const),
      ...read.faults.map((says) => ({ at: '/text', says })),
    ]
    return { refused: 'bad-input', clause, says: problems[0]?.says ?? '文件不能用', problems }
  }
  const { service } = read
  const entry = catalogue.list().find(({ code }) => code === service.code)
  const differing = (['name', 'object', 'handling'] as const).filter((key) => entry && entry[key] !== service[key])
  if (entry && differing.length > 0)
    return badInput(
      clause,
      differing.map((key) => ({
        at: '/text',
        says: `${draftFile} ${placeSays(read.placeOf([key]))}：${key}（${parts[key]}）与目录不一致，目录为 ${entry[key]}`,
      })),
    )
  const unshared = sharing(catalogue, service, read.placeOf)
  if (unshared.length > 0)
    return badInput(
      clause,
      unshared.map((says) => ({ at: '/text', says })),
    )
  return versionOf(service)
}

/** What keeps the settings that a draft shares with other services from being one: those that it takes, and that it gives. */
function sharing(catalogue: Catalogue, draft: Service, placeOf: PlaceOf): readonly string[] {
  const find = (code: string) => (code === draft.code ? draft : catalogue.get(code)?.service)
  const takes = sharedFaults(draft, find).map(({ path, says }) => `${draftFile} ${placeSays(placeOf(path))}：${says}`)
  const others = catalogue.list().flatMap(({ code }) => (code === draft.code ? [] : (find(code) ?? [])))
  const gives = others.flatMap(({ code, name, settings = [] }) =>
    sharedFaults({ code, settings: settings.filter(({ of }) => of === draft.code) }, find).map(
      ({ says }) => `${draftFile} ${placeSays(placeOf(['settings']))}：${name}（${code}）共用${says}`,
    ),
  )
  return [...takes, ...gives]
}

/** A draft that isn't taken: it stays on the record with the reason. */
export async function discard(tx: Tx, stand: Stand, id: string, why: string): Promise<Refusal | Draft> {
  const refused = onlyHead(stand)
  if (refused) return refused
  const draft = await lockedDraft(tx, stand.tenant, id)
  if (!draft) return notSeen('没有这份草稿')
  if (draft.dropped_at) return notMet(clause, '这份草稿已经不采用')
  const releases = standingOf(await releasesOf(tx, stand.tenant))
  if (releases.some((one) => one.draft === id)) return notMet(clause, '这份草稿已经发布，可以再发布别的版本代替它')
  dropDraft(tx, writer(stand), id, why)
  return draft
}

/** The version meant, of the files or of a draft that waits; null: there is none. */
export function candidate(
  catalogue: Catalogue,
  drafts: readonly Draft[],
  code: string,
  version: number,
): { readonly made: ServiceVersion; readonly draft: string | null } | null {
  const draft = drafts.find((one) => one.code === code && one.version === version && !one.dropped_at)
  const filed = catalogue.version(code, version)
  if (draft) {
    const read = readService(draft.body, `${code}.yaml`)
    return 'service' in read ? { made: versionOf(read.service), draft: draft.id } : null
  }
  return filed ? { made: filed, draft: null } : null
}

/** Puts versions in force from a day on: all or none. What was accepted already keeps its own (6.2). */
export async function release(
  tx: Tx,
  stand: Stand,
  catalogue: Catalogue,
  ask: ReleaseAsk,
): Promise<Refusal | readonly string[]> {
  const refused = onlyHead(stand)
  if (refused) return refused
  const from = ask.from as Day
  if (from < dayOf(stand.at))
    return badInput(clause, [{ at: '/from', says: '只能从今天或以后起生效，已经过去的日子不改' }])
  // Two who publish at once: the second sees what the first has put in force.
  await lockVersion(tx, stand.tenant)
  const drafts = await draftsOf(tx, stand.tenant)
  const before = standingOf(await releasesOf(tx, stand.tenant))
  const problems: Problem[] = []
  const done: string[] = []
  for (const [i, { code, version }] of ask.versions.entries()) {
    const found = candidate(catalogue, drafts, code, version)
    const isTwice = ask.versions.findIndex((one) => one.code === code) < i
    const wrong = isTwice ? '同一事项一次只能发布一个版本' : found ? whyNot(found.made, before, from) : '没有这个版本'
    if (!found || wrong) problems.push({ at: `/versions/${i}`, says: `${code} 第${version}版：${wrong}`, clause })
    else {
      const { digest, service } = found.made
      const number = baseOf(catalogue, before, { code, version, draft: found.draft, from_day: from })
      const base = number === null ? null : candidate(catalogue, drafts, code, number)
      const changes = base ? compareServices(base.made.service, service).length : 0
      keepRelease(tx, writer(stand), {
        code,
        version,
        digest,
        draft: found.draft,
        from_day: from,
        reason: ask.reason,
        changes,
      })
      done.push(`${service.name}（${code}）第${version}版自${spoken(from)}起执行`)
    }
  }
  const [first] = problems
  return first ? { refused: 'bad-input', clause, says: first.says, problems } : done
}

/** Calls off what was published for a day that has not come yet; it waits again, and the record keeps why (6.2). */
export async function callOff(tx: Tx, stand: Stand, id: string, why: string): Promise<Refusal | ReleaseRow> {
  const refused = onlyHead(stand)
  if (refused) return refused
  await lockVersion(tx, stand.tenant)
  const row = (await releasesOf(tx, stand.tenant)).find((one) => one.id === id)
  if (!row) return notSeen('没有这次发布')
  if (row.called_off_at) return notMet(clause, '这次发布已经撤回')
  if (row.from_day <= dayOf(stand.at))
    return notMet(clause, `已自${spoken(row.from_day)}起执行，不能撤回；要改的，请发布新的版本`)
  keepCalledOff(tx, writer(stand), id, why)
  return row
}

type Published = Pick<ReleaseRow, 'code' | 'version' | 'draft' | 'from_day'>

/**
 * The version that a publication takes the place of: the one in force on its day; a draft that is the first to be published, of
 * the program's own file before it. Null: it is the first.
 */
export function baseOf(
  catalogue: Catalogue,
  before: readonly ReleaseRow[],
  { code, version, draft, from_day: from }: Published,
): number | null {
  const old = inForceOn(before, code, from)
  if (old || draft === null) return old?.version ?? null
  return catalogue.versions(code).findLast((one) => one.version < version)?.version ?? null
}

/** Why a version can't come into force on a day; null: it can. */
function whyNot({ code, version, service }: ServiceVersion, before: readonly ReleaseRow[], from: Day): string | null {
  const lacking = missingOpens(service)
  if (lacking.length > 0) return `八公开不全，缺${lacking.map((label) => `“${label}”`).join('、')}`
  const now = inForceOn(before, code, from)
  if (now?.version === version) return '到那一天执行的已经是这一版'
  return null
}

/** What is in force of a service on a day. */
export function inForceOn(releases: readonly ReleaseRow[], code: string, on: Day): ReleaseRow | null {
  return releases.findLast((one) => one.code === code && one.from_day <= on) ?? null
}
