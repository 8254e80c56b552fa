import { CheckLine, type LineProps } from './line.tsx'
import type { LineView } from './types.ts'

/** Lines that are looked at together: a window, a person, the place. */
export type Group = { readonly id: string; readonly name: string; readonly lines: readonly LineView[] }

/** Standing before a window one answers its lines, then goes on to the next: by whom and not by item. */
export function groupsOf(lines: readonly LineView[]): readonly Group[] {
  const order = { venue: 0, window: 1, person: 2 }
  const groups = Map.groupBy(lines, ({ whom }) => whom?.id ?? '')
  return [...groups]
    .map(([id, own]) => ({ id: id || 'venue', name: own[0]?.whom?.name ?? '场所', lines: own }))
    .sort((a, b) => order[a.lines[0]?.about ?? 'venue'] - order[b.lines[0]?.about ?? 'venue'])
}

type Props = {
  groups: readonly Group[]
  chosen: string
  open: (group: Group) => number
  onChoose: (id: string) => void
  stateOf: (line: LineView) => Omit<LineProps, 'line'>
}

/** The checklist on a tablet: one group at a time, each chip saying how much of it is left. */
export function CheckList({ groups, chosen, open, onChoose, stateOf }: Props) {
  const group = groups.find(({ id }) => id === chosen) ?? groups[0]
  if (!group) return <p className="quiet">这次检查没有项目。</p>
  const next = groups[groups.indexOf(group) + 1]
  return (
    <div className="checks">
      <nav className="check-groups" aria-label="检查对象">
        {groups.map((one) => {
          const left = open(one)
          return (
            <button key={one.id} type="button" aria-current={one === group} onClick={() => onChoose(one.id)}>
              {one.name}
              <small>{left === 0 ? '✓ 已填完' : `余 ${left} 项`}</small>
            </button>
          )
        })}
      </nav>
      <section aria-labelledby="check-group">
        <h2 id="check-group">{group.name}</h2>
        <ol className="check-lines">
          {group.lines.map((line) => (
            <CheckLine key={line.key} line={line} {...stateOf(line)} />
          ))}
        </ol>
        {next ? (
          <button type="button" className="plain-button next" onClick={() => onChoose(next.id)}>
            下一个：{next.name}
          </button>
        ) : null}
      </section>
    </div>
  )
}
