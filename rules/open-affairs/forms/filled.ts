import { dayOf, type Instant, spoken, spokenAt } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { unitLabels } from '#core/service/format.ts'
import { nameOf } from '#matter/setting.ts'
import type { Held } from '#matter/store.ts'
import { schemesOf } from '#office/scheme.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { type Filled, filledLeaf, type Issuer, type Leaf } from '#platform/sheets/leaf.ts'
import { schemeLeaf } from '#platform/sheets/scheme.ts'
import { type ContactFacts, channels, inquiries } from '#rules/first-asked/contract.ts'
import { type LimitedFacts, ways } from '#rules/time-limits/policy.ts'
import type { CaseFacts } from '#rules/told-once/contract.ts'
import { empties } from './empty.ts'

/** The heading of an office's own papers. */
export const issuerOf = ({ name, phone, supervisionPhone, address }: Organization, mark: string | null): Issuer => ({
  ...{ name, phone, supervisionPhone, address, mark },
})

const blankOf = (name: string, issuer: Issuer): Leaf => empties.find((one) => one.name === name)!.make(issuer)
/** A person by name and staff number. */
const personOf = ({ roster }: OfficeSnapshot, id: StaffId): string | undefined => {
  const person = roster.staff.get(id)
  return person && `${person.name}（工号${person.number}）`
}
const timed = (at: Instant | null | undefined): string | undefined => (at ? spokenAt(at) : undefined)
const clockOf = (matter: Matter, name: string) => matter.clocks.find((clock) => clock.name === name)

/** 延期办理审批表 of a case: what was asked, and what was decided of it (7.5). Null: nobody asked for an extension. */
export function extensionLeaf({ matter, title: _title }: Held, office: OfficeSnapshot, issuer: Issuer): Leaf | null {
  const facts = matter.facts as CaseFacts & LimitedFacts
  const asked = facts.extensions?.at(-1)
  if (!asked) return null
  const limit = clockOf(matter, 'limit')
  const length = `${asked.amount}${unitLabels[limit?.limit.unit ?? 'workingDays']}`
  const granted = asked.state === 'granted'
  const opinions = {
    asked: undefined,
    granted: `同意延长${length}。`,
    denied: '不同意延长。',
    late: '期限届满后才提出，不予延期，按超期处理。',
  }
  const phone = Object.values(facts.form).find((value) => isSealed(value) && /^1|^0/.test(value.masked))
  const decided = opinions[asked.state]
  const values: Filled = {
    ...{ 办件编号: matter.number, 事项名称: facts.serviceName, 申请人: facts.applicant },
    联系电话: isSealed(phone) ? phone.masked : undefined,
    受理日期: limit ? spoken(dayOf(limit.startedAt)) : undefined,
    ...{ 原办结日期: asked.dueBefore, 延期原因: asked.reason, 已采取的措施: asked.taken, 申请延长: length },
    新办结日期: granted ? (limit?.dueAt ? spoken(dayOf(limit.dueAt)) : '公示结束后顺延计算') : undefined,
    ...{ 承办人签名: nameOf(office, asked.askedBy), 申请日期: spokenAt(asked.askedAt) },
    分管领导审批意见: decided && `${decided}${asked.opinion ? `\n${asked.opinion}` : ''}`,
    告知方式: granted && asked.told ? [ways[asked.told as keyof typeof ways] ?? ''] : undefined,
  }
  return filledLeaf(blankOf('extension', issuer), values, matter.number)
}

/** 首问负责登记表 of a contact with the receipt for the visitor (2.1, 2.3.2). */
export function firstAskedLeaf({ matter }: Held, office: OfficeSnapshot, issuer: Issuer): Leaf {
  const facts = matter.facts as ContactFacts
  const { first, holder } = matter.custody
  const seat = ({ post, staff }: typeof first) => `${nameOf(office, post)} ${nameOf(office, staff)}`
  const moved = holder.staff !== first.staff || holder.post !== first.post
  const due = (name: string) => timed(clockOf(matter, name)?.dueAt)
  const registered = spokenAt(matter.openedAt)
  const values: Filled = {
    接待时间: registered,
    首问责任人: personOf(office, first.staff),
    来访方式: [channels[facts.channel]],
    类别: [inquiries[facts.inquiry]],
    服务对象姓名: facts.name,
    联系电话: facts.phone?.masked,
    ...{ 所在单位: facts.unit, 拟办事项: facts.matter, 去向: moved ? ['转本单位其他岗位'] : ['本人办理'] },
    ...{ '承办部门、岗位': nameOf(office, holder.post), 承办人: nameOf(office, holder.staff) },
    答复时间和结果:
      facts.outcome && `${facts.repliedAt ? `${spokenAt(facts.repliedAt as Instant)}　` : ''}${facts.outcome}`,
    ...{ 登记编号: matter.number, 登记时间: registered, 登记的事项: facts.matter },
    承办人和电话: `${seat(holder)}　${issuer.phone}`,
    ...{ 首次联系不晚于: due('contact'), 答复不晚于: due('answer') ?? due('solve') },
  }
  return filledLeaf(blankOf('first-asked', issuer), values, matter.number)
}

/** AB角配备表 of an office as it stands (5.5). */
export function schemeOf(
  office: OfficeSnapshot,
  place: OfficeId,
  issuer: Issuer,
  confirmed: string | null,
  at: Instant,
): Leaf | null {
  const [now] = schemesOf(office, place, at)
  if (!now) return null
  const since = spoken(dayOf(now.from))
  const seat = (one: (typeof now.rows)[number]['A']) => (one ? `${one.name}（${one.number}）` : '空缺')
  const rows = now.rows.map(({ post, duties, A, B }) => ({
    ...{ post: post.name, duties, a: seat(A), b: seat(B) },
    ...{ phone: issuer.phone, since },
  }))
  return schemeLeaf(issuer, rows, confirmed)
}
