import { answerWords } from '#ui/form/answers.ts'
import type { Row } from '#ui/form/schema.ts'
import { foundIn } from '#ui/found.ts'

/** What the review found of each material and condition (8.2), with the reasons as the visitor hears them. */
export function Findings({ review, rows }: { review: unknown; rows: readonly Row[] | undefined }) {
  const found = foundIn(review, rows)
  if (found === null) return <p className="quiet">审查情况正在载入……</p>
  if (found.length === 0) return null
  return (
    <table className="plain findings">
      <caption>审查情况</caption>
      <tbody>
        {found.map((f) => (
          <tr key={f.id}>
            <th scope="row">{f.label}</th>
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
