import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { EmbeddedFault } from '#platform/embedded/fault.ts'

export type FolderLock = { readonly release: () => void }

/**
 * Holds a data folder for this process alone, or throws an `in-use` fault that says who holds it.
 * The lock is the kernel's (taken through SQLite, the only file lock that Node carries on every platform), so kill -9
 * frees it at once and there is no stale lock file to judge.
 */
export function holdFolder(folder: string): FolderLock {
  const holder = join(folder, 'holder.json')
  const lock = new DatabaseSync(join(folder, 'lock'))
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    if (!isBusy(error))
      throw new EmbeddedFault(
        'not-writable',
        `数据目录 ${folder} 所在的磁盘不能加锁，数据库不能放在这里。请用 SHOUWEN_DATA 另选本机目录。`,
        error,
      )
    throw new EmbeddedFault(
      'in-use',
      `数据目录 ${folder} 正由另一个首问程序使用（${readHolder(holder)}）。请先停掉它，或用 SHOUWEN_DATA 另选目录。`,
      error,
    )
  }
  writeFileSync(holder, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }))
  return {
    release() {
      rmSync(holder, { force: true })
      lock.close()
    },
  }
}

/** SQLITE_BUSY. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}

function readHolder(path: string): string {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof found !== 'object' || found === null || !('pid' in found) || !('since' in found)) return '进程号不详'
    const since = new Date(String(found.since)).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })
    return `进程号 ${String(found.pid)}，${since} 启动`
  } catch {
    return '进程号不详'
  }
}
