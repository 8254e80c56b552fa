import { spawnSync } from 'node:child_process'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from '#platform/embedded/binaries.ts'
import { EmbeddedFault } from '#platform/embedded/fault.ts'

const nobody = 65534

/** How PostgreSQL's programs are started here, since they refuse root and need a user with a name. */
export type Launch = {
  readonly how: 'plain' | 'namespace' | 'nobody'
  /** Words put before the program. */
  readonly before: readonly string[]
  /** The user to become, and to own the files; null for the present one. */
  readonly uid: number | null
}

const plain: Launch = { how: 'plain', before: [], uid: null }
const namespace: Launch = {
  how: 'namespace',
  before: ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'],
  uid: null,
}
const asNobody: Launch = { how: 'nobody', before: [], uid: nobody }

/** The first way that works, tried with `initdb --version` and, as nobody, with a look at `folder`. */
export function chooseLaunch(binaries: Binaries, folder: string, ways: readonly Launch[] = waysHere()): Launch {
  const found = ways.find((way) => works(way, binaries, folder))
  if (found) return found
  if (process.getuid?.() === 0)
    throw new EmbeddedFault(
      'no-user',
      `以 root 运行时须借用普通用户启动数据库，但本机不允许，或 ${folder} 的上级目录不让其他用户进入。请换用普通用户运行，或用 SHOUWEN_DATA 另选目录。`,
    )
  if (!hasName())
    throw new EmbeddedFault(
      'no-user',
      `当前用户（uid ${process.getuid?.()}）在系统中没有登记姓名，数据库不能建立。请换用已登记的用户运行，或用 DATABASE_URL 指定一个 PostgreSQL。`,
    )
  throw new EmbeddedFault('cannot-start', `自带数据库程序在本机不能运行：${whyNot(binaries)}`)
}

/** The order of trial: root and nameless users cannot start PostgreSQL as they are. */
export function waysHere(): readonly Launch[] {
  if (process.platform === 'win32') return [plain]
  if (process.getuid?.() === 0) return [namespace, asNobody]
  return hasName() ? [plain] : [namespace]
}

/** Program, arguments and options for `spawn`. */
export function dress(way: Launch, binaries: Binaries, program: 'initdb' | 'postgres', args: readonly string[]) {
  const [command = '', ...rest] = [...way.before, join(binaries.native, 'bin', program), ...args]
  return {
    command,
    args: rest,
    options: {
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'Asia/Shanghai', ...binaries.env },
      ...(way.uid === null ? {} : { uid: way.uid, gid: way.uid }),
    },
  }
}

function works(way: Launch, binaries: Binaries, folder: string): boolean {
  const { command, args, options } = dress(way, binaries, 'initdb', ['--version'])
  if (spawnSync(command, args, { ...options, stdio: 'ignore', timeout: 10_000 }).status !== 0) return false
  if (way.how === 'plain') return true
  // Whoever it runs as must get to the data: root without its powers cannot enter another user's closed folder.
  const [look = '', ...rest] = [...way.before, 'test', '-x', folder]
  return spawnSync(look, rest, { ...options, stdio: 'ignore' }).status === 0
}

function whyNot(binaries: Binaries): string {
  const { command, args, options } = dress(plain, binaries, 'initdb', ['--version'])
  const tried = spawnSync(command, args, { ...options, encoding: 'utf8' })
  return (tried.error?.message ?? tried.stderr ?? '').trim().split('\n')[0] ?? ''
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}
