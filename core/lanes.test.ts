import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Chart, chartOf } from '#core/chart.ts'
import { type Box, type Drawing, drawn, type Point, type Sizes } from '#core/lanes.ts'
import { codeOf, runningTables } from '#house/tables.ts'

/** As the portal draws, and as the desk does. */
const hands: readonly Sizes[] = [
  { letter: 15, height: 36 },
  { letter: 13, height: 36 },
]

type Line = { readonly a: Point; readonly b: Point; readonly way: string; readonly from: string; readonly to: string }

const linesIn = ({ ways }: Drawing): readonly Line[] =>
  ways.flatMap(({ from, to, points }) =>
    points.slice(1).map((b, i) => ({ a: points[i]!, b, way: `${from}>${to}`, from, to })),
  )

/** Whether two stretches of one axis have more in common than a point. */
const overlap = (a1: number, a2: number, b1: number, b2: number) =>
  Math.min(Math.max(a1, a2), Math.max(b1, b2)) - Math.max(Math.min(a1, a2), Math.min(b1, b2)) > 1e-6

/** Whether a line comes inside a box, its border left out. */
const comesInto = ({ a, b }: Line, { x, y, width, height }: Box) =>
  a.x === b.x
    ? a.x > x && a.x < x + width && overlap(a.y, b.y, y, y + height)
    : a.y > y && a.y < y + height && overlap(a.x, b.x, x, x + width)

const runsAlong = (one: Line, other: Line) =>
  (one.a.x === one.b.x &&
    other.a.x === one.a.x &&
    other.b.x === one.a.x &&
    overlap(one.a.y, one.b.y, other.a.y, other.b.y)) ||
  (one.a.y === one.b.y &&
    other.a.y === one.a.y &&
    other.b.y === one.a.y &&
    overlap(one.a.x, one.b.x, other.a.x, other.b.x))

const isOnBorder = ({ x, y }: Point, box: Box) =>
  (x >= box.x && x <= box.x + box.width && (y === box.y || y === box.y + box.height)) ||
  (y >= box.y && y <= box.y + box.height && (x === box.x || x === box.x + box.width))

/** All that makes a chart read wrongly: a line in a box or on another's, one that begins or ends beside its box, a label too wide. */
function faultsOf(drawing: Drawing, { letter }: Sizes): readonly string[] {
  const { boxes, ways, width, height } = drawing
  const lines = linesIn(drawing)
  const at = new Map(boxes.map((box) => [box.id, box]))
  const slanting = lines.filter(({ a, b }) => a.x !== b.x && a.y !== b.y).map(({ way }) => `${way} 是斜线`)
  const inside = lines.flatMap((line) =>
    boxes.flatMap((box) => (comesInto(line, box) ? [`${line.way} 穿过 ${box.label}`] : [])),
  )
  const along = lines.flatMap((one, i) =>
    lines
      .slice(i + 1)
      .flatMap((other) => (one.to !== other.to && runsAlong(one, other) ? [`${one.way} 压着 ${other.way}`] : [])),
  )
  const loose = ways.flatMap(({ from, to, points }) =>
    isOnBorder(points[0]!, at.get(from)!) && isOnBorder(points.at(-1)!, at.get(to)!) ? [] : [`${from}>${to} 没有连上`],
  )
  const meeting = boxes.flatMap((one, i) =>
    boxes
      .slice(i + 1)
      .flatMap((other) =>
        overlap(one.x, one.x + one.width, other.x, other.x + other.width) &&
        overlap(one.y, one.y + one.height, other.y, other.y + other.height)
          ? [`${one.label} 叠着 ${other.label}`]
          : [],
      ),
  )
  const wide = boxes
    .filter(({ label, width: room }) => [...label].length * letter > room)
    .map(({ label }) => `${label} 写不下`)
  const points = [
    ...lines.flatMap(({ a, b }) => [a, b]),
    ...boxes.map((box) => ({ x: box.x + box.width, y: box.y + box.height })),
  ]
  const out = points.some(({ x, y }) => x < 0 || y < 0 || x > width || y > height) ? ['画到了图外'] : []
  return [...slanting, ...inside, ...along, ...loose, ...meeting, ...wide, ...out]
}

const tables = runningTables()

for (const process of tables)
  test(`${codeOf(process)} ${process.title}流程图：线不穿过别的框，不压着别的线，字写得下（1.2.i）`, () => {
    for (const sizes of hands) assert.deepEqual(faultsOf(drawn(chartOf(process), sizes), sizes), [])
  })

test('流程图画的就是正在运行的流程表：每个状态一个框，每条去路一条线，不多不少（1.2.i）', () => {
  assert.ok(tables.length >= 29)
  for (const process of tables) {
    const chart = chartOf(process)
    const { boxes, ways } = drawn(chart, hands[0]!)
    assert.deepEqual(boxes.map(({ id }) => id).sort(), Object.keys(process.states).sort(), process.title)
    assert.deepEqual(ways.map(({ from, to }) => `${from}>${to}`).sort(), waysOf(chart), process.title)
  }
})

function waysOf({ moves }: Chart): readonly string[] {
  const all = moves.flatMap(({ from, to }) => from.flatMap((a) => (to ?? []).map(({ state }) => [a, state] as const)))
  return [...new Set(all.filter(([a, b]) => a !== b).map(([a, b]) => `${a}>${b}`))].sort()
}

test('a line drawn straight from box to box, as it was, and a box moved are seen', () => {
  const jy10 = tables.find((process) => codeOf(process) === 'JY10')!
  const [sizes] = hands
  const drawing = drawn(chartOf(jy10), sizes!)
  const at = new Map(drawing.boxes.map((box) => [box.id, box]))
  const middle = (id: string, share: number) => ({
    x: at.get(id)!.x + at.get(id)!.width * share,
    y: at.get(id)!.y + 10,
  })
  const straight = drawing.ways.map((way) =>
    way.to === 'denied'
      ? { ...way, points: [middle(way.from, 1), { ...middle(way.to, 0), y: middle(way.from, 1).y }] }
      : way,
  )
  assert.match(faultsOf({ ...drawing, ways: straight }, sizes!).join('\n'), /穿过 待补正/)
  const moved = (to: Partial<Box>) =>
    faultsOf({ ...drawing, boxes: drawing.boxes.map((box) => (box.id === 'denied' ? { ...box, ...to } : box)) }, sizes!)
  assert.match(moved({ x: at.get('reviewing')!.x, y: at.get('reviewing')!.y }).join('\n'), /审查材料 叠着 不予核发/)
  assert.match(moved({ y: 0 }).join('\n'), />denied 没有连上/)
  assert.match(faultsOf(drawing, { letter: 30, height: 36 }).join('\n'), /写不下/)
})

test('ways that run together lead to the same state, and a dot marks where one comes into another', () => {
  for (const process of tables) {
    const drawing = drawn(chartOf(process), hands[0]!)
    for (const { x, y } of drawing.joins) {
      const through = linesIn(drawing).filter(({ a, b }) =>
        a.x === b.x
          ? x === a.x && y >= Math.min(a.y, b.y) && y <= Math.max(a.y, b.y)
          : y === a.y && x >= Math.min(a.x, b.x) && x <= Math.max(a.x, b.x),
      )
      assert.equal(new Set(through.map(({ to }) => to)).size, 1, `${process.title} ${x} ${y}`)
    }
  }
})
