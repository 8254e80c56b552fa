import { type Day, isDay, spoken } from '#core/day.ts'

/** What the office holds of a person about another service: so that nobody asks them, or looks it up, once more (8.2). */

/** One entry, by the number under which it is found. `ended`: the first day on which it counts no more. */
export type Held = {
  readonly number: string
  readonly since: Day
  readonly until: Day | null
  readonly ended: Day | null
  readonly category: string | null
  /** The office, where it is another than that of whoever asks. */
  readonly place?: string
  /** Of a closed case the answers by which it is told whether it was about the same (`alike`). */
  readonly said?: Readonly<Record<string, unknown>>
}

/** Looked for: the newest first, nothing found is an empty list. Null: nobody has looked. */
export type Found = readonly Held[]
export type Look = (service: string, blind: string) => Found | null

/** Of what was found, what was about the same as this form: the answers to `alike` are the same, however they are written. */
export function sameIn(all: Found, alike: readonly string[] = [], form: Readonly<Record<string, unknown>>): Found {
  if (alike.length === 0) return all
  return all.filter(({ said = {} }) => alike.every((name) => plainly(said[name]) === plainly(form[name])))
}

const plainly = (answer: unknown): string =>
  String(answer ?? '')
    .normalize('NFKC')
    .replaceAll(/[\s·()]/g, '')
    .toLowerCase()

const countsOn = ({ since, until, ended }: Held, on: string): boolean =>
  since <= on && (until === null || on <= until) && (ended === null || on < ended)

/** In the register on that day, or gone from it on that very day: whoever is hired leaves it by being hired. */
const stoodOn = ({ since, until, ended }: Held, on: string): boolean =>
  since <= on && (until === null || on <= until) && (ended === null || on <= ended)

/**
 * What is held of one person about one service, as conditions read it: the entry that counts today, else the newest. Where
 * nothing was found only `found` is known, so that a condition which reads more asks a person, and one that begins with
 * `found &&` fails. A class, since CEL knows its own types by it.
 */
export class Entry {
  readonly found: boolean
  readonly active: boolean | undefined
  readonly since: string | undefined
  readonly until: string | undefined
  readonly ended: string | undefined
  readonly category: string | undefined
  /** Kept by the office that asks, or by one below it. */
  readonly here: boolean | undefined
  readonly all: Found

  constructor(all: Found, on: string, counts: (one: Held, on: string) => boolean = countsOn) {
    const newest = all.toSorted((a, b) => (a.since < b.since ? 1 : -1))
    const one = newest.find((each) => counts(each, on)) ?? newest[0]
    this.all = all
    this.found = one !== undefined
    if (!one) return
    this.active = counts(one, on)
    this.since = one.since
    this.here = one.place === undefined
    if (one.until) this.until = one.until
    if (one.ended) this.ended = one.ended
    if (one.category) this.category = one.category
  }

  /** As it stood on a day: found only if it counted then. */
  at(on: string): Entry {
    return new Entry(isDay(on) ? this.all.filter((one) => stoodOn(one, on)) : [], on, stoodOn)
  }

  /** Whether every month of a span was begun or ended in the register. */
  covers(from: string, to: string): boolean {
    const last = to.slice(0, 7)
    for (let month = from.slice(0, 7); month <= last; month = nextMonth(month))
      if (!this.all.some((one) => touches(one, month))) return false
    return from.slice(0, 7) <= last
  }
}

function touches({ since, until, ended }: Held, month: string): boolean {
  const isBegun = since.slice(0, 7) <= month
  const isOver = (until !== null && until.slice(0, 7) < month) || (ended !== null && ended <= `${month}-01`)
  return isBegun && !isOver
}

function nextMonth(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

/** What was found, in words with its source; the newest first, a few at most. */
export function foundSays(label: string, all: Found, today: Day): string {
  if (all.length === 0) return `没有查到${label}记录`
  return all
    .toSorted((a, b) => (a.since < b.since ? 1 : -1))
    .slice(0, 3)
    .map((one) => `${label}：${heldSays(one, today)}（${one.number}${one.place ? `，在${one.place}登记` : ''}）`)
    .join('；')
}

function heldSays(one: Held, today: Day): string {
  const { since, until, ended } = one
  const from = `${spoken(since)}起`
  if (ended && ended <= today) return `${from}，${spoken(ended)}退出`
  if (until && until < today) return `${from}，${spoken(until)}到期`
  return `${from}${until ? `至${spoken(until)}` : ''}，现在有效`
}

/** The services whose records an expression reads. */
export function recordsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\brecord\.(JY\d{2})\b/g)].map(([, code = '']) => code))]
}
