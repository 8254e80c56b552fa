/**
 * How a text is read before words are looked for in it: one width, one dash, no invisible signs, blanks between signs or not;
 * and what around a word takes it back (不限男女, 不收取任何押金).
 */

/** `from`: signs before it in the text as it was written, `word` as it was written. */
export type Found = { readonly word: string; readonly from: number }

/**
 * By what a word is taken back. `label`: 年龄 is no condition in 年龄不限 and 不限年龄; `value`: the same of 男工、女工均可; `charge`: not
 * taken of anybody; `fee`: that, or the employer bears it.
 */
export type Let = 'label' | 'value' | 'charge' | 'fee'

/** A text made comparable: each unit of `flat` stands at the sign `at` of what was written. */
type Read = { readonly flat: string; readonly at: readonly number[] }

const invisible = /[\p{Cf}\p{Mn}\u115f\u1160\u3164]/u
const filler = /[·•‧*_^`]/u

function read(signs: readonly string[]): Read {
  const at: number[] = []
  let flat = ''
  signs.forEach((sign, n) => {
    if (invisible.test(sign)) return
    const plain = /[\n\r\u2028\u2029]/.test(sign)
      ? '\n'
      : /[\s\p{Z}]/u.test(sign) || filler.test(sign)
        ? ' '
        : sign
            .normalize('NFKC')
            .toLowerCase()
            .replaceAll(/[\p{Pd}−~〜∼]/gu, '-')
            .replaceAll('歲', '岁')
    flat += plain
    for (let unit = 0; unit < plain.length; unit++) at.push(n)
  })
  return { flat, at }
}

/** Each place where `word` stands and is not taken back; also with blanks between its signs. */
export function foundIn(text: string, word: RegExp, lets: Let): readonly Found[] {
  const signs = [...text]
  const { flat, at } = read(signs)
  const spans: [from: number, to: number][] = []
  for (const one of flat.matchAll(word)) spans.push([one.index, one.index + one[0].length])
  // Once more without blanks: only what a blank parts is new in it.
  const tight = [...flat.matchAll(/\S/g)].map(({ index }) => index)
  for (const one of tight
    .map((index) => flat[index])
    .join('')
    .matchAll(word)) {
    const from = tight[one.index] ?? 0
    const to = (tight[one.index + one[0].length - 1] ?? from) + 1
    const isParted = to - from > one[0].length
    if (isParted && !spans.some(([start, end]) => from < end && start < to)) spans.push([from, to])
  }
  return spans
    .filter(([from, to]) => to > from && !takenBack[lets](flat.slice(0, from), flat.slice(from, to), flat.slice(to)))
    .map(([from, to]) => ({ word: signs.slice(at[from], (at[to - 1] ?? 0) + 1).join(''), from: at[from] ?? 0 }))
}

/** Blanks gone, one width: what somebody quotes is compared so. */
export const squeezed = (text: string): string => read([...text]).flat.replaceAll(/\s/g, '')

/** A pattern from its parts; beside Chinese signs their marks stand full-width, as in all our texts, and are read half-width. */
export const pattern = (source: string, flags: string): RegExp => new RegExp(source.normalize('NFKC'), flags)

const labels =
  '（？：性别|年龄|户籍|户口|籍贯|地域|地区|民族|婚否|婚育|婚姻状况|婚姻|生育|学历|专业|经验|工龄|身高|容貌|外貌|相貌|宗教信仰|宗教|信仰|残疾|政治面貌|党员）'
const noBound = `（？<!${labels}）不限制？|不论|无论|不分|不拘|不问|不询问|不看|不设|不作|不查|不检测？|不检查|不含|不包括|不考虑|不要求|不区分|不以|不因|不对|反对|禁止|杜绝|消除`
const and = '[、/和或及与，]'
const labelBefore = pattern(`(?:${noBound}) ?（？：任何）？（？：${labels}（？：、|/|和|或|及|与） ?）*$`, 'u')
const without = pattern(
  `（？：无|没有|不设|不存在|不得有|不得设置|反对|禁止） ?（？：任何）？（？：${labels}（？：、|/|和|或|及|与） ?）*$`,
  'u',
)
const bound = pattern(
  `^（？：状况|情况）？（？：${and} ?${labels}）*（？：等|方面）*的？（？：要求|限制|歧视|门槛|限定）`,
  'u',
)
const labelAfter = pattern(
  `^（？：状况|情况）？（？：${and} ?${labels}）*（？：等|方面）？（？：要求|条件|限制）？（？：上|均|都|一律）？[: ]*（？：不限|不作|不做|不拘|不设限？|不要求|无要求|无限制|没有要求|均可|皆可|都可|平等|不受限）（？！${labels}（？！不限|、|无|均））`,
  'u',
)
const sexes = '（？：男|女）（？：性|士|生|工|员工|职工）？'
const valueBefore = pattern(`(?:${noBound}) ?（？：${sexes}（？：、|/|和|或|及|与|还是））*$`, 'u')
const valueAfter = pattern(
  `^(?:${and}？${sexes})*（？：均可|皆可|都可|都行|也可|不限|兼收|平等|都招|都要|一视同仁）`,
  'u',
)

type Around = (before: string, word: string, after: string) => boolean

const takenBack: Readonly<Record<Let, Around>> = {
  label: (before, word, after) => {
    if (labelAfter.test(after) || (without.test(before) && bound.test(after))) return !/[男女]$/.test(word)
    return labelBefore.test(before) && !/[男女]$|优先/.test(word)
  },
  value: (before, word, after) => {
    if (valueAfter.test(after)) return true
    return valueBefore.test(before) && !/优先|^[限只仅招要必须需聘]/.test(word)
  },
  charge: (before, _word, after) => isFree(before, after),
  fee: (before, _word, after) => isFree(before, after) || isBorne(before, after),
}

const clause = /[^,。.;!?\n]*$/u
const number = '(?:\\d+|[〇零一二三四五六七八九十两百千]+)'
const whom = '（？：求职者|求职人员？|应聘者|应聘人员？|新？员工|劳动者|本人|个人|任何人|入职者|入职人员）'
const deny = '（？<!不得|不能|不可|非）（？：不|无|免|没有？|未|严禁|禁止|杜绝|拒绝|零|勿|(?<!\\d)0）'
const may = `(?：再|会|得|需|须|要|用|必|准|允许|能|可|应|存在|曾|将|以任何（？：名义|名目|理由|形式|方式）|以各种名目|向${whom}|让${whom})*`
const takes =
  '（？：另行？|额外|预先？|提前|违规|变相|收取？|收缴|缴纳？|交纳？|交付|支付|付|扣除？|扣押|扣留|要求？|索取|提供|设立？|设置|有|出|办理？|产生|涉及|承担|负担）{0,3}'
const what = `（？：${whom}|任何|其他|其它|各类|各种|一切|所有|相关|形式|名目|名义|方式|费用|等|的|入职|岗前|上岗|如|包括|${number}元）*:?`
/** Words in a row and their joints; no word holds a joint, so that a long row is read in one way only. */
const item = '(?:(?![和或及与以])[\\u4e00-\\u9fff]){1,7}'
const list = `(?:${item}(?：以及|或者|或（？！者）|[、和及与/]))*`
const more = `(?:(?：以及|[、和或及与/])${item})*?`
const denied = pattern(`${deny}${may}${takes}${what}${list}$`, 'u')
const deniedAfter = pattern(
  `^${more}（？：等）？（？：费用|用）？（？：一律|全部|均|都|也）*（？：不收|不交|不需要？|不用交？|无需|免收|免交|免缴|全免|免除|没有|不要）`,
  'u',
)
/** 不交押金不录用: without it nobody is hired, so it is taken. */
const orElse =
  /^(?:不交|不缴|未交|未缴)?(?:纳)?(?:的|者)*(?:人员?)?(?:一律|均|都|就)?(?:不(?:予|能|得|可|给|录|聘|入职|上岗|发|办|招|安排|退)|勿扰|免谈|谢绝)/u
const sum = pattern(`^[：为是每人]*${number}（？：元|块|千|百|万）`, 'u')
/** What customers leave with the firm is its business. */
const business =
  /(?:客户|顾客|租客|租户|房客|住客|旅客|游客|业主|会员|商户|投标|履约|质量|工程|农民工工资|房屋|房租|租车|租赁|车辆|竞买|拍卖)(?:入住|退房|租房)?(?:的|缴纳的?|交纳的?|交的|支付的?)?$/u

function isFree(before: string, after: string): boolean {
  const said = (clause.exec(before)?.[0] ?? '').replaceAll(' ', '')
  const next = after.replaceAll(' ', '')
  if (business.test(said)) return true
  if (orElse.test(next)) return false
  if (deniedAfter.test(next)) return true
  return denied.test(said) && !(sum.test(next) && /[、和或及与/]$/.test(said))
}

const firm = '（？：本|我|用人|招聘）？（？：单位|公司|企业|司|厂里|厂方|工厂|雇主|店里|甲方）'
const bears = '（？：承担|负担|支付|负责|出|报销|付|缴纳）'
const borneBefore = pattern(
  `（？：（？<!不予？|自行）（？：报销|补贴|补助）|${firm}（？：全部|全额|统一|免费）？${bears}）${what}${list}$`,
  'u',
)
const borneAfter = pattern(
  `^${more}（？：等）？（？：费用|用）？（？：都|均|全部|全额|一律|可以？|已）*（？：（？：由|归）？${firm}（？：全部|全额|统一|一律）？${bears}|免费|（？：给予？）？（？：报销|补贴|补助））`,
  'u',
)

/** The employer bears it: nobody pays for getting the work. */
function isBorne(before: string, after: string): boolean {
  const said = (clause.exec(before)?.[0] ?? '').replaceAll(' ', '')
  return borneBefore.test(said) || borneAfter.test(after.replaceAll(' ', ''))
}
