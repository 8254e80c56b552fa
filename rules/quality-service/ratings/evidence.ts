import { itemCodes, items } from '#rules/quality-service/contract.ts'

/**
 * What the system's own record says of each thing that a bad rating may name, beside it on the verifier's page (10.5.1). Pure: it
 * says what was written down, and leaves the finding to the verifier.
 */
export const stances = { shows: '记录支持', denies: '记录不支持', silent: '记录说明不了' } as const
export type Stance = keyof typeof stances
export type Evidence = {
  readonly code: string
  readonly label: string
  readonly stance: Stance
  readonly says: readonly string[]
}

type Timed = { readonly at: string; readonly says: string }
/** The record of the rated matter, in words where words are shown. */
export type OnRecord = {
  /** A case of a service: then there are a list, a limit and a review to compare with. */
  readonly isCase: boolean
  readonly late: readonly {
    readonly label: string
    readonly due: string
    readonly days: number
    readonly proof: string
  }[]
  /** The promised date that was kept; null: none was promised, or it was not kept. */
  readonly kept: { readonly due: string; readonly done: string } | null
  readonly notices: readonly { readonly at: string; readonly names: readonly string[] }[]
  /** Materials and conditions that were asked for by notice: how often, and whether the published list has them. */
  readonly asked: readonly {
    readonly name: string
    readonly is: 'material' | 'condition'
    readonly times: number
    readonly listed: boolean
  }[]
  /** Demanded later although the first notice could have named it (8.1). */
  readonly faults: readonly Timed[]
  /** A review found something wanting. */
  readonly wanting: boolean
  readonly specimens: readonly { readonly name: string; readonly has: boolean }[]
  readonly online: { readonly offered: boolean; readonly came: boolean }
  readonly hands: readonly Timed[]
  /** Failed in inspections of this person, and complaints found true, in the time before. */
  readonly conduct: readonly Timed[]
}

type Said = Omit<Evidence, 'code' | 'label'>
const shows = (...says: string[]): Said => ({ stance: 'shows', says })
const denies = (...says: string[]): Said => ({ stance: 'denies', says })
const silent = (...says: string[]): Said => ({ stance: 'silent', says })
const timed = ({ at, says }: Timed): string => `${at} ${says}`

const lateness = ({ late, kept }: OnRecord): Said => {
  if (late.length > 0)
    return shows(...late.map(({ label, due, days, proof }) => `${label}应于${due}前，超期${days}个工作日（${proof}）`))
  return kept ? denies(`承诺${kept.due}前办结，${kept.done}办结，没有超期`) : silent('没有承诺期限，也没有超期记录')
}
const noCase = silent('这次服务不是办件，没有材料和条件的审查记录')

const beyondList = (record: OnRecord): Said => {
  if (!record.isCase) return noCase
  const beyond = record.asked.filter(({ is, listed }) => is === 'material' && !listed)
  if (beyond.length > 0) return shows(`办事指南没有列出而要求过：${beyond.map(({ name }) => name).join('、')}`)
  return denies(record.asked.length > 0 ? '要求补的材料都在办事指南的材料清单里' : '没有要求过补材料')
}
const beyondConditions = (record: OnRecord): Said => {
  if (!record.isCase) return noCase
  const beyond = record.asked.filter(({ is, listed }) => is === 'condition' && !listed)
  if (beyond.length > 0) return shows(`办事指南没有列出的条件：${beyond.map(({ name }) => name).join('、')}`)
  return denies('审查过的条件都在办事指南里')
}
const again = (record: OnRecord): Said => {
  if (!record.isCase) return noCase
  const twice = record.asked
    .filter(({ times }) => times > 1)
    .map(({ name, times }) => `${name}：${times}次告知都要求过`)
  const late = record.faults.map((fault) => `${timed(fault)}（第一次告知时没有提出）`)
  return twice.length + late.length > 0 ? shows(...twice, ...late) : denies('同一材料没有要求过第二次')
}
const noList = (record: OnRecord): Said => {
  if (!record.isCase) return silent('这次服务不是办件；办事指南公布有材料清单')
  if (record.notices.length > 0)
    return denies(...record.notices.map(({ at, names }) => `${at}发过一次性告知书，列有${names.length}项`))
  return record.wanting ? shows('审查认为材料或条件不够，但没有发过一次性告知书') : silent('材料齐全，没有需要告知的')
}
const noSpecimen = (record: OnRecord): Said => {
  if (record.specimens.length === 0) return silent('这个事项没有要填写或提交的材料')
  const without = record.specimens.filter(({ has }) => !has).map(({ name }) => name)
  return without.length > 0 ? shows(`办事指南没有写样本的材料：${without.join('、')}`) : denies('每种材料都写有样本')
}
const wrongSpecimen = (record: OnRecord): Said => {
  const has = record.specimens.filter((one) => one.has).map(({ name }) => name)
  return has.length > 0 ? silent(`写有样本、请对照核对的材料：${has.join('、')}`) : denies('办事指南没有样本')
}
const online = (record: OnRecord): Said => {
  if (record.online.came) return denies('这件是网上申请的')
  return record.online.offered
    ? silent('这个事项可以网上申请；这件是在窗口登记的，网上没有提交记录')
    : silent('这个事项由工作人员上门或主动办理，没有承诺网上申请')
}
const handed = ({ hands }: OnRecord): Said =>
  hands.length > 0
    ? shows(`移交过${hands.length}次`, ...hands.map(timed))
    : denies('从登记到办结由一个人负责，没有移交')
const visits = ({ notices, isCase }: OnRecord): Said => {
  if (!isCase) return silent('没有再次到访的记录')
  return notices.length > 0 ? shows(`告知${notices.length}次，每次补正都要再来或再交`) : denies('没有要求再来补正')
}
const conduct = (record: OnRecord): Said =>
  record.conduct.length > 0
    ? shows(...record.conduct.map(timed))
    : silent('近期检查和投诉中没有同类记录，请听取双方说明')
const slowOrRude = (record: OnRecord): Said => {
  const [slow, rude] = [lateness(record), conduct(record)]
  const found = [slow, rude].filter(({ stance }) => stance === 'shows').flatMap(({ says }) => says)
  return found.length > 0 ? shows(...found) : silent(...slow.says, ...rude.says)
}

// biome-ignore format: one code, one line
const rules: Readonly<Record<string, (record: OnRecord) => Said>> = {
  '108': beyondConditions, '109': beyondList, '110': lateness, '111': wrongSpecimen, '112': online,
  '113': handed, '114': visits, '115': slowOrRude,
  '207': noSpecimen, '208': noList, '209': lateness, '210': again, '211': online,
  '212': () => silent('取号记录不写是否预约过，请核对预约记录'), '213': conduct, '214': conduct,
}

/** The codes of bad ratings, each of which has a rule. */
export const badCodes: readonly string[] = itemCodes.filter((code) => code in { ...items[1], ...items[2] })

/** What the record says of one code; null for a code that blames nobody. */
export function evidenceFor(code: string, record: OnRecord): Evidence | null {
  const rule = rules[code]
  const label = ({ ...items[1], ...items[2] } as Readonly<Record<string, string>>)[code]
  return rule && label ? { code, label, ...rule(record) } : null
}

/** What was named comes first; then whatever else the record itself shows to have gone wrong. */
export function allEvidence(named: readonly string[], record: OnRecord) {
  const of = (codes: readonly string[]) => codes.flatMap((code) => evidenceFor(code, record) ?? [])
  const others = of(badCodes.filter((code) => !named.includes(code))).filter(({ stance }) => stance === 'shows')
  const said = new Set(of(named).flatMap(({ says }) => says))
  const fresh = others.filter((one, nth) => {
    const same = others.slice(0, nth).some(({ says }) => says.join() === one.says.join())
    return !same && one.says.some((line) => !said.has(line))
  })
  return { named: of(named), others: fresh }
}
