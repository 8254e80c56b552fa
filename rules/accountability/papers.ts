import { dayOf, type Instant, spoken, spokenAt } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import type { Paper } from '#core/sheet.ts'
import { type AccountFacts, breaches, rungs } from './contract.ts'

type Account = Matter<AccountFacts>

const heardAs = { said: '已陈述', waived: '本人放弃陈述', silent: '期限内没有陈述' } as const

/** 责任追究决定书: what was found, what the person said, what was decided by which clause, and how to object. */
export function decisionPaper(after: Account, _input: unknown, setting: Setting): Paper {
  const { facts } = after
  const { decision } = facts
  const opinion = decision?.opinion ?? ''
  const due = (name: string) => after.clocks.find((clock) => clock.name === name && clock.is === 'running')?.dueAt
  const correctBy = due('correct')
  const appealBy = due('appeal')
  return paperOf(after, setting, {
    decides: `${rungs[facts.rung]}。${opinion}`,
    ...(facts.aggravated && { because: `一年内再犯，加重一级：${facts.aggravated}` }),
    ...(correctBy && { correctBy: spokenAt(correctBy) }),
    remedies: [
      ...(appealBy ? [{ way: '申诉', within: `${date(appealBy)}前`, to: reviewerName(after, setting) }] : []),
      { way: '依法应当享有的复核、申诉等权利不因本决定受影响' },
    ],
  })
}

/** 申诉复核决定: kept, lowered or taken back, with the reason. */
export function reviewPaper(after: Account, _input: unknown, setting: Setting): Paper {
  const { facts } = after
  return paperOf(after, setting, {
    decides: facts.outcome ?? '',
    ...(facts.appeal?.says && { appeal: facts.appeal.says }),
    remedies: [{ way: '对复核决定仍不服的，可以依法向有权机关反映' }],
  })
}

type Rest = Pick<Extract<Paper, { kind: 'accountability' }>['data'], 'decides' | 'remedies'> &
  Partial<Pick<Extract<Paper, { kind: 'accountability' }>['data'], 'because' | 'correctBy' | 'appeal'>>

function paperOf({ facts, number }: Account, setting: Setting, rest: Rest): Paper {
  const { actor, nameOf, at } = setting
  const { label } = breaches[facts.breach]
  return {
    kind: 'accountability',
    issuer: 'actor',
    data: {
      caseNumber: number,
      person: facts.name,
      breach: `${label}（服务规范 ${facts.clause}）`,
      found: facts.found,
      duty: facts.duty,
      evidence: facts.evidence.map(({ says }) => says),
      earlier: facts.earlier.map(({ says }) => says),
      heard: (facts.statements ?? []).map(
        ({ at: when, how, says }) => `${spokenAt(when)} ${heardAs[how]}${says ? `：${says}` : ''}`,
      ),
      basis: `服务规范 ${facts.clause}`,
      ...rest,
      decidedBy: { name: actor ? nameOf(actor.staff) : '', title: actor ? nameOf(actor.post) : '', at: spokenAt(at) },
      handler: { name: actor ? nameOf(actor.staff) : '' },
    },
  }
}

const date = (at: Instant): string => spoken(dayOf(at))

function reviewerName({ facts }: Account, { post, nameOf }: Setting): string {
  const to = post(facts.level === 'head' ? 'superior' : 'second')
  return to ? `${nameOf(`office:${to}`)}` : '上级主管部门'
}
