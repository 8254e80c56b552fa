import {
  type Clock,
  extendClock,
  lapseClock,
  pauseClock,
  recomputeClock,
  resumeClock,
  startClock,
  stopClock,
} from '#core/clock.ts'
import { type Custody, pass, takeFirst } from '#core/custody.ts'
import type { Facts, Matter } from '#core/matter.ts'
import { badInput, judge } from '#core/offer.ts'
import {
  type ClockStep,
  type Fork,
  type Move,
  type Opening,
  type Process,
  type Setting,
  type Turn,
  whoMay,
} from '#core/process.ts'
import type { Refusal } from '#core/refusal.ts'
import { type Relation, relations } from '#core/relation.ts'
import type { PostId } from '#core/roster.ts'
import { problemsOf } from '#core/shape.ts'
import type { Paper } from '#core/sheet.ts'

export type Ask = {
  readonly move: string
  readonly as: ReadonlySet<Relation>
  readonly input: Readonly<Record<string, unknown>>
}

export type Stepped = {
  readonly after: Matter
  readonly says: string
  readonly paper: Paper | null
  readonly cites: Move['cites']
  /** The relation that opened the door. */
  readonly as: Relation
}

/** What this ask makes of this matter: the next one, or a refusal. Pure: the same ask in the same setting gives the same. */
export function step(process: Process, before: Matter, ask: Ask, setting: Setting): Stepped | Refusal {
  return judge(process, before, ask, setting) ?? apply(process, before, ask, setting)
}

/**
 * The second half of `step`, for an ask that has been judged: the door seals personal numbers between the two,
 * and a replay of the journal only has the sealed ones. Still refuses a receiver that does not exist.
 */
export function apply(process: Process, before: Matter, ask: Ask, setting: Setting): Stepped | Refusal {
  const move = process.moves[ask.move]!
  const custody = movedCustody(before.custody, move, ask.input, setting)
  if ('refused' in custody) return custody
  const partner = movedPartner(before, move, ask.input, setting)
  if (partner !== null && typeof partner === 'object') return partner
  const state = target(move.to, before, setting)
  const isClosed = process.states[state]?.closed === true
  const closes = isClosed && process.states[before.state]?.closed !== true
  const facts = move.keeps?.(before.facts, ask.input as never, setting, before) ?? before.facts
  const { beside: _beside, partner: _partner, ...rest } = before
  const after: Matter = {
    ...rest,
    version: before.version + 1,
    state,
    ...(isClosed
      ? { custody: { ...custody, offered: null }, turn: null, asked: null }
      : {
          custody,
          ...(move.turn === undefined ? turnAsBefore(before) : turned(move.turn, facts, setting)),
          ...(partner && { partner }),
          asked: move.asks === undefined ? before.asked : postOf(move.asks, setting),
        }),
    clocks: turnClocks(before.clocks, stepsInto(move.clocks, state), before.facts, setting, facts),
    facts,
    closedAt: closes ? setting.at : before.closedAt,
  }
  return {
    after,
    says: move.says?.(before, ask.input as never, setting) ?? move.label,
    paper: move.paper?.(after, ask.input as never, setting) ?? null,
    cites: move.cites,
    as: move.by.find((relation) => ask.as.has(relation))!,
  }
}

/** The form of the counter's first minute, judged: may this person open such a matter, and is the form right? */
export function judgeOpening(process: Process, ask: Omit<Ask, 'move'>, setting: Setting): Refusal | null {
  const { opening } = process
  const clause = opening.cites[0]
  if (!opening.by.some((relation) => ask.as.has(relation))) {
    return { refused: 'not-yours', clause, says: `应由${whoMay(opening, relations)}登记` }
  }
  const shape = problemsOf(opening.input, ask.input)
  const more = shape.length && !opening.checksAny ? [] : (opening.checks?.(ask.input as never, setting) ?? [])
  const problems = [...shape, ...more.filter(({ at }) => !shape.some((one) => one.at === at))]
  if (problems.length) return badInput(clause, problems)
  const isNobody = opening.custody === 'appoint' && !setting.hold(String(ask.input['to']))
  return isNobody ? badInput(clause, [nobodyThere('to')]) : null
}

export type Born = Pick<Matter, 'id' | 'number' | 'office' | 'service'> & {
  /** Who was asked first and who answers, when it goes on from an earlier matter of the same visit (2.1). */
  readonly custody?: Pick<Custody, 'first' | 'holder'>
}

/** The first second of a matter (2.1): it has an owner and a clock before anything else can happen to it. */
export function begin(process: Process, born: Born, ask: Omit<Ask, 'move'>, setting: Setting): Stepped {
  const { opening } = process
  if (!setting.actor && !born.custody) throw new RangeError('a matter opened by time names who answers for it')
  const facts: Facts = opening.keeps(ask.input as never, setting)
  const { id, number, office, service } = born
  const concerns = opening.concerns?.(ask.input as never) ?? null
  const bare: Matter = {
    id,
    number,
    kind: process.kind,
    service,
    office,
    state: typeof opening.to === 'string' ? opening.to : opening.to.otherwise,
    version: 1,
    custody: begun(process.opening, setting, born.custody, ask.input),
    ...(opening.turn === undefined ? { turn: null } : turned(opening.turn, facts, setting)),
    asked: null,
    ...(concerns && { concerns }),
    clocks: [],
    facts,
    openedAt: setting.at,
    closedAt: null,
  }
  const state = target(opening.to, bare, setting)
  const after = { ...bare, state, clocks: turnClocks([], stepsInto(opening.clocks, state), facts, setting) }
  const as = opening.by.find((relation) => ask.as.has(relation))!
  return { after, says: opening.says?.(facts as never) ?? opening.label, paper: null, cites: opening.cites, as }
}

function stepsInto(steps: readonly ClockStep[] = [], state: string): readonly ClockStep[] {
  return steps.filter((step) => step.into === undefined || step.into === state)
}

function begun({ custody }: Opening, setting: Setting, from: Born['custody'], input: Ask['input']): Custody {
  const first = from?.first ?? setting.actor!
  const holder = custody === 'appoint' ? setting.hold(String(input['to'])) : (from?.holder ?? first)
  if (!holder) throw new RangeError('nobody is there to hold it: judge the opening first')
  return { ...takeFirst(holder), first }
}

function turnAsBefore({ turn, beside }: Matter): Pick<Matter, 'turn' | 'beside'> {
  return { turn, ...(beside && { beside }) }
}

/** Whose step it becomes; nobody's twice where two words mean one post. */
function turned(turn: Turn, facts: Facts, setting: Setting): Pick<Matter, 'turn' | 'beside'> {
  const words = typeof turn === 'function' ? turn(facts as never) : turn
  if (words === null || typeof words === 'string') return { turn: postOf(words, setting) }
  const [first = null, ...beside] = new Set(words.flatMap((word) => setting.post(word) ?? []))
  return { turn: first, ...(beside.length > 0 && { beside }) }
}

/** Who works on it together with the holder after the move, or a refusal (5.2). */
function movedPartner(
  { partner, custody }: Matter,
  move: Move,
  input: Readonly<Record<string, unknown>>,
  setting: Setting,
): PostId | null | Refusal {
  if (move.partner === undefined) return partner ?? null
  if (move.partner === 'part') return null
  const joins = setting.hold(String(input['with']))
  if (!joins) return badInput(move.cites[0], [nobodyThere('with')])
  const says = '事项已经由这个岗位承办，请另选协办岗位'
  return joins.post === custody.holder.post ? badInput(move.cites[0], [{ at: '/with', says }]) : joins.post
}

const nobodyThere = (field: string) => ({ at: `/${field}`, says: '没有这个岗位，或者岗位上没有人' })

function target(to: Move['to'], matter: Matter, setting: Setting): string {
  if (to === undefined) return matter.state
  return isFork(to) ? (to.when.holds(matter, setting) ? to.leads : to.otherwise) : to
}

function isFork(to: string | Fork<string, Facts>): to is Fork<string, Facts> {
  return typeof to !== 'string'
}

function postOf(word: string | null, setting: Setting) {
  return word === null ? null : setting.post(word)
}

function movedCustody(
  custody: Custody,
  move: Move,
  input: Readonly<Record<string, unknown>>,
  setting: Setting,
): Custody | Refusal {
  if (!move.custody) return custody
  const named = move.custody === 'offer' || move.custody === 'appoint'
  const to = named ? setting.hold(String(input['to'])) : null
  if (named && !to) return badInput(move.cites[0], [nobodyThere('to')])
  if (to && move.custody === 'offer' && to.post === custody.holder.post) {
    return badInput(move.cites[0], [{ at: '/to', says: '事项已经由这个岗位承办，不能转交给自己' }])
  }
  return pass(custody, move.custody, to, setting.at)
}

/** Clocks after the steps of a row, in order; a clock that is not there is started or left alone. */
export function turnClocks(
  clocks: readonly Clock[],
  steps: readonly ClockStep[],
  facts: Facts,
  setting: Setting,
  after: Facts = facts,
): readonly Clock[] {
  return steps.reduce((all, step) => turnOne(all, step, step.do === 'start' ? after : facts, setting, after), clocks)
}

function turnOne(
  clocks: readonly Clock[],
  step: ClockStep,
  facts: Facts,
  setting: Setting,
  after: Facts,
): readonly Clock[] {
  const { at, calendar } = setting
  if (step.when && !step.when(clocks, facts, after)) return clocks
  if (step.do === 'start') {
    const others = clocks.filter((clock) => clock.name !== step.clock)
    const limit = setting.limit(step.limit)
    const own = step.amount && { amount: step.amount(facts), source: '按本次确定的日期' }
    return [...others, startClock(calendar, step.clock, own ? { ...limit, ...own } : limit, step.since?.(facts) ?? at)]
  }
  const isConcerned = (clock: Clock) => (step.clock === '*' ? clock.is !== 'stopped' : clock.name === step.clock)
  return clocks.map((clock) => (isConcerned(clock) ? clockTurned(clock, step, facts, setting) : clock))
}

function clockTurned(
  clock: Clock,
  step: Exclude<ClockStep, { readonly do: 'start' }>,
  facts: Facts,
  { at, calendar }: Setting,
): Clock {
  switch (step.do) {
    case 'pause':
      return clock.is === 'running' ? pauseClock(clock, at, step.why) : clock
    case 'resume':
      return clock.is === 'paused' ? resumeClock(calendar, clock, at) : clock
    case 'stop':
      return stopClock(clock, at)
    case 'extend':
      return extendClock(calendar, clock, step.amount(facts), at)
    case 'lapse':
      return lapseClock(clock, at)
    case 'recompute':
      return recomputeClock(calendar, clock)
  }
}
