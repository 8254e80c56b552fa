import { missingOpens } from '#core/service/missing.ts'
import { parseYaml, readService } from '#core/service/read.ts'

/** What keeps a file from being a version, as the server would say it: each open that it lacks, each fault with its line (6.2). */
export function draftFaults(text: string, file: string): readonly string[] {
  const parsed = parseYaml(text, file)
  const lacking = 'problems' in parsed ? [] : missingOpens(parsed.value)
  const read = readService(text, file)
  const faults = 'problems' in read ? read.problems : []
  return [
    ...lacking.map((label) => `八公开缺“${label}”`),
    ...faults.slice(0, 50).map(({ file: name, line, says }) => `${name} 第${line}行：${says}`),
  ]
}
