import assert from 'node:assert/strict'
import { type Instant, instant, iso } from '#core/day.ts'
import { instantOf, playerOf, refusedAs } from '#house/walk.ts'
import { demoPost, demoStaff } from '#office/seed.ts'
import { seats } from '#office/story.ts'
import type { Job } from '#platform/jobs/worker.ts'

/** A running server, as `testServer` opens it: one request as somebody, and a clock that the walk moves. */
export type Server = {
  readonly now: () => Instant
  readonly pass: (minutes: number) => void
  readonly setClock: (text: string) => void
  readonly call: <Body>(
    who: string | null,
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload?: object,
  ) => Promise<Body & { readonly status: number }>
}
type Said = { readonly clause?: string | null; readonly says?: string; readonly problems?: readonly Problem[] }
type Problem = { readonly says: string }
type Alarms = { readonly alarms: readonly { readonly clause: string; readonly says: string }[] }
export type Answer = Said & { readonly status: number }

/** Somebody of the demonstration before a browser; a visitor is nobody who has signed in. */
export type Person = {
  readonly name: string
  /** Their id as staff; empty for a visitor. */
  readonly id: string
  /** What a page shows them; a refusal fails the walk. */
  readonly get: <Body>(url: string) => Promise<Body & Answer>
  /** What they are answered, a refusal too. */
  readonly look: <Body>(url: string) => Promise<Body & Answer>
  readonly post: <Body>(url: string, body?: object) => Promise<Body & Answer>
  readonly remove: (url: string) => Promise<Answer>
}

/** What is done, with the words that stand where its key says 某. */
export type Deed = (by: Person, ...words: string[]) => Promise<Answer>
/** What is so: one word, or a list of which one must say what is claimed (`无`: nothing, `不含…`: none says so). */
export type Claim = (...words: string[]) => Promise<string | readonly string[]>

export type DeskWalk = {
  readonly deeds: Readonly<Record<string, Deed>>
  readonly claims: Readonly<Record<string, Claim>>
  /** What runs by itself whenever `时限` comes by. */
  readonly jobs?: readonly Job[]
}

/** The desks of an office through their real requests: whoever is named, and walks down tables that a clerk can read. */
export function desks(server: Server) {
  let signedIn = instant(0)
  /** Time goes forward only; whoever sat idle signs in again. */
  const goTo = (at: Instant): void => {
    const minutes = (at - server.now()) / 60_000
    assert.ok(minutes >= 0, `the clock would go back to ${iso(at)}`)
    if (at - signedIn < idle) server.pass(minutes)
    else {
      server.setClock(iso(at))
      signedIn = at
    }
  }
  const of = (name: string) => personOf(server, name)
  /** What somebody's desk asks them to put right by this clause, or by these (`9.`). */
  const alarms = async (name: string, clause: string): Promise<readonly string[]> => {
    const told = await of(name).get<Alarms>('/api/office/alarms')
    return told.alarms.filter((one) => one.clause.startsWith(clause)).map(({ says }) => says)
  }
  const everywhere: DeskWalk['claims'] = { 某的某提醒: (who = '', clause = '') => alarms(who, clause) }

  /**
   * Walks down rows `月-日 时:分 | 谁 | 做什么 | 结果`. A result is claims `<问>：<答>` parted by `；`, each read back by a
   * request of its own after the deed; or first a refusal `不能（条款）：words`, and claims of what stayed as it was. What
   * every walk may ask: `某的<条款>提醒`.
   */
  const walks = ({ deeds, claims, jobs = [] }: DeskWalk) => {
    const holds = async (row: string, claim: string): Promise<void> => {
      const [asked = '', ...answer] = claim.split('：')
      const { does, words } = sought({ ...everywhere, ...claims }, asked)
      const so = await does(...words)
      const wanted = answer.join('：')
      assert.ok(isSo(so, wanted), `${row}\n    ${asked}：${typeof so === 'string' ? so : so.join(' ‖ ') || '无'}`)
    }
    return async (table: string): Promise<void> => {
      for (const row of table.trim().split('\n')) {
        const [when = '', who = '', what = '', result = ''] = row.split('|').map((cell) => cell.trim())
        goTo(instantOf(when))
        const told = result.split('；').filter((claim) => claim !== '')
        if (playerOf(who) === 'time') for (const job of jobs) await job.run({})
        else await done(row, who, what, told[0]?.startsWith('不能') ? told.shift()! : null)
        for (const claim of told) await holds(row, claim)
      }
    }
    async function done(row: string, who: string, what: string, refusal: string | null): Promise<void> {
      const { does, words } = sought(deeds, what)
      const { status, clause = null, says = '', problems = [] } = await does(of(who), ...words)
      const was = `${row}\n    ${status} ${says} (${clause}) ${problems.map((one) => one.says).join(' ')}`
      // Whoever must sign in again, or asked too often, was not judged by a clause.
      assert.ok(status < 500 && status !== 401 && status !== 429, was)
      if (refusal === null) assert.ok(status < 400, was)
      else assert.ok(status >= 400 && refusedAs({ clause, says, problems }, refusal), was)
    }
  }
  return { of, walks, alarms }
}

/** Well within the half hour after which a session ends. */
const idle = 20 * 60_000

function personOf({ call }: Server, name: string): Person {
  const player = playerOf(name)
  const who = player === 'visitor' || player === 'time' ? null : player
  const look = <Body>(url: string) => call<Body & Said>(who, 'GET', url)
  return {
    name,
    id: who ? demoStaff(who) : '',
    look,
    get: async <Body>(url: string) => {
      const seen = await look<Body>(url)
      assert.ok(seen.status < 400, `${name} ${url}: ${seen.status} ${seen.says}`)
      return seen
    },
    post: <Body>(url: string, body: object = {}) => call<Body & Said>(who, 'POST', url, body),
    remove: (url: string) => call<Said>(who, 'DELETE', url),
  }
}

/** The id of a post of the street office by its name. */
export function postNamed(name: string): string {
  const seat = seats.find((one) => one.at === 'sljd' && one.name === name)
  assert.ok(seat, `no post is called ${name}`)
  return demoPost(`sljd.${seat.code}`)
}

/** The entry whose key is this sentence, 某 standing for any words; of several the one that says most itself. */
function sought<T>(
  book: Readonly<Record<string, T>>,
  sentence: string,
): { readonly does: T; readonly words: string[] } {
  const found = Object.entries(book).flatMap(([key, does]) => {
    const fits = new RegExp(`^${key.replaceAll('某', '(.+?)')}$`).exec(sentence)
    return fits ? [{ does, words: fits.slice(1), own: key.replaceAll('某', '').length }] : []
  })
  const [best] = found.toSorted((a, b) => b.own - a.own)
  assert.ok(best, `nobody here knows “${sentence}”: ${Object.keys(book).join(' ')}`)
  return best
}

function isSo(so: string | readonly string[], wanted: string): boolean {
  assert.notEqual(wanted, '', 'a claim says what is asked and, after ：, what is so')
  if (typeof so === 'string') return so === wanted
  if (wanted === '无') return so.length === 0
  if (wanted.startsWith('不含')) return !so.some((one) => one.includes(wanted.slice(2)))
  return so.some((one) => one.includes(wanted))
}
