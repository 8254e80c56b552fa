import type { Day } from '#core/day.ts'
import { pattern } from '#core/reading.ts'
import { personalIn } from '#rules/open-affairs/publication/privacy.ts'
import { inDigits, plainOf, who } from './persons.ts'

const n = '[\\d一二三四五六七八九十百零〇]'
/** Of a group, not of one: whoever is so is served, or somebody's work is with them. */
const group =
  '（？！家庭成员的|人员|者|人（？！家）|对象|群体|职工|军人|证|以上|以下|等级|的（？：人|职|劳|家|申|重|可|，|都|均|须|应|凭）|工作|业务|政策|审核|经办|窗口|安置|帮教|申请|办理|受理|期间|专干）'
/** The same of families: there are no papers or posts of being with child. */
const family =
  '（？！的（？：人|职|劳|女|妇|家|，|可|都|均|须|应|凭）|人员|者|妇女|女职工|群体|对象|家庭|政策|工作|登记）'
const level =
  '（？：[一二三四1-4]级（？：的？（？：精神|智力|视力|听力|肢体|言语|多重））？残疾|残疾（？：等级）？（？：为|是）？[一二三四1-4]级）'
const home = '小区|花园|新村|公寓|宿舍|家属|住|家'
const regex = (...parts: readonly string[]) => pattern(parts.join(''), 'gu')

type Category = { readonly what: string; readonly pattern: RegExp; readonly unless?: RegExp; readonly only?: RegExp }

/**
 * Ways in which a text tells of a person what is theirs to keep (个人信息保护法 art. 28): what is said of nobody in
 * particular, such as 残疾人 as a group that is served, passes. `unless` and `only`: words of the same sentence up to there.
 */
// biome-ignore format: one category, one row
const categories: readonly Category[] = [
  { what: '个人病史、健康情况', pattern: regex(who, '[^。；\\n]{0,10}?(?:', level, '|（？：确诊|诊断为|患有|身患|罹患）[^。；，\\n]{1,12})', group) },
  { what: '个人病史、健康情况', pattern: /(?:确诊|诊断为|患有|身患|罹患)(?![^。；，\n]{0,16}(?:的|者|人员|家庭|职工))[^。；，\n]{1,12}/gu },
  { what: '个人病史、健康情况', pattern: regex(who, '[^。；，\\n]{0,6}?（？：患（？：了|上）？[^。；，\\n者]{0,6}（？：病|癌|症|炎|瘤|艾滋）|癌症|精神病|艾滋|尿毒症|白血病）', group) },
  { what: '个人婚姻、生育情况', pattern: regex(who, '[^。；\\n]{0,8}?（？：怀孕|有？身孕|流产|未婚先孕|离婚|离异|丧偶|再婚|收养|领养|养子|养女）', family) },
  { what: '个人证件编号', pattern: /(?:残疾人?证|身份证|就业创业证|低保证|护照|社保卡)(?:编?号码?)[:：为是]?[A-Za-z0-9]{6,}/gu },
  { what: '个人家庭经济情况', pattern: regex('(?:', who, '[^。；\\n]{0,6}?|（？<=申请人|本人）家庭）（？：属于？|系|为|是|享受|领取|纳入|列为|吃）[^，。；\\n]{0,4}?（？：低保|特困|建档立卡|贫困|五保）', group) },
  { what: '个人宗教信仰', pattern: /(?:信仰|信奉)(?:佛|道|基督|天主|伊斯兰)教/gu },
  { what: '个人违法犯罪记录', pattern: regex(who, '[^。；\\n]{0,8}?（？：刑满释放|服刑|吸毒|戒毒|社区矫正|犯罪记录|前科|判处|判刑|坐过？牢|拘留|犯罪|案底|缓刑|假释|刑事处罚|逮捕）', group) },
  { what: '个人住址', pattern: /(?:家庭住址|现住址|户籍地址|住址)[:为][^\s。；，]{4,}/gu },
  { what: '个人住址', pattern: regex('（？：家住|现住|住在|居住于|居住在）[^。；，\\n]{0,20}?', n, '+（？：号|楼|单元|室|组|栋|幢）') },
  { what: '个人住址', pattern: regex(n, '+单元', n, '{2,5}（？：室|号|户）？'), unless: /地点|办公|报名|咨询|公司|中心|学校|大厦|窗口|服务站|事务所|本所|本局|会场/u },
  { what: '个人住址', pattern: regex(n, '+（？：栋|幢|号楼）', n, '{3,5}（？：室|号|户）？'), only: regex(home) , unless: /地点|办公|报名|咨询|公司|中心|学校|大厦|窗口|服务站|本所|本局|会场/u },
  { what: '个人银行账户', pattern: /(?:开户行|银行账号|银行卡号|账号)[:为]\d{6,}/gu },
  { what: '个人电子邮箱', pattern: /[\w.+-]+@(?![\w.-]*\bgov\.cn)[\w-]+(?:\.[\w-]+)+/gu, unless: /(?:本单位|单位|所|局|中心|办公室|服务站|窗口|公司|监督|投诉|举报|意见|报名|投稿|咨询|受理|公共)[^，。；\n]{0,10}$/u },
  { what: '个人QQ、微信', pattern: /(?:QQ|扣扣|微信)(?:号码?)?[:为是]?[A-Za-z0-9][\w-]{4,}/giu, unless: /(?:本单位|单位|所|局|中心|办公室|服务站|窗口|公司|监督|投诉|举报|意见|报名|投稿|咨询|受理|公共)[^，。；\n]{0,10}$/u },
  { what: '未成年人信息', pattern: /(?:之子|之女|儿子|女儿|孙子|孙女)[^。；，\n]{0,6}(?:\d{1,2}|[一二三四五六七八九十]{1,2})岁/gu },
  { what: '未成年人信息', pattern: regex(who, '[^。；\\n]{0,8}?（？：（？<!\\d）（？：\\d|1[0-7]）|（？<![一二三四五六七八九十]）（？：[一二三四五六七八九]|十[一二三四五六七]?））周？岁（？！以）') },
  { what: '未成年人信息', pattern: regex(who, '[^。；\\n]{0,12}?（？：就读|上学|读书）[^。；，\\n]{0,16}（？：小学|初中|中学|幼儿园）') },
]

/** What is the office's own, telephones and addresses, is no secret. */
export type Own = { readonly phones: readonly string[]; readonly addresses: readonly string[] }

/** What of a text may not go out, each as a sentence with its place: numbers of persons, and what is told of one. */
export function privateIn(label: string, text: string, { phones, addresses }: Own, today: Day): readonly string[] {
  const place = (at: number) => placeOf(label, text, at)
  const { plain, at } = plainOf(text)
  const open = addresses
    .map((one) => plainOf(one).plain)
    .filter((one) => one.length > 4)
    .reduce((all, one) => all.replaceAll(one, '□'.repeat(one.length)), plain)
  const told = categories.flatMap(({ what, pattern, unless, only }) =>
    [...open.matchAll(pattern)].flatMap(({ 0: found, index }) => {
      const before =
        open
          .slice(0, index)
          .split(/[。；\n]/u)
          .at(-1) ?? ''
      if (unless?.test(before) || (only && before.search(only) < 0)) return []
      return [{ what, found, from: at[index] ?? 0 }]
    }),
  )
  return [
    ...personalIn(inDigits(text), phones, today).map(
      ({ what, at: from, shown }) => `${place(from)}的“${shown}”像是${what}，不能公开，请删去`,
    ),
    ...told
      .filter(({ what, from }, i) => told.findIndex((one) => one.what === what && one.from === from) === i)
      .map(
        ({ what, found, from }) =>
          `${place(from)}的“${found.slice(0, 12)}”像是${what}，不能公开，请删去或者改成不指到个人的说法`,
      ),
  ]
}

function placeOf(label: string, text: string, at: number): string {
  const before = text.slice(0, at).split('\n')
  const column = [...(before.at(-1) ?? '')].length + 1
  return text.includes('\n') ? `${label}第${before.length}段第${column}字` : `${label}第${column}字`
}
