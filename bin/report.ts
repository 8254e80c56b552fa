import type { TestEvent } from 'node:test/reporters'

/** The line by which `bin/ci.ts` learns the counts of a test run. */
export const countsMark = '@counts '

/**
 * Tells of a test run only what needs a reader: each failure with its place and reason, and at the end how many passed
 * and failed. Thousands of lines about what is well would hide the one that isn't.
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let failed = 0
  for await (const { type, data } of events) {
    // A file that ends badly fails without any test of its own: the summary doesn't count it, so failures are counted here.
    if (type === 'test:fail' && data.details.type !== 'suite') {
      failed += 1
      yield `✖ ${data.file ?? ''}:${data.line ?? ''} ${data.name}\n${reasonOf(data.details.error)}\n`
    }
    if (type === 'test:stderr' && !/ExperimentalWarning|--trace-warnings/.test(data.message)) yield data.message
    if (type === 'test:summary' && data.file === undefined) {
      const { passed, skipped } = data.counts
      yield `${countsMark}${JSON.stringify({ passed, failed, skipped })}\n`
    }
  }
}

function reasonOf(error: Error & { readonly exitCode?: number | null; readonly signal?: string | null }): string {
  // A process that broke has no place in the code, only how it ended.
  if (error.exitCode !== undefined || error.signal) return `    ended with ${error.exitCode ?? error.signal}`
  const cause = error.cause instanceof Error ? error.cause : error
  return `${cause.stack ?? cause.message}`
    .split('\n')
    .slice(0, 60)
    .map((line) => `    ${line}`)
    .join('\n')
}
