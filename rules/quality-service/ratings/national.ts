import { instant, spokenAt } from '#core/day.ts'
import { isSealed, type Sealed } from '#core/matter.ts'
import { opening } from '#matter/opening.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { hidden } from '#platform/crypto/personal.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { nameColumn, numberColumn } from '#platform/sheets/personal.ts'
import type { AppealFacts } from '#rules/quality-service/appeal.ts'
import { type RatingWay, ratingWays } from '#rules/quality-service/contract.ts'
import type { RatingFacts } from '#rules/quality-service/handling.ts'
import { type Asked, paged, ratingWalk, type Wanted, walkFor, walkOf } from './list.ts'

/**
 * Ratings in the fields of the national platform of good and bad ratings, by the names that provinces' interfaces have. What this
 * system doesn't hold (the codes of the province's own catalogue) stays empty and is filled in where it is handed in.
 */
type Row = {
  readonly visit: string
  readonly exact: string
  readonly matter_id: string
  readonly number: string
  readonly kind: string
  readonly service: string | null
  readonly title: string
  readonly office: string
  readonly post: string
  readonly staff: string
  readonly opened_at: Date
  readonly done_at: Date | null
  readonly promised: Date | null
  readonly facts: Readonly<Record<string, unknown>>
  readonly level: number
  readonly items: readonly string[]
  readonly words: string | null
  readonly channel: string
  readonly at: Date
  readonly handled: RatingFacts | null
  readonly closed: boolean | null
  readonly excluded: boolean
  readonly ground: AppealFacts['ground'] | null
  readonly excluded_why: string | null
}
const walk = ratingWalk<Row>(
  'ratings.national',
  `r.visit, r.at::text as exact, r.matter_id, m.number, m.kind, m.service, m.title, r.office, r.post, r.staff, m.opened_at, m.closed_at as done_at,
       (select c.due_at from clock c where c.tenant_id = $1 and c.matter_id = m.id and c.name = 'limit') as promised, m.facts - 'rating' as facts,
       r.level, r.items, r.words, r.channel, r.at, hm.facts as handled, h.closed_at is not null as closed, h.excluded_at is not null as excluded,
       a.facts->>'ground' as ground, h.excluded_why`,
  `left join matter hm on hm.tenant_id = $1 and hm.id = h.matter_id left join matter a on a.tenant_id = $1 and a.id = h.appeal_id`,
)

const yes = (is: boolean): string => (is ? '1' : '0')
const when = (date: Date | null): string | null => date && spokenAt(instant(date.getTime()))
const said = (words: string | null | undefined): string | null => (words ? hidden(words) : null)

/** Whoever is served, as the matter has it: name, number and telephone, the two of them sealed. */
function personOf({ facts, kind }: Row) {
  const form = (facts['form'] ?? {}) as Readonly<Record<string, unknown>>
  const sealed = (...some: unknown[]): Sealed | undefined => some.find(isSealed)
  const name = kind === 'case' ? facts['applicant'] : facts['name']
  return {
    name: typeof name === 'string' ? name : null,
    id: sealed(form['idNumber'], facts['idNumber']),
    phone: sealed(facts['phone'], form['phone'], form['mobile']),
  }
}

export type National = {
  readonly matter: string
  readonly name: string | null
  readonly certkey: string | null
  readonly mobile: string | null
  readonly sealed: { readonly id: string | undefined; readonly phone: string | undefined }
  readonly plain: Readonly<Record<string, string | null>>
}

function nationalOf({ catalogue }: World, { office }: Asked, row: Row): National {
  const { id, phone, name } = personOf(row)
  const service = row.service ? catalogue.get(row.service)?.service : undefined
  const place = office.organizations.get(row.office as never)
  const { handled } = row
  const plain = {
    projectno: row.number,
    taskname: service?.name ?? (row.kind === 'contact' ? '咨询和首问' : '其他'),
    type: '公共服务',
    prostatus: row.done_at ? '3' : '2',
    areacode: place?.code ?? null,
    orgName: place?.name ?? null,
    deptcode: place?.code ?? null,
    acceptdate: when(row.opened_at),
    resultDate: when(row.done_at),
    promisetime: when(row.promised),
    servicenumber: '1',
    serviceTime: when(row.done_at ?? row.at),
    nodeName: row.done_at ? '办结' : '受理',
    winname: nameOf(office, row.post),
    winusername: nameOf(office, row.staff),
    datasource: '基层窗口',
    userprop: service?.object === 'company' ? '法人' : '自然人',
    userPageType: id ? '身份证' : null,
    satisfaction: String(row.level),
    evaldetail: row.items.join(','),
    writingevaluation: said(row.words),
    assesstime: when(row.at),
    assessnumber: row.visit,
    pf: ratingWays[row.channel as RatingWay]?.pf ?? null,
    isdefault: '0',
    effectivevalua: yes(!row.excluded),
    answerstatus: yes(handled?.told !== undefined || (row.closed === true && handled?.posted !== undefined)),
    sfhf: yes(handled?.told !== undefined),
    sfhfang: yes(handled?.revisits?.some(({ content }) => content !== undefined) === true),
    sfeypj: yes(row.excluded && row.ground === 'malicious'),
    hfdc: contentOf(handled),
    cldj: handled ? (handled.above || handled.isAboutHead ? '上级' : '本单位') : null,
    nbyj: said(handled?.plan),
    zgjg: said(handled?.done ?? handled?.explanation),
    hfjg: said(handled?.told?.at(-1)?.said),
    ldps: said(handled?.above?.opinion),
    khyj: said(row.excluded_why),
  }
  return {
    ...{ matter: row.matter_id, name, certkey: id?.masked ?? null, mobile: phone?.masked ?? null, plain },
    sealed: { id: id?.sealed, phone: phone?.sealed },
  }
}

function contentOf(handled: RatingFacts | null): string | null {
  const said = handled?.revisits?.findLast(({ content }) => content !== undefined)?.content
  return said === undefined ? null : said ? '满意' : '不满意'
}

export async function nationalPage(
  world: World,
  tx: Tx,
  asked: Asked,
  wanted: Wanted,
  cursor: string | null,
  limit: number,
) {
  const { shown, next } = paged(await tx.all(walkFor(wanted, walk), walkOf(asked, wanted, cursor, limit)), limit)
  return { rows: shown.map((row) => nationalOf(world, asked, row)), next }
}

/** Opens numbers of those who rated, for whoever may have them whole and said why. */
export const opened = (world: Pick<World, 'keys'>, tx: Tx, tenant: string) =>
  opening<National>(tx, world.keys, tenant, ({ matter, certkey, mobile, sealed }) => ({
    certkey: { matter, kind: 'idNumber', masked: certkey, field: sealed.id },
    mobile: { matter, kind: 'phone', masked: mobile, field: sealed.phone },
  }))

const plain = (key: string, label: string, width = 16): ExcelColumn<National> => ({
  ...{ title: `${key} ${label}`, width },
  value: (row) => row.plain[key] ?? null,
})

// biome-ignore format: one field, one line
export const nationalColumns: readonly ExcelColumn<National>[] = [
  plain('projectno', '办件编号', 26), plain('taskcode', '实施编码'), plain('taskhandleitem', '办理项编码'), plain('taskname', '事项名称', 22),
  plain('type', '事项类型'), plain('prostatus', '办件状态'), plain('areacode', '区划'), plain('orgName', '单位', 26), plain('deptcode', '部门编码'),
  plain('acceptdate', '受理时间', 22), plain('resultDate', '办结时间', 22), plain('promisetime', '承诺期限', 22),
  plain('servicenumber', '服务次数序号'), plain('serviceTime', '服务时间', 22), plain('nodeName', '环节'), plain('winname', '窗口', 18), plain('winusername', '窗口人员'), plain('datasource', '数据来源'),
  plain('userprop', '申请人类型'), nameColumn('username 申请人', 14, ({ name }) => name), plain('userPageType', '证件类型'),
  numberColumn('certkey 证件号码', 22, ({ certkey }) => certkey), numberColumn('mobile 手机', 16, ({ mobile }) => mobile),
  plain('handleUserName', '代办人'), plain('handleUserPageType', '代办人证件类型'), plain('handleUserPageCode', '代办人证件号码'),
  plain('satisfaction', '评价等级'), plain('evaldetail', '评价指标'), plain('writingevaluation', '文字评价', 40), plain('assesstime', '评价时间', 22), plain('assessnumber', '评价编号', 36),
  plain('pf', '评价渠道'), plain('isdefault', '是否默认'), plain('effectivevalua', '是否有效'), plain('answerstatus', '答复状态'),
  plain('sfhf', '是否回复'), plain('sfhfang', '是否回访'), plain('sfeypj', '是否恶意'), plain('hfdc', '回访调查'), plain('cldj', '处理等级'),
  plain('nbyj', '拟办意见', 40), plain('zgjg', '整改结果', 40), plain('hfjg', '回复结果', 40), plain('ldps', '领导批示', 40), plain('khyj', '考核意见', 40),
]

/** The same for whoever reads by program: who rated stays at home. */
export const withoutPersons: readonly ExcelColumn<National>[] = nationalColumns.map(({ whole, ...column }) =>
  whole ? { ...column, value: () => null } : column,
)
