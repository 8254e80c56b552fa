import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { majorVersion } from '#platform/embedded/binaries.ts'
import { EmbeddedFault } from '#platform/embedded/fault.ts'

/** Makes the data folder if need be and answers its real path. Throws `not-writable`. */
export function openFolder(path: string): string {
  try {
    makeFolder(path)
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(path)
  } catch (error) {
    throw new EmbeddedFault(
      'not-writable',
      `数据目录 ${path} 不可写。请检查目录权限和磁盘，或用 SHOUWEN_DATA 另选目录。`,
      error,
    )
  }
}

/**
 * Step by step from the first that is there. Node's own recursive mkdir never ends below a file system that says of a
 * folder's child that the folder isn't there, such as /proc.
 */
function makeFolder(path: string): void {
  const missing: string[] = []
  for (let at = path; !existsSync(at); at = dirname(at)) {
    missing.unshift(at)
    if (dirname(at) === at) break
  }
  for (const each of missing) mkdirSync(each, { mode: 0o755 })
}

/** Refuses a cluster of another major version, and one that this user may not read. */
export function checkVersion(cluster: string): void {
  const found = versionOf(cluster)
  if (found === majorVersion) return
  throw new EmbeddedFault(
    'other-version',
    `数据目录 ${cluster} 是 PostgreSQL ${found} 的，本程序自带的是 ${majorVersion}。请用原来的版本备份，再恢复到新的数据目录。`,
  )
}

function versionOf(cluster: string): string {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    throw new EmbeddedFault(
      'not-writable',
      `数据目录 ${cluster} 不可读写（可能属于另一个系统用户）。请用原来的用户运行。`,
      error,
    )
  }
}

/** Hands a tree to the user that the server runs as; a folder first used another way changes hands here. */
export function giveTo(uid: number | null, path: string): void {
  const owner = uid ?? process.getuid?.()
  if (owner === undefined || process.getuid?.() !== 0) return
  if (lstatSync(path).uid === owner) return
  const everything = existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : []
  for (const entry of everything)
    if (!lstatSync(join(path, entry)).isSymbolicLink()) chownSync(join(path, entry), owner, owner)
  chownSync(path, owner, owner)
}

/** A private folder for the server's socket: within the data folder, or in the temporary one when the path is too long. */
export function socketFolder(folder: string, uid: number | null): string {
  const inside = join(folder, 'run')
  const short = join(tmpdir(), `shouwen-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
  const path = Buffer.byteLength(join(inside, '.s.PGSQL.5432')) <= 100 ? inside : short
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const found = lstatSync(path)
  const owners = [process.getuid?.() ?? found.uid, uid]
  if (!found.isDirectory() || !owners.includes(found.uid))
    throw new EmbeddedFault('not-writable', `目录 ${path} 已被他人占用，数据库不能在其中建立连接。`)
  chmodSync(path, 0o700)
  giveTo(uid, path)
  return path
}
