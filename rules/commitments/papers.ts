import { dayOf, instant, spoken, spokenAt } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import type { Paper } from '#core/sheet.ts'
import { colours, grounds, type Round, type WarningFacts } from './contract.ts'

type Notice = Matter<WarningFacts>

const signer = ({ actor, nameOf, at }: Setting) => ({
  name: actor ? nameOf(actor.staff) : '',
  title: actor ? nameOf(actor.post) : '',
  at: spokenAt(at),
})
const handler = ({ actor, nameOf }: Setting) => ({ name: actor ? nameOf(actor.staff) : '' })
const cameOf = ({ number, todo, answer, judged }: Round) => ({
  number,
  todo,
  answer: answer ? `${answer.result}；整改：${answer.corrections}${answer.late ? '（逾期回复）' : ''}` : '逾期没有回复',
  judged: judged?.opinion ?? '—',
})

/** 监督通知书: signed by the superior, with the facts, what to do and by when to answer, and what came of the rounds before. */
export function noticePaper(after: Notice, _input: unknown, setting: Setting): Paper {
  const { facts, number, office } = after
  const round = facts.rounds.at(-1)!
  return {
    kind: 'warning-notice',
    issuer: 'actor',
    data: {
      noticeNumber: `${number}-${round.number}`,
      colour: colours[round.colour],
      round: facts.rounds.length,
      office: setting.nameOf(office),
      ground: grounds[facts.ground].label,
      basis: `服务规范 ${facts.clause}`,
      found: facts.found,
      facts: facts.facts.map(({ says }) => says),
      todo: round.todo,
      replyBy: spoken(round.replyBy),
      signedBy: signer(setting),
      earlier: facts.rounds.slice(0, -1).map(cameOf),
      handler: handler(setting),
    },
  }
}

/** 监督通知书回复: what the office found, what it has put right and by when the rest will be. */
export function replyPaper(after: Notice, _input: unknown, setting: Setting): Paper {
  const { facts, number, office } = after
  const round = facts.rounds.at(-1)!
  const { answer } = round
  return {
    kind: 'warning-reply',
    data: {
      noticeNumber: `${number}-${round.number}`,
      colour: colours[round.colour],
      to: setting.nameOf(`office:${setting.post(facts.level) ?? ''}`),
      office: setting.nameOf(office),
      ground: grounds[facts.ground].label,
      todo: round.todo,
      replyBy: spoken(round.replyBy),
      result: answer?.result ?? '',
      corrections: answer?.corrections ?? '',
      answeredAt: answer ? spoken(dayOf(instant(answer.at))) : '',
      late: answer?.late === true,
      signedBy: signer(setting),
      handler: handler(setting),
    },
  }
}
