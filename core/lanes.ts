import { type Edge, type Flow, laidOut, type Place } from '#core/layout.ts'

/** Sizes in px: of a letter, and the least height of a box. */
export type Sizes = { readonly letter: number; readonly height: number }
export type Point = { readonly x: number; readonly y: number }
export type Box = Place & Point & { readonly width: number; readonly height: number }
/** One way, as corners joined by upright and level lines. Ways to one state may run together, and to no other. */
export type Way = Edge & { readonly is: 'on' | 'back' | 'end'; readonly points: readonly Point[] }
export type Drawing = {
  readonly width: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly ways: readonly Way[]
  /** Where a way comes into another that leads to the same state: a dot tells it from two that cross. */
  readonly joins: readonly Point[]
}

const gap = 9
const edgeRoom = 14

/**
 * A way through the lanes between the columns and the rows. Lanes are numbered by the column or row after them; null: it
 * falls straight down. `net` names the state and the side by which it is entered: ways of one net share their lanes.
 */
type Trip = {
  readonly edge: Edge
  readonly from: Place
  readonly to: Place
  readonly net: string
  readonly by: { readonly out: number; readonly into: number; readonly over: number } | null
}
/** In which order the nets lie in each lane: upright between columns, level between rows, level at a row's boxes. */
type Order = {
  readonly upright: ReadonlyMap<number, readonly string[]>
  readonly between: ReadonlyMap<number, readonly string[]>
  readonly beside: ReadonlyMap<number, readonly string[]>
}

/** A flow as boxes and lines: no line touches a box but its own two, and none lies on another that leads elsewhere. */
export function drawn(flow: Flow, sizes: Sizes): Drawing {
  const { places, edges, columns, rows } = laidOut(flow)
  const trips = edges.flatMap((edge) => tripOf(edge, places) ?? [])
  const make = (order: Order) => measured({ places, columns, rows, trips }, order, sizes)
  return untangled(firstOrder(trips), make)
}

function tripOf(edge: Edge, places: readonly Place[]): Trip | null {
  const from = places.find(({ id }) => id === edge.from)
  const to = places.find(({ id }) => id === edge.to)
  if (!from || !to) return null
  const isFree = (column: number, row: number) => !places.some((one) => one.column === column && one.row === row)
  const trip = (side: string, by: Trip['by']): Trip => ({ edge, from, to, net: `${edge.to}@${side}`, by })
  const over = to.row >= from.row ? to.row : to.row + 1
  if (from.column === to.column) {
    const isClear = between(from.row, to.row).every((row) => isFree(from.column, row))
    if (to.row > from.row && isClear) return trip('top', null)
    return trip('left', { out: from.column, into: from.column, over })
  }
  const isRight = to.column > from.column
  const side = isRight ? 'left' : 'right'
  const [out, into] = isRight ? [from.column + 1, to.column] : [from.column, to.column + 1]
  const inner = between(from.column, to.column)
  if (inner.every((column) => isFree(column, from.row))) return trip(side, { out: into, into, over })
  if (inner.every((column) => isFree(column, to.row))) return trip(side, { out, into: out, over })
  return trip(side, { out, into, over })
}

function between(a: number, b: number): readonly number[] {
  const low = Math.min(a, b) + 1
  return Array.from({ length: Math.max(0, Math.max(a, b) - low) }, (_, i) => low + i)
}

/** What goes up lies high, what goes down lies low, so that few lines cross; `untangled` betters it. */
function firstOrder(trips: readonly Trip[]): Order {
  const upright = new Map<number, string[]>()
  const level = new Map<number, string[]>()
  const beside = new Map<number, [net: string, climb: number][]>()
  const add = <K>(lanes: Map<K, string[]>, lane: K, net: string) =>
    lanes.set(lane, [...new Set([...(lanes.get(lane) ?? []), net])])
  const stand = (row: number, net: string, climb: number) => {
    const known = beside.get(row) ?? []
    if (!known.some(([one]) => one === net)) beside.set(row, [...known, [net, climb]])
  }
  for (const { from, to, net, by } of trips) {
    if (!by) continue
    add(upright, by.out, net)
    add(upright, by.into, net)
    if (by.out !== by.into) add(level, by.over, net)
    stand(from.row, net, to.row - from.row)
    stand(to.row, net, 0)
  }
  const sorted = [...beside].map(
    ([row, nets]) => [row, nets.toSorted(([, a], [, b]) => a - b).map(([net]) => net)] as const,
  )
  return { upright, between: level, beside: new Map(sorted) }
}

/** Turns two neighbours round wherever lines then cross less often, until nothing gets better. */
function untangled(first: Order, make: (order: Order) => Drawing): Drawing {
  let best = { order: first, drawing: make(first) }
  let least = crossings(best.drawing)
  for (let isBetter = true; isBetter; ) {
    isBetter = false
    for (const order of neighbours(best.order)) {
      const drawing = make(order(best.order))
      const count = crossings(drawing)
      if (count >= least) continue
      best = { order: order(best.order), drawing }
      least = count
      isBetter = true
    }
  }
  return best.drawing
}

function neighbours(order: Order): readonly ((order: Order) => Order)[] {
  const kinds = ['upright', 'between', 'beside'] as const
  return kinds.flatMap((kind) =>
    [...order[kind]].flatMap(([lane, nets]) =>
      nets.slice(1).map((_, i) => (now: Order) => {
        const turned = [...(now[kind].get(lane) ?? [])]
        turned.splice(i, 2, ...turned.slice(i, i + 2).toReversed())
        return { ...now, [kind]: new Map([...now[kind], [lane, turned]]) }
      }),
    ),
  )
}

type Plan = {
  readonly places: readonly Place[]
  readonly columns: number
  readonly rows: number
  readonly trips: readonly Trip[]
}

function measured({ places, columns, rows, trips }: Plan, order: Order, { letter, height }: Sizes): Drawing {
  const width = Math.max(...places.map(({ label }) => lengthOf(label))) * letter + 2 * gap
  const tall = (row: number) => Math.max(height, ((order.beside.get(row)?.length ?? 0) + 1) * gap)
  const room = (lanes: readonly string[] | undefined, least: number) =>
    Math.max(least, lanes ? (lanes.length - 1) * gap + 2 * edgeRoom : 0)
  const lefts = running(columns, (at) => room(order.upright.get(at), at === 0 ? 4 : 2 * edgeRoom), width)
  const tops = running(rows, (at) => room(order.between.get(at), at === 0 ? 4 : 2 * edgeRoom), tall)
  const spread = (lanes: readonly string[] | undefined, net: string, start: number, end: number) =>
    start + ((end - start) * ((lanes?.indexOf(net) ?? 0) + 1)) / ((lanes?.length ?? 0) + 1)
  const x = (lane: number, net: string) =>
    lane === columns
      ? (lefts[lane - 1] ?? 0) + width + edgeRoom + gap * (order.upright.get(lane)?.indexOf(net) ?? 0)
      : (lefts[lane] ?? 0) - edgeRoom - gap * (order.upright.get(lane)?.toReversed().indexOf(net) ?? 0)
  const over = (lane: number, net: string) =>
    lane === rows
      ? (tops[lane - 1] ?? 0) + tall(lane - 1) + edgeRoom + gap * (order.between.get(lane)?.indexOf(net) ?? 0)
      : (tops[lane] ?? 0) - edgeRoom - gap * (order.between.get(lane)?.toReversed().indexOf(net) ?? 0)
  const beside = (row: number, net: string) => spread(order.beside.get(row), net, tops[row]!, tops[row]! + tall(row))
  const boxes = places.map((place): Box => {
    const own = trips.flatMap(({ by, net, from, to }) =>
      by && (from === place || to === place) ? [beside(place.row, net)] : [],
    )
    const [top, room] = [tops[place.row]!, tall(place.row)]
    const [high, low] = own.length === 0 ? [top, top + room] : [Math.min(...own) - gap, Math.max(...own) + gap]
    const needs = own.length === 0 ? height : Math.min(room, Math.max(height, low - high))
    const y = Math.min(Math.max((high + low - needs) / 2, top), top + room - needs)
    return { ...place, x: lefts[place.column]!, y, width, height: needs }
  })
  const at = new Map(boxes.map((box) => [box.id, box]))
  const ways = trips.map((trip): Way => {
    const points = corners(trip, at.get(trip.from.id)!, at.get(trip.to.id)!, { x, over, beside })
    const is = trip.to.closed ? 'end' : turnsBack(trip) ? 'back' : 'on'
    return { ...trip.edge, is, points }
  })
  const all = [...ways.flatMap(({ points }) => points)]
  const right = Math.max(lefts.at(-1)! + width, ...all.map((point) => point.x))
  const low = Math.max(tops.at(-1)! + tall(rows - 1), ...all.map((point) => point.y))
  return { width: right + 6, height: low + 6, boxes, ways, joins: joinsOf(ways) }
}

const turnsBack = ({ from, to }: Trip): boolean => to.row < from.row || (to.row === from.row && to.column < from.column)

/** Where each of `count` columns or rows begins: after its lane, and after whatever stands before. */
function running(count: number, lane: (at: number) => number, size: number | ((at: number) => number)): number[] {
  const starts: number[] = []
  for (let at = 0, end = 0; at < count; at++) {
    starts.push(end + lane(at))
    end = starts[at]! + (typeof size === 'number' ? size : size(at))
  }
  return starts
}

/** In letters: a Chinese sign is one, a Latin one about half. */
function lengthOf(label: string): number {
  return [...label].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 0x2e80 ? 0.6 : 1), 0)
}

type Lanes = {
  readonly x: (lane: number, net: string) => number
  readonly over: (lane: number, net: string) => number
  readonly beside: (row: number, net: string) => number
}

function corners({ from, to, net, by }: Trip, a: Box, b: Box, { x, over, beside }: Lanes): readonly Point[] {
  if (!by) {
    const middle = a.x + a.width / 2
    return [
      { x: middle, y: a.y + a.height },
      { x: middle, y: b.y },
    ]
  }
  const [ya, yb] = [beside(from.row, net), beside(to.row, net)]
  const [out, into] = [x(by.out, net), x(by.into, net)]
  const start = { x: by.out > from.column ? a.x + a.width : a.x, y: ya }
  const end = { x: by.into > to.column ? b.x + b.width : b.x, y: yb }
  if (by.out !== by.into) {
    const y = over(by.over, net)
    return [start, { x: out, y: ya }, { x: out, y }, { x: into, y }, { x: into, y: yb }, end]
  }
  return ya === yb ? [start, end] : [start, { x: out, y: ya }, { x: out, y: yb }, end]
}

type Line = { readonly a: Point; readonly b: Point; readonly to: string }

const linesOf = ({ points, to }: Way): readonly Line[] => points.slice(1).map((b, i) => ({ a: points[i]!, b, to }))

/** How often lines that lead to different states cross. */
function crossings({ ways }: Drawing): number {
  const lines = ways.flatMap(linesOf)
  const upright = lines.filter(({ a, b }) => a.x === b.x)
  const level = lines.filter(({ a, b }) => a.x !== b.x)
  const isIn = (at: number, one: number, other: number) => at > Math.min(one, other) && at < Math.max(one, other)
  const count = (line: Line) =>
    level.filter((one) => one.to !== line.to && isIn(one.a.y, line.a.y, line.b.y) && isIn(line.a.x, one.a.x, one.b.x))
      .length
  return upright.reduce((sum, line) => sum + count(line), 0)
}

/** A corner of one way inside a line of another to the same state. */
function joinsOf(ways: readonly Way[]): readonly Point[] {
  const found = ways.flatMap((way) =>
    way.points
      .slice(1, -1)
      .filter((point) =>
        ways.some(
          (other) => other !== way && other.to === way.to && linesOf(other).some((line) => isInside(point, line)),
        ),
      ),
  )
  return [...new Map(found.map((point) => [`${point.x} ${point.y}`, point])).values()]
}

function isInside({ x, y }: Point, { a, b }: Line): boolean {
  if (a.x === b.x) return x === a.x && y > Math.min(a.y, b.y) && y < Math.max(a.y, b.y)
  return y === a.y && x > Math.min(a.x, b.x) && x < Math.max(a.x, b.x)
}
