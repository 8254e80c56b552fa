import { BackupFault } from '#platform/backup/format.ts'
import { readConfig } from '#platform/config.ts'
import { DatabaseFault } from '#platform/db/fault.ts'
import { Outage } from '#platform/db/outage.ts'
import { EmbeddedFault } from '#platform/embedded/fault.ts'
import { commands, usage } from './commands.ts'
import { say, tell, WrongUse } from './words.ts'

process.exitCode = await main(process.argv.slice(2))

/** The command line's door. 0: all well; 1: something is wrong with what was looked at; 2: asked in a wrong way. */
async function main([name, ...rest]: readonly string[]): Promise<number> {
  const reading = readConfig()
  if ('problems' in reading) return tell(2, ...reading.problems)
  if (name === undefined || name === 'help' || name === '--help') {
    say(usage)
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) return tell(2, `没有“${name}”这个命令，可用的有：${Object.keys(commands).join('、')}。`)
  try {
    return await command.run(reading.config, rest)
  } catch (error) {
    if (error instanceof WrongUse) return tell(2, error.message)
    // A folder that can't be is asked for in a wrong way; everything else is wrong with what was looked at.
    if (error instanceof EmbeddedFault && error.code === 'not-writable') return tell(2, error.message)
    if (error instanceof EmbeddedFault || error instanceof DatabaseFault || error instanceof BackupFault)
      return tell(1, error.message)
    if (error instanceof Outage) return tell(1, '连不上数据库，请稍后再试。')
    throw error
  }
}
