import { dayOf, type Instant, spoken } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import type { Paper } from '#core/sheet.ts'
import { type AidFacts, exits, helps, targets, told } from './contract.ts'
import { saysDay } from './policy.ts'

type Aid = Matter<AidFacts>

/** What stands on every paper of the help; numbers stay masked there too. */
function head({ facts, number, openedAt, custody }: Aid, { nameOf }: Setting) {
  const masked = (value: unknown) => (isSealed(value) ? value.masked : '—')
  return {
    applicant: {
      ...{ name: facts.name, idMasked: masked(facts.idNumber), phone: masked(facts.phone), address: facts.address },
    },
    aidNumber: number,
    registeredAt: spoken(dayOf(openedAt)),
    target: `${targets[facts.targetType]}，${saysDay(facts.recognisedOn)}认定`,
    handler: { name: nameOf(custody.holder.staff) },
  }
}

/** 就业援助计划: who helps, with what, by when; signed by both, in two copies. */
export function planPaper(matter: Aid, _input: unknown, setting: Setting): Paper | null {
  const { plan, appointment } = matter.facts
  if (!plan?.met) return null
  const clock = matter.clocks.find(({ name, is }) => name === 'limit' && is === 'running')
  return {
    kind: 'aid-plan',
    data: {
      ...head(matter, setting),
      version: plan.version,
      metAt: saysDay(plan.met),
      needs: plan.needs.map((need) => helps[need]),
      measures: plan.measures.map(({ type, what, by }) => ({ type: helps[type], what, by: saysDay(by) })),
      ...(plan.why && { why: plan.why }),
      ...(appointment && { next: `${saysDay(appointment.on)}，${appointment.says}` }),
      ...(clock?.dueAt && { employBy: spoken(dayOf(clock.dueAt as Instant)) }),
    },
  }
}

/** 终止就业援助告知书: why, by whom it was confirmed, and how to be heard. */
export function exitPaper(matter: Aid, input: { opinion: string; told: keyof typeof told }, setting: Setting): Paper {
  const { exit } = matter.facts
  const [review, court] = [setting.limit('remedy.review'), setting.limit('remedy.court')]
  return {
    kind: 'aid-exit',
    data: {
      ...head(matter, setting),
      reason: exit ? exits[exit.reason] : '',
      found: exit?.said ?? '',
      opinion: input.opinion,
      confirmedBy: setting.actor ? setting.nameOf(setting.actor.staff) : '',
      told: told[input.told],
      remedies: [
        { way: '对退出有异议的，可向本单位负责人提出复核；情况变化的，可以重新申请认定和援助。' },
        { way: '申请行政复议', within: `收到本告知书之日起${review.amount}日内`, to: '本级人民政府' },
        { way: '提起行政诉讼', within: `收到本告知书之日起${court.amount}个月内`, to: '有管辖权的人民法院' },
      ],
    },
  }
}
