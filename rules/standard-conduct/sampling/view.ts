import { dayOf, type Instant, instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { answerKey, findingsOf, wanting } from '#rules/standard-conduct/drawing.ts'
import { questionsOf, type SamplingFacts } from '#rules/standard-conduct/drawn.ts'
import { draw, populationHash } from './lot.ts'
import { frozenPopulation, handledBy, seedOf } from './population.ts'

type Sampling = Pick<Matter<SamplingFacts>, 'id' | 'facts'>
type Row = {
  readonly id: string
  readonly kind: string
  readonly service: string | null
  readonly state: string
  readonly holder_staff: string
  readonly holder_post: string
  readonly opened_at: Date
  readonly closed_at: Date | null
}

const drawn = sql<Row>(
  'sampling.drawn',
  `select id, kind, service, state, holder_staff, holder_post, opened_at, closed_at from matter where tenant_id = $1 and id = any($2::uuid[])`,
)

type Names = { readonly titleOf: (kind: string, service: string | null) => string }
type Look = { readonly tenant: string; readonly staff: string; readonly office: OfficeSnapshot }

/** What was drawn, with what it is and what was answered of it; no name of a visitor. `own`: the looker handled it. */
export async function samplingView(tx: Tx, { tenant, staff, office }: Look, matter: Sampling, { titleOf }: Names) {
  const { facts } = matter
  const ids = [...new Set(facts.items.map((item) => item.matter))]
  const [rows, own, root] = await Promise.all([
    ids.length === 0 ? [] : tx.all(drawn, [tenant, ids]),
    handledBy(tx, tenant, staff, ids),
    seedOf(tx, tenant, facts.seedDay),
  ])
  const known = new Map(rows.map((row) => [row.id, row]))
  const questions = questionsOf(facts)
  const wants = new Map(wanting(matter).map(({ item, question, says }) => [answerKey(question.id, item.id), says]))
  return {
    questions,
    items: facts.items.map((item, i) => {
      const row = known.get(item.matter)
      return {
        ...{ no: i + 1, id: item.id, matter: item.matter, number: item.number, key: item.key },
        ...{ office: { id: item.office, name: nameOf(office, item.office) }, own: own.has(item.matter) },
        stratum: layerName(office, item.stratum, titleOf),
        what: row ? titleOf(row.kind, row.service) : '',
        holder: row ? nameOf(office, row.holder_staff) : '',
        openedOn: row ? dayOf(instant(row.opened_at.getTime())) : null,
        closedOn: row?.closed_at ? dayOf(instant(row.closed_at.getTime())) : null,
        lines: questions.map(({ id }) => {
          const key = answerKey(id, item.id)
          const kept = facts.answers[key]
          return {
            question: id,
            kept: kept ? { result: kept.result, note: kept.note ?? '', by: nameOf(office, kept.by) } : null,
            wants: wants.get(key) ?? null,
          }
        }),
      }
    }),
    wanting: wants.size,
    findings: findingsOf(facts).map(({ key, question, item, note }) => {
      const done = facts.settled.find(({ finding }) => finding === key)
      return {
        ...{ key, note, item: item.id, matter: item.matter, number: item.number, office: item.office },
        ...{ words: question.words, clause: question.clause },
        settled: done ? { ...done, by: nameOf(office, done.by) } : null,
      }
    }),
    seedReady: root !== null,
  }
}
export type SamplingView = Awaited<ReturnType<typeof samplingView>>

function layerName(office: OfficeSnapshot, stratum: string, titleOf: Names['titleOf']): string {
  if (stratum === '') return ''
  return stratum.length === 36 ? nameOf(office, stratum) : titleOf('case', stratum)
}

/** Draws again from what was kept, and says whether the same comes out: of the population, the seed and the list. */
export async function verified(tx: Tx, tenant: string, { id, facts }: Sampling) {
  const [population, root] = await Promise.all([frozenPopulation(tx, tenant, id), seedOf(tx, tenant, facts.seedDay)])
  const hash = populationHash(population)
  const again = facts.seed === undefined ? [] : draw(facts.seed, population, facts.size)
  const isSame =
    again.length === facts.items.length &&
    again.every((one, i) => one.id === facts.items[i]?.id && one.key === facts.items[i].key)
  return {
    population: { count: population.length, hash, isSame: hash === facts.population.hash },
    seed: { day: facts.seedDay, root, isSame: root !== null && root === facts.seed },
    list: { count: again.length, isSame },
  }
}
export type Verified = Awaited<ReturnType<typeof verified>>

/** When a draw may be made again: the day of its seed is over and its root can be made. */
export const mayMakeRoot = ({ seedDay }: SamplingFacts, at: Instant): boolean => dayOf(instant(at - 600_000)) > seedDay
