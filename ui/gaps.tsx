export type GapRow = { readonly clause: string; readonly says: string }

/** What is missing, each with the clause that asks for it. Nothing missing is said too. */
export function GapList({ gaps, well }: { gaps: readonly GapRow[]; well: string }) {
  if (gaps.length === 0) return <p className="quiet">{well}</p>
  return (
    <ul aria-label="需要补齐的">
      {gaps.map(({ clause, says }) => (
        <li key={`${clause} ${says}`} className="alarm">
          {says}
          <span className="clauses"> 依据 {clause}</span>
        </li>
      ))}
    </ul>
  )
}
