import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildApp } from '#apps/server/app.ts'
import { founded } from '#apps/server/founded.ts'
import { processesOf } from '#apps/server/processes.ts'
import { addDays, type Day, dayOf, type Instant, instant, instantAt, weekday } from '#core/day.ts'
import { playWeek, type Week } from '#house/week/week.ts'
import { loadCatalogue } from '#matter/catalogue.ts'
import { hashPassword } from '#platform/auth/password.ts'
import { readConfig } from '#platform/config.ts'
import { openKeys } from '#platform/crypto/seal.ts'
import { openGround } from '#platform/db/ground.ts'
import { log } from '#platform/log.ts'
import { closePress } from '#platform/sheets/render.ts'

/**
 * `npm run demo:week [seed]`: plays a week of the demonstration office into a folder of its own, says what came of it, and
 * how to look at it at the desk. Ends with 1 when at any minute something was not as it must be.
 */
const say = (line: string) => process.stdout.write(`${line}\n`)
const folder = resolve('data-week')
if (existsSync(folder)) {
  process.stderr.write(`${folder} 已经存在。请先删除或改名，再重新演示一周。\n`)
  process.exit(2)
}
const reading = readConfig()
if ('problems' in reading) {
  for (const problem of reading.problems) process.stderr.write(`${problem}\n`)
  process.exit(2)
}
const { config } = reading
const seed = Number(process.argv[2] ?? 1)
const monday = lastMonday(instant(Date.now()))
let at: Instant = instantAt(monday, 8 * 60)

const ground = await openGround({ data: folder, databaseUrl: null })
const found = await founded(ground.db, { demo: 'on' }, () => hashPassword(config.demoPassword))
if ('problems' in found || found.place === null) throw new Error('the demonstration could not be founded')
const catalogue = loadCatalogue()
const world = {
  ...{ db: ground.db, now: () => at, processes: processesOf(catalogue), catalogue, keys: openKeys(folder) },
  ...{ address: 'http://127.0.0.1:3000', mark: '测试数据' },
}
const built = await buildApp({ world, log, demo: null, place: found.place })
try {
  const setClock = (now: Instant) => {
    at = now
  }
  tellOf(await playWeek({ world: built.world, monday, seed, setClock, tell: say }))
} finally {
  await built.app.close()
  closePress()
  await ground.close()
}

function tellOf({ minutes, matters, late, told, wrong }: Week): void {
  say(`共 ${minutes} 分钟，事项 ${matters} 件；超期 ${late} 次，提醒 ${told} 人次。`)
  for (const one of wrong.slice(0, 50)) say(`不符合：${one}`)
  if (wrong.length > 0) process.exitCode = 1
  else say('每一分钟每件事项都有负责人和时限，每次超期都提醒到了该提醒的人。')
  say(`查看这一周：SHOUWEN_DATA=${folder} SHOUWEN_NOW=${addDays(monday, 4)}T16:50:00+08:00 npm start`)
}

/** The Monday of the week before: the whole week lies in the past, and in a year whose holidays are known. */
function lastMonday(now: Instant): Day {
  const today = dayOf(now)
  return addDays(today, -((weekday(today) + 6) % 7) - 7)
}
