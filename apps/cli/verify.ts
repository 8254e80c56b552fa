import { spoken } from '#core/day.ts'
import { places } from '#matter/jobs.ts'
import { type Finding, verify } from '#matter/verify.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { now, onGround } from './ground.ts'
import { parsed, say } from './words.ts'

const most = 200

/** `shouwen verify`: 1 when anything on record is not as it was written. */
export async function verifyAll(config: Config, args: readonly string[]): Promise<number> {
  parsed(args, 0, [], 'shouwen verify')
  return onGround(config, async ({ db }) => ((await verified(db)) === 0 ? 0 : 1))
}

/** Looks through every tenant and says what it finds; answers how much that is. */
export async function verified(db: Db): Promise<number> {
  const total = { matters: 0, lines: 0, days: 0, findings: 0 }
  for (const { scope } of await places({ db, now })) {
    const one = await verify(db, scope, (finding) => {
      if (total.findings + 1 <= most) say(wordsOf(finding))
      total.findings += 1
    })
    total.matters += one.matters
    total.lines += one.lines
    total.days += one.days
  }
  say(
    `查验事项 ${total.matters} 件、记录 ${total.lines} 条、日摘要 ${total.days} 天：${total.findings === 0 ? '没有发现改动。' : `发现 ${total.findings} 处问题。`}`,
  )
  return total.findings
}

function wordsOf({ number, matter, seq, day, says }: Finding): string {
  const where = [number ?? matter, day && spoken(day), seq !== null && `第 ${seq} 步`].filter(Boolean).join(' ')
  return `${where}：${says}`
}
