import { dayOf, spoken } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import type { Paper } from '#core/sheet.ts'
import type { ReferralFacts } from './contract.ts'

/** 推荐信: who is sent to whom for which work; without the seeker's consent the employer is told the name and no more. */
export function letter(
  { facts, number, clocks, custody }: Matter<ReferralFacts>,
  _input: unknown,
  setting: Setting,
): Paper {
  const { name, company, job, place, pay, applyBy, hotline, shares } = facts
  const due = clocks.find((clock) => clock.name === 'feedback')?.dueAt
  return {
    kind: 'referral-letter',
    data: {
      referralNumber: number,
      seeker: name,
      employer: { name: company, phone: hotline },
      job,
      place,
      pay,
      applyBy,
      issuedOn: spoken(dayOf(setting.at)),
      feedbackBy: due ? spoken(dayOf(due)) : '面试后',
      consent: shares ? '求职人同意向你单位提供求职信息。' : '求职人没有同意向你单位提供求职信息，由本人自行介绍。',
      handler: { name: setting.nameOf(setting.actor?.staff ?? custody.holder.staff) },
    },
  }
}
