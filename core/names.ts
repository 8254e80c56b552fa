/**
 * The one rule of names, of people and of units, at every door: letters and ideographs of all scripts, rare ones too (𠮷), with
 * what is written between them (·, spaces, digits, brackets). No picture sign, nothing that can't be seen, and nothing without a
 * letter is a name. Pure, the same in browser and server.
 */

/** Ideographs that the platform does not know yet, and the marks that choose the shape of one. */
const newer = String.raw`\u{20000}-\u{3fffd}\u{e0100}-\u{e01ef}`
const letter = /[[\p{L}--\p{Default_Ignorable_Code_Point}]\u{20000}-\u{3fffd}〇]/v
const signs = String.raw`[[\p{L}\p{M}\p{N}\p{P}\p{Zs}＋\+〓○]--[\p{Me}\p{Default_Ignorable_Code_Point}]]`
const name = new RegExp(`^[${signs}${newer}]*$`, 'v')

/** Why a text is no name, in words that stand behind what it is called; null where it is one. */
export function nameSays(text: string): string | null {
  if (!name.test(text)) return '只用文字，可以有“·”、空格和括号，不用图形符号和看不见的字符'
  return letter.test(text) ? null : '要有文字，不能只是数字或符号'
}

/** The fields of services that hold the name of a person or of a unit. */
const called = /^(name|company|employer|householder|agent|witness|[a-z][A-Za-z0-9]*Name)$/

export const holdsName = (field: string): boolean => called.test(field)
