import type { TSchema } from 'typebox'
import type { Calendar } from '#core/calendar.ts'
import type { Clock, Limit } from '#core/clock.ts'
import type { CustodyMove, Hold } from '#core/custody.ts'
import type { Instant } from '#core/day.ts'
import type { Facts, Matter, Sealed } from '#core/matter.ts'
import type { Problem } from '#core/refusal.ts'
import type { Relation } from '#core/relation.ts'
import type { PostId, StaffId } from '#core/roster.ts'
import type { Value } from '#core/service/figure.ts'
import type { ServiceSetting } from '#core/service/format.ts'
import type { Look } from '#core/service/record.ts'
import type { Paper } from '#core/sheet.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import type { Unkind } from '#regulation/forbidden.ts'
import type { Situation } from '#regulation/phrases.ts'

/** What the world hands to the judge: the hour, the person, the place. Nothing in here can write. */
export type Setting = {
  readonly at: Instant
  /** Who acts, and at which post; null when time acts. */
  readonly actor: Hold | null
  /** The person stood in for, when a deputy acts (5.1.b). */
  readonly actingFor: Hold | null
  readonly calendar: Calendar
  /** A limit by its key: the service's own, else the office's setting, else the built-in default. */
  readonly limit: (key: string) => Limit
  /** A figure of policy by its key (`service.JY09.ceiling`): the office's own that is in force, else the service's. Absent where none is asked for. */
  readonly figure?: (key: string) => Value
  /** What the office holds of a person by the fingerprint of their number, of a service that the table names. Absent where nobody has looked. */
  readonly record?: Look
  /** The person who holds a post by right at this instant (A), by post id; null: no such post in this office tree. */
  readonly hold: (post: string) => Hold | null
  /** The post meant by a word: a post code of the office, `head`, `superior`, or `above`, who decides what the actor asks for. */
  readonly post: (word: string) => PostId | null
  /** Whether the actor is on duty now for the post meant by a word. Asked by the judge only: a replay does not know it. */
  readonly on: (word: string) => boolean
  /** Whether the actor, or the office's head, mans the window so called, now or at that earlier instant (10.5.4). */
  readonly mans: (who: 'actor' | 'head', window: string, since: Instant) => boolean
  /** The written name of a post or person, for sentences and papers. */
  readonly nameOf: (id: string) => string
  /** The fingerprint under which a citizen number typed now would be kept. Asked by the judge only. */
  readonly blind?: (number: string) => string
  /** Words that this office does not write to visitors (2.4.2); the built-in ones where it is absent. Asked by the judge only. */
  readonly unkind?: readonly Unkind[]
}

/** A rule that must hold before a move; `says` is what people read when it does not. */
export type Condition<F extends Facts = Facts> = {
  readonly clause: ClauseId
  readonly says: string
  /** Not met, the move is not worth a closed button: it is left out. */
  readonly hides?: true
  /** Says more than `says` when the matter's own names or numbers help. */
  explain?(matter: Matter<F>, setting: Setting): string
  holds(matter: Matter<F>, setting: Setting): boolean
}

/** Where a move leads when that depends on the matter. The words of `when` are printed on the chart. */
export type Fork<State extends string, F extends Facts> = {
  readonly when: { readonly says: string; holds(matter: Matter<F>, setting: Setting): boolean }
  readonly leads: State
  readonly otherwise: State
}

/** `into`: only when the move leads to that state. `*` concerns every clock that has not stopped. */
export type ClockStep = {
  readonly clock: string
  readonly into?: string
  /**
   * Only if it holds of the clocks as the steps before it left them (and, for a start, of the facts after the move);
   * `after`: the facts after the move, whatever the step does.
   */
  readonly when?: (clocks: readonly Clock[], facts: Facts, after: Facts) => boolean
} /** `amount`: as many units as the facts after the move say, instead of the limit's own (a day that somebody set).
 * `since`: from an earlier instant that the facts tell (the day a letter came in), else from now. */ & (
  | {
      readonly do: 'start'
      readonly limit: string
      readonly amount?: (facts: Facts) => number
      readonly since?: (facts: Facts) => Instant | null
    }
  | { readonly do: 'pause'; readonly why: string }
  /** By as many units as the facts before the move say. */
  | { readonly do: 'extend'; readonly amount: (facts: Facts) => number }
  | { readonly do: 'resume' | 'stop' | 'lapse' | 'recompute' }
)

export type State = {
  readonly label: string
  /** Nothing is said to the office yet: only those above it know of the matter. */
  readonly unsaid?: true
  /** What is said at this point (3.4). */
  readonly say?: readonly Situation[]
} & (
  | { readonly closed: true }
  | {
      readonly closed?: false
      /** Who must act for the matter to go on. */
      readonly owner: Relation
      /** The clock that runs here, or why none does. */
      readonly clock: string | { readonly pausedFor: string }
      /** Nothing to be done here until its clock turns yellow: off the day's list until then, though it has an owner and a time. */
      readonly rests?: true
    }
)

/**
 * One row says everything about a step; nothing else in the code knows its name.
 * Functions are written as methods so that a row typed for its own facts fits the engine, and take `never` for the
 * input: the row's own schema has checked it before they are called.
 */
export type Move<S extends string = string, F extends Facts = Facts> = {
  readonly label: string
  readonly from: readonly S[]
  /** Absent: the state stays. */
  readonly to?: S | Fork<S, F>
  readonly by: readonly [Relation, ...Relation[]]
  readonly cites: readonly [ClauseId, ...ClauseId[]]
  /** The form. `shape` draws it from the matter (the materials of this service, the gaps of this review). */
  readonly input?: TSchema
  shape?(matter: Matter<F>, setting: Setting): TSchema
  /** Judged before anyone fills in the form. */
  readonly needs?: readonly Condition<F>[]
  /** Judged on the filled form; each problem says where. */
  checks?(matter: Matter<F>, input: never, setting: Setting): readonly Problem[]
  keeps?(facts: F, input: never, setting: Setting, matter: Matter<F>): F
  /** With offer and appoint, the input's `to` names the receiving post. */
  readonly custody?: CustodyMove
  /** Whose step it becomes: a word for `Setting.post`, or null for the holder's again. */
  readonly turn?: Turn<F>
  /** The input's `with` names the post that joins the holder (5.2), or the two part again. */
  readonly partner?: 'join' | 'part'
  /** Who is asked to decide something beside the main road; null: decided. */
  readonly asks?: string | null
  readonly clocks?: readonly ClockStep[]
  /** Null: this time the move makes none. */
  paper?(after: Matter<F>, input: never, setting: Setting): Paper | null
  /** What it brings about in another matter, in the same transaction; null: nothing. */
  follows?(after: Matter<F>, input: never, setting: Setting): Following | null
  /** Somebody was in touch: what their other open matters are told, in the same transaction; null: nothing. */
  touches?(after: Matter<F>, setting: Setting): Touch | readonly Touch[] | null
  /** What history says, without the who and when. Absent: the label. */
  says?(matter: Matter<F>, input: never, setting: Setting): string
  /** Its form and its checks read records of the people in the matter (`Setting.record`). */
  readonly looks?: true
  /** The step an ordinary visit takes next. */
  readonly main?: true
  /** Not drawn as a button: time's moves, views of personal data, moves with a door of their own. */
  readonly quiet?: true
}

/** A word for `Setting.post`, or words found in the facts as the move left them; several posts take their steps side by side (6.4). */
export type Turn<F extends Facts = Facts> = string | null | TurnOf<F>['words']
/** A method, so that a row typed for its own facts fits the engine. */
type TurnOf<F extends Facts> = { words(facts: F): string | null | readonly string[] }

/**
 * What a move brings about in another matter: the open one of `kind` of the person behind `of` makes `move`; where there is
 * none, one is opened with `opens`. Sealed numbers in either go over unseen.
 */
export type Following = {
  readonly kind: string
  readonly of?: Sealed | null
  readonly move?: { readonly name: string; readonly input: Facts }
  readonly opens?: Facts
  /** The member of staff who shall hold what is opened. */
  readonly holder?: string
}

/**
 * What every other open matter of `kind` of a person is told, of whatever service but the matter's own. `of`: their citizen
 * number, or a telephone, which counts together with `name` only.
 */
export type Touch = {
  readonly kind: string
  readonly of: Sealed
  readonly name?: string
  readonly move: { readonly name: string; readonly input: Facts }
}

/** `carries`: what of that matter's facts this form begins with; a sealed number stands in it as its mask. */
export type Continuation = {
  readonly field: string
  readonly move: string
  carries?(facts: never): Readonly<Record<string, unknown>>
}

export type Opening<S extends string = string, F extends Facts = Facts> = {
  readonly label: string
  /** A fork is judged on the facts that the form leaves. */
  readonly to: S | Fork<S, F>
  readonly by: readonly [Relation, ...Relation[]]
  readonly cites: readonly [ClauseId, ...ClauseId[]]
  readonly input: TSchema
  checks?(input: never, setting: Setting): readonly Problem[]
  /** Its checks read whatever was sent, so that all is said at once, also beside what the schema finds wrong (8.1). */
  readonly checksAny?: true
  keeps(input: never, setting: Setting): F
  readonly clocks: readonly ClockStep[]
  title(facts: F): string
  says?(facts: F): string
  /** It goes on from an earlier matter of the visit: the input field that names it, and that matter's own move. */
  readonly continues?: Continuation | readonly Continuation[]
  /** The input's `to` names the post that holds it from the first second; whoever opens it stays the one asked first. */
  readonly custody?: 'appoint'
  /** The field of the input that names the office where it is opened: one's own or one below. */
  readonly place?: string
  readonly turn?: Turn<F>
  /** The member of staff whom it is about; null: nobody. */
  concerns?(input: never): StaffId | null
}

/**
 * `of`: whose lateness it is; a visitor who brings a paper late does no wrong to the office.
 * `due`: the move that time makes when it runs out; `lapse` unless said.
 */
export type ClockLabel = {
  readonly label: string
  readonly of: 'office' | 'visitor' | 'public'
  readonly due?: string
  /** Nobody's lateness in the office, and yet whoever has to act and the head are told in these words when it runs out. */
  readonly tells?: string
}

/** A limit of a table's own; `figure`: the office may set its amount as a figure of policy, under that key. */
export type OwnLimit = Limit & { readonly figure?: string }

export type Process<S extends string = string, F extends Facts = Facts, M extends string = string> = {
  readonly kind: string
  readonly title: string
  /** The letter in its numbers: S 首问, B 办件, T 投诉. */
  readonly letter: string
  readonly opening: Opening<S, F>
  readonly states: Readonly<Record<S, State>>
  readonly clocks: Readonly<Record<string, ClockLabel>>
  readonly moves: Readonly<Record<M, Move<S, F>>>
  /** The matter's own names, counts and dates for the phrases. */
  values?(matter: Matter<F>): Readonly<Record<string, string | undefined>>
  /** Seen and found only by those who have a part in it; a colleague at the next window has none. */
  readonly confidential?: true
  /** Whom it is about knows nothing of it but what the deciders tell: who spoke up is protected from them (10.5.4). */
  readonly hidesFrom?: 'concerned'
  /** Why it lies on the desk of who opened it, in its own words; without it they owe the visitor an answer. */
  readonly owes?: string
  /** Facts that nobody sees unasked, by their path (`form.reason`): shown with a reason, on the record. */
  readonly sensitive?: readonly string[]
  /** Limits of its own, before the office's settings: those of a service. */
  readonly limits?: Readonly<Record<string, OwnLimit>>
  /** Figures that its conditions count with, by their whole key: those of a service. */
  readonly figures?: Readonly<Record<string, ServiceSetting>>
  /** The service whose figures it counts with, where it isn't made from that service's file itself. */
  readonly reads?: string
  /** What its steps write down beside their opinion, by the step: how a page draws it. */
  readonly written?: Readonly<Record<string, TSchema>>
  /** Which other services' records its moves that look may read, and of whom: the fingerprints in the facts. */
  readonly records?: Looked
}

export type Looked = {
  readonly services: readonly { readonly service: string; readonly cases: boolean; readonly alike: readonly string[] }[]
  /** A method, so that a table typed for its own facts fits the engine. */
  of(facts: Facts): readonly string[]
}

/** Checks a table at compile time: a state, clause or actor that does not exist does not compile. */
export function defineProcess<F extends Facts>() {
  return <const States extends Record<string, State>, const Moves extends string>(process: {
    readonly kind: string
    readonly title: string
    readonly letter: string
    readonly states: States
    readonly clocks: Readonly<Record<string, ClockLabel>>
    readonly opening: Opening<NoInfer<keyof States & string>, F>
    readonly moves: Readonly<Record<Moves, Move<NoInfer<keyof States & string>, F>>>
    values?(matter: Matter<F>): Readonly<Record<string, string | undefined>>
    readonly confidential?: true
    readonly hidesFrom?: 'concerned'
    readonly owes?: string
    readonly sensitive?: readonly string[]
    readonly reads?: string
  }): Process<keyof States & string, F, Moves> => process
}

/** The relations a person may have in a table's column `by`, spelled for people. */
export function whoMay(move: Pick<Move, 'by'>, words: Readonly<Record<Relation, string>>): string {
  const people = move.by.filter((relation) => relation !== 'time')
  const staff = people.filter((relation) => relation !== 'visitor')
  return ([staff, people].find((some) => some.length > 0) ?? move.by).map((relation) => words[relation]).join('、')
}
