import { createServer } from 'node:net'
import audit from 'lighthouse'
import { openBrowser } from '../browser.ts'
import { expect } from '../expect.ts'
import type { Stage } from '../stage.ts'

const pages = ['/', '/services/JY13', '/promises', '/search?q=sydj', '/jobs'] as const
const least = 0.95

/** Five public pages as Lighthouse sees them on a slow phone: each of its four marks is 95 or better. */
export async function* lighthouse({ address, step }: Stage): AsyncGenerator<string, void, void> {
  const port = await freePort()
  const browser = await openBrowser([`--remote-debugging-port=${port}`])
  try {
    for (const page of pages)
      await step(`lighthouse ${page}`, async () => {
        const found = await audit(`${address}${page}`, { port, logLevel: 'error' })
        const marks = Object.values(found?.lhr.categories ?? {})
        const low = marks
          .filter(({ score }) => score === null || score < least)
          .map(({ id, score }) => `${id} ${score}`)
        const why = Object.values(found?.lhr.audits ?? {})
          .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score === 0)
          .map(({ id }) => id)
        expect(marks.length, found?.lhr.runtimeError?.message).toBe(4)
        expect(low, why.join(', ')).toEqual([])
      })
  } finally {
    await browser.close()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const found = server.address()
      server.close(() => (found && typeof found === 'object' ? resolve(found.port) : reject(new Error('no free port'))))
    })
  })
}
