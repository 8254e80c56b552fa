import { existsSync } from 'node:fs'
import { parseArgs, stripVTControlCharacters } from 'node:util'
import { openBrowser } from './browser.ts'
import { apply } from './journeys/apply.ts'
import { badRating } from './journeys/bad-rating.ts'
import { complaint } from './journeys/complaint.ts'
import { deputy } from './journeys/deputy.ts'
import { duty } from './journeys/duty.ts'
import { enrolled } from './journeys/enrolled.ts'
import { everyone } from './journeys/everyone.ts'
import { extension } from './journeys/extension.ts'
import { figures } from './journeys/figures.ts'
import { handOver } from './journeys/hand-over.ts'
import { head } from './journeys/head.ts'
import { inspection } from './journeys/inspection.ts'
import { lighthouse } from './journeys/lighthouse.ts'
import { looks } from './journeys/looks.ts'
import { mainJob } from './journeys/main-job.ts'
import { market } from './journeys/market.ts'
import { news } from './journeys/news.ts'
import { open } from './journeys/open.ts'
import { outgoing } from './journeys/outgoing.ts'
import { oversight } from './journeys/oversight.ts'
import { petition } from './journeys/petition.ts'
import { programPages } from './journeys/program-pages.ts'
import { publicNotice } from './journeys/public-notice.ts'
import { publicPages } from './journeys/public-pages.ts'
import { queue } from './journeys/queue.ts'
import { rated } from './journeys/rated.ts'
import { sampling } from './journeys/sampling.ts'
import { scores } from './journeys/scores.ts'
import { sitting } from './journeys/sitting.ts'
import { subsidy } from './journeys/subsidy.ts'
import { survey } from './journeys/survey.ts'
import { together } from './journeys/together.ts'
import { unaided } from './journeys/unaided.ts'
import { picture } from './picture.ts'
import { newServer } from './server.ts'
import { openStage, type Stage } from './stage.ts'

/**
 * Whole journeys through the real program in a real browser. `--only main-job` plays one and leaves its pictures in `out/`, as
 * `--pictures` does for all; `--picture` takes that of the README instead. A journey that has to wait for another day is a
 * generator: it yields the hour it waits for, and all that wait for the same hour go on after one restart.
 */

type Journey = (stage: Stage) => AsyncGenerator<string, void, void>
const journeys: Readonly<Record<string, Journey>> = {
  'main-job': mainJob,
  'hand-over': handOver,
  extension,
  inspection,
  sampling,
  scores,
  enrolled,
  market,
  subsidy,
  'public-notice': publicNotice,
  'program-pages': programPages,
  deputy,
  duty,
  head,
  figures,
  petition,
  complaint,
  'bad-rating': badRating,
  oversight,
  'public-pages': publicPages,
  apply,
  looks,
  everyone,
  lighthouse,
  news,
  open,
  outgoing,
  queue,
  rated,
  sitting,
  survey,
  together,
  unaided,
}

/** A step that failed and was told of already. */
class Broken extends Error {}

const { values: asked } = parseArgs({
  options: {
    only: { type: 'string' },
    picture: { type: 'boolean', default: false },
    pictures: { type: 'boolean', default: false },
  },
})
const begun = performance.now()
let passed = 0
let failed = 0

await main()

async function main(): Promise<void> {
  if (!existsSync(new URL('../dist/desk/index.html', import.meta.url))) {
    process.stderr.write('the desk is not built yet; run npm run build\n')
    process.exit(2)
  }
  const server = await newServer()
  const browser = await openBrowser()
  const stage = openStage({ server, browser, step, pictures: asked.pictures || asked.only !== undefined })
  const leave = () => void Promise.allSettled([browser.close(), server.end()]).then(() => process.exit(130))
  process.once('SIGINT', leave).once('SIGTERM', leave)
  try {
    if (asked.picture) await picture(stage)
    else await play(stage)
  } finally {
    await browser.close()
    await server.end()
  }
  if (!asked.picture) process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 ? 1 : 0
}

/** Plays every journey as far as its day goes, then the next day, until all are at their end. */
async function play(stage: Stage): Promise<void> {
  const names = Object.keys(journeys).filter((name) => !asked.only || name === asked.only)
  if (names.length === 0) throw new Error(`no such journey; there are: ${Object.keys(journeys).join(', ')}`)
  const going = new Map(names.map((name) => [name, journeys[name]!(stage)]))
  const waiting = new Map(names.map((name) => [name, '2026-11-23T09:30:00+08:00']))
  while (waiting.size > 0) {
    const hour = [...waiting.values()].sort()[0]!
    await stage.at(hour)
    for (const [name, until] of [...waiting]) {
      if (until !== hour) continue
      waiting.delete(name)
      const next = await onward(stage, name, going.get(name)!)
      if (next !== null) waiting.set(name, next)
    }
  }
}

/** Plays on to the next hour it waits for; null at its end, or when it broke. */
async function onward(stage: Stage, name: string, journey: AsyncGenerator<string, void, void>): Promise<string | null> {
  try {
    const { value, done } = await journey.next()
    const faults = stage.faults()
    if (faults.length > 0) throw new Error(`in the browser: ${faults.join('; ')}`)
    return done ? null : (value ?? null)
  } catch (error) {
    if (!(error instanceof Broken)) tell(name, error)
    await stage.picture(`failed-${name}`)
    return null
  }
}

/** One thing that has to hold. What breaks ends its journey, as the rest stands on it; what axe finds or is too wide doesn't. */
async function step(name: string, check: () => Promise<void>): Promise<void> {
  const since = performance.now()
  try {
    await check()
    passed++
    process.stdout.write(`✔ ${name} (${Math.round(performance.now() - since)} ms)\n`)
  } catch (error) {
    tell(name, error)
    if (!/: (axe|width)$/.test(name)) throw new Broken(name)
  }
}

function tell(name: string, error: unknown): void {
  failed++
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const plain = stripVTControlCharacters(words).split('\n').slice(0, 30)
  process.stdout.write(
    `✖ ${name} after ${Math.round((performance.now() - begun) / 1000)} s\n${plain.map((line) => `    ${line}`).join('\n')}\n`,
  )
}
