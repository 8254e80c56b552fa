import { writeSync } from 'node:fs'

type Level = 'info' | 'warn' | 'error'
type Fields = Readonly<Record<string, string | number | boolean | null>>

const gatherMs = 50
let waiting = ''
/** Many lines are of one millisecond: its spelling is made once. */
let spelled = 0
let spelling = ''
let timer: NodeJS.Timeout | null = null

/** Lines go out together: a system call a line would cost more than what it tells. An error goes out at once. */
function write(level: Level, event: string, fields: Fields = {}): void {
  const now = Date.now()
  if (now !== spelled) {
    spelled = now
    spelling = new Date(now).toISOString()
  }
  waiting += `${JSON.stringify({ at: spelling, level, event, ...fields })}\n`
  if (level === 'error') flush()
  else timer ??= setTimeout(flush, gatherMs).unref()
}

function flush(): void {
  if (timer) clearTimeout(timer)
  timer = null
  const lines = waiting
  waiting = ''
  if (lines) process.stderr.write(lines)
}

// At the end only what is written now is written at all.
process.once('exit', () => {
  if (waiting) writeSync(2, waiting)
})

/** One JSON line a happening on stderr. Never hand in personal data: what is logged cannot be masked later. */
export const log = {
  info: (event: string, fields?: Fields) => write('info', event, fields),
  warn: (event: string, fields?: Fields) => write('warn', event, fields),
  error: (event: string, fields?: Fields) => write('error', event, fields),
}
