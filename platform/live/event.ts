import { liesIn } from '#core/path.ts'

/** What changed, as a hint to look again: ids only, no words. The client polls too, so a lost hint costs seconds, not truth. */
export type Hint = {
  readonly tenantId: string
  /** ltree paths of the organizations concerned; people there and above them hear of it. */
  readonly orgPaths: readonly string[]
  /** Posts whose desk changed. */
  readonly posts: readonly string[]
  readonly matter: { readonly id: string; readonly version: number } | null
  /** The queue of those offices moved: a number was taken or called. */
  readonly queue?: true
}

/** What one node hears of another: what changed, or `again` where some of that may have been lost on its way. */
export type News = readonly Hint[] | 'again'

/** Whether someone at `listener` hears of what happened at `happened`: there or below. */
export function hears(listener: string, happened: string): boolean {
  return liesIn(happened, listener)
}
