import type { Day } from '#core/day.ts'
import { personalIn } from '#rules/open-affairs/publication/privacy.ts'

/**
 * Ways in which a text tells of a person what is theirs to keep (个人信息保护法 art. 28): what is said of nobody in
 * particular, such as 残疾人 as a group that is served, passes.
 */
// biome-ignore format: one category, one row
const categories: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: '个人病史、健康情况', pattern: /(?:确诊|诊断为|患有|身患|罹患)[^。；，\n]{0,12}|(?:精神|智力|视力|听力|肢体|言语|多重)?残疾(?:等级)?[一二三四1-4]级/gu },
  { what: '个人证件编号', pattern: /(?:残疾人?证|身份证|就业创业证|低保证|护照|社保卡)(?:编?号码?)[:：为是]?\s*[A-Za-z0-9]{6,}/gu },
  { what: '个人家庭经济情况', pattern: /(?:本人|其|家庭|[\p{Script=Han}]{1,3}某|[\p{Script=Han}]\*{1,2})(?:属于?|系|为|是)(?:低保|特困|建档立卡|贫困)/gu },
  { what: '个人宗教信仰', pattern: /(?:信仰|信奉)(?:佛|道|基督|天主|伊斯兰)教/gu },
  { what: '个人违法犯罪记录', pattern: /(?:本人|其|[\p{Script=Han}]{1,3}某|[\p{Script=Han}]\*{1,2})[^。；\n]{0,8}(?:刑满释放|服刑|吸毒|社区矫正|犯罪记录)/gu },
  { what: '个人住址', pattern: /(?:家庭住址|现住址|户籍地址|住址)[:：为]\s*[^\s。；，]{4,}/gu },
  { what: '个人银行账户', pattern: /(?:开户行|银行账号|银行卡号|账号)[:：为]\s*\d{6,}/gu },
  { what: '未成年人信息', pattern: /(?:之子|之女|儿子|女儿|孙子|孙女)[^。；，\n]{0,6}(?:\d{1,2}|[一二三四五六七八九十]{1,2})岁/gu },
]

/** What of a text may not go out, each as a sentence with its place: numbers of persons, and what is told of one. */
export function privateIn(label: string, text: string, own: readonly string[], today: Day): readonly string[] {
  const place = (at: number) => placeOf(label, text, at)
  return [
    ...personalIn(text, own, today).map(
      ({ what, at, shown }) => `${place(at)}的“${shown}”像是${what}，不能公开，请删去`,
    ),
    ...categories.flatMap(({ what, pattern }) =>
      [...text.matchAll(pattern)].map(
        ({ 0: found, index }) =>
          `${place(index)}的“${found.slice(0, 12)}”像是${what}，不能公开，请删去或者改成不指到个人的说法`,
      ),
    ),
  ]
}

function placeOf(label: string, text: string, at: number): string {
  const before = text.slice(0, at).split('\n')
  const column = [...(before.at(-1) ?? '')].length + 1
  return text.includes('\n') ? `${label}第${before.length}段第${column}字` : `${label}第${column}字`
}
