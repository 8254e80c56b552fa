import type { CalendarInput, Closure, Hours, Intervals, LaterHours } from '#core/calendar.ts'
import { instant } from '#core/day.ts'
import { type OfficeId, type Roster, rosterOf, type Span } from '#core/roster.ts'
import { calendarOf, timeOf, weekOf } from '#office/calendar.ts'
import { effective } from '#office/leave.ts'
import type { Rows } from '#office/rows.ts'
import type { Leave, OfficeSnapshot, Organization } from '#office/snapshot.ts'

/** The rows of one tenant as the snapshot that everything asks. */
export function assemble(tenantId: string, version: number, rows: Rows): OfficeSnapshot {
  const organizations = new Map(offices(rows).map((o) => [o.id, o]))
  const leaves = new Map(rows.absences.map((row) => [row.id, leaveOf(row)]))
  const closures = closuresOf(rows)
  const hours = hoursOf(rows)
  const laterHours = laterHoursOf(rows)
  const time = { hours, laterHours, closures, notices: rows.notices, organizations }
  // Every move asks for its office's calendar: what it is made of is digested once a snapshot.
  const inputs = new Map<OfficeId, CalendarInput>()
  const calendar = (office: OfficeId) => {
    const input = inputs.get(office) ?? timeOf(time, office)
    inputs.set(office, input)
    return calendarOf(input)
  }
  return {
    tenant: { id: tenantId, code: rows.tenant.code, name: rows.tenant.name },
    version,
    roster: rosterFrom(rows, [...organizations.values()], [...leaves.values()]),
    organizations,
    byPath: new Map([...organizations.values()].map((o) => [o.path, o])),
    duties: new Map(rows.posts.map((p) => [p.id, p.duties])),
    administrators: new Map(rows.staff.flatMap((s) => (s.administrator ? [[s.id, s.administrator] as const] : []))),
    windows: Map.groupBy(
      rows.windows.map(({ org, ...window }) => ({ ...window, office: org })),
      (w) => w.office,
    ),
    leaves,
    leavesOf: Map.groupBy(leaves.values(), (l) => l.staff),
    outs: [],
    hours,
    laterHours,
    closedPosts: new Set(rows.posts.flatMap((p) => (p.closed_at ? [p.id] : []))),
    closures,
    notices: rows.notices,
    outside: rows.outside,
    receivers: rows.receivers.flatMap(({ id, org, way, config: { kinds, events, words } }) => {
      const path = organizations.get(org)?.path
      return path ? [{ id, path, way, events, ...(kinds && { kinds }), ...(words && { words }) }] : []
    }),
    calendar,
  }
}

function rosterFrom(rows: Rows, organizations: readonly Organization[], leaves: readonly Leave[]): Roster {
  const closed = new Set(rows.posts.flatMap((p) => (p.closed_at ? [p.id] : [])))
  const places = Map.groupBy(rows.staffPlaces, (p) => p.staff)
  const staff = rows.staff.map((s) => ({
    ...s,
    administrator: s.administrator !== null,
    places: (places.get(s.id) ?? []).map((p) => ({ ...span(p), office: p.org })),
  }))
  const roster = rosterOf({
    offices: organizations,
    staff,
    posts: rows.posts.map(({ id, org, code, name, services, is_head }) => ({
      id,
      office: org,
      code,
      name,
      services,
      head: is_head,
    })),
    assignments: rows.assignments
      .filter((a) => !closed.has(a.post))
      .map((a) => ({ ...span(a), post: a.post, role: a.role, staff: a.staff })),
    absences: leaves.flatMap((leave) => effective(leave) ?? []),
    arrangements: rows.arrangements
      .filter((a) => !closed.has(a.post))
      .map((a) => ({
        ...{ post: a.post, staff: a.staff, by: a.named_by },
        ...{ from: at(a.from_at), until: at(a.until_at) },
      })),
    answerable: rows.tenant.answerable,
  })
  if (closed.size === 0) return roster
  // A closed post keeps its name for what was done there; nobody is asked to fill it or act by it.
  const open = [...roster.posts.values()].filter((post) => !closed.has(post.id))
  return {
    ...roster,
    postsIn: Map.groupBy(open, (p) => p.office),
    headPost: new Map(open.filter((p) => p.head).map((p) => [p.office, p])),
  }
}

function offices(rows: Rows): readonly Organization[] {
  const places = Map.groupBy(rows.organizationPlaces, (p) => p.org)
  return rows.organizations.map(({ supervision_phone, closed_at, ...o }) => {
    const placed = places.get(o.id) ?? []
    return {
      ...o,
      supervisionPhone: supervision_phone,
      path: placed.at(-1)?.path ?? o.code,
      paths: [...new Set(placed.map((p) => p.path))],
      closedAt: closed_at && at(closed_at),
      places: placed.map((p) => ({ ...span(p), parent: p.parent })),
    }
  })
}

function hoursOf(rows: Rows): ReadonlyMap<OfficeId, Hours> {
  return new Map(
    [...Map.groupBy(rows.hours, (h) => h.org)].map(([id, own]) => {
      const on = (weekday: number): Intervals =>
        own.filter((h) => h.weekday === weekday).map((h) => [h.opens, h.closes])
      return [id, { week: [on(0), on(1), on(2), on(3), on(4), on(5), on(6)], makeUpAs: 1 }]
    }),
  )
}

function laterHoursOf(rows: Rows): ReadonlyMap<OfficeId, readonly LaterHours[]> {
  const own = Map.groupBy(rows.schemes, (s) => s.org)
  return new Map(
    [...own].map(([id, schemes]) => [id, schemes.map((s) => ({ from: s.valid_from, hours: weekOf(s.week) }))]),
  )
}

function closuresOf(rows: Rows): ReadonlyMap<OfficeId, readonly Closure[]> {
  const own = Map.groupBy(rows.closures, (c) => c.org)
  return new Map(
    [...own].map(([id, closures]) => [id, closures.map(({ day, from, to, why }) => ({ day, from, to, why }))]),
  )
}

function leaveOf(row: Rows['absences'][number]): Leave {
  return {
    ...{
      id: row.id,
      office: row.org,
      staff: row.staff,
      kind: row.kind,
      reason: row.reason,
      state: row.state,
      says: row.says,
    },
    ...{ from: at(row.from_at), until: at(row.until_at), askedBy: row.asked_by, askedAt: at(row.asked_at) },
    ...{ decidedBy: row.decided_by, decidedAt: row.decided_at && at(row.decided_at) },
    returnedAt: row.returned_at && at(row.returned_at),
  }
}

function span(row: { valid_from: Date; valid_until: Date | null }): Span {
  return { from: at(row.valid_from), until: row.valid_until && at(row.valid_until) }
}

function at(date: Date) {
  return instant(date.getTime())
}
