import { instant, spokenAt } from '#core/day.ts'
import { type AppealFacts, appealGrounds } from '#rules/quality-service/appeal.ts'
import { items } from '#rules/quality-service/contract.ts'
import { findings, grounds, type RatingFacts, remedies, ways } from '#rules/quality-service/handling.ts'
import { levels } from '#rules/quality-service/policy.ts'
import { Fact } from '#ui/fact.tsx'

const said = (at: number): string => spokenAt(instant(at))
const words: Readonly<Record<string, string>> = { ...items[1], ...items[2] }

type Step = { readonly key: string; readonly label: string; readonly says: string }

/** What was done about a bad rating so far, in the order in which it was done: who was spoken to, what was found, put right, said (10.5.1). */
export function Redress({ facts }: { facts: RatingFacts }) {
  const steps = stepsOf(facts)
  if (steps.length === 0) return null
  return (
    <>
      <h4>处理经过</h4>
      <dl className="facts">
        {steps.map(({ key, label, says }) => (
          <Fact key={key} name={label} says={says} />
        ))}
      </dl>
    </>
  )
}

type Said = NonNullable<RatingFacts['told']>[number]
const spoken = (label: string, missed: string, all: readonly Said[] = []): Step[] =>
  all.map((one) => ({
    key: `${label} ${one.at}`,
    label: one.missed ? missed : label,
    says: `${said(one.at)}，${ways[one.way]}：${one.said}`,
  }))

function stepsOf(facts: RatingFacts): readonly Step[] {
  const { verified, remedy, ground, above } = facts
  const line = (label: string, says: string | undefined): Step[] => (says ? [{ key: label, label, says }] : [])
  return [
    ...line('没有联系的理由', facts.skipped),
    ...spoken('联系评价人', '没有联系上', facts.reached),
    ...line('核实结论', verified && `${findings[verified.finding]}：${verified.found}`),
    ...line('当事人的说明', verified?.statement),
    ...line('处理方式', remedy && remedies[remedy]),
    ...line('整改要求', facts.plan && `${facts.plan}（${facts.days}个工作日）`),
    ...line('整改情况', facts.done),
    ...line('解释说明', ground && `${grounds[ground]}：${facts.explanation}`),
    ...line('上级意见', above && `${said(above.at)}：${above.opinion}`),
    ...line('公开的说明', facts.posted),
    ...spoken('反馈', '反馈', facts.told),
    ...spoken('回访', '回访未联系上', facts.revisits),
    ...line('结果', facts.outcome),
  ]
}

type Names = Readonly<Record<string, string>>

/** An appeal as its judge reads it: what was rated, by whom it is doubted and why; not a word of who rated (10.5.1). */
export function AppealCard({ facts, names = {} }: { facts: AppealFacts; names?: Names | undefined }) {
  const { decision, items: codes } = facts
  const [year, month] = facts.month.split('-').map(Number)
  return (
    <dl className="facts">
      <Fact name="差评核查" says={facts.handling} />
      <Fact name="评价" says={`${year}年${month}月，${levels[facts.level]}`} />
      <Fact name="评价指标" says={codes.map((code) => words[code] ?? code).join('；')} />
      <Fact name="当事人" says={names[facts.staff] ?? ''} />
      <Fact name="申诉情形" says={appealGrounds[facts.ground]} />
      <Fact name="申诉理由和依据" says={facts.says} />
      {(facts.more ?? []).map((one) => (
        <Fact key={one.at} name="补充说明" says={`${said(one.at)}，${names[one.by] ?? ''}：${one.says}`} />
      ))}
      <Fact
        name="复核决定"
        says={decision ? `${said(decision.at)}，${names[decision.by] ?? ''}：${facts.outcome ?? ''}` : ''}
      />
    </dl>
  )
}
