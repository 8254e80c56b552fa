import type { Condition } from '#core/process.ts'
import type { ClauseId } from '#regulation/clauses.ts'

/** A row that only one of several posts may take while their steps run side by side (6.4). `word`: the post, `name`: as people say it. */
export function onDutyFor(word: string, name: string, clause: ClauseId = '6.4'): Condition {
  return { clause, says: `应由${name}办理`, hides: true, holds: (_matter, setting) => setting.on(word) }
}
