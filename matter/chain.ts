import { digestOf, type Line, linkOf } from '#core/journal.ts'
import type { Linked } from '#matter/lines.ts'
import type { Held } from '#matter/store.ts'
import { sm3 } from '#platform/crypto/sm3.ts'

/** What is wrong with a record, in one word, with the words that people read. */
export const faults = {
  'changed-line': '这一步的记录被改动过',
  'removed-line': '这一步的记录被删除',
  'swapped-lines': '这一步的记录被调换了次序',
  'added-line': '这一步的记录是另外加进来的',
  'changed-matter': '事项现在的内容与最后一步记录的不一致',
  'no-matter': '有记录而没有事项',
  'changed-day': '当日全部记录的总摘要不一致',
  'missing-day': '缺少当日全部记录的总摘要',
  'changed-office-line': '单位变更记录的链条断开',
  'changed-audit-line': '审计记录的链条断开',
} as const
export type Fault = keyof typeof faults

export type Wrong = { readonly what: Fault; readonly seq: number | null }

/** A line's own link, made again from what the line says now. */
function linkAgain({ hash: _hash, ...line }: Linked, seq: number = line.seq): string {
  return linkOf({ ...line, seq } satisfies Line, sm3)
}

/** Everything that is wrong with one matter's chain; lines as they lie, in the order of their numbers. Empty: it holds. */
export function wrongsOf({ matter, chain }: Held, lines: readonly Linked[]): readonly Wrong[] {
  const wrongs: Wrong[] = []
  const say = (what: Fault, seq: number | null) =>
    void (wrongs.some((one) => one.seq === seq && one.seq !== null) || wrongs.push({ what, seq }))
  let last: Linked | null = null
  for (const line of lines) {
    const expected: number = (last?.seq ?? 0) + 1
    for (let gone = expected; gone < line.seq && gone <= matter.version; gone += 1) say('removed-line', gone)
    if (line.seq < expected || line.seq > matter.version) say('added-line', line.seq)
    else if (linkAgain(line) !== line.hash)
      say(isMoved(line, matter.version) ? 'swapped-lines' : 'changed-line', line.seq)
    // The link of the line before was made of other content than this one was chained to.
    else if (line.seq === expected && line.prev !== (last?.hash ?? '') && !isWrong(wrongs, expected - 1))
      say('changed-line', Math.max(1, expected - 1))
    if (line.seq >= expected) last = line
  }
  for (let gone = (last?.seq ?? 0) + 1; gone <= matter.version; gone += 1) say('removed-line', gone)
  if (last?.seq !== matter.version) return wrongs
  if (last.hash !== chain) say('changed-line', last.seq)
  if (last.after !== digestOf(matter, sm3)) say('changed-matter', null)
  return wrongs
}

function isWrong(wrongs: readonly Wrong[], seq: number): boolean {
  return wrongs.some((one) => one.seq === seq)
}

/** The line is whole, but of another place: its link was made with that number. */
function isMoved(line: Linked, count: number): boolean {
  return Array.from({ length: count }, (_, i) => i + 1).some((seq) => linkAgain(line, seq) === line.hash)
}
