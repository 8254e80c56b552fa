export type Flow = {
  readonly title: string
  readonly states: readonly { id: string; label: string; closed: boolean }[]
  readonly moves: readonly {
    move: string
    label: string
    from: readonly string[]
    to: readonly { readonly state: string; readonly when: string | null }[] | null
    clauses: readonly string[]
  }[]
}

export type Place = {
  readonly id: string
  readonly label: string
  readonly closed: boolean
  readonly row: number
  readonly column: number
}
export type Edge = { readonly from: string; readonly to: string; readonly label: string }
export type Drawn = {
  readonly columns: number
  readonly rows: number
  readonly places: readonly Place[]
  readonly edges: readonly Edge[]
}

/** The road runs downwards: a state's row is how many moves it is from the beginning. The ends stand in a column on the right. */
export function laidOut(flow: Flow): Drawn {
  const edges = edgesOf(flow)
  const depth = depths(flow, edges)
  const used = new Map<number, number>()
  // In each row the state that leads on stands first, so that the road runs straight and what turns back stands aside.
  const leadsOn = (id: string) =>
    edges.some((e) => e.from === id && (depth.get(e.to) ?? 0) > (depth.get(id) ?? 0) && isOpen(flow, e.to))
  const open = flow.states.filter((s) => !s.closed).sort((a, b) => Number(leadsOn(b.id)) - Number(leadsOn(a.id)))
  const placed = open.map((s): Place => {
    const row = depth.get(s.id) ?? 0
    const column = used.get(row) ?? 0
    used.set(row, column + 1)
    return { ...s, row, column }
  })
  const right = Math.max(1, ...used.values())
  const taken = new Set<number>()
  const ends = flow.states
    .filter((s) => s.closed)
    .map((s): Place => {
      let row = Math.max(0, (depth.get(s.id) ?? 1) - 1)
      while (taken.has(row)) row += 1
      taken.add(row)
      return { ...s, row, column: right }
    })
  const places = [...placed, ...ends]
  return { columns: right + 1, rows: Math.max(...places.map((p) => p.row), 0) + 1, places, edges }
}

function isOpen(flow: Flow, id: string): boolean {
  return flow.states.some((s) => s.id === id && !s.closed)
}

function edgesOf(flow: Flow): readonly Edge[] {
  const edges = new Map<string, Edge>()
  for (const move of flow.moves)
    for (const from of move.from)
      for (const { state: to } of move.to ?? []) {
        if (from === to) continue
        const known = edges.get(`${from}>${to}`)
        edges.set(`${from}>${to}`, { from, to, label: known ? `${known.label}、${move.label}` : move.label })
      }
  return [...edges.values()]
}

function depths(flow: Flow, edges: readonly Edge[]): ReadonlyMap<string, number> {
  const depth = new Map<string, number>()
  const first = flow.states[0]
  let front = first ? [first.id] : []
  for (let n = 0; front.length > 0; n++) {
    for (const id of front) depth.set(id, n)
    const reached = edges.filter((e) => front.includes(e.from)).map((e) => e.to)
    front = [...new Set(reached)].filter((id) => !depth.has(id))
  }
  return depth
}
