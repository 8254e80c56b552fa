import type { Matter } from '#core/matter.ts'
import { nameOf } from '#matter/setting.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { abouts, boundSaid } from '#regulation/checks.ts'
import type { InspectionFacts } from './contract.ts'
import { linesOf, scoreOf, scoreSaid, valueSaid, wanting, wantOf } from './review.ts'

/** The checklist of an inspection as the tablet shows it: names beside ids, bounds in words, what is still wanting. */
export function checklistOf({ facts }: Pick<Matter<InspectionFacts>, 'facts'>, office: OfficeSnapshot) {
  const lines = linesOf(facts).map((line) => {
    const { key, item, of } = line
    const kept = facts.answers[key] ?? null
    return {
      ...{ key, item: item.id, clause: item.clause, words: item.words, weight: item.weight, about: item.about },
      whom: of === null ? null : { id: of, name: nameOf(office, of) },
      ...{ aboutLabel: abouts[item.about], kind: item.kind },
      measure:
        item.kind.is === 'measured'
          ? { unit: item.kind.unit, bound: boundSaid(item), of: item.kind.bound.of ?? null }
          : null,
      kept,
      wants: wantOf(item, kept),
    }
  })
  const score = scoreOf(facts)
  return {
    lines,
    wanting: wanting(facts).length,
    score: score && { ...score, says: scoreSaid(score) },
    findings: facts.findings.map((finding) => ({
      ...finding,
      whom: nameOf(office, finding.subject.staff ?? finding.subject.window ?? '') || '场所',
      says: finding.value ? valueSaid(finding.value) : null,
    })),
    names: namesIn(facts, office),
  }
}

export type Checklist = ReturnType<typeof checklistOf>

/** Written names of everybody and every post that the record speaks of. */
function namesIn(facts: InspectionFacts, office: OfficeSnapshot): Readonly<Record<string, string>> {
  const said = [...facts.objections, ...facts.reports, ...facts.rechecks].map(({ by }) => by)
  const ids = [...facts.people, ...facts.windows, ...facts.checkers, ...said, facts.order?.post, facts.confirmed?.by]
  return Object.fromEntries(ids.flatMap((id) => (id ? [[id, nameOf(office, id)]] : [])))
}
