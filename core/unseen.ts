/** Signs that nobody sees: they come in with what is copied from elsewhere, and part a word that looks whole. */

/** Those that carry no meaning in any text of an office: where somebody types, they are simply left out. */
const idle = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/gu

/** A text without the signs that carry no meaning. */
export const withoutIdle = (text: string): string => text.replaceAll(idle, '')

const hidden = /[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]|(?![\t\r\n])\p{Cc}/u

const names: Readonly<Record<string, string>> = {
  ...{ '\u00ad': '软连字符', '\u200b': '零宽空格', '\u2060': '零宽连接符', '\ufeff': '零宽空格' },
  ...{ '\u200e': '方向标记', '\u200f': '方向标记', '\t': '制表符', '\n': '换行', '\r': '换行' },
}

/** Where the first sign stands that nobody sees, and what to do about it; null: there is none. */
export function unseenSays(text: string, signs: RegExp = hidden): string | null {
  const [sign] = signs.exec(text) ?? []
  if (sign === undefined) return null
  const before = [...text.slice(0, text.indexOf(sign))].length
  const named = names[sign] ?? (/[\u202a-\u202e\u2066-\u2069]/u.test(sign) ? '方向控制符' : null)
  const place = before === 0 ? '开头' : `第${before}个字后面`
  return `${place}有看不见的控制符${named ? `（${named}）` : ''}，请把这一处删去重新输入`
}
