import { type Html, html } from '#apps/portal/layout.ts'
import type { Chart } from '#core/chart.ts'
import { type Box, drawn, type Way } from '#core/lanes.ts'

/** Sizes in px of the drawing, as the stylesheet writes in it. */
const sizes = { letter: 15, height: 36 }

/** The flow of a process as a drawing and as a table, both from the chart of the table that runs (1.2.i): no script needed. */
export function flowOf(chart: Chart): Html {
  const { width, height, boxes, ways, joins } = drawn(chart, sizes)
  return html`<div class="wide" role="region" aria-label="流程图" tabindex="0"><svg class="flow" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${chart.title}流程图，各步骤见下表">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
${ways.map(line)}
${joins.map(({ x, y }) => html`<circle class="join" cx="${x}" cy="${y}" r="2.5"/>`)}
${boxes.map(node)}
</svg></div>
${table(chart)}`
}

function node({ id, label, closed, x, y, width, height }: Box): Html {
  return html`<g class="${closed ? 'node end' : 'node'}" data-state="${id}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${closed ? 18 : 5}"/><text x="${x + width / 2}" y="${y + height / 2 + 5}" text-anchor="middle">${label}</text></g>`
}

function line({ from, to, label, is, points }: Way): Html {
  const corners = points.map(({ x, y }) => `${x} ${y}`).join('L')
  return html`<path class="way ${is}" data-way="${from}>${to}" d="M${corners}" marker-end="url(#tip)"><title>${label}</title></path>`
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
