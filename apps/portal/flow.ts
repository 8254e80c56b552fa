import { type Html, html } from '#apps/portal/layout.ts'
import type { Chart } from '#core/chart.ts'
import { type Drawn, laidOut, type Place } from '#core/layout.ts'

/** Sizes in px of the drawing. */
const box = { width: 150, height: 36, across: 200, down: 66, left: 36, top: 14 }

/** The flow of a process as a drawing and as a table, both from the chart of the table that runs (1.2.i): no script needed. */
export function flowOf(chart: Chart): Html {
  const drawn = laidOut(chart)
  const width = box.left + drawn.columns * box.across
  const height = box.top + drawn.rows * box.down
  return html`<div class="wide" role="region" aria-label="流程图" tabindex="0"><svg class="flow" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${chart.title}流程图，各步骤见下表">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
${lines(drawn)}
${drawn.places.map((place) => node(place))}
</svg></div>
${table(chart)}`
}

const corner = ({ column, row }: Place) => ({ x: box.left + column * box.across, y: box.top + row * box.down })

function node(place: Place): Html {
  const { x, y } = corner(place)
  return html`<g class="${place.closed ? 'node end' : 'node'}" data-state="${place.id}"><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="${place.closed ? box.height / 2 : 5}"/><text x="${x + box.width / 2}" y="${y + 23}" text-anchor="middle"${place.label.length > 9 && html` font-size="12"`}>${place.label}</text></g>`
}

function lines({ edges, places }: Drawn): Html {
  const at = new Map(places.map((place) => [place.id, place]))
  return html`${edges.map(({ from, to, label }) => {
    const [a, b] = [at.get(from), at.get(to)]
    if (!a || !b) return null
    return html`<path class="way" data-way="${from}>${to}" d="${path(a, b)}" marker-end="url(#tip)"><title>${label}</title></path>`
  })}`
}

/** Down the road, back up along the left, or out to an end on the right. */
function path(from: Place, to: Place): string {
  const [a, b] = [corner(from), corner(to)]
  if (to.closed) {
    const [x1, y1, x2, y2] = [a.x + box.width, a.y + box.height / 2, b.x - 1, b.y + box.height / 2]
    return `M${x1} ${y1} C${x1 + 40} ${y1} ${x2 - 40} ${y2} ${x2} ${y2}`
  }
  if (to.row <= from.row) {
    const [y1, y2] = [a.y + box.height / 2, b.y + box.height / 2]
    const x = Math.min(a.x, b.x) - 26
    return `M${a.x} ${y1} C${x} ${y1} ${x} ${y2} ${b.x - 1} ${y2}`
  }
  const [x1, y1, x2, y2] = [a.x + box.width / 2, a.y + box.height, b.x + box.width / 2, b.y - 1]
  return `M${x1} ${y1} C${x1} ${y1 + 22} ${x2} ${y2 - 22} ${x2} ${y2}`
}

/** The same in words: each step, from where to where, by whom, by which clause. */
function table({ opens, states, moves }: Chart): Html {
  const label = (id: string) => states.find((state) => state.id === id)?.label ?? id
  const ends = (to: Chart['opens']['to']) =>
    to.map(({ state, when }) => (when ? `${label(state)}（${when}）` : label(state))).join('，或')
  const rows = moves.map(({ label: move, from, to, by, clauses }) => {
    return html`<tr><th scope="row">${move}</th><td>${from.map(label).join('、')}</td><td>${to ? ends(to) : '状态不变'}</td><td>${by.join('、')}</td><td>${clauses.join('、')}</td></tr>
`
  })
  return html`<details><summary>流程的每一步（和系统里运行的一致）</summary>
<div class="wide" role="region" aria-label="流程的每一步" tabindex="0"><table><thead><tr>${['步骤', '从', '到', '谁办', '服务规范'].map((word) => html`<th scope="col">${word}</th>`)}</tr></thead><tbody>
<tr><th scope="row">${opens.label}</th><td>—</td><td>${ends(opens.to)}</td><td>窗口</td><td>2.3.1</td></tr>
${rows}</tbody></table></div></details>`
}
