import { dayOf, type Instant, spoken } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import type { Paper, Remedy } from '#core/sheet.ts'
import { lastExtension, ways } from '#rules/time-limits/policy.ts'
import { grounds, outcomes, type Passing, type PetitionFacts } from './contract.ts'

type Petition = Matter<PetitionFacts>

const date = (at: Instant | number | null | undefined): string => (at ? spoken(dayOf(at as Instant)) : '—')
const clockOf = ({ clocks }: Petition, name: string) => clocks.find((clock) => clock.name === name)

/** What stands on every paper of a petition; the number stays masked there too. */
function head({ facts, number, openedAt, custody }: Petition, { nameOf }: Setting) {
  const phone = isSealed(facts.phone) ? facts.phone.masked : undefined
  const others = facts.people > 1 ? `等${facts.people}人` : ''
  return {
    applicant: {
      name: `${facts.name ?? '信访人'}${others}`,
      ...(phone && { phone }),
      ...(facts.address && { address: facts.address }),
    },
    petitionNumber: number,
    receivedAt: date(openedAt),
    handler: { name: nameOf(custody.holder.staff) },
  }
}

/** The matter in one line of a notice; the register has it whole. */
const brief = ({ facts }: Petition) => (facts.matter.length > 60 ? `${facts.matter.slice(0, 60)}……` : facts.matter)

const law = (articles: string) => [`《信访工作条例》${articles}`, '服务规范 3.3.2']

/** How to be heard again: a review by the body above, within thirty days of the written answer. */
export function reviewRemedy({ limit }: Setting): readonly Remedy[] {
  const { amount } = limit('remedy.petition')
  return [
    {
      way: '请求复查',
      within: `收到本答复意见书之日起${amount}日内`,
      to: '本单位的上一级机关',
    },
    { way: '在上述期限内没有请求复查的，同一事实和理由不再受理。' },
  ]
}

type Told = { readonly told: keyof typeof ways }
type Notice = { readonly subject: string; readonly says: readonly string[]; readonly basis: readonly string[] }

/** A notice to whoever petitions: the same frame, another subject, other sentences, other articles. */
function notice(matter: Petition, { told }: Told, setting: Setting, { subject, says, basis }: Notice): Paper {
  const facts = [{ label: '告知方式', value: ways[told] }]
  return {
    kind: 'petition-notice',
    data: { ...head(matter, setting), subject, matter: brief(matter), facts, says, basis },
  }
}

/** 受理告知: taken up, with the last day by which it will be decided. */
export function acceptedPaper(matter: Petition, input: Told & { note?: string }, setting: Setting): Paper {
  const { amount } = setting.limit('petition.solve')
  return notice(matter, input, setting, {
    subject: '受理情况告知',
    says: [
      `该事项属于本单位职权范围，自${date(setting.at)}起受理。`,
      `办理期限为受理之日起${amount}日（自然日），最迟于${date(clockOf(matter, 'limit')?.dueAt)}前书面答复您。情况复杂的，经批准可延长一次，并会告知您理由。`,
      `可凭登记编号 ${matter.number} 查询办理情况。`,
      ...(input.note ? [input.note] : []),
    ],
    basis: law('第二十三条、第三十四条'),
  })
}

/** 不予受理告知: why not, and where to go. */
export function directedPaper(
  matter: Petition,
  input: Told & { ground: keyof typeof grounds; reason: string; where: string; body?: string },
  setting: Setting,
): Paper {
  return notice(matter, input, setting, {
    subject: '不予受理告知',
    says: [
      `不予受理的理由：${grounds[input.ground]}。${input.reason}`,
      ...(input.body ? [`请向${setting.nameOf(input.body)}提出。`] : []),
      input.where,
    ],
    basis: law('第二十三条'),
  })
}

/** 转送去向告知: who has it now, and by when the result comes back. */
export function forwardedPaper(
  matter: Petition,
  input: Told & { body: string; note: string },
  setting: Setting,
): Paper {
  return notice(matter, input, setting, {
    subject: '转送去向告知',
    says: [
      `该事项已转送${setting.nameOf(input.body)}办理。`,
      `已要求其于${date(clockOf(matter, 'report')?.dueAt)}前反馈结果，收到后由本单位答复您。`,
    ],
    basis: [...law('第二十三条'), '服务规范 3.3.3'],
  })
}

/** 延期告知: the old date, the new one, and why (7.5). */
export function extendedPaper(matter: Petition, input: Told, setting: Setting): Paper {
  const extension = lastExtension(matter.facts)
  return notice(matter, input, setting, {
    subject: '延期办理告知',
    says: [
      `原定于${extension?.dueBefore ?? '—'}前答复，经批准延长${extension?.amount ?? 0}日，将于${date(clockOf(matter, 'limit')?.dueAt)}前答复您。`,
      `延期的理由：${extension?.reason ?? ''}`,
      `已经采取的措施：${extension?.taken ?? ''}`,
      `批准人：${setting.actor ? setting.nameOf(setting.actor.staff) : ''}`,
    ],
    basis: [...law('第三十四条'), '服务规范 7.5'],
  })
}

/** 答复意见书: found, decided, by what rule, and the review within thirty days. */
export function replyPaper(
  matter: Petition,
  input: Told & { outcome: keyof typeof outcomes; findings: string; reply: string; basis: string },
  setting: Setting,
): Paper {
  return {
    kind: 'petition-reply',
    data: {
      ...head(matter, setting),
      matter: brief(matter),
      facts: [{ label: '送达方式', value: ways[input.told] }],
      demand: matter.facts.demand,
      findings: input.findings,
      outcome: outcomes[input.outcome],
      reply: input.reply,
      basis: [input.basis, '《信访工作条例》第三十二条、第三十五条'],
      remedies: reviewRemedy(setting),
    },
  }
}

/** 材料转交清单: the receipt that the visitor takes with them. */
export function materialsPaper(matter: Petition, input: Passing, setting: Setting): Paper {
  const to = setting.hold(input.to)
  return {
    kind: 'materials-list',
    data: {
      ...head(matter, setting),
      items: input.items.map(({ name, copies }) => ({ name, copies })),
      to: { post: setting.nameOf(input.to), person: to ? setting.nameOf(to.staff) : '' },
      ...(input.note && { note: input.note }),
    },
  }
}
