import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Day } from '#core/day.ts'
import { canonical } from '#core/journal.ts'
import { sharedFaults } from '#core/service/figure.ts'
import type { FileProblem, Handling, PlaceOf, Service, ServiceObject, ServiceVersion } from '#core/service/format.ts'
import { type CatalogueRow, readCatalogue, readService } from '#core/service/read.ts'
import { type Checked, checkedOnce } from '#matter/checked.ts'
import { sm3 } from '#platform/crypto/sm3.ts'

/** One line of the catalogue (1.3). A service that isn't `ready` is shown as 筹备中 and can't be opened. */
export type CatalogueEntry = {
  readonly code: string
  readonly name: string
  readonly formerly: string | null
  readonly object: ServiceObject
  readonly handling: Handling
  readonly ready: boolean
}

export type Catalogue = {
  /** The 15 services in the regulation's order, then whatever else has a file or was published. */
  readonly list: () => readonly CatalogueEntry[]
  /** The newest version of a service; undefined when there is none by this code or it is still 筹备中. */
  readonly get: (code: string) => ServiceVersion | undefined
  /** One version of a service, as matters opened under it need it. */
  readonly version: (code: string, version: number) => ServiceVersion | undefined
  /** All versions of a service that are known, oldest first: of the program's files and published beside them. */
  readonly versions: (code: string) => readonly ServiceVersion[]
  /** What a head has put in force by today; null where nobody has yet. */
  readonly inForce: (code: string) => Release | null
  /** What heads published: from now on a service is the version in force on the day. Called again after each publication. */
  readonly shelve: (shelf: Shelf) => void
}

/** A version that a head put in force from a day on (6.2); the later word counts where two begin on one day. */
export type Release = { readonly code: string; readonly version: number; readonly from: Day }
export type Shelf = {
  readonly versions: readonly ServiceVersion[]
  /** In the order of their days, and of their publication within one. */
  readonly releases: readonly Release[]
  readonly today: () => Day
}

/** The folder of the service files that come with the program. */
export const servicesFolder = dirname(fileURLToPath(import.meta.resolve('#services/catalogue.yaml')))

type Source = { readonly file: string; readonly text: string }

/**
 * Reads `catalogue.yaml` and every service file (`JY01.yaml`, an older version beside it `JY01-1.yaml`) of a folder.
 * Throws one error that lists every problem with file and line: a service with a fault never goes public (6.2).
 */
export function loadCatalogue(folder: string = servicesFolder): Catalogue {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const sources = files.sort().map((name) => ({ file: name, text: readFileSync(join(folder, name), 'utf8') }))
  const { rows, versions } = checkedOnce(sources, () => checkedOf(sources))
  return indexed(rows, versions)
}

/** As `loadCatalogue`, from texts at hand. */
export function catalogueOf(sources: readonly Source[]): Catalogue {
  const { rows, versions } = checkedOf(sources)
  return indexed(rows, versions)
}

function checkedOf(sources: readonly Source[]): Checked {
  const index = sources.find(({ file }) => file === 'catalogue.yaml')
  const rows = index ? readCatalogue(index.text, index.file) : missingIndex
  const read = sources.filter((source) => source !== index).map((source) => readOne(source))
  const good = read.flatMap((one) => ('service' in one ? [one] : []))
  const problems = [
    ...('problems' in rows ? rows.problems : good.flatMap((one) => disagreements(one, rows.rows))),
    ...read.flatMap((one) => ('problems' in one ? one.problems : [])),
    ...repeated(good),
    ...good.flatMap((one) => sharing(one, good)),
  ]
  if ('problems' in rows || problems.length > 0) throw new CatalogueError(problems)
  const versions = good.map(({ service }) => versionOf(service))
  return { rows: [...rows.rows, ...unlisted(rows.rows, versions)], versions }
}

/** Service files that can't be used, each problem on a line of its own: `services/JY02.yaml:31:5 …`. */
export class CatalogueError extends Error {
  readonly problems: readonly FileProblem[]

  constructor(problems: readonly FileProblem[]) {
    const lines = problems.map(({ file, line, column, says }) => `services/${file}:${line}:${column} ${says}`)
    super(`服务目录有${problems.length}处问题：\n${lines.join('\n')}`)
    this.name = 'CatalogueError'
    this.problems = problems
  }
}

const missingIndex = { problems: [{ file: 'catalogue.yaml', line: 1, column: 1, says: '没有服务目录文件' }] }

type Read = { readonly file: string; readonly service: Service; readonly placeOf: PlaceOf }

function readOne({ file, text }: Source): Read | { readonly problems: readonly FileProblem[] } {
  const read = readService(text, file)
  return 'problems' in read ? read : { file, ...read }
}

/** A file must be named by its code and say of one of the fifteen what the list of clause 1.3 says. */
function disagreements({ file, service, placeOf }: Read, rows: readonly CatalogueRow[]): FileProblem[] {
  const problem = (key: string, says: string) => ({ file, ...placeOf([key]), says })
  const named = basename(file, '.yaml').split('-')[0] === service.code
  const misnamed = named ? [] : [problem('code', `文件名应以 ${service.code} 开头`)]
  const row = rows.find(({ code }) => code === service.code)
  if (!row) return misnamed
  const differing = (['name', 'object', 'handling'] as const).filter((key) => row[key] !== service[key])
  return [...misnamed, ...differing.map((key) => problem(key, `${key} 与目录不一致，目录为 ${row[key]}`))]
}

/** A service beyond the list is one by its file alone: its line is made from the newest of its versions. */
function unlisted(rows: readonly CatalogueRow[], versions: readonly ServiceVersion[]): readonly CatalogueRow[] {
  const known = new Set(rows.map(({ code }) => code))
  const newest = new Map(versions.toSorted((a, b) => a.version - b.version).map((one) => [one.code, one.service]))
  return [...newest.values()]
    .filter(({ code }) => !known.has(code))
    .map(({ code, name, object, handling }) => ({ code, name, object, handling }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** A setting shared with a service that has none, or another: offices would set the one and be judged by the other. */
function sharing({ file, service, placeOf }: Read, reads: readonly Read[]): FileProblem[] {
  const newest = (code: string) =>
    reads.filter((one) => one.service.code === code).toSorted((a, b) => b.service.version - a.service.version)[0]
      ?.service
  return sharedFaults(service, newest).map(({ path, says }) => ({ file, ...placeOf(path), says }))
}

function repeated(reads: readonly Read[]): FileProblem[] {
  const keys = reads.map(({ service }) => keyOf(service.code, service.version))
  return reads.flatMap(({ file, service, placeOf }, index) =>
    keys.indexOf(keys[index] ?? '') < index
      ? [{ file, ...placeOf(['version']), says: `${service.code} 的第 ${service.version} 版重复` }]
      : [],
  )
}

function indexed(rows: readonly CatalogueRow[], files: readonly ServiceVersion[]): Catalogue {
  let shelf: Shelf = { versions: [], releases: [], today: () => '' as Day }
  let byKey = new Map(files.map((one) => [keyOf(one.code, one.version), one]))
  const newest = new Map<string, ServiceVersion>()
  for (const one of files.toSorted((a, b) => a.version - b.version)) newest.set(one.code, one)
  const entry = (row: CatalogueRow) => ({ ...row, formerly: row.formerly ?? null, ready: newest.has(row.code) })
  const own = rows.map(entry)
  let list: readonly CatalogueEntry[] = own
  const version = (code: string, number: number) => byKey.get(keyOf(code, number))
  const inForce = (code: string) => {
    const own = shelf.releases.filter((one) => one.code === code)
    return own.length === 0 ? null : (own.findLast(({ from }) => from <= shelf.today()) ?? null)
  }
  return {
    list: () => list,
    get: (code) => {
      const now = inForce(code)
      return (now && version(code, now.version)) ?? newest.get(code)
    },
    version,
    versions: (code) =>
      [...byKey.values()].filter((one) => one.code === code).toSorted((a, b) => a.version - b.version),
    inForce,
    shelve: (fresh) => {
      shelf = fresh
      const begun = fresh.versions.filter(({ code, version: number }) =>
        fresh.releases.some((one) => one.code === code && one.version === number),
      )
      list = [...own, ...unlisted(rows, begun).map((row) => ({ ...entry(row), ready: true }))]
      // What came with the program stays what it is: nobody publishes other words under its number.
      byKey = new Map([...fresh.versions, ...files].map((one) => [keyOf(one.code, one.version), one]))
    },
  }
}

function keyOf(code: string, version: number): string {
  return `${code}@${version}`
}

/** Freezes a service as a published version. The digest doesn't depend on the order of keys in the file. */
export function versionOf(service: Service): ServiceVersion {
  const digest = sm3(canonical(service))
  return Object.freeze({ code: service.code, version: service.version, digest, service })
}
