import { readFileSync } from 'node:fs'
import { isRefusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { places } from '#matter/jobs.ts'
import { recompute } from '#matter/recompute.ts'
import { change } from '#office/change.ts'
import { importNotice } from '#office/notice.ts'
import type { Config } from '#platform/config.ts'
import { type Db, type Scope, sql } from '#platform/db/db.ts'
import { now, onGround, worldOf } from './ground.ts'
import { parsed, say, tell, WrongUse } from './words.ts'

const use = 'shouwen import-calendar <文件> [--as <用户名>]'
const admins = sql<{ id: StaffId; username: string }>(
  'cli.admins',
  `select id, username from staff where tenant_id = $1 and active and administrator = 'system' order by username`,
)

/** `shouwen import-calendar <file>`: in the name of a system administrator, then every running date is counted anew. */
export async function importCalendar(config: Config, args: readonly string[]): Promise<number> {
  const { words, options } = parsed(args, 1, ['as'], use)
  const file = read(words[0]!)
  return onGround(config, async (ground) => {
    const world = worldOf(ground, config)
    const all = await places(world)
    if (all.length === 0) return tell(1, '数据目录是空的，请先运行 shouwen setup。')
    let code = 0
    for (const { scope } of all) {
      const { tenant, paths } = scope
      const by = { tenant, staff: await administrator(ground.db, scope, options['as']), at: now() }
      const done = await ground.db.transaction(scope, (tx) => change(tx, by, importNotice, { file }))
      if (isRefusal(done)) {
        code = tell(1, done.says, ...(done.problems ?? []).map(({ at, says }) => `  ${at} ${says}`))
        continue
      }
      for (const warning of done.warnings) say(`注意：${warning}`)
      const { moved, troubled } = await recompute(world, { tenant, path: paths[0]!, at: now() })
      say(`已导入${done.notice.year}年节假日安排，${moved} 件事项的期限有变动，已写入记录。`)
      if (troubled.length > 0) code = tell(1, `${troubled.length} 件事项未能重算，将每分钟再试。`)
    }
    return code
  })
}

function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new WrongUse(
      error instanceof SyntaxError ? `${path} 不是 JSON 文件：${error.message}` : `不能读取文件 ${path}。`,
    )
  }
}

async function administrator(db: Db, scope: Scope, as: string | undefined): Promise<StaffId> {
  const found = await db.read(scope, (tx) => tx.all(admins, [scope.tenant]))
  const one =
    as === undefined ? (found.length === 1 ? found[0] : undefined) : found.find(({ username }) => username === as)
  if (one) return one.id
  throw new WrongUse(
    as === undefined
      ? `有 ${found.length} 位系统管理员，请用 --as 指明以谁的名义导入：${found.map(({ username }) => username).join('、')}。`
      : `没有用户名为 ${as} 的系统管理员。`,
  )
}
