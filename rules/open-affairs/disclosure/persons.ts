/** Surnames of two signs, and the common ones of one: with one or two signs more they make a name. */
const surnames =
  '欧阳|司马|上官|诸葛|尉迟|夏侯|皇甫|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文褚卫尤施温庞樊兰殷陶洪翟安颜倪严牛章鲁葛俞柳莫焦聂齐梅庄辛管祝左涂耿毕卜关岳裴]'
/** Words that begin like a name and are none. */
const noName =
  '(?!任[何务职期免]|何[人时种]|高[龄校中等级新职技]|方[案式法面便向]|文[件本明化员]|金[额融]|万[元人户一]|余[额人]|常[住见规年]|康[复养]|施[工行]|安[置排全]|严[重格禁]|程[序度]|毕[业竟]|温馨|石油|白[天内]|关[于系]|管[理辖]|左右|章[程节]|马上|江[苏西]|毛利|史[料上]|田[间地]|钱款|于[是其]|许可|钟[点头]|易地|武[装警]|龙头|兰[州花]|左侧|金[牌银])'
const before =
  '（？<=^|[^\\p{Script=Han}]|对象|申请人|居民|学员|职工|员工|村民|核实|其中|孩子|对|给|向|由|和|与|及|将）'
/** What stands after a name where something is told of the person. */
const after =
  '(?=[，，、（（：：\\d]|系|是|为|属|患|确诊|诊断|身患|罹患|持|享受|领取|家|全家|一家|的|住|刑|服刑|吸毒|戒毒|曾|因|被|怀孕|身孕|流产|离婚|离异|再婚|丧偶|收养|领养|有|正在|就读|今年|现|残|肢|精神|智力|视力|听力|言语|多重|[一二三四]级|信）'
const named = `${before}${noName}(?:${surnames})\\p{Script=Han}{1,2}（？：同志|先生|女士|同学|师傅）？${after}`
const hidden = '(?:\\p{Script=Han}某{1,2}(?![些个种类项年月日地市区单企])[甲乙丙丁]?|\\p{Script=Han}[*×]{1,2})'
const pronoun =
  '（？：本人|其（？：本人|妻子？|丈夫|父亲？|母亲？|儿子|女儿|配偶|子女|子|女）？（？！[他中它余实次]））'

/** Somebody in particular: by name, with a name half hidden, or as the one who was spoken of. */
export const who = `(?:${named}|${hidden}|${pronoun})`

/** Signs of one width, without blanks and what can't be seen, each with its place in the text as it was written. */
export function plainOf(text: string): { readonly plain: string; readonly at: readonly number[] } {
  const at: number[] = []
  let plain = ''
  let place = 0
  for (const sign of text) {
    const same = sign.normalize('NFKC').replaceAll(/[^\S\n]|\p{Cf}/gu, '')
    plain += same
    for (let i = 0; i < same.length; i++) at.push(place)
    place += sign.length
  }
  return { plain, at }
}

const digits: Readonly<Record<string, string>> = Object.fromEntries(
  ['零〇○', '一幺壹', '二两贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((signs, digit) =>
    [...signs].map((sign) => [sign, String(digit)]),
  ),
)
const spelt = new RegExp(
  `[\\d０-９${Object.keys(digits).join('')}](?:[^\\S\\n]|[\\p{Cf}\\-‐—.·]|[\\d０-９${Object.keys(digits).join('')}]){9,}`,
  'gu',
)

/** A long number that is written in words, in digits: each sign stays at its place. */
export function inDigits(text: string): string {
  return text.replaceAll(spelt, (run) =>
    run.replaceAll(/\p{Cf}/gu, ' ').replaceAll(/./gsu, (sign) => digits[sign] ?? sign),
  )
}
