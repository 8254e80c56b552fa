import type { Day, Instant } from '#core/day.ts'
import type { OfficeId } from '#core/roster.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { sm3 } from '#platform/crypto/sm3.ts'
import { type Made, type Topic, topicOf, topics } from '#rules/open-affairs/contract.ts'
import * as texts from './texts.ts'

/** Which thing of which office must be open. */
export type Key = {
  readonly office: OfficeId
  readonly topic: Topic
  readonly subject: string
  readonly name: string
}
/** The same with what is to be said of it now; `since`: when it came to be, `changedAt`: when it last changed, where that is known. */
export type Demand = Key & {
  readonly made: Made | null
  readonly until: Day | null
  readonly since: Instant | null
  readonly changedAt: Instant | null
}

const kinds = Object.keys(topics) as readonly Topic[]
const makers: Partial<Record<Topic, (ground: texts.Ground) => readonly string[]>> = {
  posts: texts.posts,
  staff: texts.staff,
  scope: texts.scope,
  promises: texts.promises,
  rules: texts.ruleBook,
  complaints: texts.complaints,
  law: texts.law,
  item: texts.items,
}

const isTop = ({ path }: Organization): boolean => !path.includes('.')

/** What an office must have open at all times, without what is said of it (1.1, 1.2, 1.4). */
export function keysOf(catalogue: Pick<Catalogue, 'list'>, org: Organization): readonly Key[] {
  const key = (topic: Topic, subject = '', name = ''): Key => ({ office: org.id, topic, subject, name })
  return kinds.flatMap((topic) => {
    const { of } = topicOf(topic)
    if (of === 'office') return [key(topic)]
    if (!isTop(org)) return []
    if (of === 'top') return [key(topic)]
    if (of !== 'service') return []
    return catalogue.list().flatMap(({ code, name, ready }) => (ready ? [key(topic, code, `${code} ${name}`)] : []))
  })
}

/** What an office must have open, with the words that what runs gives them now. */
export function demandsOf(ground: texts.Ground): readonly Demand[] {
  const { office, catalogue, org, at } = ground
  const turned = turnedAt(office, org.id, at)
  return keysOf(catalogue, org).map((key): Demand => {
    const changedAt = key.topic === 'staff' || key.topic === 'posts' ? turned : null
    return { ...key, made: madeOf(ground, key), until: null, since: null, changedAt }
  })
}

function madeOf(ground: texts.Ground, { topic, subject, name }: Key): Made | null {
  if (topic === 'service') {
    const service = ground.catalogue.get(subject)?.service
    return service ? written(`${name}服务事项`, texts.serviceText(service)) : null
  }
  const lines = makers[topic]?.(ground)
  return lines ? written(`${ground.org.name}${topicOf(topic).label}`, lines) : null
}

/** A text of the program's own; its digest tells a change of what runs. */
export function written(title: string, lines: readonly string[]): Made {
  const text = lines.join('\n').slice(0, 15_000) || '暂无'
  return { title: title.slice(0, 80), text, digest: sm3(`${title}\n${text}`).slice(0, 40) }
}

/** The last change of who is A and B in an office, up to now. */
function turnedAt({ roster }: OfficeSnapshot, place: OfficeId, at: Instant): Instant | null {
  const spans = (roster.postsIn.get(place) ?? []).flatMap(({ id }) => roster.assignmentsOf.get(id) ?? [])
  const turns = spans
    .flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])])
    .filter((one) => one <= at)
  return turns.length > 0 ? turns.reduce((a, b) => (a > b ? a : b)) : null
}

export const keyOf = ({
  office,
  topic,
  subject,
}: {
  readonly office: string
  readonly topic: string
  readonly subject: string
}): string => `${office} ${topic} ${subject}`
