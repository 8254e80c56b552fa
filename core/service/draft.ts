import type { Place, PlaceOf, Service } from '#core/service/format.ts'
import { missingOpens } from '#core/service/missing.ts'
import { parseYaml, readService } from '#core/service/read.ts'

/** Faults that are told of one file at once. */
const mostFaults = 50

/** Where each of the eight opens is written: the part of the file, and its keys. */
const wherein: Readonly<Record<string, readonly [readonly string[], string]>> = {
  服务项目: [[], 'name、summary 和 scope'],
  办理程序: [['steps'], 'steps'],
  申报材料: [['materials'], 'materials（不要材料的写 []）'],
  收费标准: [['opens'], 'opens 下面的 fee'],
  办结时限: [['limits'], 'limits 下面的 promised'],
  政策依据: [['basis'], 'basis'],
  行政许可: [['opens'], 'opens 下面的 licence'],
  承办人员: [['opens'], 'opens 下面的 handler'],
}

type Draft =
  | { readonly service: Service; readonly placeOf: PlaceOf }
  | { readonly lacking: readonly string[]; readonly faults: readonly string[] }

/** A text as a version; or what keeps it from being one: each open that it lacks, each fault with its place (6.2). */
export function readDraft(text: string, file: string): Draft {
  const parsed = parseYaml(text, file)
  const lacking = 'problems' in parsed ? [] : missingOpens(parsed.value)
  const read = readService(text, file)
  if ('service' in read && lacking.length === 0) return read
  const faults = 'problems' in read ? read.problems : []
  return {
    lacking: lacking.map((label) => {
      const [path, keys] = wherein[label] ?? [[], '']
      const place = 'problems' in parsed ? { line: 1, column: 1 } : parsed.placeOf(path)
      return `${file} ${placeSays(place)}：八公开缺“${label}”，请写 ${keys}`
    }),
    faults: faults.slice(0, mostFaults).map((fault) => `${fault.file} ${placeSays(fault)}：${fault.says}`),
  }
}

/** A place as people read it. */
export const placeSays = ({ line, column }: Place): string => `第${line}行第${column}列`

/** The same in one list: what the page tells before anything is sent, as the server would. */
export function draftFaults(text: string, file: string): readonly string[] {
  const read = readDraft(text, file)
  return 'service' in read ? [] : [...read.lacking, ...read.faults]
}
