/** The database cannot be asked now (down, restarting, failing over, full). HTTP answers 503 with Retry-After. */
export class Outage extends Error {
  readonly retryAfterSeconds = 2
  /** True when the connection broke during commit: the change may or may not have been kept. Ask again with the same key. */
  readonly uncertain: boolean

  constructor(cause: unknown, uncertain = false) {
    super(`database outage: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'Outage'
    this.uncertain = uncertain
  }
}

/** 08 connection, 57P shutdown and crash, 25006 read-only while failing over, and Node's own words. */
const lostStates = /^(08...|57P0[1-5]|25006)$/
/** 53 resources, 57014 took too long, 55P03 a lock that is not to be had: there, but not able to now. */
const overloadStates = /^(53...|57014|55P03)$/
const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const outageWords =
  /^(Connection terminated|timeout exceeded|timeout expired|Client has encountered a connection error|Client was closed|Cannot use a pool after)/

/** SQLSTATE or system code of an error, if it has one. Errors are told apart by it, never by a constraint's name. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** Whether the error means that the database is away or overloaded, rather than that it said no. */
export function isOutage(error: unknown): boolean {
  return error instanceof Outage || isLost(error) || overloadStates.test(codeOf(error) ?? '')
}

/** Whether the connection is gone, so that a new one may do better at once. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== null && (lostStates.test(code) || outageCodes.has(code))) return true
  return error instanceof Error && outageWords.test(error.message)
}

/** Serialization, deadlock, and a plan cached before a migration: the same work, done again, may pass. */
export function isWorthAnotherTry(error: unknown): boolean {
  const code = codeOf(error)
  if (code === '40001' || code === '40P01') return true
  return code === '0A000' && error instanceof Error && error.message.includes('cached plan')
}
