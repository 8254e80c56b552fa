import { useId } from 'react'
import { type Box as BoxAt, drawn, type Way } from '#core/lanes.ts'
import type { Flow } from '#core/layout.ts'
import { Heads } from '#ui/heads.tsx'

/** Sizes in px of the drawing. */
const sizes = { letter: 13, height: 36 }

/** The flow chart of a process, drawn from the very table that runs it, with the state where the matter is. */
export function Chart({ flow, here }: { flow: Flow; here: string | null }) {
  const arrow = useId()
  const { width, height, boxes, ways, joins } = drawn(flow, sizes)
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
        {/* What leads on from here is drawn last, so that it lies on top where ways run together. */}
        {ways
          .toSorted((a, b) => Number(a.from === here) - Number(b.from === here))
          .map((way) => (
            <Line key={`${way.from}>${way.to}`} way={way} arrow={arrow} lit={way.from === here} />
          ))}
        {joins.map(({ x, y }) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r={2.5} className="arrow" />
        ))}
        {boxes.map((box) => (
          <Box key={box.id} box={box} here={box.id === here} />
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

function Box({ box: { x, y, width, height, label, closed }, here }: { box: BoxAt; here: boolean }) {
  const middle = { x: x + width / 2, textAnchor: 'middle' } as const
  return (
    <g className="state" data-here={here} data-closed={closed}>
      <rect x={x} y={y} width={width} height={height} rx={closed ? 18 : 5} />
      <text {...middle} y={y + height / 2 + (here ? -2 : 5)}>
        {label}
      </text>
      {here ? (
        <text {...middle} y={y + height / 2 + 13} className="here">
          您在这里
        </text>
      ) : null}
    </g>
  )
}

function Line({ way, arrow, lit }: { way: Way; arrow: string; lit: boolean }) {
  return (
    <path
      d={`M${way.points.map(({ x, y }) => `${x} ${y}`).join('L')}`}
      className="edge"
      data-way={way.is}
      data-lit={lit}
      markerEnd={`url(#${arrow})`}
    >
      <title>{way.label}</title>
    </path>
  )
}
