import type { Instant } from '#core/day.ts'
import { lineOf, type OfficeId } from '#core/roster.ts'
import { handlingLabels, objectLabels, type Service } from '#core/service/format.ts'
import { eightOpens, limitSays } from '#core/service/opens.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { numberOf } from '#office/number.ts'
import { schemeAt } from '#office/scheme.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { clause, clauseIds } from '#regulation/clauses.ts'
import { rules } from '#regulation/rules.ts'

/** Where a text is written from: the place as it is now, and the services as they run. */
export type Ground = {
  readonly office: OfficeSnapshot
  readonly catalogue: Catalogue
  readonly org: Organization
  readonly at: Instant
}

type Text = (ground: Ground) => readonly string[]

/** 岗位职责: each post with what it does. */
export const posts: Text = ({ office, org, at }) =>
  schemeAt(office, org.id, at)
    .filter(({ post }) => !office.closedPosts.has(post.id))
    .map(({ post, duties }) => `${post.name}：${duties || '职责待登记'}`)

/** 在岗人员: who is A and who is B of each post. */
export const staff: Text = ({ office, org, at }) =>
  schemeAt(office, org.id, at)
    .filter(({ post }) => !office.closedPosts.has(post.id))
    .map(({ post, A, B }) => `${post.name}：A角${A?.name ?? '待明确'}，B角${B?.name ?? '待明确'}`)

/** The services that the posts of an office do; one that guides others names all. */
function servicesOf({ office, catalogue, org }: Ground): readonly Service[] {
  const codes = new Set((office.roster.postsIn.get(org.id) ?? []).flatMap(({ services }) => services))
  return catalogue
    .list()
    .filter(({ code, ready }) => ready && (codes.size === 0 || codes.has(code)))
    .flatMap(({ code }) => catalogue.get(code)?.service ?? [])
}

/** 服务范围: whom the office serves, and with what. */
export const scope: Text = (ground) => [
  `${ground.org.name}办理或者指导办理下列服务：`,
  ...servicesOf(ground).map(({ name, object, scope: whom }) => `${name}（面向${objectLabels[object]}）：${whom}`),
]

/** 服务承诺: the promised limit of each service, and the office's own limits. */
export const promises: Text = (ground) => {
  const { office, org } = ground
  const days = (key: Parameters<typeof numberOf>[2]) => {
    const amount = numberOf(office, org.id, key)
    return amount === 0 ? '当日' : `${amount}个工作日内`
  }
  return [
    ...servicesOf(ground).map(({ name, limits: { promised }, opens }) => {
      const within = promised ? (promised.amount === 0 ? '当场办结' : `${limitSays(promised)}内办结`) : '主动开展'
      return `${name}：${within}，${opens.fee.says}`
    }),
    `首次接待的人负责到底，${days('contact.answer')}答复`,
    `材料一次看完、一次告知，${days('case.review')}`,
    `投诉现场能解决的${days('complaint.onSpot')}解决，立案的${days('complaint.case')}办结`,
  ]
}

/** 工作制度: the rules by which the office works, in the program's own words. */
export const ruleBook: Text = () =>
  rules
    .filter(({ number }) => number > 1)
    .flatMap(({ number, title }) => [
      `${title}制度`,
      ...clauseIds.filter((id) => clause(id).rule === number).map((id) => `${id} ${clause(id).words}`),
    ])

/** 投诉和监督渠道: where one turns, here and above. */
export const complaints: Text = ({ office, org, at }) => {
  const above = lineOf(office.roster, org.id, at)
    .filter((id) => id !== org.id)
    .flatMap((id) => office.organizations.get(id as OfficeId) ?? [])
  const call = (name: string, phone: string) => (phone ? [`${name}：${phone}`] : [])
  return [
    `窗口当面提出，或者投入意见箱：${org.address || org.name}`,
    ...call('咨询电话', org.phone),
    ...call('投诉监督电话', org.supervisionPhone),
    '网上提出：本网站的“投诉和意见”页面，网址末尾为 /say',
    ...above.map(({ name, supervisionPhone, phone }) => {
      const by = supervisionPhone || phone
      return `上级监督：${name}${by ? `，${by}` : ''}`
    }),
    `投诉现场协调当日答复，立案处理${numberOf(office, org.id, 'complaint.case')}个工作日内办结`,
  ]
}

/** 服务事项: the eight opens of the version that runs, its object and its standards (1.1, 1.2.i, 1.2.j). */
export function serviceText(service: Service): readonly string[] {
  return [
    `面向${objectLabels[service.object]}，${handlingLabels[service.handling]}`,
    `办理条件：${service.conditions.map(({ label }) => label).join('；') || '没有另外的条件'}`,
    ...eightOpens(service).map(({ label, says }) => `${label}：${says.join('；')}`),
    `办理结果：${service.results.map(({ name }) => name).join('；')}`,
    `服务标准：${service.standards.join('；')}`,
  ]
}

/** 法规政策: what the services rest on, each once. */
export const law: Text = ({ catalogue }) => {
  const found = catalogue.list().flatMap(({ code }) => catalogue.get(code)?.service.basis ?? [])
  const says = found.map(({ title, number, region }) => `《${title}》${number ? `（${number}）` : ''}（${region}）`)
  return [...new Set(says)].sort()
}

/** 行政事项: what is done here, for whom and in which way. */
export const items: Text = ({ catalogue }) =>
  catalogue
    .list()
    .filter(({ ready }) => ready)
    .map(
      ({ code, name, object, handling }) => `${code} ${name}：面向${objectLabels[object]}，${handlingLabels[handling]}`,
    )
