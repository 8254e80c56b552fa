type Level = 'info' | 'warn' | 'error'
type Fields = Readonly<Record<string, string | number | boolean | null>>

function write(level: Level, event: string, fields: Fields = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`)
}

/** One JSON line a happening on stderr. Never hand in personal data: what is logged cannot be masked later. */
export const log = {
  info: (event: string, fields?: Fields) => write('info', event, fields),
  warn: (event: string, fields?: Fields) => write('warn', event, fields),
  error: (event: string, fields?: Fields) => write('error', event, fields),
}
