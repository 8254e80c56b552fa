import type { FastifyInstance } from 'fastify'
import { type HttpLog, unavailable } from '#platform/http/fault.ts'

/** What stands between the program and its work, in words for the operator; empty when it is ready. */
export type Readiness = () => Promise<readonly string[]>

const patienceMs = 3_000

/** `/healthz`: the process answers. `/readyz`: the database is in reach, migrations are current, and it isn't draining. */
export function health(app: FastifyInstance, log: HttpLog, ready: Readiness, draining: () => boolean): void {
  app.get('/healthz', { config: { allow: 'anyone', always: true } }, () => ({ status: 'alive' }))
  app.get('/readyz', { config: { allow: 'anyone', always: true } }, async (_request, reply) => {
    const problems = draining() ? ['stopping'] : await within(ready())
    if (!problems.length) return { status: 'ready' }
    log.warn('not ready', { problems: problems.join('; ') })
    return unavailable(reply)
  })
}

async function within(asked: Promise<readonly string[]>): Promise<readonly string[]> {
  const late = Promise.withResolvers<readonly string[]>()
  const timer = setTimeout(() => late.resolve(['no answer in time']), patienceMs)
  try {
    return await Promise.race([asked, late.promise])
  } catch (error) {
    return [error instanceof Error ? error.message : 'unknown']
  } finally {
    clearTimeout(timer)
  }
}
