import type { LineOf, Service } from '#core/service/format.ts'
import { missingOpens } from '#core/service/missing.ts'
import { parseYaml, readService } from '#core/service/read.ts'

/** Faults that are told of one file at once. */
const mostFaults = 50

type Draft =
  | { readonly service: Service; readonly lineOf: LineOf }
  | { readonly lacking: readonly string[]; readonly faults: readonly string[] }

/** A text as a version; or what keeps it from being one: each open that it lacks, each fault with its line (6.2). */
export function readDraft(text: string, file: string): Draft {
  const parsed = parseYaml(text, file)
  const lacking = 'problems' in parsed ? [] : missingOpens(parsed.value)
  const read = readService(text, file)
  if ('service' in read && lacking.length === 0) return read
  const faults = 'problems' in read ? read.problems : []
  return {
    lacking: lacking.map((label) => `八公开缺“${label}”`),
    faults: faults.slice(0, mostFaults).map(({ file: name, line, says }) => `${name} 第${line}行：${says}`),
  }
}

/** The same in one list: what the page tells before anything is sent, as the server would. */
export function draftFaults(text: string, file: string): readonly string[] {
  const read = readDraft(text, file)
  return 'service' in read ? [] : [...read.lacking, ...read.faults]
}
