/** One line of a `dl`; nothing where there is nothing to say. */
export function Fact({ name, says }: { name: string; says: string }) {
  return says ? (
    <div>
      <dt>{name}</dt>
      <dd>{says}</dd>
    </div>
  ) : null
}
