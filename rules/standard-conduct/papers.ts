import { day, dayOf, spoken, spokenAt } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import type { Paper } from '#core/sheet.ts'
import { abouts, templates } from '#regulation/checks.ts'
import { type Finding, type InspectionFacts, modes, results } from './contract.ts'
import { openFindings } from './policy.ts'
import { linesOf, scoreSaid, valueSaid } from './review.ts'

type Inspection = Matter<InspectionFacts>

/** 检查记录表: every line with its result, the score with its reckoning, room to sign. */
export function recordPaper(after: Inspection, _input: unknown, { at, nameOf }: Setting): Paper {
  const { facts, custody, number } = after
  const whom = (of: string | null) => (of === null ? abouts.venue : nameOf(of))
  const lines = linesOf(facts).map(({ key, item, of }) => {
    const kept = facts.answers[key]
    const measured = kept?.value && valueSaid(kept.value, item)
    const note = [measured, kept?.note, kept?.photos && `照片${kept.photos.length}张`].filter(Boolean).join('；')
    const result = kept ? results[kept.result] : ''
    return { clause: item.clause, about: whom(of), words: item.words, result, note, weight: String(item.weight) }
  })
  const failed = facts.findings.length
  return {
    kind: 'inspection-record',
    issuer: 'actor',
    data: {
      ...{ inspectionNumber: number, template: templates[facts.template], mode: modes[facts.mode] },
      ...{ inspectedAt: spokenAt(at), office: nameOf(after.office), lines },
      people: facts.people.map(nameOf),
      windows: facts.windows.map(nameOf),
      inspectors: [...new Set([custody.holder.staff, ...facts.checkers])].map(nameOf),
      ...(facts.company && { company: facts.company }),
      score: facts.score ? scoreSaid(facts.score) : '没有适用的项目',
      failed: failed === 0 ? '没有不合格项目' : `不合格${failed}项`,
      ...(facts.remark && { remark: facts.remark }),
      handler: { name: nameOf(custody.holder.staff) },
    },
  }
}

/** 整改通知书: what is wrong by which clause, what is asked for, who puts it right and by when. */
export function orderPaper(after: Inspection, _input: unknown, { at, nameOf }: Setting): Paper {
  const { facts, custody, number, clocks } = after
  const due = clocks.find(({ name }) => name === 'rectify')?.dueAt
  const last = facts.rechecks.at(-1)
  const row = ({ clause, words, subject, value, note }: Finding) => {
    const whom = subject.staff ?? subject.window
    const item = linesOf(facts).find((line) => line.item.words === words)?.item
    const found = [value && valueSaid(value, item), note].filter(Boolean).join('；')
    return { clause, about: whom ? nameOf(whom) : abouts.venue, words, found: found || '不符合' }
  }
  return {
    kind: 'rectification-notice',
    issuer: 'actor',
    data: {
      ...{ inspectionNumber: number, office: nameOf(after.office), orderedAt: spoken(dayOf(at)) },
      inspectedAt: spoken(day(facts.date)),
      round: facts.rechecks.length + 1,
      post: facts.order ? nameOf(facts.order.post) : '',
      dueAt: due ? spoken(dayOf(due)) : '',
      demand: last?.says ?? facts.order?.demand ?? '',
      failures: openFindings(facts).map(row),
      handler: { name: nameOf(custody.holder.staff) },
    },
  }
}
