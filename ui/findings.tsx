import { answerWords } from '#ui/form/answers.ts'
import type { Row } from '#ui/form/schema.ts'

type Finding = {
  readonly id: string
  readonly result: string
  readonly reason?: string
  /** What the office's records said of it. */
  readonly seen?: readonly string[]
}

/** What the review found of each material and condition (8.2), with the reasons as the visitor hears them. */
export function Findings({ review, rows }: { review: unknown; rows: readonly Row[] }) {
  const found = [...listOf(review, 'materials'), ...listOf(review, 'conditions')]
  if (found.length === 0) return null
  return (
    <table className="plain findings">
      <caption>审查情况</caption>
      <tbody>
        {found.map((f) => (
          <tr key={f.id}>
            <th scope="row">{rows.find((r) => r.id === f.id)?.label ?? f.id}</th>
            <td data-is={f.result}>{answerWords[f.result] ?? f.result}</td>
            <td>
              {f.reason ?? ''}
              {f.seen?.map((says) => (
                <div key={says}>
                  <small>{says}</small>
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function listOf(review: unknown, key: 'materials' | 'conditions'): readonly Finding[] {
  const list = typeof review === 'object' && review !== null ? (review as Record<string, unknown>)[key] : undefined
  if (!Array.isArray(list)) return []
  return list.flatMap((v: Partial<Finding>) => (v.id && v.result ? [{ ...v, id: v.id, result: v.result }] : []))
}
