import { tabletDay } from '#apps/desk/pages/survey/sending.ts'
import type { Day } from '#core/day.ts'
import { creditProblems, tidyCredit } from '#core/numbers.ts'
import type { Problem } from '#core/refusal.ts'
import { tidyAnswer } from '#core/service/answer.ts'
import { problemsOf } from '#core/service/form.ts'
import type { Field } from '#core/service/format.ts'
import { tidyRows } from '#core/service/rows.ts'
import type { WholeRound } from '#programs/survey/screens/types.ts'

type Answers = Readonly<Record<string, unknown>>
type Asked = Pick<WholeRound, 'fields' | 'from'>

/** What the server would say to these answers, said while whoever gave them is still there; the page asks for missing ones. */
export function faultsAt(fields: readonly Field[], answers: Answers): readonly Problem[] {
  return fields.flatMap((field) => {
    const value = tidyRows(field, tidyAnswer(field.type, answers[field.name]))
    const found = problemsOf({ ...field, required: false }, value, tabletDay() as Day)
    return found.map(({ at, says }) => ({ at: at.replace(/^\/form/, ''), says }))
  })
}

/** Everything that can be said about a visit without the server, at the places at which the server would say it. */
export function visitFaults(
  { fields, from }: Asked,
  kind: 'household' | 'enterprise',
  values: Answers,
  members: readonly Answers[],
): readonly Problem[] {
  const day = String(values['surveyedOn'] ?? '')
  const around: Problem[] = []
  if (day > tabletDay()) around.push({ at: '/surveyedOn', says: '调查日期不能晚于今天' })
  if (day !== '' && day < from) around.push({ at: '/surveyedOn', says: '调查日期早于本轮开始的日期' })
  if (kind === 'enterprise')
    for (const says of creditProblems(tidyCredit(String(values['number'] ?? ''))))
      around.push({ at: '/number', says: `统一社会信用代码：${says}` })
  if (values['outcome'] !== 'answered') return around
  const whole = [...around, ...faultsAt(fields[kind], values)]
  if (kind === 'enterprise') return whole
  const each = members.flatMap((member, n) =>
    faultsAt(fields.member, member).map(({ at, says }) => ({ at: `/members/${n}${at}`, says })),
  )
  const heads = members.filter(({ relation }) => relation === 'head').length
  const size = Number(values['population'] ?? members.length)
  return [
    ...whole,
    ...each,
    ...(members.length === 0 ? [{ at: '/members', says: '请至少登记一名家庭成员' }] : []),
    ...(members.length > 0 && heads !== 1 ? [{ at: '/members', says: `户主应当有一人，现为${heads}人` }] : []),
    ...(size < members.length
      ? [{ at: '/population', says: `登记了${members.length}名成员，户人口不能少于这个数` }]
      : []),
  ]
}
