import type { Limit } from '#core/clock.ts'
import type { Hold } from '#core/custody.ts'
import { dayOf, type Instant } from '#core/day.ts'
import { warned } from '#core/lamp.ts'
import type { Process, Setting } from '#core/process.ts'
import {
  assignedTo,
  duty,
  headOf,
  isHeadOf,
  leaderOf,
  type OfficeId,
  type PostId,
  superiorOffice,
} from '#core/roster.ts'
import { inForce, ownFigures, type Value } from '#core/service/figure.ts'
import type { Found } from '#core/service/record.ts'
import { crewOf } from '#office/crew.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { unkindFor } from '#regulation/forbidden.ts'
import { type LimitKey, limits } from '#regulation/limits.ts'

type Word = { readonly office: OfficeSnapshot; readonly place: OfficeId; readonly at: Instant }

/** What the world hands to the judge for a matter of one office at one instant; `record` as `recordsFor` has read it. */
export function settingOf(
  process: Pick<Process, 'limits' | 'figures'>,
  word: Word,
  actor: Hold | null,
  actingFor: Hold | null,
  record?: Setting['record'] | undefined,
): Setting {
  const { office, place, at } = word
  return {
    at,
    actor,
    actingFor,
    calendar: office.calendar(place),
    limit: (key) => warned(ownLimit(process, word, key) ?? officeLimit(word, key), ownSettings(word)),
    figure: (key) => officeFigure(process, word, key),
    ...(record && { record }),
    hold: (post) => holdOf(word, post as PostId),
    post: (name) => (name === 'above' ? postAbove(word, actor) : postNamed(word, name)),
    on: (name) => isOn(word, name, actor),
    mans: (who, window, since) => {
      const staff = who === 'actor' ? actor?.staff : leaderOf(office.roster, place, at)
      return Boolean(staff) && crewOf(office, place, window, [since, at]).has(staff!)
    },
    nameOf: (id) => nameOf(office, id),
    unkind: unkindFor(ownSettings(word)),
  }
}

const ownSettings = ({ office, place }: Word) => office.organizations.get(place)?.settings ?? {}

/** A limit of the table's own; where a figure of policy sets it, as long as that figure says. */
function ownLimit(process: Pick<Process, 'limits' | 'figures'>, word: Word, key: string): Limit | null {
  const own = process.limits?.[key]
  if (!own) return null
  const { figure, ...limit } = own
  const amount = figure === undefined ? null : officeFigure(process, word, figure)
  return typeof amount === 'number' && amount > 0 && amount !== limit.amount
    ? { ...limit, amount, source: '本单位政策标准' }
    : limit
}

/** The office's own setting, else the built-in default. */
function officeLimit({ office, place }: Word, key: string): Limit {
  if (!Object.hasOwn(limits, key)) throw new RangeError(`no such limit: ${key}`)
  const { unit, source, amount } = limits[key as LimitKey]
  const set = office.organizations.get(place)?.settings[key]
  const own = typeof set === 'number' && Number.isSafeInteger(set) && set > 0
  return own ? { amount: set, unit, rule: key, source: '本单位设置' } : { amount, unit, rule: key, source }
}

/** The figure in force for this office that day: its own, else that of the nearest office above, else the service's. */
function officeFigure({ figures = {} }: Pick<Process, 'figures'>, word: Word, key: string): Value {
  const setting = figures[key]
  if (!setting) throw new RangeError(`no such figure: ${key}`)
  const { office, place, at } = word
  return inForce(setting, ownFigureAt(office, place, key, at), dayOf(at))
}

/** What the office, or the nearest one above that has set this figure, has stored of it. */
export function ownFigureAt(office: OfficeSnapshot, place: OfficeId, key: string, at: Instant): unknown {
  const own = office.organizations.get(place)?.settings[key]
  if (ownFigures(own).some(({ from, value }) => from <= dayOf(at) && value !== null)) return own
  const above = superiorOffice(office.roster, place, at)
  return above ? ownFigureAt(office, above, key, at) : undefined
}

/** The person by right of a post of this office or one above; who is away stays named, the roster sends the deputy. */
function holdOf({ office: { roster, closedPosts }, place, at }: Word, post: PostId): Hold | null {
  const found = roster.posts.get(post)
  if (!found || found.office !== place || closedPosts.has(post)) return null
  const staff = assignedTo(roster, post, 'A', at) ?? assignedTo(roster, post, 'B', at) ?? headOf(roster, place, at)
  return { post, staff }
}

/** `head`: this office's head; `superior`: the head of the office above, `second`: of the one above that; else a post code of this office. */
function postNamed(word: Word, name: string): PostId | null {
  const {
    office: { roster },
    place,
    at,
  } = word
  if (name === 'head') return roster.headPost.get(place)?.id ?? null
  if (name === 'superior') {
    const above = superiorOffice(roster, place, at)
    // The top of the tree has nobody above: its own head decides.
    return roster.headPost.get(above ?? place)?.id ?? roster.headPost.get(place)?.id ?? null
  }
  if (name === 'second') {
    const above = superiorOffice(roster, place, at)
    const second = above && superiorOffice(roster, above, at)
    return (second && roster.headPost.get(second)?.id) ?? postNamed(word, 'superior')
  }
  return (
    roster.postsIn.get(place)?.find(({ code, id }) => code === name || id === name)?.id ??
    roster.headPost.get(place)?.id ??
    null
  )
}

function isOn(word: Word, name: string, actor: Hold | null): boolean {
  const post = postNamed(word, name)
  return post !== null && actor !== null && duty(word.office.roster, post, word.at).staff === actor.staff
}

/** Who decides what somebody asks for: the office's head, and when it is the head who asks, the head of the office above (7.5). */
function postAbove(word: Word, actor: Hold | null): PostId | null {
  const { office, place, at } = word
  const asksAsHead = actor !== null && isHeadOf(office.roster, actor.staff, place, at)
  return postNamed(word, asksAsHead ? 'superior' : 'head')
}

/**
 * The written name of a person, a post, an office, or a body of the directory; the id itself when nobody has it.
 * `office:<post>` is the office in which a post stands, `phone:<office>` the number at which an office is called.
 */
export function nameOf({ roster, organizations, outside }: OfficeSnapshot, id: string): string {
  const post = id.startsWith('office:') ? roster.posts.get(id.slice(7) as PostId) : undefined
  if (post) return organizations.get(post.office)?.name ?? id
  if (id.startsWith('phone:')) return organizations.get(id.slice(6) as OfficeId)?.phone ?? ''
  return (
    roster.staff.get(id as never)?.name ??
    roster.posts.get(id as PostId)?.name ??
    organizations.get(id as OfficeId)?.name ??
    outside.find((body) => body.id === id)?.name ??
    id
  )
}

/** Everything the judge asked of the setting: written into the journal, so that a replay hears the same answers. */
export type Given = {
  readonly calendar: string
  readonly limits: Record<string, Limit>
  readonly posts: Record<string, string | null>
  readonly holds: Record<string, Hold | null>
  readonly names: Record<string, string>
  /** Figures of policy as they were in force; absent where none was asked for. */
  figures?: Record<string, Value>
  /** Records of people as they were found, by service and fingerprint; absent where nobody looked. */
  records?: Record<string, Found | null>
  /** Of the one window that a line may ask about; its name is not written here, where nothing can be erased (10.5.4). */
  mans?: { actor?: boolean; head?: boolean }
}

/** A setting that remembers its answers. */
export function recording(setting: Setting): { readonly setting: Setting; readonly given: Given } {
  const given: Given = { calendar: setting.calendar.version, limits: {}, posts: {}, holds: {}, names: {} }
  return {
    given,
    setting: {
      ...setting,
      limit: remembered(given.limits, setting.limit),
      post: (word) => remembered(given.posts, setting.post)(word) as PostId | null,
      hold: remembered(given.holds, setting.hold),
      nameOf: remembered(given.names, setting.nameOf),
      ...(setting.figure && { figure: rememberedFigure(given, setting.figure) }),
      ...(setting.record && { record: rememberedRecord(given, setting.record) }),
      mans: (who, window, since) => {
        const answer = setting.mans(who, window, since)
        given.mans = { ...given.mans, [who]: answer }
        return answer
      },
    },
  }
}

function rememberedFigure(given: Given, ask: (key: string) => Value): (key: string) => Value {
  return (key) => {
    given.figures ??= {}
    return remembered(given.figures, ask)(key)
  }
}

function rememberedRecord(given: Given, look: NonNullable<Setting['record']>): NonNullable<Setting['record']> {
  return (service, blind) => {
    given.records ??= {}
    return remembered(given.records, () => look(service, blind))(`${service} ${blind}`)
  }
}

function remembered<Answer>(answers: Record<string, Answer>, ask: (word: string) => Answer): (word: string) => Answer {
  return (word) => {
    if (Object.hasOwn(answers, word)) return answers[word]!
    const answer = ask(word)
    answers[word] = answer
    return answer
  }
}

/** The setting of a line as it was, from what was written down. */
export function replaying(given: Given, base: Pick<Setting, 'at' | 'actor' | 'actingFor' | 'calendar'>): Setting {
  return {
    ...base,
    limit: (key) => given.limits[key] ?? lost(key),
    figure: (key) => {
      const { figures = {} } = given
      return Object.hasOwn(figures, key) ? figures[key]! : lost(key)
    },
    ...(given.records && { record: (service, blind) => given.records?.[`${service} ${blind}`] ?? null }),
    post: (word) => (given.posts[word] ?? null) as PostId | null,
    on: lost,
    mans: (who) => given.mans?.[who] ?? false,
    hold: (post) => given.holds[post] ?? null,
    nameOf: (id) => given.names[id] ?? id,
  }
}

function lost(key: string): never {
  throw new RangeError(`the journal does not say: ${key}`)
}
