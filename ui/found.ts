type Found = {
  readonly id: string
  readonly result: string
  readonly reason?: string
  /** What the office's records said of it. */
  readonly seen?: readonly string[]
}
type Named = { readonly id: string; readonly label: string }

/**
 * What a review found of each material and condition, under the names of the service; null until these have come: an id of
 * the program's own is nobody's word.
 */
export function foundIn(
  review: unknown,
  rows: readonly Named[] | undefined,
): readonly (Found & { readonly label: string })[] | null {
  const found = [...listOf(review, 'materials'), ...listOf(review, 'conditions')]
  if (found.length > 0 && rows === undefined) return null
  return found.map((one) => ({ ...one, label: rows?.find(({ id }) => id === one.id)?.label ?? '（名称没有查到）' }))
}

function listOf(review: unknown, key: 'materials' | 'conditions'): readonly Found[] {
  const list = typeof review === 'object' && review !== null ? (review as Record<string, unknown>)[key] : undefined
  if (!Array.isArray(list)) return []
  return list.flatMap((v: Partial<Found>) => (v.id && v.result ? [{ ...v, id: v.id, result: v.result }] : []))
}
