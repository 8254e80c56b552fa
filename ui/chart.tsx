import { useId } from 'react'
import { type Edge, type Flow, laidOut, type Place } from '#core/layout.ts'
import { Heads } from '#ui/heads.tsx'

/** Sizes in px of the drawing. */
const box = { width: 132, height: 34, across: 186, down: 64, left: 34, top: 22 }

/** The flow chart of a process, drawn from the very table that runs it, with the state where the matter is. */
export function Chart({ flow, here }: { flow: Flow; here: string | null }) {
  const arrow = useId()
  const drawn = laidOut(flow)
  const width = box.left + drawn.columns * box.across
  const height = box.top + drawn.rows * box.down
  const at = new Map(drawn.places.map((p) => [p.id, p]))
  const state = flow.states.find((s) => s.id === here)
  return (
    <figure className="chart">
      <figcaption>{state ? `您在这里：${state.label}` : `${flow.title}流程`}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={`${flow.title}流程图${state ? `，现在：${state.label}` : ''}，各步骤见下表`}
      >
        <defs>
          <marker
            id={arrow}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="6"
            markerHeight="6"
            orient="auto"
            markerUnits="userSpaceOnUse"
          >
            <path d="M0 0 8 4 0 8z" className="arrow" />
          </marker>
        </defs>
        {drawn.edges.map((edge) => (
          <Line key={`${edge.from}>${edge.to}`} edge={edge} at={at} arrow={arrow} lit={edge.from === here} />
        ))}
        {drawn.places.map((p) => (
          <Box key={p.id} place={p} here={p.id === here} />
        ))}
      </svg>
      <Steps flow={flow} here={here} />
    </figure>
  )
}

/** The same as words: from the state in hand first, or all steps where none is in hand. */
function Steps({ flow, here }: { flow: Flow; here: string | null }) {
  const label = (id: string) => flow.states.find((s) => s.id === id)?.label ?? id
  const steps = here === null ? flow.moves : flow.moves.filter((m) => m.from.includes(here))
  if (steps.length === 0) return <p className="quiet">已到终点。</p>
  return (
    <table className="plain">
      <caption className="unseen">{here === null ? '全部步骤' : '从这里可以走的步骤'}</caption>
      <Heads of={['步骤', '到', '依据']} />
      <tbody>
        {steps.map((m) => (
          <tr key={m.move}>
            <th scope="row">{m.label}</th>
            <td>
              {m.to
                ? m.to.map((t) => (t.when ? `${label(t.state)}（${t.when}）` : label(t.state))).join('，或')
                : '状态不变'}
            </td>
            <td className="digits">{m.clauses.join('、')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function corner(place: Place): { x: number; y: number } {
  return { x: box.left + place.column * box.across, y: box.top + place.row * box.down }
}

function Box({ place, here }: { place: Place; here: boolean }) {
  const { x, y } = corner(place)
  return (
    <g className="state" data-here={here} data-closed={place.closed}>
      <rect x={x} y={y} width={box.width} height={box.height} rx={place.closed ? box.height / 2 : 5} />
      <text x={x + box.width / 2} y={y + 22} textAnchor="middle">
        {place.label}
      </text>
      {here ? (
        <text x={x + box.width / 2} y={y - 6} textAnchor="middle" className="here">
          ▼ 您在这里
        </text>
      ) : null}
    </g>
  )
}

type LineProps = { edge: Edge; at: ReadonlyMap<string, Place>; arrow: string; lit: boolean }

function Line({ edge, at, arrow, lit }: LineProps) {
  const from = at.get(edge.from)
  const to = at.get(edge.to)
  if (!from || !to) return null
  const way = to.closed ? 'end' : to.row <= from.row ? 'back' : 'on'
  return (
    <path
      d={paths[way](corner(from), corner(to))}
      className="edge"
      data-way={way}
      data-lit={lit}
      markerEnd={`url(#${arrow})`}
    >
      <title>{edge.label}</title>
    </path>
  )
}

type Point = { x: number; y: number }

const paths: Readonly<Record<'on' | 'back' | 'end', (a: Point, b: Point) => string>> = {
  /** Down the road, out of the bottom and into the top. */
  on: (a, b) => {
    const [x1, y1, x2, y2] = [a.x + box.width / 2, a.y + box.height, b.x + box.width / 2, b.y - 1]
    return `M${x1} ${y1} C${x1} ${y1 + 22} ${x2} ${y2 - 22} ${x2} ${y2}`
  },
  /** Back up along the left side. */
  back: (a, b) => {
    const [y1, y2] = [a.y + box.height / 2, b.y + box.height / 2]
    const x = Math.min(a.x, b.x) - 24
    return `M${a.x} ${y1} C${x} ${y1} ${x} ${y2} ${b.x - 1} ${y2}`
  },
  /** Out to the right, to an end. */
  end: (a, b) => {
    const [x1, y1, x2, y2] = [a.x + box.width, a.y + box.height / 2, b.x - 1, b.y + box.height / 2]
    return `M${x1} ${y1} C${x1 + 40} ${y1} ${x2 - 40} ${y2} ${x2} ${y2}`
  },
}
