/**
 * The first sign of each Pinyin initial's range, in the order of the platform's own Chinese collation: whatever sorts at or
 * after it, and before the next, begins with that letter.
 */
const firsts: readonly (readonly [string, string])[] = [
  ...[...'阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀'].map(
    (sign, i) => [sign, [...'abcdefghjklmnopqrstwxyz'][i] ?? ''] as const,
  ),
]

/** Surnames that are read otherwise than the sign commonly is. */
const surnames: Readonly<Record<string, string>> = {
  ...{ 单: 's', 曾: 'z', 解: 'x', 仇: 'q', 查: 'z', 朴: 'p', 区: 'o', 盖: 'g', 冼: 'x', 翟: 'z', 覃: 'q', 尉: 'y' },
  ...{ 重: 'c', 乐: 'y', 缪: 'm', 长: 'z', 种: 'c', 折: 's', 秘: 'b', 逄: 'p', 员: 'y', 召: 's', 洗: 'x', 万: 'w' },
}

const collator = new Intl.Collator('zh-u-co-pinyin')

/** A sign's letter never changes, and finding it compares it with half the alphabet. */
const letters = new Map<string, string>()

function letterOf(sign: string): string {
  const known = letters.get(sign)
  if (known !== undefined) return known
  const letter = found(sign)
  letters.set(sign, letter)
  return letter
}

function found(sign: string): string {
  if (!/^\p{Script=Han}$/u.test(sign)) return /^[a-z0-9]$/i.test(sign) ? sign.toLowerCase() : ''
  return firsts.findLast(([first]) => collator.compare(sign, first) >= 0)?.[1] ?? ''
}

/** The Pinyin initials of a text, `失业登记` → `sydj`, by the commonest reading of each sign; other signs are left out. */
export function initialsOf(text: string): string {
  return [...text].map(letterOf).join('')
}

/** What a person's name may be typed as: its initials, and those by the reading that the sign has as a surname. */
export function nameInitials(name: string): readonly string[] {
  const all = initialsOf(name)
  const other = surnames[name[0] ?? '']
  return other && other !== all[0] ? [all, `${other}${all.slice(1)}`] : [all]
}
