/** What clause 6.2 wants open, as a file says it; a draft may lack any of it. */
type Draft = Readonly<Record<string, unknown>>

/** Which of the eight opens a draft does not say yet, by name; of whatever was parsed, be it a service or not (6.2). */
export function missingOpens(parsed: unknown): readonly string[] {
  const draft = isDraft(parsed) ? parsed : {}
  const opens = isDraft(draft['opens']) ? draft['opens'] : {}
  const limits = isDraft(draft['limits']) ? draft['limits'] : {}
  const handling = draft['handling']
  const says = (key: string) => isDraft(opens[key]) && isWord(opens[key]['says'])
  const has = {
    服务项目: isWord(draft['name']) && isWord(draft['summary']) && isWord(draft['scope']),
    办理程序: handling === 'instant' || handling === 'initiated' || isFull(draft['steps']),
    申报材料: Array.isArray(draft['materials']),
    收费标准: says('fee'),
    办结时限: isDraft(limits['promised']) || handling === 'initiated',
    政策依据: isFull(draft['basis']),
    行政许可: says('licence'),
    承办人员: says('handler'),
  }
  return Object.entries(has).flatMap(([label, there]) => (there ? [] : [label]))
}

const isDraft = (value: unknown): value is Draft => typeof value === 'object' && value !== null && !Array.isArray(value)
const isWord = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''
const isFull = (value: unknown): boolean => Array.isArray(value) && value.length > 0
